"""The headings of a Markdown text, and whether anything is below them."""

import re
from dataclasses import dataclass
from itertools import pairwise

from generator.markup.comments import without_comments
from generator.markup.markdown_it import block_tokens

_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_OTHER_BLOCK = re.compile(r"[ \t]*(?:```|~~~|=+[ \t]*$|-+[ \t]*$)|[ \t]+#")
"""A line that may be a heading, or may hide one below it: the parser must look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading outside of other blocks."""

    line: int
    """In the text, from 0."""
    level: int
    """1 to 6."""
    text: str
    """As it is written, without comments."""
    is_empty: bool
    """Whether it has neither text nor a lower heading before the next one."""


def first_heading(markdown: str) -> int | None:
    """The line (from 0) on which the first heading outside of other blocks begins."""
    shown = without_comments(markdown)
    for number, line in enumerate(shown.split("\n")):
        if _HEADING.match(line):
            return number
        if _OTHER_BLOCK.match(line):
            found = headings(markdown)
            return found[0].line if found else None
    return None


def headings(markdown: str) -> tuple[Heading, ...]:
    """The headings of a text in their order."""
    shown = without_comments(markdown)
    tokens = block_tokens(shown)
    found = [
        (token.map[0], token.map[1], int(token.tag[1]), inline.content)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]
    lines = shown.split("\n")
    end_of_text = (len(lines), len(lines), 0, "")
    result = []
    for heading, following in pairwise([*found, end_of_text]):
        start, end, level, text = heading
        next_start, _, next_level, _ = following
        below = "".join(lines[end:next_start]).strip()
        is_empty = next_level <= level and not below
        result.append(
            Heading(
                line=start,
                level=level,
                text=text,
                is_empty=is_empty,
            )
        )
    return tuple(result)
