"""What lists, neighbours and search need to know of every paper.

A summary follows from one page alone. The summaries of all pages are in memory during a
build and are cached from build to build, so they hold only what `marshal` can write.
They are tuples because every build loads all of them: 10,000 take 3 ms, frozen
dataclasses 29 ms.

Each cache key is the digest of the very values that something shows: `card_key` of
`card_text`, `link_key` of `link`.
"""

import datetime as dt
import marshal
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator.core.dates import PaperDate, date_words, first_day
from generator.core.paper import Annotations, Paper
from generator.core.text import collapse, count
from generator.core.urls import paper_path
from generator.library.page_content import PageContent
from generator.library.taxonomies import pack_terms
from generator.markup import LocalLink
from generator.system.fingerprints import cache_key

EXCERPT_LENGTH = 155
"""Characters of an excerpt: two lines in a list, and what search engines show."""

_SPARE_BLANKS = 64
"""Characters beyond an excerpt that make up for white space, which is collapsed."""

CardFact = tuple[str, str]
"""A few words, and the ISO day that they name; empty when they name none."""


class CardText(NamedTuple):
    """What a list card shows of a paper, apart from its terms."""

    slug: str
    title: str
    packed_facts: bytes
    """Date, authors, comments, notes: the quiet line; `facts` unpacks it."""
    excerpt: str
    is_own_words: bool
    """Whether the excerpt is the reader's summary, not the abstract."""
    rating: int
    """0 when there is none."""

    @property
    def facts(self) -> tuple[CardFact, ...]:
        """The quiet line; few of all cards are rendered, so it stays packed till then."""
        return marshal.loads(self.packed_facts)  # type: ignore[no-any-return]  # noqa: S302 - ours


class PageLink(NamedTuple):
    """What one page shows of another: a link."""

    url: str
    """Path in the site."""
    title: str


class PageSummary(NamedTuple):
    """The facts of one page that other pages use; days as ISO 8601, empty when unknown."""

    slug: str
    path: str
    """The page's file in the project: `content/papers/x.md`."""
    title: str
    """As shown."""
    source_title: str
    """As the page writes it."""
    age: int
    """Sorts by day, newest first: minus the ordinal of the day the paper was listed, or
    else added or published; 0 without a day."""
    position: int
    """On the listing of that day."""
    listed: str
    """Day of the newest listing that has the paper."""
    added: str
    published: str
    read_date: str
    updated: str
    """The newest of all days."""
    packed_terms: bytes
    """Its tags, status, year and listings, as `taxonomies.pack_terms` writes them."""
    seeds: tuple[str, ...]
    """The dumps that its page names."""
    status: str
    """The value of a `Status`; empty when there is none."""
    rating: int
    """0 when there is none."""
    aliases: tuple[str, ...]
    draft: bool
    private: bool
    packed_facts: bytes
    """As in `CardText`."""
    excerpt: str
    is_own_words: bool
    """As in `CardText`."""
    comments: int | None
    has_code: bool
    has_notes: bool
    """Whether the reader wrote anything under the headings below the abstract."""
    local_links: tuple[LocalLink, ...]
    """As in its content."""
    file_digest: str
    """Digest of the page's file; empty for a page that was not read from one."""
    page_key: bytes
    """Cache key of all that the page's own file decides: a digest of path and file."""
    card_key: bytes
    """Cache key of its list card: the digest of `card_text`."""
    link_key: bytes
    """Cache key of a link to it: the digest of `link`."""

    @property
    def url(self) -> str:
        """Path of its page in the site."""
        return paper_path(self.slug)

    @property
    def link(self) -> PageLink:
        """What other pages show of it."""
        return PageLink(self.url, self.title)

    @property
    def card_text(self) -> CardText:
        """What its list card shows."""
        return CardText(
            self.slug,
            self.title,
            self.packed_facts,
            self.excerpt,
            self.is_own_words,
            self.rating,
        )


def summarize(content: PageContent, file_digest: str = "") -> PageSummary:
    """The summary of a page; `file_digest` is that of its file."""
    paper, own = content.paper, content.annotations
    listed, position = _newest_listing(paper)
    sort_date = listed or own.added or paper.published
    seeds = tuple(dict.fromkeys([item.seed for item in paper.listings]))
    card_text = _card_text(content)
    return PageSummary(
        slug=card_text.slug,
        path=content.path,
        title=card_text.title,
        source_title=content.source_title,
        age=-first_day(sort_date).toordinal() if sort_date else 0,
        position=position,
        listed=_iso_day(listed),
        added=_iso_day(own.added),
        published=_iso_day(paper.published),
        read_date=_iso_day(own.read_date),
        updated=_iso_day(_newest_day(paper, own)),
        packed_terms=pack_terms(paper, own),
        seeds=seeds,
        status=own.status.value if own.status else "",
        rating=card_text.rating,
        aliases=own.aliases,
        draft=own.draft,
        private=own.private,
        packed_facts=card_text.packed_facts,
        excerpt=card_text.excerpt,
        is_own_words=card_text.is_own_words,
        comments=paper.comments,
        has_code=_has_code(content),
        has_notes=_has_notes(content),
        local_links=content.local_links,
        file_digest=file_digest,
        page_key=cache_key(content.path, file_digest),
        card_key=cache_key(*card_text),
        link_key=cache_key(paper_path(content.slug), paper.title),
    )


def summary_row(summary: PageSummary) -> tuple[Any, ...]:
    """A summary as plain tuples, for a cache."""
    if summary.local_links:
        plain = tuple(map(tuple, summary.local_links))
        summary = summary._replace(local_links=plain)  # type: ignore[arg-type]
    return tuple(summary)


def summary_from_row(row: Iterable[Any]) -> PageSummary:
    """The summary that `summary_row` wrote."""
    summary = PageSummary._make(row)
    if summary.local_links:
        links = map(LocalLink._make, summary.local_links)
        summary = summary._replace(local_links=tuple(links))
    return summary


def card_facts(paper: Paper) -> Iterator[CardFact]:
    """Date, authors, comments and upvotes of a paper, as far as known."""
    if paper.published:
        yield date_words(paper.published), paper.published.isoformat()
    if authors := _short_byline(paper):
        yield authors, ""
    if paper.comments:
        yield count_words(paper.comments, "comment"), ""
    if paper.upvotes:
        yield count_words(paper.upvotes, "upvote"), ""


def shorten_text(text: str, length: int) -> str:
    """The beginning of a text on one line, cut after a word, with `…` where it was cut."""
    # Abstracts are ten times longer than an excerpt: look at the beginning first.
    line = collapse(text[: length + _SPARE_BLANKS])
    if len(line) <= length:
        line = collapse(text)
    if len(line) <= length:
        return line
    # A cut must not part a letter from its accents.
    cut = length
    while cut > 1 and unicodedata.combining(line[cut]):
        cut -= 1
    words, _, _ = line[: cut + 1].rpartition(" ")
    kept = words if len(words) > length // 2 else line[:cut]
    return kept.rstrip(" ,;:.–—-(") + "…"


def count_words(number: int, noun: str) -> str:
    """A number and its noun as pages write them: `1 paper`, `12 papers`, `1,204 papers`."""
    return count(number, noun, separator=",")


def searchable_notes(notes: str) -> str:
    """Plain text of notes without the heading `Notes` that new pages begin them with."""
    heading, _, rest = notes.partition("\n\n")
    return rest if heading == "Notes" else notes


def _card_text(content: PageContent) -> CardText:
    paper, own = content.paper, content.annotations
    facts = [*card_facts(paper)]
    if _has_notes(content):
        facts.append(("notes", ""))
    text = own.summary or paper.abstract or ""
    return CardText(
        slug=content.slug,
        title=paper.title,
        packed_facts=marshal.dumps(tuple(facts), 2),
        excerpt=shorten_text(text, EXCERPT_LENGTH),
        is_own_words=bool(own.summary),
        rating=own.rating or 0,
    )


def _newest_listing(paper: Paper) -> tuple[dt.date | None, int]:
    """Day of the newest listing, and the paper's position on it."""
    listings = paper.listings
    days = [listing.date for listing in listings if listing.date]
    newest = max(days, default=None)
    positions = [one.position for one in listings if one.date == newest]
    return newest, min(positions, default=0)


def _has_notes(content: PageContent) -> bool:
    # Empty when there is nothing below the headings.
    return bool(content.notes_html)


def _has_code(content: PageContent) -> bool:
    links = (*content.direct_links, *content.found_links)
    return any(link.label == "Code" for link in links)


def _iso_day(day: PaperDate | None) -> str:
    return day.isoformat() if day else ""


def _newest_day(paper: Paper, own: Annotations) -> dt.date | None:
    """The newest of all days that are known of a paper."""
    days = [listing.date for listing in paper.listings]
    dates = (paper.published, own.added, own.read_date)
    days += [first_day(date) for date in dates if date]
    known = [day for day in days if day]
    return max(known, default=None)


def _short_byline(paper: Paper) -> str:
    """The authors in a few words, or else the organization; empty when unknown."""
    match paper.authors:
        case (first,):
            return first
        case (first, second):
            return f"{first} and {second}"
        case (first, *others):
            return f"{first} and {count_words(len(others), 'other')}"
    # No names: a number of authors, or who published it.
    if paper.author_count:
        return count_words(paper.author_count, "author")
    return paper.organization or ""
