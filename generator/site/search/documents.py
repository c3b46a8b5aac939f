"""What search must be told of a paper: little of every paper, all of one that it counts or shows."""

import marshal
from collections.abc import Iterable
from typing import NamedTuple

from generator.library.page_content import PageContent
from generator.library.page_summary import PageSummary, searchable_notes
from generator.library.taxonomies import Term


class SearchDocument(NamedTuple):
    """One paper as search sees it: plain text, nothing that may not be published."""

    slug: str
    """Its page is `papers/<slug>.html`."""
    title: str
    tags: tuple[str, ...] = ()
    """Names as shown; equal names are one value of the facet."""
    authors: tuple[str, ...] = ()
    summary: str = ""
    """The reader's own line."""
    notes: str = ""
    abstract: str = ""
    more: str = ""
    """What else it should be found by: organisation, venue, keywords, identifiers."""
    status: str = ""
    """Value of the facet: `to-read`; empty when the reader set none."""
    rating: int | None = None
    year: int | None = None
    listings: tuple[str, ...] = ()
    """Values of the facet, as the pages name them."""
    published: str = ""
    """Days as ISO 8601 writes them; empty when unknown."""
    listed: str = ""
    read: str = ""
    comments: int | None = None
    has_code: bool = False

    def field(self, name: str) -> str:
        """The text of one of the index's fields."""
        match name:
            case "tags":
                return "\n".join(self.tags)
            case "authors":
                return "\n".join(self.authors)
            case "notes":
                return f"{self.summary}\n{self.notes}"
        return str(getattr(self, name))


class SearchRow(NamedTuple):
    """What is known of a paper without reading it; a tuple, since there is one of each paper."""

    slug: str
    key: str
    """Differs whenever anything of the paper's document does."""
    title: str
    tags: tuple[str, ...] = ()
    status: str = ""
    rating: int | None = None
    year: int | None = None
    listings: tuple[str, ...] = ()
    published: str = ""
    """Days as ISO 8601 writes them; empty when unknown."""
    listed: str = ""
    read: str = ""
    comments: int | None = None
    has_code: bool = False
    has_notes: bool = False


def document_of(
    page: PageContent, summary: PageSummary, lists: Iterable[Term] = ()
) -> SearchDocument:
    """The document of a paper that stands in these lists."""
    paper = page.paper
    more = (paper.organization, paper.venue, paper.arxiv_id, paper.doi, *paper.keywords)
    document = SearchDocument(
        slug=summary.slug,
        title=summary.title,
        authors=paper.authors,
        summary=page.annotations.summary or "",
        notes=searchable_notes(page.notes_text),
        abstract=paper.abstract or "",
        more=" ".join(filter(None, more)),
        status=summary.status,
        rating=summary.rating or None,
        year=year_of(summary),
        published=summary.published,
        listed=summary.listed,
        read=summary.read,
        comments=summary.comments,
        has_code=summary.has_code,
    )
    return listed_in(lists, document)


def listed_in(lists: Iterable[Term], document: SearchDocument) -> SearchDocument:
    """The document of a paper that turns out to stand in these lists."""
    lists = [*lists]
    return document._replace(
        tags=names(lists, "tags"), listings=names(lists, "listings")
    )


def names(lists: Iterable[Term], kind: str) -> tuple[str, ...]:
    """The names of those lists that are of a kind."""
    return tuple([one.name for one in lists if one.taxonomy == kind])


def year_of(summary: PageSummary) -> int | None:
    """When it was published."""
    return int(summary.published[:4]) if summary.published else None


def packed_document(document: SearchDocument) -> bytes:
    """A document to be put down while a build runs."""
    return marshal.dumps(tuple(document))


def unpacked_document(data: bytes) -> SearchDocument:
    """The document that was packed."""
    return SearchDocument._make(marshal.loads(data))  # noqa: S302 - our own build's
