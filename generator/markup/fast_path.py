"""A fast path: words, strong words, headings and flat lists, without the parser.

It saves 6 % of the instructions of a first build and the 47 ms that markdown-it takes to
load. Deleting it costs that and nothing else. Whatever else could mean something to
Markdown is left to the parser. The result equals the parser's, byte by byte:
`tests/property/test_fast_path_laws.py` holds the two together.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from generator.core.text import escape_html
from generator.markup.autolinks import (
    Inline,
    Link,
    is_external,
    split_inlines,
    unique_links,
)
from generator.markup.heading_ids import HeadingIds
from generator.markup.local_links import LocalLink
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
"""A line that is a paragraph without any further marks."""

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_HEADING = re.compile(r"(?P<signs>#{1,6}) +(?![^\n]*#\Z)")
"""The beginning of a heading without signs at its end, which would not be shown."""

_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an item of a list."""

    level: int
    """Of a heading, 1 to 6; 0 for any other."""
    is_item: bool
    inlines: tuple[Inline, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        words = [inline.text for inline in self.inlines]
        return "".join(words).strip()


@dataclass(frozen=True, slots=True)
class SimpleText:
    """The same methods as `markdown_it.ParsedText`, with the same results."""

    blocks: tuple[Block, ...]

    def html(self, level: int = 2) -> str:
        """Safe HTML; the highest heading becomes `h{level}`."""
        levels = [block.level for block in self.blocks if block.level]
        shift = level - min(levels, default=level)
        ids = HeadingIds()
        html = []
        for is_list, members in groupby(self.blocks, key=attrgetter("is_item")):
            parts = [_block_html(block, shift, ids) for block in members]
            if is_list:
                parts = ["<ul>\n", *parts, "</ul>\n"]
            html += parts
        return "".join(html)

    def text(self) -> str:
        """The words, with a blank line between blocks."""
        texts = [block.text for block in self.blocks]
        return "\n\n".join(filter(None, texts))

    def links(self) -> tuple[Link, ...]:
        """The links out of the text in order; no address twice."""
        return unique_links(block.inlines for block in self.blocks)

    def local_links(self) -> tuple[LocalLink, ...]:
        """None: brackets are left to the parser."""
        return ()

    def heading_ids(self) -> frozenset[str]:
        """The identifiers of the headings."""
        ids = HeadingIds()
        for block in self.blocks:
            if block.level:
                ids.add(block.text)
        return frozenset(ids.names)


def parse_fast(markdown: str, *, repair: bool) -> SimpleText | None:
    """The text as blocks, None when the parser must look at it."""
    repair_words = repair_tex if repair else str
    blocks = []
    for level, is_item, line in _block_lines(markdown):
        if not _PARAGRAPH.fullmatch(line):
            return None
        inlines = tuple(_line_inlines(line, repair_words))
        blocks.append(Block(level, is_item, inlines))
    return SimpleText(tuple(blocks))


def _block_lines(markdown: str) -> Iterator[tuple[int, bool, str]]:
    """For each block: level of a heading or 0, whether it is a list item, its line."""
    if not markdown:
        return
    follows_list = False
    for block in markdown.split("\n\n"):
        heading = _HEADING.match(block)
        # Two lists in a row are one list of paragraphs to Markdown: the parser's work.
        is_list = block.startswith(_BULLET) and not follows_list
        follows_list = is_list
        if heading:
            yield len(heading["signs"]), False, block[heading.end() :]
        elif is_list:
            for line in block.split("\n"):
                item = line.removeprefix(_BULLET)
                yield 0, True, item if item != line else ""
        else:
            yield 0, False, block


def _line_inlines(line: str, repair: Callable[[str], str]) -> Iterator[Inline]:
    """The words and links of a line; between stars every other stretch is strong."""
    for number, part in enumerate(line.split("**")):
        if number:
            tag = "<strong>" if number % 2 else "</strong>"
            yield Inline("", tag=tag)
        yield from split_inlines(_ESCAPE.sub(r"\1", part), repair)


def _block_html(
    block: Block,
    shift: int,
    ids: HeadingIds,
) -> str:
    words = "".join([_inline_html(inline) for inline in block.inlines])
    if block.level:
        name = ids.add(block.text)
        tag = f"h{min(6, block.level + shift)}"
        return f'<{tag} id="{name}">{words}</{tag}>\n'
    tag = "li" if block.is_item else "p"
    return f"<{tag}>{words}</{tag}>\n"


def _inline_html(inline: Inline) -> str:
    if inline.tag:
        return inline.tag
    words = escape_html(inline.text)
    if not inline.url:
        return words
    rel = ' rel="noopener noreferrer"' if is_external(inline.url) else ""
    return f'<a href="{escape_html(inline.url)}"{rel} class="bare">{words}</a>'
