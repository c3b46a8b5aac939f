"""Links from page to page in Obsidian's form: `[[name]]`, `[[name#heading|words]]`.

This module knows the form alone. Where a link leads is asked of a function in the
parser's environment; a text that is parsed without one, such as an abstract, has no
such links.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.core.text import collapse
from generator.markup.autolinks import Link

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


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiLink:
    """A link to another page, as its writer spells it."""

    name: str
    """A file's name, title or alias, perhaps with `#heading`; on one line."""
    label: str
    """The words to show, on one line; empty when the writer gives none."""
    line: int | None = field(default=None, compare=False)
    """In the text, from 0."""
    column: int | None = field(default=None, compare=False)
    """From 0, in characters; None where it is unknown."""

    @property
    def words(self) -> str:
        """The text to show when the link leads nowhere."""
        return self.label or self.name


Resolve = Callable[[WikiLink], Link | None]
"""Where a link leads, and its words; None leaves the writer's own words."""


def wikilink_rule(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """The inline rule: a token `wikilink` that shows nothing, and then the words.

    It comes after CommonMark's links: `[[1]](https://…)` stays one of those.
    """
    resolve: Resolve | None = state.env.get("resolve")
    if resolve is None or state.src[state.pos] not in "[!":
        return False
    if state.linkLevel:
        return False  # links do not nest
    found = _WIKILINK.match(state.src, state.pos)
    if not found:
        return False
    name = collapse(found["name"].rstrip("\\"))  # `\|` is how tables write `|`
    if not name:
        return False
    if not silent:
        label = collapse(found["label"] or "")
        link = WikiLink(name=name, label=label)
        _push_tokens(state, link, found, resolve)
    state.pos = found.end()
    return True


def _push_tokens(
    state: "StateInline",
    link: WikiLink,
    found: re.Match[str],
    resolve: Resolve,
) -> None:
    # The rule sees its block without line numbers, so the place is kept as the n-th
    # time that these characters occur; `markdown_it` turns it into line and column.
    opening = re.split(r"[|\n]", found.group())[0]
    token = state.push("wikilink", "", 0)
    token.meta = {
        "link": link,
        "opening": opening,
        "source": state.src,
        "start": found.start(),
    }
    target = resolve(link)
    if target is None:
        state.pending += link.words
        return
    opening_tag = state.push("link_open", "a", 1)
    opening_tag.attrSet("href", target.url)
    words = state.push("text", "", 0)
    words.content = target.label
    state.push("link_close", "a", -1)
