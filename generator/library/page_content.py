"""A page worked out by itself: all that it shows, whatever the other pages say.

The costly half of a build, and the half that one page needs no other for: so it is done for the
pages that changed alone, in any order and in several processes.
"""

import datetime as dt
import marshal
from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar
from urllib.parse import quote

from generator import markup
from generator.content.page import Page
from generator.core.paper import Annotations, Listing, Paper, PublishedSource, Status
from generator.core.urls import is_safe
from generator.markup import Link

WIKILINK_START = "[["
"""Begins each link to another paper."""


class PageContent(NamedTuple):
    """One page, ready to be shown but for what other pages say of it.

    A tuple, since it is put down and taken up again, thousands of times.
    """

    slug: str
    path: str
    """The page's file in the project, POSIX slashes: `content/papers/x.md`."""
    source_title: str
    """As the page writes it."""
    abstract_html: str
    """Safe HTML of the abstract, empty when there is none."""
    notes: str
    """Markdown of the reader's notes; often empty."""
    notes_line: int
    """Line of the file on which the notes begin, from 1."""
    notes_html: str
    """Safe HTML of the notes, empty when there are none; links to other papers are words yet."""
    notes_text: str
    """The notes as plain text, for search; likewise."""
    direct_links: tuple[Link, ...]
    """Where the paper, its PDF, code and project stand, as far as known."""
    found_links: tuple[Link, ...]
    """Links recognised in the abstract."""
    search_links: tuple[Link, ...]
    """Where to look for a paper without identifiers: searches by its title."""
    paper: Paper
    """Title and abstract as plain text, TeX residue repaired."""
    annotations: Annotations


def page_content(page: Page) -> PageContent:
    """What a page shows."""
    paper = _PAPER.changed(
        page.paper,
        title=markup.repair_tex(page.paper.title),
        abstract=markup.plain_text(page.abstract) or None,
    )
    has_notes = _has_content(page.notes)
    return PageContent(
        slug=page.slug,
        path=page.path,
        source_title=page.paper.title,
        paper=paper,
        annotations=page.annotations,
        abstract_html=markup.html(page.abstract),
        notes=page.notes,
        notes_line=page.notes_line,
        notes_html=markup.html(page.notes) if has_notes else "",
        notes_text=markup.plain_text(page.notes) if has_notes else "",
        direct_links=tuple(_direct_links(paper)),
        found_links=markup.links(page.abstract),
        search_links=()
        if paper.arxiv_id or paper.doi
        else tuple(_search_links(page.paper.title)),
    )


def pack_content(content: PageContent) -> bytes:
    """A sheet to be put down while a build runs."""
    *own, direct, found, search, paper, annotations = content
    links = [[*map(tuple, each)] for each in (direct, found, search)]
    return marshal.dumps(
        (own, links, _PAPER.plain(paper), _ANNOTATIONS.plain(annotations))
    )


def unpack_content(data: bytes) -> PageContent:
    """The sheet that was packed in this process or one that it started."""
    own, links, paper, annotations = marshal.loads(data)  # noqa: S302
    every = (tuple(map(Link._make, each)) for each in links)
    return PageContent._make(
        (*own, *every, _PAPER.record(paper), _ANNOTATIONS.record(annotations))
    )


_Record = TypeVar("_Record", bound=Paper | Listing | Annotations)
_Code: TypeAlias = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""From a value to a plain one, and back."""


class _Form(Generic[_Record]):
    """Records of one kind as plain values, which takes two thirds of the time that `pickle` does.

    They are made again field by field, in a third of the time that their constructor takes.
    """

    def __init__(self, kind: type[_Record], **codes: _Code) -> None:
        self._kind = kind
        self._names = names = [item.name for item in fields(kind)]
        self._values = attrgetter(*names)
        self._setters = [getattr(kind, name).__set__ for name in names]
        self._codes = [(names.index(name), code) for name, code in codes.items()]

    def plain(self, record: _Record) -> list[Any]:
        """The values of a record."""
        values = [*self._values(record)]
        for place, (plain, _) in self._codes:
            if values[place] is not None:
                values[place] = plain(values[place])
        return values

    def record(self, values: list[Any]) -> _Record:
        """The record of these values."""
        for place, (_, told) in self._codes:
            if values[place] is not None:
                values[place] = told(values[place])
        return self._made(values)

    def changed(self, record: _Record, **changes: object) -> _Record:
        """The same record but for these values."""
        own = zip(self._names, self._values(record), strict=True)
        return self._made([changes.get(name, value) for name, value in own])

    def _made(self, values: Iterable[object]) -> _Record:
        made = object.__new__(self._kind)
        for put, value in zip(self._setters, values, strict=True):
            put(made, value)
        return made


_DAY: _Code = dt.date.toordinal, dt.date.fromordinal
_LISTING = _Form(Listing, date=_DAY)
_PAPER = _Form(
    Paper,
    published=_DAY,
    published_source=(str, PublishedSource),
    listings=(
        lambda listings: [*map(_LISTING.plain, listings)],
        lambda plain: tuple(map(_LISTING.record, plain)),
    ),
)
_ANNOTATIONS = _Form(Annotations, status=(str, Status), added=_DAY, read_date=_DAY)


def _has_content(notes: str) -> bool:
    """Whether there is anything below the headings, such as the empty `## Notes` of a new page."""
    lines = (line.strip() for line in notes.split("\n"))
    return any(line and not line.startswith("#") for line in lines)


def _direct_links(paper: Paper) -> Iterable[Link]:
    """Where the paper stands, from what is known of it; no address twice."""
    arxiv = paper.arxiv_id and quote(paper.arxiv_id)
    candidates = (
        ("Hugging Face", arxiv and f"https://huggingface.co/papers/{arxiv}"),
        ("arXiv", arxiv and f"https://arxiv.org/abs/{arxiv}"),
        ("PDF", paper.url_pdf or (arxiv and f"https://arxiv.org/pdf/{arxiv}")),
        ("DOI", paper.doi and f"https://doi.org/{quote(paper.doi)}"),
        ("Publisher", paper.url),
        ("Code", paper.url_code),
        ("Project page", paper.url_project),
    )
    seen = set()
    for label, url in candidates:
        if url and is_safe(url) and url not in seen:
            seen.add(url)
            yield Link(label=label, url=url)


def _search_links(title: str) -> Iterable[Link]:
    """Where to look for a paper of which only the title is known."""
    words = quote(title, safe="")
    yield Link(label="Hugging Face", url=f"https://huggingface.co/papers?q={words}")
    yield Link(
        label="arXiv", url=f"https://arxiv.org/search/?searchtype=title&query={words}"
    )
    yield Link(
        label="Semantic Scholar",
        url=f"https://www.semanticscholar.org/search?q={words}",
    )
    yield Link(
        label="Google Scholar", url=f"https://scholar.google.com/scholar?q={words}"
    )
