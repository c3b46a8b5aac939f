"""How scholars' tools read a paper's page: Highwire tags, schema.org, BibTeX.

Only what is known is said. A bare number of authors names nobody, so it appears in none of them.
"""

import json
import re
from collections.abc import Iterator, Mapping

from generator.core.paper import Paper
from generator.library.library import Entry


def highwire_tags(entry: Entry) -> Iterator[tuple[str, str]]:
    """Name and content of each `citation_` tag, as Google Scholar and Zotero read them.

    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    paper = entry.paper
    yield "citation_title", paper.title
    yield from (("citation_author", name) for name in paper.authors)
    if paper.published:
        yield "citation_publication_date", paper.published.isoformat().replace("-", "/")
    known = {
        "citation_journal_title": paper.venue,
        "citation_doi": paper.doi,
        "citation_arxiv_id": paper.arxiv_id,
        "citation_pdf_url": _pdf(entry),
    }
    yield from ((name, value) for name, value in known.items() if value)


def json_ld(entry: Entry, description: str, address: str | None) -> str:
    """The paper as a schema.org `ScholarlyArticle`, safe inside a `script` element.

    `author` is an empty list when no name is known: validators want the key, nobody is invented.
    """
    paper = entry.paper
    known: Mapping[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": paper.title,
        "author": [{"@type": "Person", "name": name} for name in paper.authors],
        "datePublished": paper.published.isoformat() if paper.published else None,
        "description": description,
        "keywords": list(entry.annotations.tags) or None,
        "sourceOrganization": _organization(paper),
        "identifier": _identifier(paper),
        "sameAs": [link.url for link in entry.direct_links] or None,
        "url": address,
    }
    said = {key: value for key, value in known.items() if value is not None}
    return _IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", _JSON.encode(said))


_IN_SCRIPT = re.compile("[<>&]")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _pdf(entry: Entry) -> str | None:
    return next((link.url for link in entry.direct_links if link.label == "PDF"), None)


def _organization(paper: Paper) -> Mapping[str, str] | None:
    return (
        {"@type": "Organization", "name": paper.organization}
        if paper.organization
        else None
    )


def _identifier(paper: Paper) -> str | None:
    if paper.doi:
        return f"doi:{paper.doi}"
    return f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else None
