"""A file parted into front matter and body, and the front matter's fields.

Front matter in the shape that we write it is read by `plain`, any other by `tree`, which is loaded
with the first such page, since it loads YAML.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from generator.content.frontmatter.fast_reader import plain_fields
from generator.content.frontmatter.nodes import Field, Lines, Map, Span
from generator.core.errors import Problem, Severity

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
    r"(?:-(?<=[\r\n]-)--|\.(?<=[\r\n]\.)\.\.)[ \t]*(?:\r\n|\n|\r|\Z)",
)
_CLOSING_TOML = re.compile(r"\+(?<=[\r\n]\+)\+\+[ \t]*(?:\r\n|\n|\r|\Z)")


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


def parse(text: str, path: str) -> Document:
    """The front matter's fields and the body's place; whatever is wrong is in `problems`."""
    bom = text.startswith("\ufeff")
    found = _BREAK.search(text)
    newline = found.group() if found else "\n"
    opening = _OPENING.match(text)
    if not opening:
        return Document(
            path=path, text=text, bom=bom, newline=newline, body_start=int(bom)
        )
    toml = opening["fence"] == "+++"
    closing = (_CLOSING_TOML if toml else _CLOSING).search(text, opening.end())
    start = opening.end()
    inner = Span(start, closing.start() if closing else start, _line_at(text, start), 1)
    body_start = closing.end() if closing else start
    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()
    if toml or not closing:
        place = Lines(text[:start]).span(opening.start("fence"), start)
        problems = (_fence_problem(path, place, toml=toml),)
    else:
        fields, problems = _fields(text, path, inner)
    return Document(
        path=path,
        text=text,
        fields=fields,
        inner=inner,
        body_start=body_start,
        body_line=_line_at(text, body_start),
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


def _line_at(text: str, start: int) -> int:
    """The number of the line that begins at this place."""
    before = text[:start]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def _fields(
    text: str, path: str, inner: Span
) -> tuple[tuple[Field, ...], tuple[Problem, ...]]:
    """The fields between the fences, each name once, and what is wrong with them."""
    plain = plain_fields(text, inner)
    if plain is not None:
        return _once(plain, path)
    from generator.content.frontmatter.yaml_reader import MistakeError, root_of

    lines = Lines(text[: inner.end])
    try:
        root = root_of(text, inner, lines)
    except MistakeError as mistake:
        place = lines.span(mistake.start, mistake.start)
        return (), (_problem(path, place, mistake.code, mistake.message, mistake.hint),)
    if root is None:
        return (), ()
    if not isinstance(root, Map) or root.flow:
        message = "front matter is not made of lines `key: value`"
        hint = "write one `key: value` a line, or take the `---` lines away"
        return (), (_problem(path, inner, "front-matter-shape", message, hint),)
    return _once(root.fields, path)


def _once(
    fields: tuple[Field, ...], path: str
) -> tuple[tuple[Field, ...], tuple[Problem, ...]]:
    """The first field of each name, and a problem for each further one."""
    first: dict[str, Field] = {}
    problems = []
    for item in fields:
        if item.name in first:
            message = (
                f"`{item.name}` stands twice, first in line {first[item.name].key.line}"
            )
            hint = "take one of the two away"
            problems.append(
                _problem(path, item.key, "front-matter-key-twice", message, hint)
            )
        else:
            first[item.name] = item
    return tuple(first.values()), tuple(problems)
