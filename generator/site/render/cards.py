"""What lists and pages show of a paper, in the words that a person reads.

Templates print these values as they are; every choice of wording is made, and tested,
here. The records are tuples because fragments are memoised by them: a tuple of tuples
is hashed in C, 0.7 µs a card, frozen dataclasses take 4 µs.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.core.dates import PaperDate, date_words
from generator.core.paper import Paper, PublishedSource
from generator.library.library import Entry
from generator.library.page_content import PageContent
from generator.library.page_summary import (
    EXCERPT_LENGTH,
    CardText,
    card_facts,
    count_words,
    shorten_text,
)
from generator.library.taxonomies import Term
from generator.markup import Link

_NARROW = 48
"""Characters of a fact that share a line with other facts."""


class FactPart(NamedTuple):
    """A part of a fact: plain words, a day, a link, or a day that is a link."""

    text: str
    iso: str | None = None
    """The day for machines."""
    url: str | None = None
    """Path in the site."""


class Fact(NamedTuple):
    """One labelled fact of a paper's page."""

    label: str
    parts: tuple[FactPart, ...]
    remark: str | None = None
    """How far to trust it."""

    @property
    def is_wide(self) -> bool:
        """Whether it needs a line of its own."""
        lengths = [len(part.text) + 2 for part in self.parts]
        return sum(lengths) > _NARROW


class Badges(NamedTuple):
    """The reader's opinion of a paper in a word or two."""

    status: Term | None
    rating: int | None
    tags: tuple[Term, ...]


class Card(NamedTuple):
    """One paper in a list."""

    slug: str
    url: str
    title: str
    facts: tuple[FactPart, ...]
    """The quiet line: date, authors, comments, whether there are notes."""
    excerpt: str
    is_own_words: bool
    """Whether the excerpt is the reader's summary, not the abstract."""
    badges: Badges | None


class LinkRow(NamedTuple):
    """Links out of one kind."""

    label: str
    links: tuple[Link, ...]
    is_screen_only: bool = False
    """Whether print leaves them out: searches, and what the abstract shows already."""


def list_card(
    text: CardText,
    url: str,
    terms: Sequence[Term],
) -> Card:
    """The card of a paper with these terms at this path.

    It sees nothing but what `card_key` and `term_keys` are digests of.
    """
    facts = [FactPart(words, iso or None) for words, iso in text.facts]
    return Card(
        slug=text.slug,
        url=url,
        title=text.title,
        facts=tuple(facts),
        excerpt=text.excerpt,
        is_own_words=text.is_own_words,
        badges=reader_badges(text.rating, terms),
    )


def reader_badges(rating: int, terms: Sequence[Term]) -> Badges | None:
    """Status, rating (0 for none) and tags; None when there are none of them."""
    statuses = terms_in("statuses", terms)
    tags = terms_in("tags", terms)
    if not (statuses or tags or rating):
        return None
    status = statuses[0] if statuses else None
    return Badges(status=status, rating=rating or None, tags=tags)


def terms_in(taxonomy: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of the terms that belong to a taxonomy."""
    own = [term for term in terms if term.taxonomy == taxonomy]
    return tuple(own)


def paper_facts(entry: Entry) -> Iterator[Fact]:
    """The facts under the title of a paper's page."""
    paper = entry.content.paper
    annotations = entry.content.annotations
    if paper.published:
        yield _published_fact(paper, paper.published, entry.terms)
    for label, text in _plain_facts(paper):
        yield Fact(label, (FactPart(text),))
    listings = terms_in("listings", entry.terms)
    if listings:
        parts = [FactPart(listing.name, url=listing.url) for listing in listings]
        yield Fact("Listed", tuple(parts))
    if annotations.added:
        yield _date_fact("Added", annotations.added)
    if annotations.read_date:
        yield _date_fact("Read", annotations.read_date)
    if annotations.priority:
        yield Fact("Priority", (FactPart(annotations.priority),))


def link_rows(content: PageContent) -> tuple[LinkRow, ...]:
    """The links out of a paper's page, without empty rows."""
    rows = (
        LinkRow("Read", content.direct_links),
        LinkRow("In the abstract", content.found_links, is_screen_only=True),
        LinkRow("Find it on", content.search_links, is_screen_only=True),
    )
    return tuple([row for row in rows if row.links])


def page_description(entry: Entry) -> str:
    """One line on a paper for search engines and previews, never empty."""
    if entry.summary.excerpt:
        return entry.summary.excerpt
    paper = entry.content.paper
    facts = [words for words, _ in card_facts(paper)]
    line = " · ".join(facts) or paper.title
    return shorten_text(line, EXCERPT_LENGTH)


def _date_fact(label: str, date: PaperDate) -> Fact:
    part = FactPart(date_words(date), iso=date.isoformat())
    return Fact(label, (part,))


def _published_fact(
    paper: Paper,
    date: PaperDate,
    terms: Sequence[Term],
) -> Fact:
    """The date leads to the papers of its year."""
    (year,) = terms_in("years", terms)
    part = FactPart(date_words(date), iso=date.isoformat(), url=year.url)
    is_inferred = paper.published_source is PublishedSource.INFERRED_YEAR
    remark = "year inferred" if is_inferred else None
    return Fact("Published", (part,), remark)


def _plain_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Facts that are a label and some words."""
    if paper.author_count and not paper.authors:
        yield "Authors", count_words(paper.author_count, "author")
    if paper.organization:
        yield "Organization", paper.organization
    if paper.venue:
        yield "Venue", paper.venue
    if paper.comments is not None:
        yield "Discussion", count_words(paper.comments, "comment")
    if paper.upvotes is not None:
        yield "Upvotes", f"{paper.upvotes:,}"
    if paper.keywords:
        yield "Keywords", ", ".join(paper.keywords)
