"""Most texts are plain words, headings and flat lists, escaped where need be: no parser is needed.

Whatever else could mean something to Markdown is left to the parser. What is shown here equals what
the parser makes of the text, byte by byte; tests hold the two together.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from generator.markup.autolinks import Inline, inlines, is_external
from generator.markup.heading_ids import free_id
from generator.markup.tex import repair_tex

_WORDS = r"""
    (?: [^\x00-\x1f\x7f\\`*_~%<&\[]++         # neither marks nor white space but blanks
      | (?<=[A-Za-z0-9]) _ (?=[A-Za-z0-9])    # snake_case
      | ~ (?!~) | % (?!%)                     # no strikethrough, no comment
      | < (?=[ 0-9=]) | & (?=\ )              # no tag, no entity
      | \\ [!-~]                              # what `escape` writes, or a command of TeX
    )
"""
_STRONG = rf"""
    (?<! [^ (] ) \*\* (?=[A-Za-z0-9]) {_WORDS}*+      # what surrounds the stars leaves no doubt
    (?: (?<=[A-Za-z0-9]) \*\* (?=[ ,.:;)!?]|\Z) | (?<=[.:!?)]) \*\* (?=\ |\Z) )
"""
_PARAGRAPH = re.compile(
    rf"""
    (?: [A-Za-z("'“‘] | (?=\*\*) )            # begins no list, heading, quotation or rule
    (?: {_WORDS} | {_STRONG} )* (?<! [~\s] )
    """,
    re.VERBOSE,
)
"""A line that is a paragraph as it stands."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

_HEADING = re.compile(r"(?P<signs>#{1,6}) +(?![^\n]*#\Z)")
"""Begins a heading without signs at its end, which would not be shown."""


_BULLET = "- "


class Block(NamedTuple):
    """A paragraph, a heading or an item of a list."""

    level: int
    """Of a heading, 1 to 6; 0 for any other."""
    is_item: bool
    words: tuple[Inline, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.words).strip()


@lru_cache(maxsize=8)
def plain_blocks(markdown: str, *, repair: bool) -> tuple[Block, ...] | None:
    """The blocks of a text that is plain words, None when the parser must look at it.

    Told once for HTML, plain text and links, which are asked for one after another.
    """
    found = [*_parted(markdown)]
    if not all(_PARAGRAPH.fullmatch(line) for _, _, line in found):
        return None
    shown = repair_tex if repair else str
    return tuple(
        Block(level, item, tuple(_words(line, shown))) for level, item, line in found
    )


def _parted(markdown: str) -> Iterator[tuple[int, bool, str]]:
    """Level of a heading or 0, whether it is an item of a list, and the line of each block."""
    is_behind_list = False
    for block in markdown.split("\n\n") if markdown else ():
        heading = _HEADING.match(block) if block[:1] == "#" else None
        is_list = (
            block.startswith(_BULLET) and not is_behind_list
        )  # else its items were apart
        if heading:
            yield len(heading["signs"]), False, block[heading.end() :]
        elif is_list:
            for line in block.split("\n"):
                yield (
                    0,
                    True,
                    line.removeprefix(_BULLET) if line.startswith(_BULLET) else "",
                )
        else:
            yield 0, False, block
        is_behind_list = is_list


def _words(line: str, shown: Callable[[str], str]) -> Iterator[Inline]:
    """The words of a line, every other stretch between two stars strong."""
    for number, part in enumerate(line.split("**")):
        if number:
            yield Inline("", mark="<strong>" if number % 2 else "</strong>")
        yield from inlines(_ESCAPED.sub(r"\1", part), shown)


def blocks_html(blocks: Sequence[Block], level: int) -> str:
    """Safe HTML of blocks; their highest heading becomes `h{level}`."""
    shift = level - min((block.level for block in blocks if block.level), default=level)
    ids: set[str] = set()
    html = []
    for is_list, members in groupby(blocks, key=attrgetter("is_item")):
        shown = [_block_html(block, shift, ids) for block in members]
        html += ["<ul>\n", *shown, "</ul>\n"] if is_list else shown
    return "".join(html)


def _block_html(block: Block, shift: int, ids: set[str]) -> str:
    words = _words_html(block)
    if block.level:
        name = free_id(block.text, ids)
        ids.add(name)
        tag = f"h{min(6, block.level + shift)}"
        return f'<{tag} id="{name}">{words}</{tag}>\n'
    tag = "li" if block.is_item else "p"
    return f"<{tag}>{words}</{tag}>\n"


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
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def _run_html(run: Inline) -> str:
    if run.mark:
        return run.mark
    if not run.url:
        return escaped(run.text)
    rel = ' rel="noopener noreferrer"' if is_external(run.url) else ""
    return f'<a href="{escaped(run.url)}"{rel}>{escaped(run.text)}</a>'
