"""What a list and a page say of a paper, in the words that a person reads.

Templates print these values as they are; every choice of wording is made, and tested, here.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generator.groups import Membership, long_date
from generator.library import Entry
from generator.paper import Paper, PublishedSource
from generator.text import collapse
from generator.text import count as plain_count

EXCERPT_LENGTH = 155
"""Characters of an abstract in a list: about two lines of the reading measure."""
DESCRIPTION_LENGTH = 160
"""Characters that search engines show of a page."""
_NARROW = 48
"""Characters of a fact that share a line with other facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a fact: plain words, a day, a link, or a day that is a link."""

    text: str
    iso: str | None = None
    """The day for machines."""
    url: str | None = None
    """Path in the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One labelled fact of a paper's page."""

    label: str
    parts: tuple[Part, ...]
    remark: str | None = None
    """How far to trust it."""

    @property
    def is_wide(self) -> bool:
        """Whether it needs a line of its own."""
        return sum(len(part.text) + 2 for part in self.parts) > _NARROW


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the reader says of a paper in a word or two."""

    status: Membership | None
    rating: int | None
    tags: tuple[Membership, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One paper in a list."""

    slug: str
    url: str
    title: str
    facts: tuple[Part, ...]
    """Date, authors, comments, whether there are notes: the quiet line."""
    excerpt: str
    is_own_words: bool
    """Whether the excerpt is the reader's summary, not the abstract."""
    marks: Marks | None


def card(entry: Entry) -> Card:
    """The card of a paper; the reader's own line takes the abstract's place."""
    summary = entry.annotations.summary
    return Card(
        slug=entry.slug,
        url=entry.url,
        title=entry.paper.title,
        facts=(*_card_facts(entry.paper), *([Part(text="notes")] if entry.notes_html else ())),
        excerpt=excerpt(summary or entry.paper.abstract or "", EXCERPT_LENGTH),
        is_own_words=bool(summary),
        marks=marks(entry),
    )


def marks(entry: Entry) -> Marks | None:
    """Status, rating and tags, when there are any."""
    status = next((item for item in entry.memberships if item.kind == "statuses"), None)
    tags = tuple(item for item in entry.memberships if item.kind == "tags")
    rating = entry.annotations.rating
    return Marks(status=status, rating=rating, tags=tags) if status or rating or tags else None


def facts(entry: Entry) -> Iterator[Fact]:
    """The byline of a paper's page."""
    paper, own = entry.paper, entry.annotations
    if paper.published:
        year = next((item.url for item in entry.memberships if item.kind == "years"), None)
        yield Fact(label="Published", parts=(_day(paper.published, year),), remark=_doubt(paper))
    if paper.author_count and not paper.authors:
        yield Fact(label="Authors", parts=(Part(text=count(paper.author_count, "author")),))
    for label, text in _plain_facts(paper):
        yield Fact(label=label, parts=(Part(text=text),))
    if listings := [item for item in entry.memberships if item.kind == "listings"]:
        parts = tuple(Part(text=item.name, url=item.url) for item in listings)
        yield Fact(label="Listed", parts=parts)
    for label, day in (("Added", own.added), ("Read", own.read_date)):
        if day:
            yield Fact(label=label, parts=(_day(day),))
    if own.priority:
        yield Fact(label="Priority", parts=(Part(text=own.priority),))


def description(entry: Entry) -> str:
    """One line on a paper for search engines and previews, never empty."""
    text = entry.annotations.summary or entry.paper.abstract
    line = " · ".join(part.text for part in _card_facts(entry.paper))
    return excerpt(text or line or entry.paper.title, DESCRIPTION_LENGTH)


def excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, cut after a word, with a mark where it was cut."""
    line = collapse(text)
    if len(line) <= length:
        return line
    cut = length
    while cut > 1 and unicodedata.combining(line[cut]):
        cut -= 1
    words = line[: cut + 1].rpartition(" ")[0]
    kept = words if len(words) > length // 2 else line[:cut]
    return kept.rstrip(" ,;:.–—-(") + "…"


def count(number: int, noun: str) -> str:
    """A number of things as pages write it: `1 paper`, `12 papers`, `1,204 papers`."""
    return plain_count(number, noun, separator=",")


def _card_facts(paper: Paper) -> Iterator[Part]:
    if paper.published:
        yield _day(paper.published)
    if authors := _few_authors(paper):
        yield Part(text=authors)
    if paper.comments:
        yield Part(text=count(paper.comments, "comment"))
    if paper.upvotes:
        yield Part(text=count(paper.upvotes, "upvote"))


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


def _few_authors(paper: Paper) -> str:
    """Who wrote it, in a few words; an organization stands in where no author is known."""
    match paper.authors:
        case ():
            number = paper.author_count
            return count(number, "author") if number else paper.organization or ""
        case (first,):
            return first
        case (first, second):
            return f"{first} and {second}"
        case (first, *others):
            return f"{first} and {count(len(others), 'other')}"
    return ""


def _day(day: dt.date, url: str | None = None) -> Part:
    return Part(text=long_date(day), iso=day.isoformat(), url=url)


def _doubt(paper: Paper) -> str | None:
    return "year inferred" if paper.published_source is PublishedSource.INFERRED_YEAR else None
