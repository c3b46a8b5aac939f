"""Values that YAML takes for comments, whole or in part, and nobody meant as one.

`tags: #one #two` has no tags, and `title: Part #2` is called `Part`: each is a warning
at the `#`. A comment in earnest has a blank behind its `#`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.content.frontmatter import Document, List, Scalar, Span
from generator.content.frontmatter.guards import is_switch
from generator.content.schema.page_fields import public_fields
from generator.content.schema.problems import MESSAGE_LENGTH
from generator.content.schema.readers import InvalidValue
from generator.content.schema.table import key_called
from generator.core.errors import Problem, Severity
from generator.core.positions import Lines
from generator.core.text import shortened

_TEXT_KEYS = frozenset(
    (
        "title",
        "abstract",
        "authors",
        "organization",
        "venue",
        "summary",
        "priority",
        "aliases",
        "tags",
    )
)
"""Keys whose values may go on behind ` #`, as in `Part #2`."""

VALUE_COMMENT = re.compile(r"[ \t]*(#[^\s#][^\r\n]*)")

_COMMENT_IN_GAP = re.compile(r"(?<=[\s\[{,])(#[^\s#][^\r\n]*)")

_CUT_OFF = re.compile(r" #[^\s#](?:[^\r\n]*[^\s])?")

_HINT_LENGTH = 120


class _SwallowedText(NamedTuple):
    """Text that YAML takes for a comment."""

    offset: int
    message: str
    hint: str


def values_taken_for_comments(document: Document) -> list[Problem]:
    """A warning for each value that YAML takes for a comment, whole or in part."""
    swallowed: list[_SwallowedText] = []
    for item in public_fields(document):
        if is_switch(item.name):
            continue  # a guard's comment is an error
        if isinstance(item.value, List):
            swallowed += _swallowed_items(document.text, item.name, item.value)
        elif isinstance(item.value, Scalar):
            swallowed += _swallowed_value(document.text, item.name, item.value)
    if not swallowed:
        return []
    lines = Lines(document.text)
    problems = []
    for one in swallowed:
        line, column = lines.position(one.offset)
        problem = Problem(
            severity=Severity.WARNING,
            code="front-matter-comment",
            message=one.message,
            path=document.path,
            line=line,
            column=column,
            hint=one.hint,
        )
        problems.append(problem)
    return problems


def cut_values(document: Document) -> list[Span]:
    """Texts on one line that surely go on behind ` #`, each with all that is there.

    A comment is mostly set apart by more than one blank.
    """
    spans = []
    for item in public_fields(document):
        key, value = key_called(item.name), item.value
        if key is None or key.name not in _TEXT_KEYS or not isinstance(value, Scalar):
            continue
        rest = _CUT_OFF.match(document.text, value.span.end)
        is_one_line = "\n" not in document.text[value.span.start : value.span.end]
        if rest and value.text and not value.style and is_one_line:
            spans.append(value.span._replace(end=rest.end()))
    return spans


def _swallowed_value(text: str, name: str, node: Scalar) -> Iterator[_SwallowedText]:
    """`tags: #one #two`, and `title: Part #2`."""
    key = key_called(name)
    if key is None or node.style:
        return
    comment = VALUE_COMMENT.match(text, node.span.end)
    if comment is None:
        return
    words = comment[1]
    shown = shortened(words, MESSAGE_LENGTH)
    if not node.text:
        if isinstance(key.read(Scalar(words, node.span)), InvalidValue):
            return
        message = f"`{name}` is empty, since YAML takes `{shown}` for a comment"
    elif key.name in _TEXT_KEYS:
        message = f"`{name}` ends before `{shown}`, which YAML takes for a comment"
    else:
        return
    whole = shortened(f"{node.text} {words}", _HINT_LENGTH).replace('"', "'")
    hint = f'put the value in quotes: {name}: "{whole}"'
    yield _SwallowedText(comment.start(1), message, hint)


def _swallowed_items(text: str, name: str, node: List) -> Iterator[_SwallowedText]:
    """`- #one`, `- Part #2`, and what is behind `#` in brackets on several lines."""
    for comment in _comments_in_list(text, node):
        shown = shortened(comment[1].rstrip(", "), MESSAGE_LENGTH)
        yield _SwallowedText(
            comment.start(1),
            f"`{shown}` is no part of `{name}`, since YAML takes it for a comment",
            f'put it in quotes: "{shown}"',
        )


def _comments_in_list(text: str, node: List) -> Iterator[re.Match[str]]:
    if text.startswith("*", node.span.start):
        return  # an alias, whose items stand somewhere else
    end = node.span.start
    for item in node.items:
        comment = None
        if node.flow:
            comment = _COMMENT_IN_GAP.search(text, end, item.span.start)
        elif isinstance(item, Scalar) and not item.style:
            comment = VALUE_COMMENT.match(text, item.span.end)
        if comment:
            yield comment
        end = item.span.end
    last = _COMMENT_IN_GAP.search(text, end, node.span.end) if node.flow else None
    if last:
        yield last
