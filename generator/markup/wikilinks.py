"""Links from page to page in Obsidian's form: `[[name]]`, `[[name#heading|words]]`.

This module knows the form alone. Where a link leads depends on other pages, so that a
parsed text has a slot for each, and `fill_html` and `fill_text` fill them. In a text
that is parsed without them, such as an abstract, `[[` is text like any other.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from generator.core.text import collapse, escape_html
from generator.markup.autolinks import Link
from generator.markup.tex import repair_tex

if TYPE_CHECKING:  # markdown-it is loaded with the first text that needs it
    from markdown_it.rules_inline import StateInline

_WIKILINK = re.compile(
    r"""
    !? \[\[                                                  # an embed is a link, too
    (?P<name> (?: [^\[\]|] | \[ [^\[\]|]* \] )++ )           # brackets in pairs: `[Re] A Title`
    (?: \| (?P<label> (?: [^\[\]] | \[ [^\[\]]* \] )*+ ) )?
    \]\]
    """,
    re.VERBOSE,
)
_COMMENT_MARKS = ("%%", "<!--")
"""Where a comment begins: no words of a link."""


SLOT = "\0"
"""Stands for a wikilink in HTML and plain text; the parser lets no NUL through."""


class WikiLink(NamedTuple):
    """A link to another page, as its writer spells it, with its place in the text."""

    name: str
    """A file's name, title or alias, perhaps with `#heading`; on one line."""
    label: str
    """The words to show, on one line; empty when the writer gives none."""
    line: int
    """From 0."""
    column: int | None = None
    """From 0, in characters; None where it is unknown."""

    @property
    def words(self) -> str:
        """The text to show when the link leads nowhere."""
        return self.label or self.name


Targets = Iterable[Link | None]
"""Where each wikilink of a text leads, with its words; None for the writer's words."""


def fill_html(html: str, wikilinks: Iterable[WikiLink], targets: Targets) -> str:
    """The HTML of a text with its wikilinks."""
    return _fill_slots(html, map(_link_html, wikilinks, targets))


def fill_text(text: str, wikilinks: Iterable[WikiLink], targets: Targets) -> str:
    """The plain text of a text with the words of its wikilinks."""
    return _fill_slots(text, map(_link_words, wikilinks, targets))


def _fill_slots(text: str, fillings: Iterable[str]) -> str:
    first, *others = text.split(SLOT)
    parts = [first]
    for filling, other in zip(fillings, others, strict=True):
        parts += [filling, other]
    return "".join(parts)


def _link_html(wikilink: WikiLink, target: Link | None) -> str:
    words = escape_html(_link_words(wikilink, target))
    return f'<a href="{escape_html(target.url)}">{words}</a>' if target else words


def _link_words(wikilink: WikiLink, target: Link | None) -> str:
    return repair_tex(target.label if target else wikilink.words)


def wikilink_rule(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """The inline rule: a token `wikilink` for each.

    It comes after CommonMark's links: `[[1]](https://…)` stays one of those.
    """
    if not state.env.get("wikilinks") or state.src[state.pos] not in "[!":
        return False
    if state.linkLevel:
        return False  # links do not nest
    found = _WIKILINK.match(state.src, state.pos)
    if not found or any(mark in found.group() for mark in _COMMENT_MARKS):
        return False
    name = collapse(found["name"].rstrip("\\"))  # `\|` is how tables write `|`
    if not name:
        return False
    if not silent:
        label = collapse(found["label"] or "")
        token = state.push("wikilink", "", 0)
        token.content = label or name
        # The rule sees its block without line numbers, so the place is kept as the n-th
        # time that these characters occur; `markdown_it` turns it into line and column.
        opening = re.split(r"[|\n]", found.group())[0]
        token.meta = {
            "name": name,
            "label": label,
            "opening": opening,
            "source": state.src,
            "start": found.start(),
        }
    state.pos = found.end()
    return True
