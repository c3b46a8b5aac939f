"""What search knows of a paper: a row of all papers, texts of those it counts or shows.

Rows follow from summaries, which are in memory anyway. Texts are read from pages, so an
update asks for those of changed papers only.
"""

import marshal
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from generator.core.identity import identifiers
from generator.library.library import Library
from generator.library.page_content import PageContent
from generator.library.page_summary import PageSummary, searchable_notes
from generator.library.taxonomies import Term


class SearchRow(NamedTuple):
    """A paper without its texts; a tuple, since an update makes one of each paper."""

    slug: str
    """Its page is `papers/<slug>.html`."""
    key: str
    """Cache key: differs whenever anything about the paper does."""
    title: str
    tags: tuple[str, ...] = ()
    """Names as shown; equal names are one value of the facet."""
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
    has_notes: bool = False


class SearchText(NamedTuple):
    """The texts of a paper: plain, nothing that may not be published."""

    authors: tuple[str, ...] = ()
    summary: str = ""
    """The reader's own line."""
    notes: str = ""
    abstract: str = ""
    more: str = ""
    """What else it should be found by: organisation, venue, keywords, identifiers."""
    ids: tuple[str, ...] = ()
    """Its identifiers for comparison: `arxiv:1706.03762`."""


class SearchDocument(NamedTuple):
    """One paper as search sees it."""

    row: SearchRow
    text: SearchText

    def field(self, name: str) -> str:
        """The text of one of `settings.FIELDS` but `keys`, which are terms."""
        match name:
            case "title":
                return self.row.title
            case "tags":
                return "\n".join(self.row.tags)
            case "authors":
                return "\n".join(self.text.authors)
            case "notes":
                return f"{self.text.summary}\n{self.text.notes}"
            case "abstract":
                return self.text.abstract
        return self.text.more


TextLoader: TypeAlias = Callable[[PageSummary], SearchText]
KnownText: TypeAlias = Callable[[PageSummary], SearchText | None]
"""Texts of pages that this build has read, links in notes not resolved."""


def search_row(library: Library, summary: PageSummary) -> SearchRow:
    """The row of a paper."""
    terms = library.terms[summary.slug]
    entry_key = library.entry_keys[summary.slug]
    published_in = summary.published[:4]
    return SearchRow(
        slug=summary.slug,
        key=entry_key.hex(),
        title=summary.title,
        tags=_term_names(terms, "tags"),
        status=summary.status,
        rating=summary.rating or None,
        year=int(published_in) if published_in else None,
        listings=_term_names(terms, "listings"),
        published=summary.published,
        listed=summary.listed,
        read=summary.read_date,
        comments=summary.comments,
        has_code=summary.has_code,
        has_notes=summary.has_notes,
    )


def _term_names(terms: tuple[Term, ...], taxonomy: str) -> tuple[str, ...]:
    names = [term.name for term in terms if term.taxonomy == taxonomy]
    return tuple(names)


def search_text(page: PageContent) -> SearchText:
    """The texts of a paper, from its page alone or with links in its notes resolved."""
    paper = page.paper
    # Each is worth a match, none a field of its own.
    more = [
        paper.organization,
        paper.venue,
        paper.arxiv_id,
        paper.doi,
        *paper.keywords,
    ]
    return SearchText(
        authors=paper.authors,
        summary=page.annotations.summary or "",
        notes=searchable_notes(page.notes_text),
        abstract=paper.abstract or "",
        more=" ".join(filter(None, more)),
        ids=identifiers(paper),
    )


def text_loader(library: Library, known: KnownText | None = None) -> TextLoader:
    """A function that loads the texts of a paper."""

    def load_text(summary: PageSummary) -> SearchText:
        # A link in notes reads as the title of the page that it leads to.
        if known and not summary.local_links:
            text = known(summary)
            if text:
                return text
        return search_text(library.entry(summary).content)

    return load_text


def pack_text(text: SearchText) -> bytes:
    """Texts as bytes for the spool."""
    return marshal.dumps(tuple(text))


def unpack_text(data: bytes) -> SearchText:
    """The texts that `pack_text` was given."""
    return SearchText._make(marshal.loads(data))  # noqa: S302 - our own build's
