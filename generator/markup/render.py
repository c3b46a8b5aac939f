"""A Markdown text parsed once, for all that is made of it: HTML, plain text, links.

Simple texts take the fast path. All others go through `markdown_it`, which loads its
parser with the first such text: that takes 47 ms, as long as a build with nothing to do.
"""

import re
from html import unescape
from urllib.parse import urljoin

from generator.core.text import escape_html
from generator.markup.comment_removal import SourceColumns
from generator.markup.comments import uncommented
from generator.markup.fast_path import SimpleText, parse_fast
from generator.markup.markdown_it import ParsedText, parse_markdown

_RELATIVE_URL = re.compile(
    r'(?:(?<=<a href=")|(?<=<img src="))(?![a-z]+:)[^"]*',
    re.IGNORECASE,
)
"""A relative address in our own HTML, where all text has `<` and `"` escaped."""


def parse(
    markdown: str,
    *,
    repair: bool = True,
    local_links: bool = False,
    wikilinks: bool = False,
) -> SimpleText | ParsedText:
    """A Markdown text, to ask for its HTML, its words, its links and its headings.

    With `local_links`, each link or picture that is a path leaves a slot that
    `fill_html` and `fill_text` fill; with `wikilinks` each `[[name]]` does, which is text
    like any other without.
    """
    shown = uncommented(markdown)
    simple = parse_fast(shown.text, repair=repair)
    if simple is not None:
        return simple
    return parse_markdown(
        shown.text,
        repair=repair,
        local_links=local_links,
        wikilinks=wikilinks,
        columns=SourceColumns(shown) if shown.has_comments else None,
    )


def html(markdown: str, *, level: int = 2, repair: bool = True) -> str:
    """Safe HTML of a Markdown text; its highest heading becomes `h{level}`."""
    return parse(markdown, repair=repair).html(level)


def plain_text(markdown: str, *, repair: bool = True) -> str:
    """The words that `html` shows, with a blank line between blocks."""
    return parse(markdown, repair=repair).text()


def absolute_links(markup: str, address: str) -> str:
    """The HTML of a text, readable elsewhere than on its page at `address`."""

    def absolute(url: re.Match[str]) -> str:
        return escape_html(urljoin(address, unescape(url[0])))

    return _RELATIVE_URL.sub(absolute, markup)
