"""The Atom feed (RFC 4287)."""

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from generator.core.config import Config
from generator.core.urls import absolute
from generator.library.library import Entry
from generator.markup import absolute_links
from generator.site.feeds.xml import xml_text

_WHOLE_DAY = len("2024-06-12")
_NAMESPACE = "http://www.w3.org/2005/Atom"


def atom_feed(
    path: str,
    entries: Sequence[Entry],
    config: Config,
) -> bytes:
    """The feed of these papers that is at a path in the site (RFC 4287, §4.1.1)."""
    base_url = config.base_url
    home = absolute(base_url, "index.html")
    days = [entry.summary.updated for entry in entries]
    newest_day = max(days, default="")
    feed = ET.Element("feed")
    feed.set("xmlns", _NAMESPACE)
    feed.set("xml:lang", config.language)
    _add_text(feed, "title", config.title)
    _add_text(feed, "subtitle", config.description)
    _add_text(feed, "id", home)
    _add_text(feed, "updated", _timestamp(newest_day))
    _add_link(
        feed,
        rel="self",
        media_type="application/atom+xml",
        address=absolute(base_url, path),
    )
    _add_link(
        feed,
        rel="alternate",
        media_type="text/html",
        address=home,
    )
    _add_author(feed, config.author or config.title)
    _add_text(feed, "generator", "Papershelf")
    for entry in entries:
        element = _entry_element(entry, base_url)
        feed.append(element)
    ET.indent(feed)
    content: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _entry_element(entry: Entry, base_url: str) -> ET.Element:
    """One paper (RFC 4287, §4.1.2)."""
    content = entry.content
    summary = entry.summary
    annotations = content.annotations
    address = absolute(base_url, summary.url)
    # An id must never change (§4.2.6): as long as the address stays, this one does.
    id_ = uuid.uuid5(uuid.NAMESPACE_URL, address)
    element = ET.Element("entry")
    _add_text(element, "title", content.paper.title)
    _add_text(element, "id", id_.urn)
    _add_text(element, "updated", _timestamp(summary.updated))
    if len(summary.published) == _WHOLE_DAY:
        _add_text(element, "published", _timestamp(summary.published))
    _add_link(
        element,
        rel="alternate",
        media_type="text/html",
        address=address,
    )
    for name in content.paper.authors:
        _add_author(element, name)
    for tag in annotations.tags:
        category = ET.SubElement(element, "category")
        category.set("term", xml_text(tag))
    if annotations.summary:
        _add_text(element, "summary", annotations.summary)
    html = content.abstract_html + content.notes_html
    if html:
        # Feed readers show it apart from the site, so its links must be absolute.
        body = _add_text(element, "content", absolute_links(html, address))
        body.set("type", "html")
    return element


def _timestamp(day: str) -> str:
    """A day as RFC 3339 wants it; no day counts as the beginning of time."""
    return f"{day or '1970-01-01'}T00:00:00Z"


def _add_text(
    parent: ET.Element,
    name: str,
    text: str,
) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = xml_text(text) or None
    return child


def _add_author(parent: ET.Element, name: str) -> None:
    author = ET.SubElement(parent, "author")
    _add_text(author, "name", name)


def _add_link(
    parent: ET.Element,
    *,
    rel: str,
    media_type: str,
    address: str,
) -> None:
    link = ET.SubElement(parent, "link")
    link.set("rel", rel)
    link.set("type", media_type)
    link.set("href", address)
