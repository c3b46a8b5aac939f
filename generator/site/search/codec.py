"""Numbers and sorted words as short strings of printable characters.

Constraints. Index files are classic scripts, since neither `fetch` nor modules load
from disk: so numbers must be text that needs no escape inside a JavaScript string. They
must pack well under gzip, which every host applies, and decode in a few lines of
JavaScript (its half is `templates/assets/js/search/codec.js`).

Figures, for 10,000 papers with 1.1 million postings: 1.3 MB gzipped, against 1.9 MB as
JSON arrays of the same numbers and 8.0 MB as Lunr's own JSON. Most numbers are small
gaps and frequencies; as one character each, gzip can model how often every value
occurs. Base64 of variable-length bytes was rejected: it spreads a value over two
characters.

Layout of a number. `ALPHABET` has ninety characters, valued 0 to 89 in the order of
ASCII: `#` is 0, `$` is 1, `~` is 89. The first one says how long the number is; the
rest are digits to base 90, highest first:

    first      characters   holds                example
    0 to 63    1            0 to 63              5 is `(`
    64 to 83   2            64 to 1,863          64 is first 64, digit 0: `e#`
    84 to 88   3            1,864 to 42,363
    89         4            42,364 to 771,363

Layout of sorted words. Each word gives two numbers, how much it shares with the one
before and how much it adds, in UTF-16 units; and the text that it adds. So `lamp`,
`lamps`, `lampshade` are the numbers 0 4, 4 1, 5 4 and the text `lampshade`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

_PRINTABLE = map(chr, range(35, 127))
ALPHABET = "".join(sign for sign in _PRINTABLE if sign not in "\\`")
"""Ninety characters that need no escape inside a JavaScript string in double quotes."""

_BASE = len(ALPHABET)


_FORMS = (
    # value of the first character from, how many such values, lowest number
    (0, 64, 0),
    (64, 20, 64),
    (84, 5, 1_864),
    (89, 1, 42_364),
)
"""Numbers of one, two, three and four characters."""


def _code_pattern() -> re.Pattern[str]:
    """Match one number."""
    forms = []
    for digits, (first, count, _) in enumerate(_FORMS):
        last = first + count
        signs = re.escape(ALPHABET[first:last])
        forms.append(f"[{signs}].{{{digits}}}")
    return re.compile("|".join(forms))


_CODE = _code_pattern()


@cache
def encode_number(number: int) -> str:
    """Write one natural number.

    Cached, since an index has millions of numbers and few different ones: without it an
    index takes 25 % longer.
    """
    # Find the form by what is left of the number beyond all shorter forms.
    for digits, (first, count, lowest) in enumerate(_FORMS):
        span = _BASE**digits
        value = number - lowest
        if value >= count * span:
            continue
        code = ALPHABET[first + value // span]
        while span > 1:
            span //= _BASE
            digit = value // span % _BASE
            code += ALPHABET[digit]
        return code
    raise OverflowError("a search index holds numbers up to 771,363")


@cache
def _decode_number(code: str) -> int:
    digits = len(code) - 1
    first, _, lowest = _FORMS[digits]
    value = ALPHABET.index(code[0]) - first
    for sign in code[1:]:
        value = value * _BASE + ALPHABET.index(sign)
    return lowest + value


def encode_numbers(values: Iterable[int]) -> str:
    """Write natural numbers one after the other."""
    return "".join(map(encode_number, values))


def decode_numbers(text: str) -> list[int]:
    """Read the numbers that `encode_numbers` wrote."""
    codes = _CODE.findall(text)
    return [_decode_number(code) for code in codes]


def encode_gaps(rising: Sequence[int]) -> str:
    """For each of these numbers but the first, how many lie between it and the last."""
    gaps = [after - before - 1 for before, after in pairwise(rising)]
    return encode_numbers(gaps)


def encode_ranked(values: Sequence[int]) -> tuple[str, str]:
    """The different values, the commonest first, and the rank of each among them.

    So the common ones have one character: 10,000 papers have 15 KB of field lengths,
    not 18.
    """
    counts = Counter(values)
    order = sorted(counts)
    order.sort(key=counts.__getitem__, reverse=True)
    # Ranks follow from frequency, and among equals from the value: the same each time.
    rank_of = {value: rank for rank, value in enumerate(order)}
    ranks = [rank_of[value] for value in values]
    return encode_numbers(order), encode_numbers(ranks)


def front_code(words: Sequence[str]) -> tuple[str, str]:
    """Write sorted words as what each shares with the one before, and what it adds."""
    is_ascii = "".join(words).isascii()
    # In ASCII both languages count alike; to encode each word takes 12 % more of an
    # index.
    measure: Callable[[str], int] = len if is_ascii else utf16_length
    lengths: list[int] = []
    endings: list[str] = []
    previous = ""
    for word in words:
        # All three are in UTF-16 units, as JavaScript cuts texts.
        shared = _common_length(previous, word)
        ending = word[shared:]
        lengths.append(measure(word[:shared]))
        lengths.append(measure(ending))
        endings.append(ending)
        previous = word
    return encode_numbers(lengths), "".join(endings)


def _common_length(first: str, second: str) -> int:
    for length, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return length
    return min(len(first), len(second))


def utf16_length(text: str) -> int:
    """Length of a text as JavaScript counts it."""
    units = utf16_key(text)
    return len(units) // 2


def utf16_key(word: str) -> bytes:
    """Sort key of JavaScript, which compares UTF-16 units and not code points.

    Lunr refuses an index whose terms are in another order: one emoji would be enough.
    """
    return word.encode("utf-16-be", "surrogatepass")


_BEYOND_SURROGATES = re.compile("[\ud800-\U0010ffff]")


def utf16_sorted(words: Iterable[str]) -> list[str]:
    """Words in the order of JavaScript."""
    words = [*words]
    # Without these characters the orders are the same: a key takes 5 % more of an
    # index.
    if _BEYOND_SURROGATES.search("".join(words)):
        return sorted(words, key=utf16_key)
    return sorted(words)
