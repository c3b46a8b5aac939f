"""Links and pictures that lead to the reader's own files: pages, pictures, data.

    [[name]]   ![[plot.png|300]]             in Obsidian's form (`wikilinks`)
    [words](table.csv)   ![words](plot.png)  in Markdown's

Where one leads depends on other files, of which this package knows nothing. So a parsed
text has a slot for each, in HTML and plain text alike, and `fill_html` and `fill_text`
fill them.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from generator.core.text import escape_html
from generator.markup.autolinks import Link
from generator.markup.tex import repair_tex

WIKILINK = "[["
EMBED = "![["
LINK = "["
PICTURE = "!["

SLOT = "\0"
"""Stands for a local link in HTML and plain text; the parser lets no NUL through.

For a `LINK` it is the opening tag, since its words are text like any other, and plain
text has none.
"""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WIDTH = re.compile(r"\|\s*([1-9]\d{0,3})\s*(?:x\s*\d{1,4}\s*)?\Z")
"""Obsidian's size of a picture at the end of its words: `|300`, `|300x200`."""


class LocalLink(NamedTuple):
    """A link or a picture as its writer spells it, with its place in the text."""

    name: str
    """In brackets, a name on one line, perhaps with `#heading`; else an address, with
    its escapes."""
    label: str
    """The words to show, on one line; empty when the writer gives none, and for `LINK`."""
    line: int
    """From 0."""
    column: int | None = None
    """From 0, in characters; None where it is unknown."""
    form: str = WIKILINK
    """How it begins: `WIKILINK`, `EMBED`, `LINK` or `PICTURE`."""
    width: int | None = None
    """Of a picture, in pixels; None where its writer gives none."""
    is_in_link: bool = False
    """Whether it is the words of another link, or some of them."""

    @property
    def words(self) -> str:
        """The text to show when it leads nowhere."""
        return self.label or (self.name if self.is_wikilink else unquote(self.name))

    @property
    def is_wikilink(self) -> bool:
        """Whether it is in Obsidian's form."""
        return self.form in (WIKILINK, EMBED)


class Picture(NamedTuple):
    """A picture that the page shows."""

    label: str
    """Its words, for those who do not see it."""
    url: str
    width: int | None
    """Of the file, in pixels; None where that is unknown, and so is the height."""
    height: int | None


Target: TypeAlias = Link | Picture | None
"""Where a local link leads, with the words to show; None for the writer's words alone."""


def is_local(url: str) -> bool:
    """Whether an address of a text, a safe one, is the path of a file."""
    return url[:1] not in ("", "#", "?") and not _SCHEME.match(url)


def split_width(words: str) -> tuple[str, int | None]:
    """The words of a picture, and the width that they end with."""
    found = _WIDTH.search(words)
    if not found:
        return words, None
    return words[: found.start()].strip(), int(found[1])


def fill_html(
    html: str,
    links: Iterable[LocalLink],
    targets: Iterable[Target],
) -> str:
    """The HTML of a text with its local links."""
    return _fill_slots(html, map(_link_html, links, targets))


def fill_text(
    text: str,
    links: Iterable[LocalLink],
    targets: Iterable[Target],
) -> str:
    """The plain text of a text with the words of its local links."""
    words = []
    for link, target in zip(links, targets, strict=True):
        if link.form != LINK:
            words.append(_link_words(link, target))
    return _fill_slots(text, words)


def own_words(text: str, links: Iterable[LocalLink]) -> str:
    """The plain text of a text with its writer's own words for each local link."""
    return _fill_slots(text, [link.words for link in links if link.form != LINK])


def _fill_slots(text: str, fillings: Iterable[str]) -> str:
    first, *others = text.split(SLOT)
    parts = [first]
    for filling, other in zip(fillings, others, strict=True):
        parts += [filling, other]
    return "".join(parts)


def _link_html(link: LocalLink, target: Target) -> str:
    if link.form == LINK:
        # Without an address it is, to HTML, the place where a link might have been.
        return f'<a href="{escape_html(target.url)}">' if target else "<a>"
    words = escape_html(_link_words(link, target))
    if isinstance(target, Picture):
        return _picture_html(link, target, words)
    if target is None or link.is_in_link:
        return words
    return f'<a href="{escape_html(target.url)}">{words}</a>'


def _picture_html(link: LocalLink, picture: Picture, words: str) -> str:
    """The picture; with its size the page does not jump when it has loaded."""
    width, height = picture.width, picture.height
    if link.width:
        if width and height:
            height = max(1, round(height * link.width / width))
        width = link.width
    size = f' width="{width}"' if width else ""
    size += f' height="{height}"' if height else ""
    source = escape_html(picture.url)
    return f'<img src="{source}" alt="{words}"{size} loading="lazy" decoding="async">'


def _link_words(link: LocalLink, target: Target) -> str:
    return repair_tex(target.label if target else link.words)
