"""Columns: what papers are filtered and sorted by, one file per property.

Constraints. Filters and orders work on all papers at once, so a file must hold one
property of the whole list, load when someone opens the filters, and compare as numbers.
10,000 papers have 11 columns of 1 to 60 KB. The properties of a paper side by side were
rejected: each edit of one would renew the only file, and a filter would load all.

Layout. A column has two parts: its different values in natural order, each once; and for
every paper how many values it has and their numbers. Values are numbered in their order,
so that comparing numbers sorts papers. Three papers tagged b and a, a, and not at all:

    ["a", "b"], "%$#$##"        2 1 0, 1 0, 0

Titles have ranks only: their words are in the cards already.
"""

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeAlias

from generator.core.text import natural_key
from generator.site.search.codec import encode_numbers
from generator.site.search.documents import SearchRow
from generator.system.fingerprints import content_digest

Column: TypeAlias = tuple[list[str], str]
"""The values, and for every paper how many it has and their numbers."""


def _one_value(value: object) -> list[str]:
    if value is None or value == "":
        return []
    return [str(value)]


def _extras(has: tuple[bool, bool]) -> list[str]:
    has_code, has_notes = has
    extras = []
    if has_code:
        extras.append("code")
    if has_notes:
        extras.append("notes")
    return extras


_FACETS: Mapping[str, tuple[Callable[[SearchRow], Any], Callable[[Any], Iterable[str]]]] = {
    "status": (attrgetter("status"), _one_value),
    "rating": (attrgetter("rating"), _one_value),
    "tag": (attrgetter("tags"), tuple),
    "year": (attrgetter("year"), _one_value),
    "listing": (attrgetter("listings"), tuple),
    "has": (attrgetter("has_code", "has_notes"), _extras),
    "listed": (attrgetter("listed"), _one_value),
    "published": (attrgetter("published"), _one_value),
    "read": (attrgetter("read"), _one_value),
    "comments": (attrgetter("comments"), _one_value),
}  # fmt: skip
"""For each column what a row has in it, and the values that this is written as."""

COLUMNS = (*_FACETS, "title")
"""Facets first."""


def column(name: str, rows: Iterable[SearchRow]) -> Column:
    """One of the `COLUMNS`."""
    if name == "title":
        return _title_ranks([row.title for row in rows])
    source, values_of = _FACETS[name]
    return _facet_column([*map(source, rows)], values_of)


def column_key(name: str, rows: Iterable[SearchRow]) -> str:
    """Cache key of a column: the digest of what the rows have in it."""
    source = attrgetter("title") if name == "title" else _FACETS[name][0]
    # Version 2 of the form, the last one that writes equal values as equal bytes.
    return content_digest(marshal.dumps([*map(source, rows)], 2))


def _facet_column(
    sources: Sequence[Any], values_of: Callable[[Any], Iterable[str]]
) -> Column:
    # Papers share most of what they have, so each different source is written once.
    values_by_source = {
        source: [*dict.fromkeys(values_of(source))] for source in set(sources)
    }
    different: set[str] = set().union(*values_by_source.values())
    values = sorted(different, key=lambda value: (natural_key(value), value))
    number_of = {value: number for number, value in enumerate(values)}
    codes = {}
    for source, own in values_by_source.items():
        numbers = [number_of[value] for value in own]
        codes[source] = encode_numbers([len(own), *numbers])
    return values, "".join(codes[source] for source in sources)


def _title_ranks(titles: Sequence[str]) -> Column:
    key_of = {title: natural_key(title.casefold()) for title in set(titles)}
    order = sorted(set(key_of.values()))
    code_of = {key: encode_numbers([1, rank]) for rank, key in enumerate(order)}
    return [], "".join(code_of[key_of[title]] for title in titles)
