"""What front matter is made of: strings with their places, in lists and maps."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Scalar:
    """One string."""

    text: str
    span: Span = field(compare=False)
    style: str = field(default="", compare=False)
    """The quote, `|` or `>` it is written with; empty when plain."""


@dataclass(frozen=True, slots=True)
class List:
    """Several values."""

    items: tuple["Node", ...]
    span: Span = field(compare=False)
    flow: bool = field(default=True, compare=False)
    """Whether it is written in brackets rather than on lines with dashes."""


@dataclass(frozen=True, slots=True)
class Map:
    """Several values with names."""

    fields: tuple["Field", ...]
    span: Span = field(compare=False)
    flow: bool = field(default=True, compare=False)
    """Whether it is written in braces rather than on lines of its own."""

    def get(self, name: str) -> "Node | None":
        """The value of that name."""
        for item in self.fields:
            if item.name == name:
                return item.value
        return None


Node: TypeAlias = Scalar | List | Map


@dataclass(frozen=True, slots=True)
class Field:
    """One value with its name."""

    name: str
    value: Node
    key: Span = field(compare=False)
    """Where the name stands."""


class Lines:
    """Turns offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """The stretch between two offsets."""
        row = bisect_right(self.starts, start)
        return Span(start, end, row, start - self.starts[row - 1] + 1)
