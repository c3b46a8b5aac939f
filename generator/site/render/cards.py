"""What a list and a page say of a paper, in the words that a person reads.

Templates print these values as they are; every choice of wording is made, and tested, here.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.core.months import long_date
from generator.core.paper import Paper, PublishedSource
from generator.library.library import Entry
from generator.library.page_summary import (
    EXCERPT_LENGTH,
    PageSummary,
    card_facts,
    count,
    excerpt,
)
from generator.library.taxonomies import Term
from generator.markup import Link

_FACTS = 4096
"""Facts of a kind that are known again."""
_NARROW = 48
"""Characters of a fact that share a line with other facts."""


class Part(NamedTuple):
    """A piece of a fact: plain words, a day, a link, or a day that is a link."""

    text: str
    iso: str | None = None
    """The day for machines."""
    url: str | None = None
    """Path in the site."""


class Fact(NamedTuple):
    """One labelled fact of a paper's page."""

    label: str
    parts: tuple[Part, ...]
    remark: str | None = None
    """How far to trust it."""

    @property
    def is_wide(self) -> bool:
        """Whether it needs a line of its own."""
        return sum(len(part.text) + 2 for part in self.parts) > _NARROW


class Badges(NamedTuple):
    """What the reader says of a paper in a word or two."""

    status: Term | None
    rating: int | None
    tags: tuple[Term, ...]


class Card(NamedTuple):
    """One paper in a list."""

    slug: str
    url: str
    title: str
    facts: tuple[Part, ...]
    """Date, authors, comments, whether there are notes: the quiet line."""
    excerpt: str
    is_own_words: bool
    """Whether the excerpt is the reader's summary, not the abstract."""
    badges: Badges | None


def card(summary: PageSummary, own: Badges | None) -> Card:
    """The card of a paper with these marks; the reader's own line takes the abstract's place."""
    return Card(
        slug=summary.slug,
        url=summary.url,
        title=summary.title,
        facts=tuple(
            Part(text=text, iso=iso or None) for text, iso in summary.quiet_line
        ),
        excerpt=summary.excerpt,
        is_own_words=summary.is_own_words,
        badges=own,
    )


def badges(summary: PageSummary, terms: Sequence[Term]) -> Badges | None:
    """Status, rating and tags, when there are any."""
    status = next((item for item in terms if item.kind == "statuses"), None)
    tags = tuple(item for item in terms if item.kind == "tags")
    rating = summary.rating or None
    return (
        Badges(status=status, rating=rating, tags=tags)
        if status or rating or tags
        else None
    )


def facts(entry: Entry) -> Iterator[Fact]:
    """The byline of a paper's page; what many papers say is one fact, which is shown once."""
    paper, own = entry.paper, entry.annotations
    if paper.published:
        year = next((item.url for item in entry.terms if item.kind == "years"), None)
        yield _day(paper.published, "Published", year, _doubt(paper))
    if paper.author_count and not paper.authors:
        yield _words("Authors", count(paper.author_count, "author"))
    for label, text in _plain_facts(paper):
        yield _words(label, text)
    if listings := tuple([item for item in entry.terms if item.kind == "listings"]):
        yield _listed(listings)
    for label, day in (("Added", own.added), ("Read", own.read_date)):
        if day:
            yield _day(day, label)
    if own.priority:
        yield _words("Priority", own.priority)


@lru_cache(maxsize=_FACTS)
def _words(label: str, words: str) -> Fact:
    return Fact(label, (Part(words),))


@lru_cache(maxsize=_FACTS)
def _day(
    day: dt.date, label: str, url: str | None = None, remark: str | None = None
) -> Fact:
    return Fact(label, (Part(long_date(day), day.isoformat(), url),), remark)


@lru_cache(maxsize=_FACTS)
def _listed(listings: tuple[Term, ...]) -> Fact:
    return Fact("Listed", tuple(Part(item.name, url=item.url) for item in listings))


class LinkRow(NamedTuple):
    """Links out, with the words that say what they have in common."""

    label: str
    links: tuple[Link, ...]
    is_search: bool = False
    """Whether they lead to searches, which are of no use on paper."""


def link_rows(entry: Entry) -> tuple[LinkRow, ...]:
    """The links of a paper's page, those rows that are not empty."""
    rows = (
        LinkRow("Read", entry.direct_links),
        LinkRow("In the abstract", entry.found_links),
        LinkRow("Find it on", entry.search_links, is_search=True),
    )
    return tuple(row for row in rows if row.links)


def description(entry: Entry) -> str:
    """One line on a paper for search engines and previews, never empty."""
    if entry.summary.excerpt:
        return entry.summary.excerpt
    line = " · ".join(words for words, _ in card_facts(entry.paper))
    return excerpt(line or entry.paper.title, EXCERPT_LENGTH)


def _plain_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.organization:
        yield "Organization", paper.organization
    if paper.venue:
        yield "Venue", paper.venue
    if paper.comments is not None:
        yield "Discussion", count(paper.comments, "comment")
    if paper.upvotes is not None:
        yield "Upvotes", f"{paper.upvotes:,}"
    if paper.keywords:
        yield "Keywords", ", ".join(paper.keywords)


def _doubt(paper: Paper) -> str | None:
    return (
        "year inferred"
        if paper.published_source is PublishedSource.INFERRED_YEAR
        else None
    )
