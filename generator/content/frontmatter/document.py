"""A page's file split into front matter and body, and the fields of the front matter.

Front matter in the form that an import writes is read by `fast_reader`, any other by
`yaml_reader`. What the values mean is left to `schema`.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from generator.content.frontmatter.fast_reader import read_fast
from generator.content.frontmatter.fences import (
    Fault,
    conflict_fault,
    end_missed,
    fault_in_body,
    fault_without_fences,
)
from generator.content.frontmatter.nodes import Field, Map, Span
from generator.core.errors import Problem, Severity
from generator.core.positions import LINE_BREAK, Position, line_number, position

_OPENING = re.compile(
    r"""
    \ufeff?                          # byte-order mark
    (?:[ \t]*(?:\r\n|\n|\r))*+       # blank lines, which other tools forbid and people write
    (?P<fence>---|\+\+\+)[ \t]*      # YAML, or Hugo's TOML
    (?:\r\n|\n|\r)
    """,
    re.VERBOSE,
)
# Each begins with the one character that a search can look for, which is faster; that a
# line begins with it is checked from behind it.
_CLOSING = re.compile(
    r"(?:-(?<=[\r\n]-)--|\.(?<=[\r\n]\.)\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
)
_CLOSING_TOML = re.compile(r"\+(?<=[\r\n]\+)\+\+[ \t]*(?:\r\n|\n|\r|\Z)")

_Fields = tuple[tuple[Field, ...], tuple[Problem, ...]]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A Markdown file as front matter and body."""

    path: str
    text: str
    """The whole file, byte-order mark and line ends included."""
    fields: tuple[Field, ...] = ()
    """Each name once; empty when the front matter does not parse."""
    inner: Span | None = None
    """What is between the fences; None when there are none."""
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
        body = self.text[self.body_start :]
        return body.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {item.name: item for item in self.fields}


def parse(text: str, path: str) -> Document:
    """Split a page's text and read its fields; whatever is wrong is in `problems`."""
    # 1. The file's own way of writing, which edits keep.
    bom = text.startswith("\ufeff")
    first_break = LINE_BREAK.search(text)
    newline = first_break.group() if first_break else "\n"
    # 2. The fences, or what is like them and none.
    opening = _OPENING.match(text)
    if opening is None:
        return _without_front_matter(text, path, newline, bom=bom)
    start = opening.end()
    is_toml = opening["fence"] == "+++"
    closing = (_CLOSING_TOML if is_toml else _CLOSING).search(text, start)
    end = closing.start() if closing else start
    inner = Span(start, end, line_number(text, start), 1)
    body_start = closing.end() if closing else start
    # 3. The fields between them, unless something makes the whole file doubtful.
    fault = conflict_fault(text)
    if fault is None and closing is not None and not is_toml:
        fault = fault_in_body(text, body_start)
    if fault:
        read: _Fields = (), (_fault_problem(text, path, fault),)
    elif is_toml or closing is None:
        read = (), (_unread_fence(text, path, opening, is_toml=is_toml),)
    else:
        read = _read_fields(text, path, inner)
    fields, problems = read
    return Document(
        path=path,
        text=text,
        fields=fields,
        inner=inner,
        body_start=body_start,
        body_line=line_number(text, body_start),
        newline=newline,
        bom=bom,
        problems=problems,
    )


def _without_front_matter(
    text: str,
    path: str,
    newline: str,
    *,
    bom: bool,
) -> Document:
    fault = conflict_fault(text) or fault_without_fences(text)
    return Document(
        path=path,
        text=text,
        bom=bom,
        newline=newline,
        body_start=int(bom),
        problems=(_fault_problem(text, path, fault),) if fault else (),
    )


def _unread_fence(
    text: str,
    path: str,
    opening: re.Match[str],
    *,
    is_toml: bool,
) -> Problem:
    """Front matter that never ends, or is in TOML."""
    place = position(text, opening.start("fence"))
    missed = None if is_toml else end_missed(text, opening.end())
    return _fence_problem(path, place, missed, is_toml=is_toml)


def _fault_problem(text: str, path: str, fault: Fault) -> Problem:
    place = position(text, fault.offset)
    return _front_matter_problem(path, place, fault.code, fault.message, fault.hint)


def _fence_problem(
    path: str,
    place: Position,
    missed_end: str | None,
    *,
    is_toml: bool,
) -> Problem:
    if is_toml:
        return _front_matter_problem(
            path,
            place,
            "front-matter-toml",
            "front matter in TOML (`+++`) is not understood",
            "write it in YAML: `---` for `+++`, `key: value` for `key = value`",
        )
    near_miss = f": the line `{missed_end}` is no end" if missed_end else ""
    return _front_matter_problem(
        path,
        place,
        "front-matter-open",
        f"front matter begins here and never ends{near_miss}",
        "end it with a line `---`",
    )


def _front_matter_problem(
    path: str,
    place: Position | Span,
    code: str,
    message: str,
    hint: str,
) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=code,
        message=message,
        path=path,
        line=place.line,
        column=place.column,
        hint=hint,
    )


def _read_fields(
    text: str,
    path: str,
    inner: Span,
) -> _Fields:
    """The fields between the fences, each name once, and what is wrong with them."""
    fields = read_fast(text, inner)
    if fields is None:
        return _read_yaml_fields(text, path, inner)
    return _drop_repeated(fields, path)


def _read_yaml_fields(
    text: str,
    path: str,
    inner: Span,
) -> _Fields:
    # PyYAML is loaded with the first page that needs it: it takes 22 ms.
    from generator.content.frontmatter.yaml_reader import FrontMatterError, read_yaml

    try:
        root = read_yaml(text, inner)
    except FrontMatterError as error:
        place = position(text, error.offset)
        problem = _front_matter_problem(
            path, place, error.code, error.message, error.hint
        )
        return (), (problem,)
    if root is None:
        return (), ()
    if not isinstance(root, Map) or root.flow:
        message = "front matter is not made of lines `key: value`"
        hint = "write one `key: value` a line, or take the `---` lines away"
        problem = _front_matter_problem(
            path, inner, "front-matter-shape", message, hint
        )
        return (), (problem,)
    return _drop_repeated(root.fields, path)


def _drop_repeated(fields: tuple[Field, ...], path: str) -> _Fields:
    """The first field of each name, and a problem for each further one."""
    first: dict[str, Field] = {}
    problems = []
    for item in fields:
        if item.name not in first:
            first[item.name] = item
            continue
        line = first[item.name].key.line
        problem = _front_matter_problem(
            path,
            item.key,
            "front-matter-key-twice",
            f"`{item.name}` is here a second time, first in line {line}",
            "remove one of the two",
        )
        problems.append(problem)
    return tuple(first.values()), tuple(problems)
