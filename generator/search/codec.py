"""Numbers and sorted words as short strings of printable characters.

One character for a small number lets gzip model the values; digits or base64 cannot be packed as
well (`search-codec.js` reads it back).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) not in "\\`")
"""Ninety characters that need no escape inside a JavaScript string in double quotes."""

_SIZE = len(ALPHABET)
_WIDTHS = (64, 20, 5, 1)
"""First characters that announce a number of one, two, three and four characters."""


def _encoded(number: int) -> str:
    first, span = 0, 1
    for width in _WIDTHS:
        if number < width * span:
            digits = ALPHABET[first + number // span]
            while span > 1:
                span //= _SIZE
                digits += ALPHABET[number // span % _SIZE]
            return digits
        number -= width * span
        first += width
        span *= _SIZE
    raise OverflowError("a search index holds numbers up to 771,363")


_SMALL = [_encoded(number) for number in range(64 + 20 * _SIZE)]


def numbers(values: Iterable[int]) -> str:
    """Natural numbers, one after the other."""
    small = len(_SMALL)
    return "".join([_SMALL[value] if value < small else _encoded(value) for value in values])


def ranked(values: Sequence[int]) -> tuple[str, str]:
    """Numbers of one kind: the different ones, the commonest first, and the place of each.

    So the common ones have one character (field lengths of 10,000 papers: 15 KB instead of 18).
    """
    counts = Counter(values)
    order = sorted(counts, key=lambda value: (-counts[value], value))
    place_of = {value: place for place, value in enumerate(order)}
    return numbers(order), numbers(place_of[value] for value in values)


def front_coded(words: Sequence[str]) -> tuple[str, str]:
    """Sorted words: how much each shares with its predecessor and adds, and what it adds."""
    lengths: list[int] = []
    endings: list[str] = []
    previous = ""
    for word in words:
        shared = _shared(previous, word)
        ending = word[len(shared) :]
        lengths += (utf16_length(shared), utf16_length(ending))
        endings.append(ending)
        previous = word
    return numbers(lengths), "".join(endings)


def utf16_length(text: str) -> int:
    """Length of a text as JavaScript counts it."""
    return len(text) if text.isascii() else len(utf16_order(text)) // 2


def utf16_order(word: str) -> bytes:
    """Sort key of JavaScript, in which Lunr wants its terms: by UTF-16 units, not code points."""
    return word.encode("utf-16-be", "surrogatepass")


def _shared(first: str, second: str) -> str:
    """What both begin with."""
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return first[:length]
