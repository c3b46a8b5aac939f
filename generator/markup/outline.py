"""The headings of a Markdown text, and what stands below them."""

import re
from itertools import pairwise
from typing import NamedTuple

_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_OTHER_BLOCK = re.compile(r"[ \t]*(?:```|~~~|<!--|%%|=+[ \t]*$|-+[ \t]*$)|[ \t]+#")
"""A line that may be a heading, or may hide one below it: the parser must look."""


class Heading(NamedTuple):
    """One heading outside of other blocks."""

    line: int
    """In the text, from 0."""
    level: int
    """1 to 6."""
    text: str
    """As it is written."""
    is_empty: bool
    """Whether nothing, and no lower heading, stands between it and the next one."""


def first_heading(markdown: str) -> int | None:
    """The line (from 0) on which the first heading outside of other blocks begins."""
    for number, line in enumerate(markdown.split("\n")):
        if _HEADING.match(line):
            return number
        if _OTHER_BLOCK.match(line):
            return next((heading.line for heading in headings(markdown)), None)
    return None


def headings(markdown: str) -> tuple[Heading, ...]:
    """The headings of a text in their order."""
    from generator.markup.markdown_it import block_tokens  # loads the parser

    tokens = block_tokens(markdown)
    found = [
        (token.map[0], token.map[1], int(token.tag[1]), inline.content)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open" and token.level == 0 and token.map
    ]
    lines = markdown.split("\n")
    following = [*((start, level) for start, _, level, _ in found[1:]), (len(lines), 0)]
    return tuple(
        Heading(
            line=start,
            level=level,
            text=text,
            is_empty=next_level <= level and not "".join(lines[end:next_start]).strip(),
        )
        for (start, end, level, text), (next_start, next_level) in zip(
            found, following[: len(found)], strict=True
        )
    )
