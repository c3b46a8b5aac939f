"""The same paper from several seeds: which records are one paper, and what they say together.

Identity is an arXiv id, else a DOI, else the title, else the abstract word for word: a listing
that prints no ids may correct a title. Nothing here depends on the order of records.
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
from generator.core.text import natural_key

_TRUST = {
    PublishedSource.EXPLICIT: 2,
    PublishedSource.GIVEN: 1,
    PublishedSource.INFERRED_YEAR: 0,
}
_COUNTS = frozenset({"comments", "upvotes"})
_TOGETHER = frozenset({"published", "published_source", "listings"})
"""Fields that are not joined one by one."""


def merge_records(records: tuple[Paper, ...]) -> Paper:
    """What the records of one paper say together, the newest listing first to be believed."""
    said = {
        field.name: _said(records, field.name)
        for field in fields(Paper)
        if field.name not in _TOGETHER
    }
    dated = max(records, key=_date_trust)
    listings = {listing for record in records for listing in record.listings}
    return replace(
        records[0],
        **said,
        published=dated.published,
        published_source=dated.published_source,
        listings=tuple(sorted(listings, key=listing_order)),
    )


def complete(paper: Paper, records: Iterable[Paper]) -> Paper:
    """A paper that a person names, with all that records of the same paper say besides."""
    clusters = cluster([*records, paper])
    mine = next(
        cluster for cluster in clusters if any(record is paper for record in cluster)
    )
    others = tuple(record for record in mine if record is not paper)
    if not others:
        return paper
    known = merge_records(others)
    given = {field.name: getattr(paper, field.name) for field in fields(Paper)}
    said = {name: value for name, value in given.items() if value not in (None, (), "")}
    if merge_title_key(paper) == merge_title_key(known):
        said["title"] = known.title
    return replace(known, **said)


def _said(records: tuple[Paper, ...], name: str) -> Any:  # noqa: ANN401 -- any field of a paper
    """The newest record's word; of counts on the same day, or on none, the largest."""
    saying = [record for record in records if getattr(record, name) not in (None, ())]
    if not saying:
        return getattr(records[0], name)
    values = [getattr(record, name) for record in saying]
    if name == "title":
        return _best_spelling(values)
    if name == "abstract":
        return _best_spelling(_whole(values))
    if name not in _COUNTS:
        return values[0]
    newest = newest_listing_day(saying[0])
    return max(
        getattr(record, name)
        for record in saying
        if newest_listing_day(record) == newest
    )


def _whole(texts: list[str]) -> list[str]:
    """The texts without those before the one that the newest was cut from, if it was cut short."""
    if len(set(texts)) == 1:
        return texts
    newest = without_blanks(texts[0])
    longer = [
        number
        for number, text in enumerate(texts)
        if without_blanks(text).startswith(newest)
    ]
    return texts[max(longer, key=lambda number: len(without_blanks(texts[number]))) :]


def _best_spelling(texts: list[str]) -> str:
    """The newest text; where some differ from it by blanks alone, as most have it."""
    if len(set(texts)) == 1:
        return texts[0]
    same = Counter(
        text for text in texts if without_blanks(text) == without_blanks(texts[0])
    )
    return max(same, key=lambda text: same[text])


def _date_trust(paper: Paper) -> tuple[int, int]:
    """A printed year before an inferred one, a newer record before an older."""
    source = paper.published_source or PublishedSource.INFERRED_YEAR
    return (_TRUST[source] + 1 if paper.published else 0, newest_listing_day(paper))


def place_order(paper: Paper) -> tuple[Any, ...]:
    """Sort key: the place on the first listing."""
    first = min(paper.listings, key=listing_order, default=None)
    return (listing_order(first) if first else (), paper.title, repr(paper))


def listing_order(listing: Listing) -> tuple[Any, ...]:
    """Sort key: by day, seed and place."""
    day = listing.date or dt.date.min
    return (
        day,
        natural_key(listing.seed),
        listing.position,
        listing.query or "",
        repr(listing),
    )


def title_clashes(papers: Iterable[tuple[Paper, ...]]) -> Iterator[Problem]:
    """A warning, with the words that no page keeps, where one dump has two papers of one title.

    Nothing but the title tells them apart, so they share a page until one of them has an id.
    `papers` is what `cluster` returns.
    """
    for records in papers:
        kept = merge_records(records).abstract
        for record in records:
            if record.abstract in (kept, None) or not _from_one_seed(record, records):
                continue
            place = record.listings[0]
            yield Problem(
                severity=Severity.WARNING,
                code="dump-title-shared",
                message=f"another paper of this dump has the title `{record.title}`, and the two "
                f"share a page without this abstract: {record.abstract}",
                path=place.seed,
                line=place.line,
                hint="write a page for it by hand, with its arXiv id",
            )


def _from_one_seed(record: Paper, others: Iterable[Paper]) -> bool:
    seeds = {listing.seed for listing in record.listings}
    return any(
        other is not record and seeds & {listing.seed for listing in other.listings}
        for other in others
    )
