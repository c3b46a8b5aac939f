"""Most texts are plain words and headings, escaped where need be: they are shown without a parser.

Whatever could mean something to Markdown is left to the parser. What is shown here equals what
the parser makes of the text, byte by byte; tests hold the two together.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from generator.markup.heading_ids import free_id
from generator.markup.linking import Run, is_external, runs
from generator.markup.tex import repaired

_PARAGRAPH = re.compile(
    r"""
    [A-Za-z("'“‘]                             # begins no list, heading, quotation or rule
    (?: [^\x00-\x1f\x7f\\`*_~%<&\[]++         # neither marks nor white space but blanks
      | (?<=[A-Za-z0-9]) _ (?=[A-Za-z0-9])    # snake_case
      | ~ (?!~) | % (?!%)                     # no strikethrough, no comment
      | < (?=[ 0-9=]) | & (?=\ )              # no tag, no entity
      | \\ [!-~]                              # what `escape` writes, or a command of TeX
    )* (?<! [~\s] )
    """,
    re.VERBOSE,
)
"""A line that is a paragraph as it stands."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_HEADING = re.compile(r"(?P<signs>#{1,6}) +(?![^\n]*#\Z)")
"""Begins a heading without signs at its end, which would not be shown."""


class Block(NamedTuple):
    """A paragraph or a heading."""

    level: int
    """Of a heading, 1 to 6; 0 for a paragraph."""
    words: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.words).strip()


@lru_cache(maxsize=8)
def plain_blocks(markdown: str, *, repair: bool) -> tuple[Block, ...] | None:
    """The blocks of a text that is plain words, None when the parser must look at it.

    Told once for HTML, plain text and links, which are asked for one after another.
    """
    found = [*map(_parted, markdown.split("\n\n"))] if markdown else []
    if not all(_PARAGRAPH.fullmatch(line) for _, line in found):
        return None
    shown = repaired if repair else str
    return tuple(
        Block(level, tuple(runs(_ESCAPED.sub(r"\1", line), shown))) for level, line in found
    )


def _parted(block: str) -> tuple[int, str]:
    """The level of a heading, 0 for any other block, and what stands behind its signs."""
    heading = _HEADING.match(block) if block[:1] == "#" else None
    return (len(heading["signs"]), block[heading.end() :]) if heading else (0, block)


def blocks_html(blocks: Sequence[Block], level: int) -> str:
    """Safe HTML of blocks; their highest heading becomes `h{level}`."""
    shift = level - min((block.level for block in blocks if block.level), default=level)
    ids: set[str] = set()
    return "".join(
        _heading_html(block, shift, ids) if block.level else f"<p>{_words_html(block)}</p>\n"
        for block in blocks
    )


def _heading_html(block: Block, shift: int, ids: set[str]) -> str:
    name = free_id(block.text, ids)
    ids.add(name)
    tag = f"h{min(6, block.level + shift)}"
    return f'<{tag} id="{name}">{_words_html(block)}</{tag}>\n'


def _words_html(block: Block) -> str:
    return "".join(map(_run_html, block.words))


def blocks_text(blocks: Sequence[Block]) -> str:
    """The words of blocks, parted by a blank line."""
    return "\n\n".join(filter(None, [block.text for block in blocks]))


def blocks_ids(blocks: Sequence[Block]) -> frozenset[str]:
    """The identifiers of the headings among blocks."""
    ids: set[str] = set()
    for block in blocks:
        if block.level:
            ids.add(free_id(block.text, ids))
    return frozenset(ids)


def escaped(text: str) -> str:
    """A text as HTML has it, in a quoted attribute too; single quotes stay."""
    return escape(text, quote=False).replace('"', "&quot;")


def _run_html(run: Run) -> str:
    if not run.url:
        return escaped(run.text)
    rel = ' rel="noopener noreferrer"' if is_external(run.url) else ""
    return f'<a href="{escaped(run.url)}"{rel}>{escaped(run.text)}</a>'
