"""What one built page says to a checker: its anchors, and what it links to or loads.

Most tags of a site are the same on page after page, so each distinct one is read once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"""
      <!--.*?(?:-->|\Z)
    | (<(script|style|textarea|title)\b (?:[^<>"']++|"[^"]*+"|'[^']*+')*+ >)
      .*? (?:</\2\b|\Z)                               # what stands inside is no markup
    | <[a-z] (?:[^<>"']++|"[^"]*+"|'[^']*+')*+ >
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_TELLING = re.compile(
    r"\s(?:id|name|href|src|action|poster|http-equiv)\s*=", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_LOADING_RELATIONS = frozenset(
    {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
)
_CSS_ADDRESS = re.compile(
    r"""(?:url\(|@import)\s*["']?(?!data:)([^"')\s;]+)""", re.IGNORECASE
)


class Reference(NamedTuple):
    """An address that a file names."""

    url: str
    start: int
    """Offset of the tag in the file's text."""
    is_loaded: bool
    """Whether a browser asks for it without being told to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page has and names."""

    anchors: frozenset[str]
    references: tuple[Reference, ...]
    """Each address once, where it first stands."""
    is_redirect: bool


class _Facts(NamedTuple):
    """What one tag says."""

    anchors: tuple[str, ...] = ()
    addresses: tuple[tuple[str, bool], ...] = ()
    is_redirect: bool = False


_NOTHING = _Facts()


def page_facts(text: str) -> Facts:
    """The facts of an HTML page; links to other hosts are none of them."""
    anchors: list[str] = []
    references: dict[tuple[str, bool], Reference] = {}
    is_redirect = False
    for found in _TAG.finditer(text):
        facts = _facts(found.group(1) or found.group())
        if facts is _NOTHING:
            continue
        anchors += facts.anchors
        is_redirect = is_redirect or facts.is_redirect
        for url, is_loaded in facts.addresses:
            references.setdefault(
                (url, is_loaded), Reference(url, found.start(), is_loaded)
            )
    return Facts(
        anchors=frozenset(anchors),
        references=tuple(references.values()),
        is_redirect=is_redirect,
    )


def style_references(text: str) -> Iterator[Reference]:
    """What a style sheet loads."""
    for found in _CSS_ADDRESS.finditer(text):
        yield Reference(found[1], found.start(), is_loaded=True)


@lru_cache(maxsize=50_000)
def _facts(tag: str) -> _Facts:
    """What an opening tag says; a comment says nothing."""
    if tag.startswith("<!") or not _TELLING.search(tag):
        return _NOTHING
    known: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(tag):
        known.setdefault(name.lower(), unescape(value.strip("\"'")).strip())
    element = tag[1:].split(maxsplit=1)[0].lower()
    anchors = [
        known[name] for name in ("id", "name")[: 1 + (element == "a")] if name in known
    ]
    is_redirect = element == "meta" and known.get("http-equiv", "").lower() == "refresh"
    return _Facts(tuple(anchors), tuple(_addresses(element, known)), is_redirect)


def _addresses(element: str, known: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """The addresses in a tag, and whether they are loaded; those for machines are left out."""
    for name in ("src", "poster"):
        if name in known:
            yield known[name], True
    for name in ("href", "action") if element in ("a", "area", "form") else ():
        if name in known and not known[name].startswith(("https:", "http:")):
            yield known[name], False
    relations = known.get("rel", "").lower().split() if element == "link" else ()
    if "href" in known and not _LOADING_RELATIONS.isdisjoint(relations):
        yield known["href"], True
