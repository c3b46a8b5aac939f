"""Lines and columns of a text, counted in one place.

Both count from 1, as editors do. A line ends at a line feed, a carriage return, or the
two together. Offsets are those of Python: characters, from 0.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """Line and column; a tuple, since reading YAML makes one for every value."""

    line: int
    column: int


def position(text: str, offset: int) -> Position:
    """Line and column of one character; for many in one text, `Lines` is faster."""
    line = line_number(text, offset)
    column = column_number(text, offset)
    return Position(line, column)


def line_number(text: str, offset: int) -> int:
    """The line that this character is on."""
    feeds = text.count("\n", 0, offset)
    returns = text.count("\r", 0, offset)
    both = text.count("\r\n", 0, offset)  # counted twice by now
    return 1 + feeds + returns - both


def column_number(text: str, offset: int) -> int:
    """The column of this character within its line."""
    return offset - line_start(text, offset) + 1


def line_start(text: str, offset: int) -> int:
    """Offset of the first character of the line."""
    feed = text.rfind("\n", 0, offset)
    carriage_return = text.rfind("\r", 0, offset)
    return max(feed, carriage_return) + 1


def line_end(text: str, offset: int) -> int:
    """Offset of the line's break, or of the text's end."""
    found = LINE_BREAK.search(text, offset)
    return found.start() if found else len(text)


def next_line_start(text: str, offset: int) -> int:
    """Offset behind the line's break, or of the text's end."""
    found = LINE_BREAK.search(text, offset)
    return found.end() if found else len(text)


def split_lines(text: str) -> list[str]:
    """The lines of a text without their breaks."""
    return LINE_BREAK.split(text)


class Lines:
    """Positions of many characters of one text, each found by bisection."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        for found in LINE_BREAK.finditer(text):
            self._starts.append(found.end())

    def position(self, offset: int) -> Position:
        """Line and column of one character."""
        line = bisect_right(self._starts, offset)
        column = offset - self.line_start(line) + 1
        return Position(line, column)

    def line_start(self, line: int) -> int:
        """Offset of the first character of a line."""
        return self._starts[line - 1]

    def text_of(self, line: int) -> str:
        """The text of a line without its break."""
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[self.line_start(line) : end].rstrip("\r\n")
