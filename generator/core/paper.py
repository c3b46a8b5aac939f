"""The bibliographic record: what sources say of a paper, and what its reader says.

A paper is bibliographic fact, a listing is an event, an annotation is the reader's. The
three are apart so that each can change at its own pace. What a source does not say is
`None` or empty and is never invented.
"""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from generator.core.dates import PaperDate


class PublishedSource(StrEnum):
    """How the year of a publication date is known."""

    EXPLICIT = "explicit"
    """Printed by the source, or implied by a listing date that is printed in full."""
    INFERRED_YEAR = "inferred-year"
    """Day and month printed; the year follows from other dates of the listing."""
    GIVEN = "given"
    """The year follows from a listing date that the user gave: `--listed`, `seeds.toml`."""


class SourceRank(IntEnum):
    """How much a kind of source knows of bibliography: of two facts the higher wins."""

    LIST = 0
    """Somebody's list of links, identifiers or columns."""
    LISTING = 1
    """The text of a listing page."""
    HUGGING_FACE = 2
    """Hugging Face's API."""
    ARXIV = 3
    BIBLIOGRAPHY = 4
    """Publishers' records, and what reference managers keep of them."""


class Status(StrEnum):
    """How far the reader is with a paper."""

    TO_READ = "to-read"
    READING = "reading"
    READ = "read"
    SKIMMED = "skimmed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One appearance of a paper on a listing page."""

    date: dt.date | None = None
    """The day of the listing, not of the paper."""
    query: str | None = None
    """What was searched for, when the listing is a search."""
    position: int
    """Place on the listing, from 1."""
    seed: str
    """Name of the file in `seeds/`."""
    line: int | None = None
    """Line of the title in the seed, from 1; a content page does not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a source says of one paper."""

    title: str
    """One line of plain text; empty for a paper that goes by its identifier."""
    abstract: str | None = None
    """Plain text; one blank line between paragraphs, no line breaks inside."""
    authors: tuple[str, ...] = ()
    """Names as printed."""
    author_count: int | None = None
    """How many authors, where a source gives the number alone."""
    published: PaperDate | None = None
    published_source: PublishedSource | None = None
    comments: int | None = None
    """Comments on the listing page: a snapshot."""
    upvotes: int | None = None
    """Upvotes on the listing page: a snapshot."""
    organization: str | None = None
    arxiv_id: str | None = None
    """Without version: `2408.01234` or `cs/0112017`."""
    doi: str | None = None
    """Without resolver: `10.48550/arXiv.2408.01234`."""
    url: str | None = None
    """The page the source links the title to."""
    url_pdf: str | None = None
    url_code: str | None = None
    url_project: str | None = None
    venue: str | None = None
    keywords: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    rank: SourceRank = SourceRank.LISTING
    """Of the source; a page does not keep it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What the reader says of a paper in its front matter."""

    status: Status | None = None
    rating: int | None = None
    """1 to 5."""
    tags: tuple[str, ...] = ()
    """As the reader spells them, in the reader's order, each once."""
    priority: str | None = None
    summary: str | None = None
    """The reader's own line on the paper: plain text."""
    added: PaperDate | None = None
    read_date: PaperDate | None = None
    aliases: tuple[str, ...] = ()
    """Former slugs and other titles."""
    draft: bool = False
    private: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    """Keys we do not know, with their values as written; keys that begin with `_` and
    `private_notes` are left out when a page is read and so can never be published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedAnnotations:
    """What an export of the reader's says of a paper in the reader's own name.

    Only new pages take it, and keys that are empty.
    """

    status: Status | None = None
    rating: int | None = None
    """1 to 5."""
    tags: tuple[str, ...] = ()
    priority: str | None = None
    summary: str | None = None
    added: PaperDate | None = None
    read_date: PaperDate | None = None
    citekey: str | None = None
    notes: str | None = None
    """Markdown, without a heading of its own."""
