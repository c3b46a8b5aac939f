"""The content of one page, rendered: everything its own file decides.

This is the costly half of a build, and it needs no other page, so it runs for changed
pages only, in any order and in several processes. What depends on other pages (terms,
links to other papers) is added by `library`.

`PageContent` is a tuple because every page has one: a frozen dataclass takes twice as
long to make (14 µs, not 6).
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import quote

from generator import markup
from generator.content.page import Page
from generator.core.paper import Annotations, Paper
from generator.core.urls import is_safe
from generator.markup import Link, LocalLink, Target

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
    """Safe HTML of the abstract, empty when there is none.

    Links to files of the reader's are slots here, and so they are in the notes, as are
    links to other papers; a `library.Entry` has them filled.
    """
    notes_html: str
    """Safe HTML of the notes, empty when there are none."""
    notes_text: str
    """The notes as plain text, for search."""
    local_links: tuple[LocalLink, ...]
    """What has slots, in order; line and column are those in the page's file, from 1."""
    links_in_abstract: int
    """How many of these are in the abstract."""
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

    def with_targets(self, targets: Sequence[Target]) -> "PageContent":
        """The content with its local links: where each leads."""
        cut = self.links_in_abstract
        abstract = self.local_links[:cut], targets[:cut]
        notes = self.local_links[cut:], targets[cut:]
        return self._replace(
            abstract_html=markup.fill_html(self.abstract_html, *abstract),
            notes_html=markup.fill_html(self.notes_html, *notes),
            notes_text=markup.fill_text(self.notes_text, *notes),
        )


def page_content(page: Page) -> PageContent:
    """The content of a page."""
    # Each text is parsed once: that is most of the work.
    abstract = markup.parse(page.abstract, local_links=True)
    notes = markup.parse(
        page.notes if page.has_notes else "",
        local_links=True,
        wikilinks=True,
    )
    abstract_links = abstract.local_links()
    title = page.paper.title
    paper = replace(
        page.paper,
        title=markup.repair_tex(title),
        abstract=markup.own_words(abstract.text(), abstract_links) or None,
    )
    is_identified = paper.arxiv_id or paper.doi
    return PageContent(
        slug=page.slug,
        path=page.path,
        source_title=title,
        abstract_html=abstract.html(),
        notes_html=notes.html(),
        notes_text=notes.text(),
        local_links=(
            *_in_file(abstract_links, page.abstract_line),
            *_in_file(notes.local_links(), page.notes_line),
        ),
        links_in_abstract=len(abstract_links),
        heading_ids=notes.heading_ids(),
        direct_links=tuple(_direct_links(paper)),
        found_links=abstract.links(),
        search_links=() if is_identified else tuple(_search_links(title)),
        paper=paper,
        annotations=page.annotations,
    )


def _in_file(links: Iterable[LocalLink], first_line: int) -> Iterator[LocalLink]:
    """The links of a text with their places in its file, from 1."""
    for link in links:
        column = link.column
        yield link._replace(
            line=first_line + link.line,
            column=None if column is None else column + 1,
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
