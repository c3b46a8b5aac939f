"""What front matter is made of: strings with their places, in lists and maps.

Tuples, since every page of a large list has dozens. Two are equal when their places are, too.
"""

import re
from bisect import bisect_right
from typing import NamedTuple, TypeAlias

_BREAK = re.compile(r"\r\n|\n|\r")


class Span(NamedTuple):
    """A stretch of the file's text."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""
    line: int
    """Of the first character, from 1."""
    column: int
    """Of the first character, from 1."""


class Scalar(NamedTuple):
    """One string."""

    text: str
    span: Span
    style: str = ""
    """The quote, `|` or `>` it is written with; empty when plain."""


class List(NamedTuple):
    """Several values."""

    items: tuple["Node", ...]
    span: Span
    flow: bool = True
    """Whether it is written in brackets rather than on lines with dashes."""


class Map(NamedTuple):
    """Several values with names."""

    fields: tuple["Field", ...]
    span: Span
    flow: bool = True
    """Whether it is written in braces rather than on lines of its own."""

    def get(self, name: str) -> "Node | None":
        """The value of that name."""
        for item in self.fields:
            if item.name == name:
                return item.value
        return None


Node: TypeAlias = Scalar | List | Map


class Field(NamedTuple):
    """One value with its name."""

    name: str
    value: Node
    key: Span
    """Where the name stands."""


def said(node: Node) -> object:
    """What a node says, wherever it stands: strings, in lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [said(item) for item in node.items]
    return {item.name: said(item.value) for item in node.fields}


class Lines:
    """Turns offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets."""
        row = bisect_right(self.starts, start)
        return Span(start, end, row, start - self.starts[row - 1] + 1)
