"""What search must be told of a paper: little of every paper, all of one that it counts or shows."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from generator.briefs import searched_notes
from generator.library import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
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
    published: dt.date | None = None
    listed: dt.date | None = None
    read: dt.date | None = None
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


def document_of(entry: Entry) -> SearchDocument:
    """The document of a paper."""
    paper, own = entry.paper, entry.annotations
    names = {
        kind: tuple(item.name for item in entry.memberships if item.kind == kind)
        for kind in ("tags", "listings")
    }
    more = (paper.organization, paper.venue, paper.arxiv_id, paper.doi, *paper.keywords)
    labels = {link.label for link in (*entry.direct_links, *entry.found_links)}
    return SearchDocument(
        slug=entry.slug,
        title=paper.title,
        tags=names["tags"],
        authors=paper.authors,
        summary=own.summary or "",
        notes=searched_notes(entry.notes_text),
        abstract=paper.abstract or "",
        more=" ".join(filter(None, more)),
        status=own.status.value if own.status else "",
        rating=own.rating,
        year=paper.published.year if paper.published else None,
        listings=names["listings"],
        published=paper.published,
        listed=dt.date.fromisoformat(entry.brief.listed) if entry.brief.listed else None,
        read=own.read_date,
        comments=paper.comments,
        has_code="Code" in labels,
    )
