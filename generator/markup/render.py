"""A Markdown text shown: as HTML, as plain text, and the links in it.

Plain words are shown by `plain`, at once; any other text by `rendering`, which is loaded with the
first such text, since markdown-it takes longer to load than a small site to build.
"""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from generator.core.patterns import lazy_pattern
from generator.markup.autolinks import Inline, Link, links_in
from generator.markup.fast_path import (
    blocks_html,
    blocks_ids,
    blocks_text,
    escaped,
    plain_blocks,
)
from generator.markup.wikilinks import Resolve, WikiLink

_RELATIVE = lazy_pattern(r'(?<=<a href=")(?![a-z]+:)[^"]*', re.IGNORECASE)
"""The address of a relative link in our own HTML, where `<` and `"` are escaped in all text."""


def html(
    markdown: str,
    *,
    level: int = 2,
    repair: bool = True,
    resolve: Resolve | None = None,
) -> str:
    """Safe HTML of a Markdown text; its highest heading becomes `h{level}`, the others follow.

    `resolve` says where each `[[name]]` leads; without it that is text like any other.
    """
    plain = plain_blocks(markdown, repair=repair)
    if plain is not None:
        return blocks_html(plain, level)
    from generator.markup import markdown_it as rendering

    return rendering.html(markdown, level=level, repair=repair, resolve=resolve)


def plain_text(
    markdown: str, *, repair: bool = True, resolve: Resolve | None = None
) -> str:
    """The words that `html` shows, blocks parted by a blank line."""
    plain = plain_blocks(markdown, repair=repair)
    if plain is not None:
        return blocks_text(plain)
    from generator.markup import markdown_it as rendering

    return rendering.plain_text(markdown, repair=repair, resolve=resolve)


def links(markdown: str) -> tuple[Link, ...]:
    """The links out of a text, named by host and context; no address twice, in their order."""
    found: dict[str, Link] = {}
    for block in _blocks(markdown):
        for link in links_in(block):
            found.setdefault(link.url, link)
    return tuple(found.values())


def _blocks(markdown: str) -> Iterable[Iterable[Inline]]:
    """The words and links of each block."""
    plain = plain_blocks(markdown, repair=True)
    if plain is not None:
        return (block.words for block in plain)
    from generator.markup import markdown_it as rendering

    return rendering.blocks(markdown)


def wikilinks(markdown: str, resolve: Resolve) -> tuple[WikiLink, ...]:
    """Every `[[name]]` that is a link, in order, with its place in the text."""
    from generator.markup import markdown_it as rendering

    return rendering.references(markdown, resolve)


def heading_ids(markdown: str) -> frozenset[str]:
    """The identifiers that `html` gives to the headings of a text."""
    plain = plain_blocks(markdown, repair=True)
    if plain is not None:
        return blocks_ids(plain)
    from generator.markup import markdown_it as rendering

    return rendering.heading_ids(markdown)


def absolute_links(shown: str, address: str) -> str:
    """The HTML of a text, readable elsewhere than on its page at `address`."""
    from html import unescape  # only feeds ask

    return _RELATIVE.sub(
        lambda link: escaped(urljoin(address, unescape(link[0]))), shown
    )
