"""A paper's values as fields of front matter, and lines of text as values of keys."""

import datetime as dt
from dataclasses import replace
from typing import Any

from generator.content.frontmatter import Scalar, Span, Value
from generator.content.schema.table import KEYS, Key, Owner, key_called
from generator.core.paper import Listing, Paper


def source_fields(paper: Paper) -> list[tuple[str, Value]]:
    """The source's values for a paper, as front matter in the table's order."""
    fields = []
    for key in KEYS:
        if key.owner is Owner.SOURCE:
            value = source_value(paper, key)
            if value is not None:
                fields.append((key.name, value))
    return fields


def source_value(paper: Paper, key: Key) -> Value | None:
    """A record's value for a source-owned key, as a page has it; None for nothing."""
    value = getattr(paper, key.field)
    if value in (None, (), ""):
        return None
    return key.write(value)


def value_of(name: str, line: str) -> Any:  # noqa: ANN401 -- each key has its own type
    """A line of text read as a key's value: the value, None, or an `InvalidValue`."""
    key = key_called(name)
    if key is None:
        return None
    span = Span(0, len(line), 1, 1)
    # Like a value in quotes: blanks part no tags.
    return key.read(Scalar(line, span, '"'))


def with_page_day(
    listings: tuple[Listing, ...], day: dt.date | None
) -> tuple[Listing, ...]:
    """The listings, with the page's day (`listed`) unless they have days of their own.

    A day without any listing is a listing too, of no seed.
    """
    if not listings and day:
        return (Listing(seed="", position=0, date=day),)
    if any(listing.date for listing in listings):
        return listings
    return tuple(replace(listing, date=day) for listing in listings)
