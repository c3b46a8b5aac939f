"""The content of one page, rendered: everything its own file decides.

This is the costly half of a build, and it needs no other page, so it runs for changed
pages only, in any order and in several processes. What depends on other pages (terms,
links to other papers) is added by `library`.

`PageContent` is a tuple because every page has one: a frozen dataclass takes twice as
long to make (14 µs, not 6).
"""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import quote

from generator import markup
from generator.content.page import Page
from generator.core.paper import Annotations, Paper
from generator.core.urls import is_safe
from generator.markup import Link, LocalPicture, WikiLink

WIKILINK_START = "[["
"""Begins each link to another paper."""


_PAPER_FIELDS = [field.name for field in fields(Paper)]
_PAPER_VALUES = attrgetter(*_PAPER_FIELDS)
_ANNOTATION_FIELDS = [field.name for field in fields(Annotations)]
_ANNOTATION_VALUES = attrgetter(*_ANNOTATION_FIELDS)


class PageContent(NamedTuple):
    """One page, rendered without looking at any other page."""

    slug: str
    path: str
    """The page's file in the project, POSIX slashes: `content/papers/x.md`."""
    source_title: str
    """The title as the page writes it."""
    abstract_html: str
    """Safe HTML of the abstract, empty when there is none."""
    notes_line: int
    """Line of the file on which the notes begin, from 1."""
    notes_html: str
    """Safe HTML of the notes, empty when there are none.

    Links to other papers are slots here, as in `notes_text`; a `library.Entry` has both
    filled.
    """
    notes_text: str
    """The notes as plain text, for search."""
    wikilinks: tuple[WikiLink, ...]
    """The links to other papers in the notes."""
    pictures: tuple[LocalPicture, ...]
    """The pictures in the notes that are files."""
    heading_ids: frozenset[str]
    """The identifiers of the notes' headings."""
    direct_links: tuple[Link, ...]
    """The paper itself, its PDF, code and project page, as far as known."""
    found_links: tuple[Link, ...]
    """Links recognised in the abstract."""
    search_links: tuple[Link, ...]
    """For a paper without identifiers: searches by its title."""
    paper: Paper
    """Title and abstract as plain text, TeX residue repaired."""
    annotations: Annotations

    def with_links(self, targets: Sequence[Link | None]) -> "PageContent":
        """The content with its notes' links to other papers: where each leads."""
        return self._replace(
            notes_html=markup.fill_html(self.notes_html, self.wikilinks, targets),
            notes_text=markup.fill_text(self.notes_text, self.wikilinks, targets),
        )


def page_content(page: Page) -> PageContent:
    """The content of a page."""
    # Each text is parsed once: that is most of the work.
    abstract = markup.parse(page.abstract)
    notes = markup.parse(page.notes if page.has_notes else "", wikilinks=True)
    title = page.paper.title
    paper = replace(
        page.paper,
        title=markup.repair_tex(title),
        abstract=abstract.text() or None,
    )
    is_identified = paper.arxiv_id or paper.doi
    return PageContent(
        slug=page.slug,
        path=page.path,
        source_title=title,
        abstract_html=abstract.html(),
        notes_line=page.notes_line,
        notes_html=notes.html(),
        notes_text=notes.text(),
        wikilinks=notes.wikilinks(),
        pictures=notes.local_pictures(),
        heading_ids=notes.heading_ids(),
        direct_links=tuple(_direct_links(paper)),
        found_links=abstract.links(),
        search_links=() if is_identified else tuple(_search_links(title)),
        paper=paper,
        annotations=page.annotations,
    )


def pack_content(content: PageContent) -> bytes:
    """The content as bytes, for this process or one that it started."""
    *values, paper, annotations = content
    # Frozen dataclasses look their fields up for each record that they pickle: as rows
    # of values they take half the time, 2 % of a first build.
    row = (*values, _PAPER_VALUES(paper), _ANNOTATION_VALUES(annotations))
    return pickle.dumps(row, pickle.HIGHEST_PROTOCOL)


def unpack_content(data: bytes) -> PageContent:
    """The content that `pack_content` packed."""
    row = pickle.loads(data)  # noqa: S301 - from our own spool
    *values, paper, annotations = row
    return PageContent._make(
        (
            *values,
            Paper(**dict(zip(_PAPER_FIELDS, paper, strict=True))),
            Annotations(**dict(zip(_ANNOTATION_FIELDS, annotations, strict=True))),
        )
    )


def _direct_links(paper: Paper) -> Iterator[Link]:
    """Where the paper can be read, from its identifiers; each address once."""
    arxiv = paper.arxiv_id and quote(paper.arxiv_id)
    doi = paper.doi and quote(paper.doi)
    arxiv_pdf = arxiv and f"https://arxiv.org/pdf/{arxiv}"
    candidates = (
        ("Hugging Face", arxiv and f"https://huggingface.co/papers/{arxiv}"),
        ("arXiv", arxiv and f"https://arxiv.org/abs/{arxiv}"),
        ("PDF", paper.url_pdf or arxiv_pdf),
        ("DOI", doi and f"https://doi.org/{doi}"),
        ("Publisher", paper.url),
        ("Code", paper.url_code),
        ("Project page", paper.url_project),
    )
    # Sources often give arXiv's address as the publisher's.
    seen = set()
    for label, url in candidates:
        if url and is_safe(url) and url not in seen:
            seen.add(url)
            yield Link(label=label, url=url)


_SEARCHES = (
    ("Hugging Face", "https://huggingface.co/papers?q="),
    ("arXiv", "https://arxiv.org/search/?searchtype=title&query="),
    ("Semantic Scholar", "https://www.semanticscholar.org/search?q="),
    ("Google Scholar", "https://scholar.google.com/scholar?q="),
)
"""Where papers are looked for by title."""


def _search_links(title: str) -> Iterator[Link]:
    query = quote(title, safe="")
    for label, address in _SEARCHES:
        yield Link(label=label, url=address + query)
