"""Numbers and sorted words as short strings of printable characters.

One character for a small number lets gzip model the values; digits or base64 cannot be packed as
well (`search/codec.js` reads it back).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import compress, count
from operator import ne, sub

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


def _decoded(code: str) -> int:
    first, span, below = 0, 1, 0
    for width in _WIDTHS[: len(code) - 1]:
        first += width
        below += width * span
        span *= _SIZE
    number = ALPHABET.index(code[0]) - first
    for sign in code[1:]:
        number = number * _SIZE + ALPHABET.index(sign)
    return below + number


def _code_pattern() -> re.Pattern[str]:
    """What one number looks like."""
    ends = [sum(_WIDTHS[: place + 1]) for place in range(len(_WIDTHS))]
    starts = [
        f"[{re.escape(ALPHABET[e - w : e])}]"
        for e, w in zip(ends, _WIDTHS, strict=True)
    ]
    return re.compile("|".join(start + "." * more for more, start in enumerate(starts)))


class _Codes(dict[int, str]):
    """The characters of each number, spelled once."""

    def __missing__(self, number: int) -> str:
        self[number] = _encoded(number)
        return self[number]


class _Steps(dict[int, str]):
    """The characters of the step from a number to a greater one: how many lie between."""

    def __missing__(self, step: int) -> str:
        self[step] = _encoded(step - 1)
        return self[step]


class _Values(dict[str, int]):
    """The number that characters stand for."""

    def __missing__(self, code: str) -> int:
        self[code] = _decoded(code)
        return self[code]


_CODES, _STEPS, _VALUES, _CODE = _Codes(), _Steps(), _Values(), _code_pattern()
_LONG = re.compile(f"[{re.escape(ALPHABET[_WIDTHS[0] :])}]")
_SHORT = bytes.maketrans(ALPHABET[: _WIDTHS[0]].encode(), bytes(range(_WIDTHS[0])))
"""From one character to its number, where all numbers have one."""


number: Callable[[int], str] = _CODES.__getitem__
"""One natural number."""


def numbers(values: Iterable[int]) -> str:
    """Natural numbers, one after the other."""
    return "".join(map(_CODES.__getitem__, values))


def codes_in(text: str) -> list[str]:
    """The characters of each of the numbers that `numbers` wrote."""
    return _CODE.findall(text) if _LONG.search(text) else [*text]


def numbers_in(text: str) -> list[int]:
    """The numbers that `numbers` wrote."""
    if _LONG.search(text):
        return [*map(_VALUES.__getitem__, _CODE.findall(text))]
    return [*text.encode().translate(_SHORT)]  # twenty times quicker


def steps(rising: Sequence[int]) -> str:
    """For each of these numbers but the first, how many lie between it and the one before."""
    return "".join(map(_STEPS.__getitem__, map(sub, rising[1:], rising)))


def ranked(values: Sequence[int]) -> tuple[str, str]:
    """Numbers of one kind: the different ones, the commonest first, and the place of each.

    So the common ones have one character (field lengths of 10,000 papers: 15 KB instead of 18).
    """
    counts = Counter(values)
    order = sorted(counts, key=lambda value: (-counts[value], value))
    place_of = {value: place for place, value in enumerate(order)}
    return numbers(order), numbers(map(place_of.__getitem__, values))


def front_coded(words: Sequence[str]) -> tuple[str, str]:
    """Sorted words: how much each shares with its predecessor and adds, and what it adds."""
    lengths: list[int] = []
    endings: list[str] = []
    previous = ""
    for word in words:
        shared = _shared(previous, word)
        ending = word[shared:]
        if word.isascii():
            lengths += (shared, len(ending))
        else:
            lengths += (utf16_length(word[:shared]), utf16_length(ending))
        endings.append(ending)
        previous = word
    return numbers(lengths), "".join(endings)


def utf16_length(text: str) -> int:
    """Length of a text as JavaScript counts it."""
    return len(text) if text.isascii() else len(utf16_order(text)) // 2


def in_utf16_order(words: Iterable[str]) -> list[str]:
    """Words as JavaScript sorts them."""
    words = [*words]
    is_plain = _BEYOND_SURROGATES.search("".join(words)) is None
    return sorted(words, key=None if is_plain else utf16_order)


_BEYOND_SURROGATES = re.compile("[\ud800-\U0010ffff]")
"""Without these characters the order is that of code points."""


def utf16_order(word: str) -> bytes:
    """Sort key of JavaScript, in which Lunr wants its terms: by UTF-16 units, not code points."""
    return word.encode("utf-16-be", "surrogatepass")


def _shared(first: str, second: str) -> int:
    """How many characters both begin with."""
    shorter = min(len(first), len(second))
    return next(compress(count(), map(ne, first, second)), shorter)
