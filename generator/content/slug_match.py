"""The pages that a person means by a word or two, found among their names alone.

Each rule is a function from the query and the slugs to the pages that fit; a caller takes the
first rule that finds any. What is in a page is for others to ask.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from generator.core.text import ascii_fold, slug

Slugs = Mapping[str, str]
"""For each page, by its path, its slug."""
Rule = Callable[[str, Slugs], list[str]]
"""From a query to the paths of the pages that fit."""

_LAST_PART = re.compile(r"(?:.*/)?(?P<name>[^/]+?)(?:\.html)?/?")
_CLOSENESS = 0.8


def called(query: str, slugs: Slugs) -> list[str]:
    """The pages of that slug or title, also where the query is their address on a site."""
    last = _LAST_PART.fullmatch(query)
    names = {
        slug(query),
        slug(query, length=200),
        (last["name"] if last else query).casefold(),
    }
    return [path for path, name in slugs.items() if name in names]


def beginning(query: str, slugs: Slugs) -> list[str]:
    """The pages whose slug begins so."""
    start = "-".join(_words(query))
    return [path for path, name in slugs.items() if start and name.startswith(start)]


def with_words(query: str, slugs: Slugs) -> list[str]:
    """The pages whose slug has words that begin as each word of the query does."""
    wanted = [f"-{word}" for word in _words(query)]
    return [
        path
        for path, name in slugs.items()
        if wanted and all(word in f"-{name}" for word in wanted)
    ]


def with_close_words(query: str, slugs: Slugs) -> list[str]:
    """The pages whose slug has a word that is spelled nearly like each word of the query."""
    known = {word for name in slugs.values() for word in name.split("-")}
    near = [_near(word, known) for word in _words(query)]
    return [
        path
        for path, name in slugs.items()
        if near and all(words & {*name.split("-")} for words in near)
    ]


def _near(word: str, known: set[str]) -> set[str]:
    """The word, and known ones like it; a figure in a word is never a slip of the pen."""
    alike = [other for other in known if _figures(other) == _figures(word)]
    return {word, *get_close_matches(word, alike, n=5, cutoff=_CLOSENESS)}


def _figures(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _words(query: str) -> list[str]:
    """The query's words as a slug spells them."""
    return re.findall(r"[a-z0-9]+", ascii_fold(query).lower().replace("'", ""))
