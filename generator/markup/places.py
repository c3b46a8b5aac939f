"""Where the parts of a Markdown text's blocks stand in the text."""

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeAlias

from generator.core.positions import LINE_BREAK

Place: TypeAlias = tuple[int, int | None]
"""Line and column, from 0; the column is None where it is unknown."""


class BlockPlaces:
    """The places in the blocks of one text, to be asked for block by block.

    The parser gives each block its first line and its words, without what makes it a
    block: each line of the words is a part of a line of the text.
    """

    def __init__(self, markdown: str) -> None:
        self._lines = LINE_BREAK.split(markdown)
        self._reached: dict[int, int] = {}
        """By line, where the cells end that have been found: a row has many."""

    def of_block(self, words: str, first_line: int) -> Callable[[int], Place]:
        """A function from offsets in the words of a block to places in the text."""
        lines = words.split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        columns = [
            self._find(line, first_line + number) for number, line in enumerate(lines)
        ]

        def place_of(offset: int) -> Place:
            number = bisect_right(starts, offset) - 1
            column, is_cell = columns[number]
            if column is None:
                return first_line + number, None
            within = offset - starts[number]
            # A cell's `|` has a backslash in the text.
            escapes = lines[number].count("|", 0, within) if is_cell else 0
            return first_line + number, column + within + escapes

        return place_of

    def _find(self, words: str, number: int) -> tuple[int | None, bool]:
        """Where a line of words begins in a line of the text, and whether in a cell."""
        line = self._lines[number]
        reached = self._reached.get(number, 0)
        for form in (words.replace("|", r"\|"), words):
            column = line.find(form, reached)
            if column >= 0:
                self._reached[number] = column + len(form)
                return column, form != words
        return None, False
