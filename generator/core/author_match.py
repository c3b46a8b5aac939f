"""Whether two lists of authors can be of one paper, however their names are written.

`Lovelace, A.` and `Ada Lovelace` are one person, and so are `José` and `Jose`, `Müller`
and `Mueller`. Papers of one title are told apart by their authors only where these are
clearly others: lists may be cut short, and an institution may stand for its people.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generator.core.text import ascii_fold

_COMPARED = 100
"""Names of a list that are looked at: no other list shares none of so many."""
_WORD = re.compile(r"[^\W\d_]+")
_UMLAUT = re.compile(r"(?<=[aou])e")
_INITIALS_LENGTH = 3
"""`JA` and `JAM` in capitals are initials, as medical journals write them."""
_PARTICLES = {
    *("van", "von", "der", "den", "ter", "ten", "de", "del", "della", "di"),
    *("da", "dos", "du", "la", "le", "el", "al", "bin"),
}
_NO_NAMES = frozenset(_PARTICLES | {"jr", "sr", "ii", "iii"})
"""Words that come and go in spellings of a name."""


class _Name(NamedTuple):
    """A name for comparison."""

    words: frozenset[str]
    """Those that are more than an initial."""
    initials: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.words) + len(self.initials)


def may_be_same_authors(authors: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the authors of two papers are not clearly different.

    They are not if a person is in both lists, or a list is empty, in another script, or
    of names that have one word each, such as those of institutions.
    """
    names = _compared_names(tuple(authors))
    other_names = _compared_names(tuple(others))
    if not names or not other_names:
        return True
    if _have_one_word(names) != _have_one_word(other_names):
        return True
    if _are_latin(names) != _are_latin(other_names):
        return True
    return _share_a_person(names, other_names)


def _share_a_person(names: Iterable[_Name], other_names: Iterable[_Name]) -> bool:
    """Whether a name is in both lists; only names that share a word are compared."""
    by_word: dict[str, list[_Name]] = {}
    for name in other_names:
        for word in name.words:
            by_word.setdefault(word, []).append(name)
    for name in names:
        for word in name.words:
            for other in by_word.get(word, ()):
                if _may_be_same(name, other):
                    return True
    return False


def _have_one_word(names: Iterable[_Name]) -> bool:
    return all(name.length == 1 for name in names)


def _are_latin(names: Iterable[_Name]) -> bool:
    return any(word.isascii() for name in names for word in name.words)


def _may_be_same(name: _Name, other: _Name) -> bool:
    """Whether two names that share a word have nothing that contradicts.

    Each part of the shorter name must be a part of the longer one, or begin one.
    """
    shorter, longer = name, other
    if other.length < name.length:
        shorter, longer = other, name
    parts = [*(shorter.words - longer.words), *shorter.initials]
    left = sorted([*(longer.words - shorter.words), *longer.initials])
    for part in sorted(parts):
        matches = [one for one in left if _begins(part, one)]
        if not matches:
            return False
        left.remove(matches[0])
    return True


def _begins(part: str, other: str) -> bool:
    return part.startswith(other) or other.startswith(part)


@lru_cache(maxsize=1024)
def _compared_names(authors: tuple[str, ...]) -> tuple[_Name, ...]:
    names = map(_name_from, authors[:_COMPARED])
    return tuple(name for name in names if name.words)


def _name_from(text: str) -> _Name:
    folded = ascii_fold(text)
    if not any(map(str.isalpha, folded)):
        folded = unicodedata.normalize("NFKC", text)  # a script that ASCII cannot spell
    words: set[str] = set()
    initials: list[str] = []
    is_in_capitals = folded.isupper()
    for word in _WORD.findall(folded):
        plain = word.casefold()
        is_short = word.isupper() and len(word) <= _INITIALS_LENGTH
        if plain in _NO_NAMES:
            continue
        if len(word) == 1 and word.isascii():
            initials.append(plain)
        elif is_short and not is_in_capitals:
            initials += plain
        else:
            words.add(_UMLAUT.sub("", plain))
    return _Name(frozenset(words), tuple(initials))
