"""What lists, neighbours and search must know of every paper: little, and of plain values alone.

A brief follows from one page. All briefs of a large list are in memory at once and are kept from
build to build, so they are tuples of what `marshal` can write.
"""

import datetime as dt
import marshal
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from generator import markup
from generator.core.months import long_date
from generator.core.paper import Annotations, Paper
from generator.core.text import collapse
from generator.core.text import count as plain_count
from generator.core.urls import paper_path
from generator.library.page_content import WIKILINK_START, PageContent
from generator.library.taxonomies import term_keys
from generator.system.fingerprints import value_digest

EXCERPT_LENGTH = 155
"""Characters of an abstract in a list, about two lines of the reading measure; and as search engines
show them of a page."""

_BLANKS = 64
"""Characters beyond an excerpt that make up for white space, which is collapsed."""


class WikiLinkRef(NamedTuple):
    """A link to another paper in a page's notes, with its place in the notes."""

    name: str
    label: str
    """Empty when its writer gives no words."""
    line: int
    """From 0."""
    column: int | None
    """From 0; None where it cannot be told."""


class PageSummary(NamedTuple):
    """One paper in brief; days are written as in ISO 8601, and empty when unknown."""

    slug: str
    path: str
    """The page's file in the project: `content/papers/x.md`."""
    title: str
    """As it is shown."""
    source_title: str
    """As the page writes it."""
    age: int
    """What it is sorted by: days before the beginning of time, of the day it came onto the list
    or else its own; 0 if none."""
    position: int
    """On the listing of that day."""
    listed: str
    """Day of the newest listing that it stood on."""
    added: str
    published: str
    read: str
    updated: str
    """The newest day that anything is known to have happened to it."""
    lists: bytes
    """The lists that it stands in, as `groups.term_keys` has them."""
    seeds: tuple[str, ...]
    """The dumps that its page names."""
    status: str
    rating: int
    """0 when there is none."""
    aliases: tuple[str, ...]
    draft: bool
    private: bool
    facts: bytes
    """The quiet line of its card, as `marshal` writes it: few of all papers show theirs."""
    excerpt: str
    is_own_words: bool
    """Whether the excerpt is the reader's summary, not the abstract."""
    comments: int | None
    has_code: bool
    has_words: bool
    """Whether the reader wrote notes or a summary."""
    references: tuple[WikiLinkRef, ...]
    """In its notes."""
    notes_line: int
    """Line of the file on which the notes begin, from 1."""
    source: str
    """Digest of the page's file; empty for a page that was not read from one."""
    file: bytes
    """Stands for the page's file, by its place and its content."""
    card: bytes
    """Stands for all of this that its card shows, but for the names of its lists."""
    told: bytes
    """Stands for what other pages say of it: its address and its title."""

    @property
    def url(self) -> str:
        """Path of its page in the site."""
        return paper_path(self.slug)

    @property
    def quiet_line(self) -> tuple[tuple[str, str], ...]:
        """Of its card: words, and the day that they are, if any."""
        return marshal.loads(self.facts)  # type: ignore[no-any-return]  # noqa: S302 - ours


def summarize(content: PageContent, source: str = "") -> PageSummary:
    """A paper in brief; `source` is the digest of its page's file."""
    paper, own = content.paper, content.annotations
    listed = max((item.date for item in paper.listings if item.date), default=None)
    day = listed or own.added or paper.published
    positions = (item.position for item in paper.listings if item.date == listed)
    facts = _quiet_line(content)
    words = excerpt(own.summary or paper.abstract or "", EXCERPT_LENGTH)
    return PageSummary(
        slug=content.slug,
        path=content.path,
        title=paper.title,
        source_title=content.source_title,
        age=-day.toordinal() if day else 0,
        position=min(positions, default=0),
        listed=_iso(listed),
        added=_iso(own.added),
        published=_iso(paper.published),
        read=_iso(own.read_date),
        updated=_iso(_updated(listed, paper, own)),
        lists=term_keys(paper, own),
        seeds=tuple(dict.fromkeys(item.seed for item in paper.listings)),
        status=own.status.value if own.status else "",
        rating=own.rating or 0,
        aliases=own.aliases,
        draft=own.draft,
        private=own.private,
        facts=facts,
        excerpt=words,
        is_own_words=bool(own.summary),
        comments=paper.comments,
        has_code="Code"
        in {link.label for link in (*content.direct_links, *content.found_links)},
        has_words=bool(
            (own.summary or "").strip() or searchable_notes(content.notes_text).strip()
        ),
        references=tuple(_references(content.notes)),
        notes_line=content.notes_line,
        source=source,
        file=value_digest(content.path, source),
        told=value_digest(content.slug, paper.title),
        card=value_digest(
            content.slug, paper.title, facts, words, bool(own.summary), own.rating
        ),
    )


def _quiet_line(content: PageContent) -> bytes:
    notes = (("notes", ""),) if content.notes_html else ()
    return marshal.dumps((*card_facts(content.paper), *notes), 2)


def summary_row(summary: PageSummary) -> tuple[Any, ...]:
    """A brief as a cache holds it: tuples that are nothing but tuples."""
    if summary.references:
        summary = summary._replace(references=tuple(map(tuple, summary.references)))  # type: ignore[arg-type]
    return tuple(summary)


def summary_from_row(plain: Iterable[Any]) -> PageSummary:
    """The brief that a cache holds."""
    summary = PageSummary._make(plain)
    if summary.references:
        return summary._replace(
            references=tuple(WikiLinkRef._make(told) for told in summary.references)
        )
    return summary


def card_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Date, authors, comments, votes: words, and the day that they are, if any."""
    if paper.published:
        yield long_date(paper.published), paper.published.isoformat()
    if authors := _few_authors(paper):
        yield authors, ""
    if paper.comments:
        yield count(paper.comments, "comment"), ""
    if paper.upvotes:
        yield count(paper.upvotes, "upvote"), ""


def excerpt(text: str, length: int) -> str:
    """The beginning of a text on one line, cut after a word, with a mark where it was cut."""
    line = collapse(
        text[: length + _BLANKS]
    )  # seldom must all of an abstract be looked at
    if len(line) <= length:
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


def searchable_notes(notes: str) -> str:
    """The notes as plain text, without the heading that every page of notes has."""
    heading, _, rest = notes.partition("\n\n")
    return rest if heading == "Notes" else notes


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _updated(listed: dt.date | None, paper: Paper, own: Annotations) -> dt.date | None:
    days = (listed, paper.published, own.added, own.read_date)
    return max((day for day in days if day), default=None)


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


def _references(notes: str) -> Iterator[WikiLinkRef]:
    if WIKILINK_START in notes:
        for told in markup.wikilinks(notes, lambda _: None):
            yield WikiLinkRef(told.name, told.label, told.line or 0, told.column)
