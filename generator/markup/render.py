"""A Markdown text as HTML, as plain text, and the links in it.

Simple texts take the fast path. All others go through `markdown_it`, which is imported
with the first such text: the parser takes 47 ms to load, as long as a build with
nothing to do.
"""

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from generator.core.text import escape_html
from generator.markup.autolinks import Link, links_in
from generator.markup.comments import SourceColumns, uncommented, without_comments
from generator.markup.fast_path import SimpleText, parse_fast
from generator.markup.pictures import PICTURE_START, LocalPicture
from generator.markup.wikilinks import Resolve, WikiLink

if TYPE_CHECKING:
    from generator.markup.markdown_it import ParsedText

_RELATIVE_HREF = re.compile(r'(?<=<a href=")(?![a-z]+:)[^"]*', re.IGNORECASE)
"""A relative address in our own HTML, where all text has `<` and `"` escaped."""


def html(
    markdown: str,
    *,
    level: int = 2,
    repair: bool = True,
    resolve: Resolve | None = None,
) -> str:
    """Safe HTML of a Markdown text; its highest heading becomes `h{level}`.

    `resolve` says where each `[[name]]` leads; without it that is text like any other.
    """
    return _parse_fast_or_full(markdown, repair=repair, resolve=resolve).html(level)


def plain_text(
    markdown: str,
    *,
    repair: bool = True,
    resolve: Resolve | None = None,
) -> str:
    """The words that `html` shows, with a blank line between blocks."""
    return _parse_fast_or_full(markdown, repair=repair, resolve=resolve).text()


def links(markdown: str) -> tuple[Link, ...]:
    """The links out of a text in order, named by host and context; no address twice."""
    found: dict[str, Link] = {}
    for block in _parse_fast_or_full(markdown).inlines():
        for link in links_in(block):
            found.setdefault(link.url, link)
    return tuple(found.values())


def wikilinks(markdown: str, resolve: Resolve) -> tuple[WikiLink, ...]:
    """Every `[[name]]` that is a link, in order, with its place in the text."""
    shown = uncommented(markdown)
    found = _parse_fast_or_full(shown.text, resolve=resolve).wikilinks()
    if shown.text == markdown:
        return found
    # Comments before a link on its line have moved it.
    columns = SourceColumns(shown)
    return tuple(
        replace(link, column=columns.column(link.line, link.column))
        if link.line is not None and link.column is not None
        else link
        for link in found
    )


def local_pictures(markdown: str) -> tuple[LocalPicture, ...]:
    """The pictures that are files of the reader's, in order, with their places."""
    if PICTURE_START not in markdown:
        return ()
    shown = uncommented(markdown)
    parsed = _parse_full(shown.text, repair=True, resolve=None)
    found = tuple(parsed.local_pictures())
    if shown.text == markdown:
        return found
    columns = SourceColumns(shown)
    return tuple(
        picture._replace(column=columns.column(picture.line, picture.column))
        if picture.column is not None
        else picture
        for picture in found
    )


def heading_ids(markdown: str) -> frozenset[str]:
    """The identifiers that `html` gives to the headings of a text."""
    return _parse_fast_or_full(markdown).heading_ids()


def _parse_fast_or_full(
    markdown: str,
    *,
    repair: bool = True,
    resolve: Resolve | None = None,
) -> "SimpleText | ParsedText":
    shown = without_comments(markdown)
    simple = parse_fast(shown, repair=repair)
    if simple is not None:
        return simple
    return _parse_full(shown, repair=repair, resolve=resolve)


def _parse_full(
    markdown: str,
    *,
    repair: bool,
    resolve: Resolve | None,
) -> "ParsedText":
    # 47 ms to load; many pages have none but simple texts.
    from generator.markup.markdown_it import parse_markdown

    return parse_markdown(markdown, repair=repair, resolve=resolve)


def absolute_links(markup: str, address: str) -> str:
    """The HTML of a text, readable elsewhere than on its page at `address`."""

    def absolute(href: re.Match[str]) -> str:
        return escape_html(urljoin(address, unescape(href[0])))

    return _RELATIVE_HREF.sub(absolute, markup)
