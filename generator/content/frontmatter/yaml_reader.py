"""Any front matter, read by YAML as strings with places.

Nodes are built from YAML's events with a stack of our own: no Python objects are
constructed, nesting has a limit, and so has what aliases repeat, so that no page can
blow up.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.content.frontmatter.guards import is_secret
from generator.content.frontmatter.nodes import Field, List, Map, Node, Scalar, Span
from generator.content.frontmatter.yaml_errors import (
    FrontMatterError,
    front_matter_error,
    slip_in,
)
from generator.core.positions import Lines

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it: ten times faster, same events and places."""

MAX_DEPTH = 20
"""Lists in lists in lists: no honest front matter comes near."""
MAX_REPEATED = 10_000
"""Values that all aliases of a page together may repeat."""
_MERGE_KEY = "<<"
"""YAML's key whose maps are merged into the one that it stands in."""

__all__ = ["FrontMatterError", "read_yaml"]


def read_yaml(text: str, inner: Span) -> Node | None:
    """The one node of the YAML between two fences, None when there are only comments.

    Raises FrontMatterError, also for a slip that YAML takes for one long text.
    """
    root = _TreeBuilder(text, inner).build()
    if isinstance(root, Scalar):
        slip = slip_in(text[inner.start : inner.end], inner.start)
        if slip:
            raise slip
    return root


def _mark_index(mark: Any) -> int:  # noqa: ANN401 - either of PyYAML's two kinds
    """A mark of PyYAML as an offset in characters."""
    return int(mark.index)


@dataclass(slots=True)
class _OpenCollection:
    """A list or map whose end has not come yet."""

    event: "yaml.events.CollectionStartEvent"
    is_secret: bool
    """Whether it stands below a secret key."""
    nodes: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Anchored:
    """A value that aliases may repeat."""

    node: Node
    size: int
    """How many values it holds, itself included."""
    depth: int
    """How many lists or maps stand inside one another in it."""
    is_secret: bool


class _TreeBuilder:
    """Builds nodes from YAML's events."""

    def __init__(self, text: str, inner: Span) -> None:
        self.text = text
        self.source = text[inner.start : inner.end]
        self.offset = inner.start
        self.lines = Lines(text[: inner.end])
        self.open: list[_OpenCollection] = []
        self.anchors: dict[str, _Anchored] = {}
        self.repeated = 0

    def build(self) -> Node | None:
        """The one node of the source, None when there are only comments."""
        root = None
        try:
            for event in yaml.parse(self.source, Loader=_Loader):
                if root is not None and isinstance(event, yaml.DocumentStartEvent):
                    raise self.error(
                        _mark_index(event.start_mark),
                        "front-matter-twice",
                        "a second document of YAML begins here",
                        "put all keys between the two lines `---` at the top",
                    )
                root = self.add(event) or root
        except (yaml.YAMLError, ValueError) as error:
            raise front_matter_error(error, self.source, self.offset) from error
        return root

    def add(self, event: yaml.events.Event) -> Node | None:
        """The node that this event completes, if it is the outermost."""
        if isinstance(event, yaml.events.ScalarEvent):
            node: Node = self.scalar(event)
        elif isinstance(event, yaml.events.AliasEvent):
            node = self.alias(event)
        elif isinstance(event, yaml.events.CollectionStartEvent):
            self.open_collection(event)
            return None
        elif isinstance(event, yaml.events.CollectionEndEvent):
            node = self.close_collection(event)
        else:
            return None
        if not self.open:
            return node  # the outermost
        self.open[-1].nodes.append(node)
        return None

    def span(self, start: int, end: int) -> Span:
        """A stretch of the source as one of the file."""
        start += self.offset
        line, column = self.lines.position(start)
        return Span(start, self.offset + end, line, column)

    def error(
        self,
        start: int,
        code: str,
        message: str,
        hint: str,
    ) -> FrontMatterError:
        return FrontMatterError(self.offset + start, code, message, hint)

    def scalar(self, event: yaml.events.ScalarEvent) -> Scalar:
        start = _mark_index(event.start_mark)
        end = _mark_index(event.end_mark)
        span = self.span(start, end)
        style = event.style or ""
        if style in ("|", ">"):
            # YAML ends a block where the next line begins, behind blank lines.
            block = self.text[span.start : span.end].rstrip()
            span = span._replace(end=span.start + len(block))
        scalar = Scalar(event.value, span, style)
        self.note_anchor(event.anchor, scalar)
        return scalar

    def note_anchor(self, name: str | None, node: Node) -> None:
        """Remember a finished value that has an anchor."""
        if name:
            size, depth = _size_and_depth(node)
            self.anchors[name] = _Anchored(node, size, depth, self.is_in_secret())

    def is_in_secret(self) -> bool:
        """Whether the next value stands below a secret key."""
        if not self.open:
            return False
        parent = self.open[-1]
        is_value = len(parent.nodes) % 2 == 1
        if isinstance(parent.event, yaml.events.MappingStartEvent) and is_value:
            key = parent.nodes[-1]
            if isinstance(key, Scalar) and is_secret(key.text):
                return True
        return parent.is_secret

    def alias(self, event: yaml.events.AliasEvent) -> Node:
        start = _mark_index(event.start_mark)
        original = self.anchors.get(event.anchor or "")
        if original is None:
            raise self.error(
                start,
                "front-matter-alias",
                f"`*{event.anchor}` refers to no value above it",
                "write the value out, or put it in quotes if the star is text",
            )
        if original.is_secret and not self.is_in_secret():
            raise self.error(
                start,
                "front-matter-alias",
                f"`*{event.anchor}` refers to a value that is private",
                "write out here what may be shown",
            )
        self.repeated += original.size
        is_too_deep = len(self.open) + original.depth > MAX_DEPTH
        if self.repeated > MAX_REPEATED or is_too_deep:
            raise self.error(
                start,
                "front-matter-alias",
                f"`*{event.anchor}` repeats too much",
                "write the values out",
            )
        span = self.span(start, _mark_index(event.end_mark))
        if isinstance(original.node, Scalar):
            return Scalar(original.node.text, span)
        # What is inside keeps its places; flow, since an alias has no lines of its own.
        return original.node._replace(span=span, flow=True)

    def open_collection(self, event: "yaml.events.CollectionStartEvent") -> None:
        if len(self.open) == MAX_DEPTH:
            raise self.error(
                _mark_index(event.start_mark),
                "front-matter-depth",
                f"more than {MAX_DEPTH} lists or maps inside one another",
                "write it flatter",
            )
        self.open.append(_OpenCollection(event, self.is_in_secret()))

    def close_collection(self, event: "yaml.events.CollectionEndEvent") -> Node:
        opened = self.open.pop()
        flow = bool(opened.event.flow_style)
        start = _mark_index(opened.event.start_mark)
        end = _mark_index(event.end_mark)
        if not flow:
            # The event ends where the next token begins, behind comments.
            end = start
            for inside in opened.nodes:
                end = max(end, inside.span.end - self.offset)
        span = self.span(start, end)
        if isinstance(opened.event, yaml.events.SequenceStartEvent):
            node: Node = List(tuple(opened.nodes), span, flow)
        else:
            node = Map(self.pair_up(opened.nodes), span, flow)
        self.note_anchor(opened.event.anchor, node)
        return node

    def pair_up(self, nodes: list[Node]) -> tuple[Field, ...]:
        """The fields of a map, whose keys and values come in turn."""
        fields = []
        keys = nodes[::2]
        values = nodes[1::2]
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, Scalar):
                raise FrontMatterError(
                    key.span.start,
                    "front-matter-key",
                    "a list or map is where a key should be",
                    "put braces and brackets that are text in quotes",
                )
            fields.append(Field(key.text, value, key.span))
        return _with_merged(fields)


def _with_merged(fields: list[Field]) -> tuple[Field, ...]:
    """A map's fields, with those of the maps that it merges; its own come first."""
    own = [item for item in fields if item.name != _MERGE_KEY]
    if len(own) == len(fields):
        return tuple(fields)
    names = {item.name for item in own}
    for item in fields:
        if item.name != _MERGE_KEY:
            continue
        value = item.value
        maps = value.items if isinstance(value, List) else (value,)
        if not all(isinstance(one, Map) for one in maps):
            own.append(item)  # text, whatever it is
            continue
        for merged in maps:
            for field_ in merged.fields if isinstance(merged, Map) else ():
                if field_.name not in names:
                    names.add(field_.name)
                    own.append(field_)
    return tuple(own)


def _size_and_depth(node: Node) -> tuple[int, int]:
    """How many values a node holds, and how many lists or maps inside one another."""
    if isinstance(node, Scalar):
        return 1, 0
    inside = (
        node.items if isinstance(node, List) else [one.value for one in node.fields]
    )
    measured = [_size_and_depth(one) for one in inside]
    size = 1 + sum(one for one, _ in measured)
    depth = 1 + max((one for _, one in measured), default=0)
    return size, depth
