"""Front matter read as strings with places.

Trees are built from YAML's events with a stack of our own: nothing is constructed, no nesting is
too deep, and an alias stands for one scalar at most, so that no page can blow up.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from generator.errors import Problem, Severity
from generator.frontmatter.mistakes import yaml_mistake

_Loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml where PyYAML was built with it; ten times quicker, same events and places."""

MAX_DEPTH = 20
"""Lists in lists in lists: no honest front matter comes near."""

_BREAK = re.compile(r"\r\n|\n|\r")
_OPENING = re.compile(
    r"""
    \ufeff?                          # byte-order mark
    (?:[ \t]*(?:\r\n|\n|\r))*        # blank lines, which other tools forbid and people write
    (?P<fence>---|\+\+\+)[ \t]*      # YAML, or Hugo's TOML
    (?:\r\n|\n|\r)
    """,
    re.VERBOSE,
)
_CLOSING = re.compile(
    r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:(?P<break>\r\n|\n|\r)|\Z)",
)
_CLOSING_TOML = re.compile(r"(?<=[\r\n])\+\+\+[ \t]*(?:(?P<break>\r\n|\n|\r)|\Z)")


@dataclass(frozen=True, slots=True)
class Span:
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
        return next((item.value for item in self.fields if item.name == name), None)


Node: TypeAlias = Scalar | List | Map


@dataclass(frozen=True, slots=True)
class Field:
    """One value with its name."""

    name: str
    value: Node
    key: Span = field(compare=False)
    """Where the name stands."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A Markdown file as front matter and body."""

    path: str
    text: str
    """The whole file, byte-order mark and line ends included."""
    fields: tuple[Field, ...] = ()
    """Each name once; empty when the front matter does not parse."""
    inner: Span | None = None
    """What stands between the fences; None when there are none."""
    body_start: int = 0
    body_line: int = 1
    """Line of the file on which the body begins, from 1."""
    newline: str = "\n"
    """The file's first line end."""
    bom: bool = False
    problems: tuple[Problem, ...] = ()

    @cached_property
    def body(self) -> str:
        """Everything below the front matter, with `\\n` for every line end."""
        return self.text[self.body_start :].replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {item.name: item for item in self.fields}


class _Lines:
    """Turns offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        row = bisect_right(self.starts, start)
        return Span(start, end, row, start - self.starts[row - 1] + 1)


class _MistakeError(Exception):
    """The front matter cannot be read any further."""

    def __init__(self, start: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.start, self.code, self.message, self.hint = start, code, message, hint


def parse(text: str, path: str) -> Document:
    """The front matter's fields and the body's place; whatever is wrong is in `problems`."""
    bom = text.startswith("\ufeff")
    found = _BREAK.search(text)
    newline = found.group() if found else "\n"
    opening = _OPENING.match(text)
    if not opening:
        return Document(path=path, text=text, bom=bom, newline=newline, body_start=int(bom))
    toml = opening["fence"] == "+++"
    closing = (_CLOSING_TOML if toml else _CLOSING).search(text, opening.end())
    lines = _Lines(text[: closing.end() if closing else opening.end()])
    body = lines.span(closing.end() if closing else opening.end(), len(text))
    inner = lines.span(opening.end(), closing.start() if closing else opening.end())
    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()
    if toml or not closing:
        problems = (_fence_problem(path, lines.span(opening.start("fence"), 0), toml=toml),)
    else:
        fields, problems = _fields(text, path, inner, lines)
    return Document(
        path=path,
        text=text,
        fields=fields,
        inner=inner,
        body_start=body.start,
        body_line=body.line,
        newline=newline,
        bom=bom,
        problems=problems,
    )


def _fence_problem(path: str, place: Span, *, toml: bool) -> Problem:
    if toml:
        return _problem(
            path, place, "front-matter-toml", "front matter in TOML (`+++`) is not understood",
            "write it in YAML: `---` for `+++`, `key: value` for `key = value`",
        )  # fmt: skip
    return _problem(
        path, place, "front-matter-open", "front matter begins here and never ends",
        "end it with a line `---`",
    )  # fmt: skip


def _problem(path: str, place: Span, code: str, message: str, hint: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=code,
        message=message,
        path=path,
        line=place.line,
        column=place.column,
        hint=hint,
    )


def _fields(
    text: str, path: str, inner: Span, lines: _Lines
) -> tuple[tuple[Field, ...], tuple[Problem, ...]]:
    """The fields between the fences, each name once, and what is wrong with them."""
    tree = _Tree(inner.start, text, lines)
    try:
        root = tree.root(text[inner.start : inner.end])
    except _MistakeError as mistake:
        place = lines.span(mistake.start, mistake.start)
        return (), (_problem(path, place, mistake.code, mistake.message, mistake.hint),)
    if root is None:
        return (), ()
    if not isinstance(root, Map) or root.flow:
        place = lines.span(inner.start, inner.start)
        message = "front matter is not made of lines `key: value`"
        hint = "write one `key: value` a line, or take the `---` lines away"
        return (), (_problem(path, place, "front-matter-shape", message, hint),)
    return _once(root.fields, path)


def _once(fields: tuple[Field, ...], path: str) -> tuple[tuple[Field, ...], tuple[Problem, ...]]:
    """The first field of each name, and a problem for each further one."""
    first: dict[str, Field] = {}
    problems = []
    for item in fields:
        if item.name in first:
            message = f"`{item.name}` stands twice, first in line {first[item.name].key.line}"
            hint = "take one of the two away"
            problems.append(_problem(path, item.key, "front-matter-key-twice", message, hint))
        else:
            first[item.name] = item
    return tuple(first.values()), tuple(problems)


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

    def __init__(self, offset: int, text: str, lines: _Lines) -> None:
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
            raise _MistakeError(self.offset + mistake.start, *mistake[1:]) from error
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
            raise _MistakeError(
                self.offset + start,
                "front-matter-alias",
                f"`*{event.anchor}` refers to no single value above it",
                "write the value out, or put it in quotes if the star is text",
            )
        return Scalar(self.anchors[event.anchor].text, self.span(start, _index(event.end_mark)))

    def deeper(self, event: "yaml.events.CollectionStartEvent") -> None:
        if len(self.open) == MAX_DEPTH:
            raise _MistakeError(
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
                raise _MistakeError(
                    key.span.start,
                    "front-matter-key",
                    "a list or map stands where a key should",
                    "put braces and brackets that are text in quotes",
                )
            fields.append(Field(key.text, value, key.span))
        return fields
