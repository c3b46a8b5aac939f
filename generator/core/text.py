"""Pure helpers on strings: white space, slugs, comparison, order, counts, HTML.

Markdown, YAML and BibTeX have escapers of their own, in `markup.escaping`,
`frontmatter.write` and `exporters.bibtex`. When two titles are one is up to `titles`.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from posixpath import commonprefix
from typing import TypeVar

from generator.core.letters import LATIN_LETTERS, SYMBOL_NAMES, capital_names

_Name = TypeVar("_Name")

SLUG_LENGTH = 79
"""Longest slug: file names stay well under the 255 bytes that file systems allow."""

_RESERVED = re.compile(r"con|prn|aux|nul|com[1-9]|lpt[1-9]|index")
"""Names that Windows keeps for devices, and the one we keep for indexes."""

_CAPITALS = {letter.upper(): LATIN_LETTERS[letter].upper() for letter in "æœøłđ"}
_TRANSLITERATION = str.maketrans(
    LATIN_LETTERS | _CAPITALS | {"µ": "mu"} | SYMBOL_NAMES | capital_names("ΔΣΩΦΨ")
)
"""Letters that Unicode does not take apart, and the Greek of titles on machine learning."""


def collapse(text: str) -> str:
    """The text on one line: every run of white space is one space, none at the ends."""
    return " ".join(text.split())


def shortened(text: str, length: int) -> str:
    """The text on one line, at most so many characters; `…` marks where it was cut."""
    line = collapse(text)
    if len(line) <= length:
        return line
    return line[: length - 1] + "…"


def without_brackets(line: str) -> str:
    """A text without an Obsidian link's brackets; of `[[Ada|Countess]]` the label."""
    link = re.fullmatch(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]", line)
    return link[1].strip() if link else line


def count(
    number: int,
    noun: str,
    *,
    separator: str = "",
) -> str:
    """A number with its noun: `1 paper`, `1204 papers`; `separator` for thousands."""
    figures = f"{number:,}".replace(",", separator)
    if number == 1:
        return f"{figures} {noun}"
    return f"{figures} {noun}s"


def ascii_fold(text: str) -> str:
    """The nearest ASCII letters; what has none is dropped."""
    if text.isascii():
        return text
    # Letters are replaced before accents are taken off and after it: `µ` is one only
    # before, `ά` only after.
    named = text.translate(_TRANSLITERATION)
    folded = unicodedata.normalize("NFKD", named).translate(_TRANSLITERATION)
    return folded.encode("ascii", "ignore").decode("ascii")


def escape_html(text: str) -> str:
    """The text for an HTML element or a double-quoted attribute; single quotes stay."""
    text = text.replace("&", "&amp;")
    text = text.replace("<", "&lt;")
    text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;")


_LONGEST_MISSPELT = 200
"""Letters of a word that may be a misspelt one: to compare takes their square."""


def nearest(
    word: str,
    known: Iterable[str],
    *,
    cutoff: float = 0.6,
) -> str | None:
    """The known word most like a misspelt one; `cutoff` is from 0 to 1.

    A word that is one slip away wins over words that only share more letters.
    """
    if len(word) > _LONGEST_MISSPELT:
        return None
    # Loaded for misspelt words only: it takes 6 ms of a build's 250.
    from difflib import get_close_matches  # noqa: PLC0415

    matches = get_close_matches(word, [*known], n=10, cutoff=cutoff)
    for match in matches:
        if is_one_slip(word, match):
            return match
    return matches[0] if matches else None


_NEIGHBOURS = 20
"""A misspelt name is compared with so many names before and after it."""


def near_in_alphabet(place: int, names: Sequence[_Name]) -> Sequence[_Name]:
    """The sorted names around the place where a misspelt one would be.

    Comparing it with all of them would take seconds in a large list.
    """
    return names[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS]


def is_one_slip(word: str, other: str) -> bool:
    """Whether one letter is added, left out, replaced, or swapped with the next."""
    # What is left between the same beginning and the same end.
    start = len(commonprefix([word, other]))
    rest, other_rest = word[start:], other[start:]
    while rest and other_rest and rest[-1] == other_rest[-1]:
        rest, other_rest = rest[:-1], other_rest[:-1]
    longest = max(len(rest), len(other_rest))
    is_swap = longest == 2 and rest == other_rest[::-1]  # noqa: PLR2004 - two letters
    return is_swap or longest == 1


def digest(text: str, length: int = 8) -> str:
    """Hexadecimal digest of a text, the same on every machine and in every run."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()[:length]


def slug(text: str, *, length: int = SLUG_LENGTH) -> str:
    """A file name and address for a text: `[a-z0-9-]`, never empty or reserved.

    A text in a script that ASCII cannot spell, or with nothing to spell, is named by
    its digest.
    """
    folded = ascii_fold(text).lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", folded)
    # 1. The words in ASCII, as many as fit.
    name = _cut_at_word("-".join(words), length)
    # 2. A digest where most letters have no ASCII.
    letters = sum(map(str.isalpha, text))
    spelled = sum(map(str.isalpha, name))
    if not name:
        name = digest(text)
    elif spelled * 4 < letters:
        name = f"{name}-{digest(text)}"
    # 3. A digest again where no file may have the name.
    if _RESERVED.fullmatch(name):
        return f"{name}-{digest(text, 4)}"
    return name


def _cut_at_word(name: str, length: int) -> str:
    if len(name) <= length:
        return name
    cut = name[: length + 1].rpartition("-")[0]
    if len(cut) >= length // 2:
        return cut
    return name[:length].rstrip("-")


def tag_key(tag: str) -> str:
    """The tag for comparison: `Text-to-Image` and `text_to_image` are one."""
    words = tag.casefold().replace("-", " ").replace("_", " ")
    return collapse(words)


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `seed-9` before `seed-10`."""
    key = []
    for part in re.split(r"([0-9]+)", text):
        if part.isascii() and part.isdecimal():
            # Python refuses to make a number of thousands of digits.
            digits = part.lstrip("0")
            key.append((0, len(digits), digits))
        elif part:
            key.append((1, 0, part))
    return tuple(key)
