"""What papers are filtered and sorted by: one column a property, its values written once.

Values are numbered in their order, so that comparing numbers sorts papers.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence

from generator.search.codec import numbers
from generator.search.documents import SearchDocument
from generator.text import natural_key

Column = tuple[list[str], str]
"""The values, and for every paper how many it has and their numbers."""


def columns(documents: Sequence[SearchDocument]) -> dict[str, Column]:
    """All columns, facets first."""
    return {name: _column(values_of, documents) for name, values_of in _COLUMNS.items()} | {
        "title": _title_ranks(documents)
    }


def _column(
    values_of: Callable[[SearchDocument], Iterable[str]], documents: Sequence[SearchDocument]
) -> Column:
    rows = [tuple(dict.fromkeys(values_of(document))) for document in documents]
    values = sorted({value for row in rows for value in row}, key=lambda v: (natural_key(v), v))
    number_of = {value: number for number, value in enumerate(values)}
    codes = ((len(row), *(number_of[value] for value in row)) for row in rows)
    return values, numbers(itertools.chain.from_iterable(codes))


def _title_ranks(documents: Sequence[SearchDocument]) -> Column:
    """Titles sort by rank; their words stand in the result cards already."""
    keys = [natural_key(document.title.casefold()) for document in documents]
    rank_of = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [], numbers(number for key in keys for number in (1, rank_of[key]))


def _known(value: object) -> list[str]:
    return [] if value is None or value == "" else [str(value)]


def _day(day: dt.date | None) -> list[str]:
    return [day.isoformat()] if day else []


def _extras(document: SearchDocument) -> list[str]:
    has_notes = bool(document.notes.strip() or document.summary.strip())
    return ["code"] * document.has_code + ["notes"] * has_notes


_COLUMNS: dict[str, Callable[[SearchDocument], Iterable[str]]] = {
    "status": lambda document: _known(document.status),
    "rating": lambda document: _known(document.rating),
    "tag": lambda document: document.tags,
    "year": lambda document: _known(document.year),
    "listing": lambda document: document.listings,
    "has": _extras,
    "listed": lambda document: _day(document.listed),
    "published": lambda document: _day(document.published),
    "read": lambda document: _day(document.read),
    "comments": lambda document: _known(document.comments),
}
