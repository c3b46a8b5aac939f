"""What readers of feeds and crawlers ask for: Atom, sitemap, robots.

All three need the address where the site is published, so without one only `robots.txt` is made.
Times come from the papers, never from the clock: an unchanged list gives unchanged bytes.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from xml.etree import ElementTree as ET

from generator.config import Config
from generator.footprint import value_digest
from generator.library import Entry, Library
from generator.markup import absolute_links
from generator.output import OutputFile, finished
from generator.urls import absolute

FEED_ENTRIES = 50
"""Newest papers in the feed."""

_ATOM = "http://www.w3.org/2005/Atom"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (§2.2) has no way to write."""


def feed_files(library: Library, config: Config, pages: Iterable[str]) -> Iterator[OutputFile]:
    """The feed, the sitemap of `pages` (paths in the site), and robots."""
    sitemap = ""
    if config.base_url:
        papers = map(library.stamp, library.briefs[:FEED_ENTRIES])
        settings = {"settings": value_digest(*astuple(config))}
        yield OutputFile(
            path="feed.xml",
            inputs=settings | {"its papers": value_digest(*papers)},
            make=lambda: _xml(_atom(library, config)),
        )
        changed = {brief.url: brief.updated for brief in library.briefs}
        rows = [(path, changed.get(path, "")) for path in sorted(pages)]
        yield OutputFile(
            path="sitemap.xml",
            inputs=settings | {"all pages and their days": value_digest(*rows)},
            make=lambda: _xml(_sitemap(rows, config)),
        )
        sitemap = f"Sitemap: {absolute(config.base_url, 'sitemap.xml')}\n"
    yield finished("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}".encode())


def _atom(library: Library, config: Config) -> ET.Element:
    """RFC 4287, §4.1.1."""
    entries = [*map(library.entry, library.briefs[:FEED_ENTRIES])]
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": config.language})
    _child(feed, "title", config.title)
    _child(feed, "subtitle", config.description)
    _child(feed, "id", absolute(config.base_url, "index.html"))
    _child(
        feed,
        "updated",
        _instant(max((entry.brief.updated for entry in entries), default="")),
    )
    _link(feed, "self", "application/atom+xml", absolute(config.base_url, "feed.xml"))
    _link(feed, "alternate", "text/html", absolute(config.base_url, "index.html"))
    _child(_child(feed, "author"), "name", config.author or config.title)
    _child(feed, "generator", "Papershelf")
    for entry in entries:
        feed.append(_atom_entry(entry, config))
    return feed


def _atom_entry(entry: Entry, config: Config) -> ET.Element:
    """RFC 4287, §4.1.2; the identifier outlives a move of the site's files, not of its address."""
    address = absolute(config.base_url, entry.url)
    element = ET.Element("entry")
    _child(element, "title", entry.paper.title)
    _child(element, "id", uuid.uuid5(uuid.NAMESPACE_URL, address).urn)
    _child(element, "updated", _instant(entry.brief.updated))
    if entry.brief.published:
        _child(element, "published", _instant(entry.brief.published))
    _link(element, "alternate", "text/html", address)
    for author in entry.paper.authors:
        _child(_child(element, "author"), "name", author)
    for tag in entry.annotations.tags:
        ET.SubElement(element, "category", {"term": _clean(tag)})
    if summary := entry.annotations.summary:
        _child(element, "summary", summary)
    if content := entry.abstract_html + entry.notes_html:
        _child(element, "content", absolute_links(content, address)).set("type", "html")
    return element


def _sitemap(rows: Iterable[tuple[str, str]], config: Config) -> ET.Element:
    """Of paths and the days of their last change. https://www.sitemaps.org/protocol.html"""
    urls = ET.Element("urlset", {"xmlns": _SITEMAP})
    for path, day in rows:
        url = ET.SubElement(urls, "url")
        _child(url, "loc", absolute(config.base_url, path))
        if day:
            _child(url, "lastmod", day)
    return urls


def _instant(day: str) -> str:
    """A day as RFC 3339 wants it; what has no day counts as the beginning of time."""
    return f"{day or '1970-01-01'}T00:00:00Z"


def _child(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = _clean(text) or None
    return child


def _link(parent: ET.Element, rel: str, type_: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": type_, "href": address})


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _xml(root: ET.Element) -> bytes:
    """The element as a whole document."""
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
