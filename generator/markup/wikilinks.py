"""Local links in Obsidian's form: `[[name]]`, `[[name#heading|words]]`, `![[plot.png]]`.

In a text that is parsed without them, such as an abstract, `[[` is text like any other.
"""

import re
from typing import TYPE_CHECKING

from generator.core.text import collapse
from generator.markup.local_links import EMBED, WIKILINK, split_width

if TYPE_CHECKING:  # markdown-it is loaded with the first text that needs it
    from markdown_it.rules_inline import StateInline

_WIKILINK = re.compile(
    r"""
    !? \[\[                                                  # `!` begins an embed
    (?P<name> (?: [^\[\]|] | \[ [^\[\]|]* \] )++ )           # brackets in pairs: `[Re] A Title`
    (?: \| (?P<label> (?: [^\[\]] | \[ [^\[\]]* \] )*+ ) )?
    \]\]
    """,
    re.VERBOSE,
)
_COMMENT_MARKS = ("%%", "<!--")
"""Where a comment begins: no words of a link."""


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
        form = WIKILINK
        width = None
        if found.group().startswith(EMBED):
            form = EMBED
            label, width = split_width(f"|{label}")
            label = label.removeprefix("|")
        token = state.push("wikilink", "", 0)
        token.content = label or name
        token.meta = {
            "start": found.start(),
            "name": name,
            "label": label,
            "form": form,
            "width": width,
        }
    state.pos = found.end()
    return True
