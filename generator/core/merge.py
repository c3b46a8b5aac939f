"""The records of one paper from several seeds, merged into one.

The newest listing is believed first. `identity` decides which records are one paper;
nothing here depends on their order.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from generator.core.errors import Problem, Severity
from generator.core.identity import (
    cluster,
    merge_title_key,
    newest_listing_day,
    without_blanks,
)
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import ascii_fold, natural_key
from generator.core.titles import title_key, without_entities, without_invisible

_TRUST = {
    PublishedSource.EXPLICIT: 2,
    PublishedSource.GIVEN: 1,
    PublishedSource.INFERRED_YEAR: 0,
}
_COUNTS = frozenset({"comments", "upvotes"})
_MERGED_TOGETHER = frozenset({"published", "published_source", "listings"})
"""Fields that are not merged one by one."""


def merge_records(records: tuple[Paper, ...]) -> Paper:
    """One paper from its records, the newest listing first."""
    values = {
        field.name: _merged_value(records, field.name)
        for field in fields(Paper)
        if field.name not in _MERGED_TOGETHER
    }
    # A date and where it comes from belong together.
    dated = max(records, key=_date_trust)
    listings = {listing for record in records for listing in record.listings}
    return replace(
        records[0],
        **values,
        published=dated.published,
        published_source=dated.published_source,
        listings=tuple(sorted(listings, key=listing_order)),
    )


def complete(paper: Paper, records: Iterable[Paper]) -> Paper:
    """A paper that the reader names, completed from the records of the same paper."""
    others = _other_records(paper, records)
    if not others:
        return paper
    merged = merge_records(others)
    given = {}
    for field in fields(Paper):
        value = getattr(paper, field.name)
        if value not in (None, (), ""):
            given[field.name] = value
    # Of two spellings of one title, the printed one is better.
    if merge_title_key(paper) == merge_title_key(merged):
        given["title"] = merged.title
    return replace(merged, **given)


def _other_records(paper: Paper, records: Iterable[Paper]) -> tuple[Paper, ...]:
    for same in cluster([*records, paper]):
        others = tuple(record for record in same if record is not paper)
        if len(others) < len(same):
            return others
    return ()


def _merged_value(records: tuple[Paper, ...], name: str) -> Any:  # noqa: ANN401 -- any field of a paper
    """The newest record's value; of counts on one day, or on none, the largest."""
    having = []
    values = []
    for record in records:
        value = getattr(record, name)
        if value not in (None, ()):
            having.append(record)
            values.append(value)
    if not having:
        return getattr(records[0], name)
    if name == "title":
        return _best_spelling(_drop_unaccented(_drop_leftovers(values)))
    if name == "abstract":
        return _best_spelling(_drop_cut_short(values))
    if name not in _COUNTS:
        return values[0]
    newest = newest_listing_day(having[0])
    same_day = [record for record in having if newest_listing_day(record) == newest]
    return max(getattr(record, name) for record in same_day)


def _drop_leftovers(titles: list[str]) -> list[str]:
    """The titles from the newest one without entities and invisible characters.

    Only a spelling of the newest title takes its place.
    """
    if len(set(titles)) == 1:
        return titles
    newest = title_key(titles[0])
    for number, title in enumerate(titles):
        plain = without_invisible(without_entities(title))
        if title == plain and title_key(title) == newest:
            return titles[number:]
    return titles


def _drop_unaccented(titles: list[str]) -> list[str]:
    """The titles from the newest one that may only have lost its accents since."""
    for number, title in enumerate(titles):
        if not title.isascii() and ascii_fold(title) == titles[0]:
            return titles[number:]
    return titles


def _drop_cut_short(texts: list[str]) -> list[str]:
    """The texts from the longest one that the newest may have been cut from."""
    if len(set(texts)) == 1:
        return texts
    squeezed = [without_blanks(text) for text in texts]
    newest = squeezed[0]
    longest = 0
    for number, text in enumerate(squeezed):
        is_longer = len(text) > len(squeezed[longest])
        if is_longer and text.startswith(newest):
            longest = number
    return texts[longest:]


def _best_spelling(texts: list[str]) -> str:
    """The newest text, its blanks where most records have them."""
    if len(set(texts)) == 1:
        return texts[0]
    newest = without_blanks(texts[0])
    spellings = Counter(text for text in texts if without_blanks(text) == newest)
    return max(spellings, key=lambda text: spellings[text])


def _date_trust(paper: Paper) -> tuple[int, int]:
    """Sort key: printed years before inferred ones, newer records before older."""
    day = newest_listing_day(paper)
    if not paper.published:
        return 0, day
    source = paper.published_source or PublishedSource.INFERRED_YEAR
    return _TRUST[source] + 1, day


def place_order(paper: Paper) -> tuple[Any, ...]:
    """Sort key: the place on the first listing."""
    first = min(paper.listings, key=listing_order, default=None)
    place = listing_order(first) if first else ()
    return (place, paper.title, repr(paper))


def listing_order(listing: Listing) -> tuple[Any, ...]:
    """Sort key: by day, seed and place."""
    day = listing.date or dt.date.min
    query = listing.query or ""
    seed = natural_key(listing.seed)
    return (day, seed, listing.position, query, repr(listing))


def title_clashes(papers: Iterable[tuple[Paper, ...]]) -> Iterator[Problem]:
    """A warning for each abstract that is lost since a dump has two papers of one
    title.

    Nothing but the title tells them apart, so they share a page until one of them has
    an id. `papers` is what `cluster` returns.
    """
    for records in papers:
        if len(records) == 1:
            continue
        kept = merge_records(records).abstract
        seeds = Counter(seed for record in records for seed in _seeds_of_record(record))
        for record in records:
            is_lost = record.abstract not in (kept, None)
            if is_lost and any(seeds[seed] > 1 for seed in _seeds_of_record(record)):
                yield _title_clash(record)


def _title_clash(record: Paper) -> Problem:
    first = record.listings[0]
    return Problem(
        severity=Severity.WARNING,
        code="dump-title-shared",
        message=f"another paper of this dump has the title `{record.title}`, and the two "
        f"share a page without this abstract: {record.abstract}",
        path=first.seed,
        line=first.line,
        hint="write a page for it by hand, with its arXiv id",
    )


def _seeds_of_record(record: Paper) -> set[str]:
    return {listing.seed for listing in record.listings}
