"""What front matter is made of: strings with their places, in lists and maps.

Tuples, since every page of a large list has dozens: with frozen dataclasses, reading
front matter takes half as long again (37 µs a page, not 25). Two are equal when their
places are, too.
"""

from typing import NamedTuple, TypeAlias


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
    """The quote, `|` or `>` it is written with; empty without quotes."""


class List(NamedTuple):
    """Several values."""

    items: tuple["Node", ...]
    span: Span
    flow: bool = True
    """Written in brackets rather than on lines with dashes."""


class Map(NamedTuple):
    """Several values with names."""

    fields: tuple["Field", ...]
    span: Span
    flow: bool = True
    """Written in braces rather than on lines of its own."""

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
    """Where the name is written."""


def node_value(node: Node) -> object:
    """The value without places and styles: strings in lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [node_value(item) for item in node.items]
    return {item.name: node_value(item.value) for item in node.fields}
