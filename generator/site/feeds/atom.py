"""The Atom feed."""

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from generator.core.config import Config
from generator.core.urls import absolute
from generator.library.library import Entry
from generator.markup import absolute_links
from generator.site.feeds.xml import xml_text

_ATOM = "http://www.w3.org/2005/Atom"


def atom(entries: Sequence[Entry], config: Config) -> bytes:
    """A feed of these papers (RFC 4287, §4.1.1)."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": config.language})
    _child(feed, "title", config.title)
    _child(feed, "subtitle", config.description)
    _child(feed, "id", absolute(config.base_url, "index.html"))
    _child(
        feed,
        "updated",
        _instant(max((entry.summary.updated for entry in entries), default="")),
    )
    _link(feed, "self", "application/atom+xml", absolute(config.base_url, "feed.xml"))
    _link(feed, "alternate", "text/html", absolute(config.base_url, "index.html"))
    _child(_child(feed, "author"), "name", config.author or config.title)
    _child(feed, "generator", "Papershelf")
    for entry in entries:
        feed.append(_atom_entry(entry, config))
    return _document(feed)


def _atom_entry(entry: Entry, config: Config) -> ET.Element:
    """RFC 4287, §4.1.2; the identifier outlives a move of the site's files, not of its address."""
    address = absolute(config.base_url, entry.url)
    element = ET.Element("entry")
    _child(element, "title", entry.paper.title)
    _child(element, "id", uuid.uuid5(uuid.NAMESPACE_URL, address).urn)
    _child(element, "updated", _instant(entry.summary.updated))
    if entry.summary.published:
        _child(element, "published", _instant(entry.summary.published))
    _link(element, "alternate", "text/html", address)
    for author in entry.paper.authors:
        _child(_child(element, "author"), "name", author)
    for tag in entry.annotations.tags:
        ET.SubElement(element, "category", {"term": xml_text(tag)})
    if summary := entry.annotations.summary:
        _child(element, "summary", summary)
    if content := entry.abstract_html + entry.notes_html:
        _child(element, "content", absolute_links(content, address)).set("type", "html")
    return element


def _instant(day: str) -> str:
    """A day as RFC 3339 wants it; what has no day counts as the beginning of time."""
    return f"{day or '1970-01-01'}T00:00:00Z"


def _child(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = xml_text(text) or None
    return child


def _link(parent: ET.Element, rel: str, type_: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": type_, "href": address})


def _document(root: ET.Element) -> bytes:
    """The element as a whole document."""
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
