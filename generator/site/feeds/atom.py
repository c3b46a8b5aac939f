"""The Atom feed (RFC 4287)."""

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from generator.core.config import Config
from generator.core.urls import absolute
from generator.library.library import Entry
from generator.markup import absolute_links
from generator.site.feeds.xml import xml_text

_NAMESPACE = "http://www.w3.org/2005/Atom"


def atom_feed(entries: Sequence[Entry], config: Config) -> bytes:
    """A feed of these papers (RFC 4287, §4.1.1)."""
    home = absolute(config.base_url, "index.html")
    updated = max((entry.summary.updated for entry in entries), default="")
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": config.language})
    _add_text(feed, "title", config.title)
    _add_text(feed, "subtitle", config.description)
    _add_text(feed, "id", home)
    _add_text(feed, "updated", _timestamp(updated))
    _add_link(
        feed, "self", "application/atom+xml", absolute(config.base_url, "feed.xml")
    )
    _add_link(feed, "alternate", "text/html", home)
    author = _add_text(feed, "author", "")
    _add_text(author, "name", config.author or config.title)
    _add_text(feed, "generator", "Papershelf")
    for entry in entries:
        feed.append(_atom_entry(entry, config))
    ET.indent(feed)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _atom_entry(entry: Entry, config: Config) -> ET.Element:
    """One paper (RFC 4287, §4.1.2).

    Its id follows from its address, so it outlives a move to another host only if
    `base_url` stays.
    """
    content, summary = entry.content, entry.summary
    annotations = content.annotations
    address = absolute(config.base_url, summary.url)
    element = ET.Element("entry")
    _add_text(element, "title", content.paper.title)
    _add_text(element, "id", uuid.uuid5(uuid.NAMESPACE_URL, address).urn)
    _add_text(element, "updated", _timestamp(summary.updated))
    if summary.published:
        _add_text(element, "published", _timestamp(summary.published))
    _add_link(element, "alternate", "text/html", address)
    for name in content.paper.authors:
        author = _add_text(element, "author", "")
        _add_text(author, "name", name)
    for tag in annotations.tags:
        ET.SubElement(element, "category", {"term": xml_text(tag)})
    if annotations.summary:
        _add_text(element, "summary", annotations.summary)
    html = content.abstract_html + content.notes_html
    if html:
        body = _add_text(element, "content", absolute_links(html, address))
        body.set("type", "html")
    return element


def _timestamp(day: str) -> str:
    """A day as RFC 3339 wants it; no day counts as the beginning of time."""
    return f"{day or '1970-01-01'}T00:00:00Z"


def _add_text(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = xml_text(text) or None
    return child


def _add_link(parent: ET.Element, rel: str, type_: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": type_, "href": address})
