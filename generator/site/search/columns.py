"""What papers are filtered and sorted by: one column a property, its values written once.

Values are numbered in their order, so that comparing numbers sorts papers.
"""

import marshal
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from generator.core.text import natural_key
from generator.site.search.codec import numbers
from generator.site.search.documents import SearchRow
from generator.system.fingerprints import content_digest

Column = tuple[list[str], str]
"""The values, and for every paper how many it has and their numbers."""


def column(name: str, rows: Sequence[SearchRow]) -> Column:
    """One of the `COLUMNS`."""
    found = [*map(_SOURCES[name], rows)]
    return _title_ranks(found) if name == "title" else _column(found, _VALUES[name])


def column_key(name: str, rows: Sequence[SearchRow]) -> str:
    """Differs whenever the column does."""
    found = [*map(_SOURCES[name], rows)]
    return content_digest(marshal.dumps(found, 2))  # the last form without references


def _column(found: Sequence[Any], values_of: Callable[[Any], Iterable[str]]) -> Column:
    rows = {each: [*dict.fromkeys(values_of(each))] for each in set(found)}
    values = sorted({value for row in rows.values() for value in row}, key=_key)
    number_of = {value: number for number, value in enumerate(values)}
    codes: dict[Hashable, str] = {
        each: numbers([len(row), *(number_of[value] for value in row)])
        for each, row in rows.items()
    }
    return values, "".join(map(codes.__getitem__, found))


def _title_ranks(titles: Sequence[str]) -> Column:
    """Titles sort by rank; their words stand in the result cards already."""
    key_of = {title: _natural_key(title.casefold()) for title in set(titles)}
    code_of = {
        key: numbers([1, rank]) for rank, key in enumerate(sorted({*key_of.values()}))
    }
    return [], "".join(code_of[key_of[title]] for title in titles)


def _key(value: str) -> tuple[object, str]:
    return _natural_key(value), value


def _natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """As `natural_key`, ten times quicker for texts without figures."""
    return (
        natural_key(text) if _FIGURE.search(text) else ((1, 0, text),) if text else ()
    )


_FIGURE = re.compile("[0-9]")


def _known(value: object) -> list[str]:
    return [] if value is None or value == "" else [str(value)]


def _extras(has: tuple[bool, bool]) -> list[str]:
    has_code, has_notes = has
    return ["code"] * has_code + ["notes"] * has_notes


_VALUES: dict[str, Callable[[Any], Iterable[str]]] = {
    "status": _known,
    "rating": _known,
    "tag": tuple,
    "year": _known,
    "listing": tuple,
    "has": _extras,
    "listed": _known,
    "published": _known,
    "read": _known,
    "comments": _known,
}
"""For each column the values that stand in it for what a row says; titles have ranks instead."""

_SOURCES: dict[str, Callable[[SearchRow], Any]] = {
    name: attrgetter(name) for name in [*_VALUES, "title"]
} | {
    "tag": attrgetter("tags"),
    "listing": attrgetter("listings"),
    "has": attrgetter("has_code", "has_notes"),
}

COLUMNS = (*_VALUES, "title")
"""Facets first."""
