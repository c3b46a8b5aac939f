"""Pages that fit a query, found by their slugs alone: no file is opened.

Each rule is a function from the query and the slugs to the paths of the pages that fit;
`finder` takes the first rule that finds any, and looks into pages if none does.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeAlias

from generator.content.page import FILE_NAME_LENGTH
from generator.core.text import ascii_fold, slug

Slugs: TypeAlias = Mapping[str, str]
"""Each page's slug by its path."""
Paths: TypeAlias = list[str]
"""Pages that fit."""

_LAST_PART = re.compile(r"(?:.*/)?(?P<name>[^/]+?)(?:\.html)?/?")
_CLOSENESS = 0.8


def with_name(query: str, slugs: Slugs) -> Paths:
    """Pages of that slug or title, also where the query is their address on a site."""
    last_part = _LAST_PART.fullmatch(query)
    name = last_part["name"] if last_part else query
    long_slug = slug(query, length=FILE_NAME_LENGTH)
    names = {slug(query), long_slug, name.casefold()}
    return [path for path in slugs if slugs[path] in names]


def with_beginning(query: str, slugs: Slugs) -> Paths:
    """Pages whose slug begins like the query."""
    start = "-".join(_query_words(query))
    if not start:
        return []
    return [path for path in slugs if slugs[path].startswith(start)]


def with_words(query: str, slugs: Slugs) -> Paths:
    """Pages whose slug has, for each word of the query, a word that begins so."""
    words = _query_words(query)
    if not words:
        return []
    return [
        path
        for path, name in slugs.items()
        if all(f"-{word}" in f"-{name}" for word in words)
    ]


def with_similar_words(query: str, slugs: Slugs) -> Paths:
    """Pages whose slug has, for each word of the query, a word spelled nearly so."""
    known: set[str] = set()
    longest = 0
    for name in slugs.values():
        words = name.split("-")
        known.update(words)
        longest = max(longest, len(words))
    asked = set(_query_words(query))
    # To compare a word with all others takes a moment, and none fits a pasted page.
    if not asked or len(asked) > longest:
        return []
    choices = [_similar_words(word, known) for word in asked]
    paths = []
    for path, name in slugs.items():
        words = name.split("-")
        if not any(choice.isdisjoint(words) for choice in choices):
            paths.append(path)
    return paths


def _similar_words(word: str, known: set[str]) -> set[str]:
    """The word, and known ones like it; figures must be the same."""
    figures = _figures(word)
    candidates = [other for other in known if _figures(other) == figures]
    close = get_close_matches(word, candidates, n=5, cutoff=_CLOSENESS)
    return {word, *close}


def _figures(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _query_words(query: str) -> list[str]:
    """The query's words as a slug spells them."""
    plain = ascii_fold(query).lower().replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)
