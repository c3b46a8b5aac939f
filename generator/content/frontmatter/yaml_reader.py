"""Any front matter, read as strings with places by YAML.

Trees are built from YAML's events with a stack of our own: nothing is constructed, no nesting is
too deep, and an alias stands for one scalar at most, so that no page can blow up.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.content.frontmatter.nodes import (
    Field,
    Lines,
    List,
    Map,
    Node,
    Scalar,
    Span,
)
from generator.content.frontmatter.yaml_errors import yaml_mistake

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it; ten times quicker, same events and places."""

MAX_DEPTH = 20
"""Lists in lists in lists: no honest front matter comes near."""


class MistakeError(Exception):
    """The front matter cannot be read any further."""

    def __init__(self, start: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.start, self.code, self.message, self.hint = start, code, message, hint


def root_of(text: str, inner: Span, lines: Lines) -> Node | None:
    """The one node of the YAML between two fences, None when it has nothing but comments.

    Raises MistakeError.
    """
    return _Tree(inner.start, text, lines).root(text[inner.start : inner.end])


def _index(mark: Any) -> int:  # noqa: ANN401 - either of PyYAML's two kinds
    """Where a mark of PyYAML stands, in characters."""
    return int(mark.index)


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not come yet."""

    event: "yaml.events.CollectionStartEvent"
    nodes: list[Node] = field(default_factory=list)


class _Tree:
    """Builds nodes from YAML's events."""

    def __init__(self, offset: int, text: str, lines: Lines) -> None:
        self.offset, self.text, self.lines = offset, text, lines
        self.open: list[_Open] = []
        self.anchors: dict[str, Scalar] = {}

    def root(self, source: str) -> Node | None:
        """The one node of a YAML text, None when it has nothing but comments."""
        root = None
        try:
            for event in yaml.parse(source, Loader=_Loader):
                root = self.node(event) or root
        except (yaml.YAMLError, ValueError) as error:
            mistake = yaml_mistake(error, source)
            raise MistakeError(self.offset + mistake.start, *mistake[1:]) from error
        return root

    def node(self, event: yaml.events.Event) -> Node | None:
        """The node that this event completes, if it is the outermost."""
        if isinstance(event, yaml.events.ScalarEvent):
            done: Node = self.scalar(event)
        elif isinstance(event, yaml.events.AliasEvent):
            done = self.alias(event)
        elif isinstance(event, yaml.events.CollectionStartEvent):
            self.deeper(event)
            return None
        elif isinstance(event, yaml.events.CollectionEndEvent):
            done = self.collection(event)
        else:
            return None
        if not self.open:
            return done
        self.open[-1].nodes.append(done)
        return None

    def span(self, start: int, end: int) -> Span:
        return self.lines.span(self.offset + start, self.offset + end)

    def scalar(self, event: yaml.events.ScalarEvent) -> Scalar:
        span = self.span(_index(event.start_mark), _index(event.end_mark))
        style = event.style or ""
        if style in ("|", ">"):
            kept = self.text[span.start : span.end].rstrip()
            span = Span(span.start, span.start + len(kept), span.line, span.column)
        scalar = Scalar(event.value, span, style)
        if event.anchor:
            self.anchors[event.anchor] = scalar
        return scalar

    def alias(self, event: yaml.events.AliasEvent) -> Scalar:
        start = _index(event.start_mark)
        if event.anchor not in self.anchors:
            raise MistakeError(
                self.offset + start,
                "front-matter-alias",
                f"`*{event.anchor}` refers to no single value above it",
                "write the value out, or put it in quotes if the star is text",
            )
        return Scalar(
            self.anchors[event.anchor].text, self.span(start, _index(event.end_mark))
        )

    def deeper(self, event: "yaml.events.CollectionStartEvent") -> None:
        if len(self.open) == MAX_DEPTH:
            raise MistakeError(
                self.offset + _index(event.start_mark),
                "front-matter-depth",
                f"more than {MAX_DEPTH} lists or maps inside one another",
                "write it flatter",
            )
        self.open.append(_Open(event))

    def collection(self, event: "yaml.events.CollectionEndEvent") -> Node:
        opened = self.open.pop()
        start, flow = _index(opened.event.start_mark), bool(opened.event.flow_style)
        end = _index(event.end_mark)
        if not flow:  # the event ends where the next thing begins, behind comments
            end = max([start, *(node.span.end - self.offset for node in opened.nodes)])
        span = self.span(start, end)
        if isinstance(opened.event, yaml.events.SequenceStartEvent):
            return List(tuple(opened.nodes), span, flow)
        return Map(tuple(self.pairs(opened.nodes)), span, flow)

    def pairs(self, nodes: list[Node]) -> list[Field]:
        fields = []
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise MistakeError(
                    key.span.start,
                    "front-matter-key",
                    "a list or map stands where a key should",
                    "put braces and brackets that are text in quotes",
                )
            fields.append(Field(key.text, value, key.span))
        return fields
