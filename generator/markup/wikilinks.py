"""Links from page to page in Obsidian's form: `[[name]]`, `[[name#heading|words]]`.

This module knows the form alone. Where a reference leads is asked of a function in the parser's
environment; a text that is parsed without one, such as an abstract, has no such links.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.core.patterns import lazy_pattern
from generator.core.text import collapse
from generator.markup.autolinks import Link

if TYPE_CHECKING:  # markdown-it is loaded with the first text that needs it
    from markdown_it.rules_inline import StateInline

_REFERENCE = lazy_pattern(
    r"""
    !? \[\[                                                  # an embed is a link, too
    (?P<name> (?: [^\[\]|] | \[ [^\[\]|]* \] )++ )           # brackets in pairs: `[Re] A Title`
    (?: \| (?P<label> (?: [^\[\]] | \[ [^\[\]]* \] )*+ ) )?
    \]\]
    """,
    re.VERBOSE,
)
_HIDDEN = ("%%", "<!--")
"""Where a comment begins: no words of a link."""


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
    """From 0, in characters; unknown where it cannot be told."""

    @property
    def words(self) -> str:
        """What stands in the text when the reference leads nowhere."""
        return self.label or self.name


Resolve = Callable[[WikiLink], Link | None]
"""Where a reference leads, and the words of the link; None leaves the writer's own words."""


def reference(state: "StateInline", silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """The inline rule; it leaves a token `reference` that shows nothing, and then the words.

    It comes after CommonMark's links: `[[1]](https://…)` stays one of those.
    """
    resolve: Resolve | None = state.env.get("resolve")
    if resolve is None or state.linkLevel or state.src[state.pos] not in "[!":
        return False  # a link holds no other
    found = _REFERENCE.match(state.src, state.pos)
    if not found or any(mark in found.group() for mark in _HIDDEN):
        return False
    name = collapse(found["name"].rstrip("\\"))  # `\|` is how tables write `|`
    if not name:
        return False
    if not silent:
        _push(
            state,
            WikiLink(name=name, label=collapse(found["label"] or "")),
            found,
            resolve,
        )
    state.pos = found.end()
    return True


def _push(
    state: "StateInline", told: WikiLink, found: re.Match[str], resolve: Resolve
) -> None:
    opening = re.split(r"[|\n]", found.group())[0]
    before = state.src.count(opening, 0, found.start())
    state.push("reference", "", 0).meta = {
        "is": told,
        "opening": opening,
        "before": before,
    }
    link = resolve(told)
    if link is None:
        state.pending += told.words
        return
    state.push("link_open", "a", 1).attrSet("href", link.url)
    state.push("text", "", 0).content = link.label
    state.push("link_close", "a", -1)
