"""Identifiers of papers in what people write: an id, an address, the name of a file.

    arXiv:2408.01234v2                       arXiv 2408.01234
    https://huggingface.co/papers/2408.01234 arXiv 2408.01234
    https://doi.org/10.1000/xyz              DOI 10.1000/xyz

Only a text that is an identifier or its address as a whole counts: one that mentions a
paper is not about it.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from generator.core.text import collapse

_NUMBER = r"[0-9]{4}\.[0-9]{4,5}"
"""Since April 2007: year, month, and number in the month."""
_VALID_NUMBER = r"[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}"
"""What is called a number by nothing else has a month at least."""
_ARCHIVE_NUMBER = r"[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/[0-9]{7}"
"""Before: `hep-th/9901001`, or `cs.CL/0112017` with a subject."""
_ID = rf"(?P<id>{_NUMBER}|{_ARCHIVE_NUMBER})(?:v[0-9]{{1,3}})?"
_FIRST_FIVE_DIGITS = 1501
"""Year and month since which numbers have five digits instead of four."""

_BARE_ARXIV = re.compile(
    rf"""
    (?: arxiv (?:\.org)? \ ?[:.]?\ ? | (?={_VALID_NUMBER}|[a-z]) )
    {_ID} (?: \ ?\[[\w.-]+\] )?                    # `[cs.CL]`
    """,
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
_ARXIV_PATHS = {
    r"(?:[a-z-]+\.)?arxiv\.org": r"(?:abs|pdf|html|ps|format|src|e-print)/",
    r"ar5iv(?:\.labs\.arxiv)?\.org": r"(?:(?:abs|html|pdf|papers)/)?",
    r"alphaxiv\.org": r"(?:abs|overview|pdf|html)/",
    r"(?:huggingface|hf)\.co": r"papers/",
    r"semanticscholar\.org": r"(?:arxiv/|paper/arxiv:)",
    r"(?:dx\.)?doi\.org": r"10\.48550/arxiv\.",
    r"arxiv-vanity\.com|emergentmind\.com": r"papers/",
    r"scirate\.com|papers\.cool": r"(?:arxiv/)?",
}
"""Hosts of arXiv's papers, and what is between host and id there."""
_ARXIV_ADDRESS = re.compile(
    "|".join(f"(?:{host})/{path}" for host, path in _ARXIV_PATHS.items()),
    re.IGNORECASE,
)
_ID_IN_PATH = re.compile(
    rf"{_ID}(?:\.pdf|\.html|\.md)?/?",
    re.IGNORECASE | re.ASCII,
)

_DOI = r"(?P<doi>10\.[0-9]{4,9}/\S+)"
_BARE_DOI = re.compile(rf"(?:doi\ ?[:.]?\ ?)?{_DOI}", re.IGNORECASE)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.{_ID}", re.IGNORECASE | re.ASCII)
_DOI_ADDRESS = re.compile(
    r"""
    (?:dx\.)?doi\.org/
  | link\.springer\.com/ (?:article|chapter|book|content/pdf)/
  | [a-z0-9.-]+/ doi/(?:(?:abs|pdf|full|epdf|epub|pdfdirect|book)/)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NATURE_ADDRESS = re.compile(
    r"nature\.com/articles/(?P<id>[a-z0-9-]+)(?:\.pdf)?/?", re.IGNORECASE
)
_ACL_ADDRESS = re.compile(
    r"""
    (?:aclanthology\.org | aclweb\.org/anthology)/ (?:papers/)?
    (?P<id> [a-z][0-9]{2}-[0-9]{4,5} | [0-9]{4}\.[a-z0-9_]+-[a-z0-9_]+\.[0-9]+ )
    (?:v[0-9]+)? (?:\.pdf|\.bib)? /?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENREVIEW_ADDRESS = re.compile(
    r"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?(?:\S*&)?id=(?P<id>[\w-]+)(?:&\S*)?",
    re.ASCII,
)

_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?(?:www\.)?(?P<rest>[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*)",
    re.IGNORECASE | re.ASCII,
)
_MARKDOWN_LINK = re.compile(r"\[[^\[\]]*\]\((?P<link>[^\s()]+)\)|<(?P<plain>[^\s<>]+)>")

_NAME = re.compile(
    r"""
    \[? (?:arxiv [\s:._-]*)? \[?
    (?P<month> [0-9]{2}(?:0[1-9]|1[0-2]) )
    (?P<separator> [._-] )
    (?P<number> [0-9]{4,5} )
    (?:v[0-9]{1,3})? \]?
    (?P<words> [\s_-] .* )?
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)


class Identifier(NamedTuple):
    """One identifier of a paper."""

    scheme: str
    """`arxiv`, `doi`, `acl` or `openreview`."""
    value: str
    """Without version or resolver, spelled as it was found."""

    @property
    def key(self) -> str:
        """For comparison: case and an old arXiv id's subject do not count."""
        value = self.value
        if self.scheme == "acl":
            # The anthology's papers have DOIs that follow from their ids.
            return f"doi:10.18653/v1/{value.casefold()}"
        if self.scheme == "arxiv":
            value = re.sub(r"\.[a-z]{2}/", "/", value.casefold())
        if self.scheme == "doi":
            value = value.casefold()
        return f"{self.scheme}:{value}"


def identifier_in(text: str | None) -> Identifier | None:
    """The identifier that a text is, or that it is the address of."""
    if not text:
        return None
    line = _unwrapped(text)
    bare = _bare_identifier(line)
    if bare:
        return bare
    address = _ADDRESS.fullmatch(line)
    return _identifier_at(address["rest"]) if address else None


def arxiv_id_in(text: str | None) -> str | None:
    """The arXiv id that a text is, or that it is the address of; without version."""
    identifier = identifier_in(text)
    if identifier and identifier.scheme == "arxiv":
        return identifier.value
    return None


def doi_in(text: str | None) -> str | None:
    """The DOI that a text is, or that it is the address of; arXiv's own too."""
    identifier = identifier_in(text)
    if identifier is None:
        return None
    if identifier.scheme == "doi":
        return identifier.value
    if identifier.scheme == "arxiv":
        return f"10.48550/arXiv.{identifier.value}"
    return None


def arxiv_id_in_name(name: str) -> str | None:
    """The arXiv id that a file is named by: `2408.01234v2`, `2408.01234 My Title`."""
    arxiv_id, _ = split_name(name)
    return arxiv_id


def split_name(name: str) -> tuple[str | None, str]:
    """The arXiv id that the name of a file begins with, if any, and its other words."""
    match = _NAME.fullmatch(name)
    if not match:
        return None, name
    words = match["words"] or ""
    # What is no valid number may be a date or a count.
    digits = 5 if int(match["month"]) >= _FIRST_FIVE_DIGITS else 4
    is_valid = len(match["number"]) == digits
    # `2408-01234` is what a title or a slug may begin with.
    is_vague = match["separator"] != "." and words
    if not is_valid or is_vague:
        return None, name
    return f"{match['month']}.{match['number']}", words.strip(" -_")


def _unwrapped(text: str) -> str:
    """A text without a Markdown link around it, percent signs, and a last full stop."""
    line = collapse(text).rstrip(".,;")
    link = _MARKDOWN_LINK.fullmatch(line)
    if link:
        line = link["link"] or link["plain"]
    return unquote(line) if "%" in line else line


def _bare_identifier(line: str) -> Identifier | None:
    arxiv = _BARE_ARXIV.fullmatch(line)
    if arxiv:
        return Identifier("arxiv", arxiv["id"])
    doi = _BARE_DOI.fullmatch(line)
    return _doi(doi["doi"]) if doi else None


def _identifier_at(address: str) -> Identifier | None:
    """What an address leads to, without its scheme and `www.`."""
    openreview = _OPENREVIEW_ADDRESS.match(address)
    if openreview:
        return Identifier("openreview", openreview["id"])
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    site = _ARXIV_ADDRESS.match(path)
    arxiv = site and _ID_IN_PATH.fullmatch(path, site.end())
    if arxiv:
        return Identifier("arxiv", arxiv["id"])
    acl = _ACL_ADDRESS.fullmatch(path)
    if acl:
        return Identifier("acl", acl["id"])
    nature = _NATURE_ADDRESS.fullmatch(path)
    if nature:
        return Identifier("doi", f"10.1038/{nature['id']}")
    resolver = _DOI_ADDRESS.match(path)
    doi = resolver and re.compile(_DOI).fullmatch(path, resolver.end())
    return _doi(doi["doi"]) if doi else None


def _doi(value: str) -> Identifier:
    """A DOI; the arXiv id, if it is one of arXiv's own."""
    value = value.rstrip("/")
    arxiv = _ARXIV_DOI.fullmatch(value)
    if arxiv:
        return Identifier("arxiv", arxiv["id"])
    return Identifier("doi", value)
