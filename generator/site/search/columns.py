"""Columns: what papers are filtered and sorted by, one file per property.

Constraints. Filters and orders work on all papers at once, so a file must hold one
property of the whole list, load when someone opens the filters, and compare as numbers.
10,000 papers have 11 columns of 10 to 43 KB. The properties of a paper side by side
were rejected: each edit of one would renew the only file, and a filter would load all.

Layout. A column has two parts: its different values in natural order, each once; and
for every paper how many values it has and their numbers. Values are numbered in their
order, so that comparing numbers sorts papers. Three papers tagged b and a, a, and not
at all:

    ["a", "b"], "%$#$##"        2 1 0, 1 0, 0

Titles have ranks only: their words are in the cards already.
"""

import marshal
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, TypeAlias

from generator.core.text import natural_key
from generator.site.search.codec import encode_numbers
from generator.site.search.documents import SearchRow
from generator.system.fingerprints import content_digest

Column: TypeAlias = tuple[list[str], str]
"""The values, and for every paper how many it has and their numbers."""

_ROW_FIELDS: Mapping[str, tuple[str, ...]] = {
    "status": ("status",),
    "rating": ("rating",),
    "tag": ("tags",),
    "year": ("year",),
    "listing": ("listings",),
    "has": ("has_code", "has_notes"),
    "listed": ("listed",),
    "published": ("published",),
    "read": ("read",),
    "comments": ("comments",),
    "title": ("title",),
}
"""For each column the fields of a row that it is made from; facets first."""

COLUMNS = tuple(_ROW_FIELDS)


def column(name: str, rows: Iterable[SearchRow]) -> Column:
    """One of the `COLUMNS`."""
    sources = _row_values(name, rows)
    if name == "title":
        return _title_ranks(sources)

    # Papers share most of what they have, so each different source is written once.
    different_sources = set(sources)
    values_by_source = {source: _values(name, source) for source in different_sources}
    # Number the values in their order.
    different: set[str] = set()
    for own_values in values_by_source.values():
        different.update(own_values)
    values = sorted(different)
    values.sort(key=natural_key)
    number_of = {value: number for number, value in enumerate(values)}

    # What each source is written as: how many values, and their numbers.
    code_of: dict[Any, str] = {}
    for source, own_values in values_by_source.items():
        numbers = [number_of[value] for value in own_values]
        code_of[source] = encode_numbers([len(numbers), *numbers])
    return values, "".join(code_of[source] for source in sources)


def column_key(name: str, rows: Iterable[SearchRow]) -> str:
    """Cache key of a column: the digest of what the rows have in it."""
    # Version 2 is the last one in which equal values are always equal bytes.
    data = marshal.dumps(_row_values(name, rows), 2)
    return content_digest(data)


def _row_values(name: str, rows: Iterable[SearchRow]) -> list[Any]:
    source = attrgetter(*_ROW_FIELDS[name])
    return [*map(source, rows)]


def _values(name: str, source: Any) -> list[str]:  # noqa: ANN401 - any field of a row
    """What a paper has in a column."""
    if name == "has":
        has_code, has_notes = source
        extras = {"code": has_code, "notes": has_notes}
        return [extra for extra, has in extras.items() if has]
    if isinstance(source, tuple):
        return [*dict.fromkeys(source)]
    if source is None or source == "":
        return []
    return [str(source)]


def _title_ranks(titles: Iterable[str]) -> Column:
    """A column without values: titles that sort alike have one rank."""
    keys = [natural_key(title.casefold()) for title in titles]
    different = sorted(set(keys))
    code_of = {}
    for rank, key in enumerate(different):
        code_of[key] = encode_numbers([1, rank])
    return [], "".join(code_of[key] for key in keys)
