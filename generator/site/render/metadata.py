"""What scholars' tools read in a paper's page: Highwire tags and schema.org.

Only what is known. A bare number of authors names nobody, so it appears in neither.
"""

import json
import re
from collections.abc import Iterator, Mapping

from generator.core.paper import Paper
from generator.library.page_content import PageContent

_COMPACT_JSON = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
)
_UNSAFE_IN_SCRIPT = re.compile("[<>&]")


def highwire_tags(content: PageContent) -> Iterator[tuple[str, str]]:
    """Name and content of each `citation_` tag, as Google Scholar and Zotero read them.

    https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
    """
    paper = content.paper
    yield "citation_title", paper.title
    for author in paper.authors:
        yield "citation_author", author
    if paper.published:
        day = paper.published.isoformat()
        yield "citation_publication_date", day.replace("-", "/")
    if paper.venue:
        yield "citation_journal_title", paper.venue
    if paper.doi:
        yield "citation_doi", paper.doi
    if paper.arxiv_id:
        yield "citation_arxiv_id", paper.arxiv_id
    for link in content.direct_links:
        if link.label == "PDF":
            yield "citation_pdf_url", link.url


def json_ld(
    content: PageContent,
    description: str,
    address: str | None,
) -> str:
    """The paper as a schema.org `ScholarlyArticle`, safe inside a `script` element."""
    paper = content.paper
    authors = [{"@type": "Person", "name": name} for name in paper.authors]
    same_as = [link.url for link in content.direct_links]
    article: Mapping[str, object] = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "headline": paper.title,
        "author": authors or None,
        "datePublished": paper.published.isoformat() if paper.published else None,
        "description": description,
        "keywords": list(content.annotations.tags) or None,
        "sourceOrganization": _organization_node(paper),
        "identifier": _scholarly_identifier(paper),
        "sameAs": same_as or None,
        "url": address,
    }
    known = {key: value for key, value in article.items() if value is not None}
    text = _COMPACT_JSON.encode(known)
    # `</script>` in a title would end the script.
    return _UNSAFE_IN_SCRIPT.sub(_json_escape, text)


def _json_escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\u{code:04x}"


def _organization_node(paper: Paper) -> Mapping[str, str] | None:
    if not paper.organization:
        return None
    return {
        "@type": "Organization",
        "name": paper.organization,
    }


def _scholarly_identifier(paper: Paper) -> str | None:
    if paper.doi:
        return f"doi:{paper.doi}"
    if paper.arxiv_id:
        return f"arXiv:{paper.arxiv_id}"
    return None
