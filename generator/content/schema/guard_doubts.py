"""What looks like a mark of privacy and is none of our keys: `tags: [private]`.

In doubt the page stays off the site, with a warning at the mark. `private: false`, or
`draft: false`, settles it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.content.frontmatter import Document, List, Map, Node, Scalar
from generator.content.frontmatter.guards import (
    Guard,
    guard_in_words,
    guard_meant,
    guard_named,
    is_secret,
)
from generator.content.schema.page_fields import public_fields
from generator.content.schema.readers import InvalidValue, tag_parts
from generator.content.schema.record_draft import RecordDraft
from generator.content.schema.table import key_called
from generator.core.errors import Problem, Severity
from generator.core.positions import Lines
from generator.core.text import shortened

_MARK_LENGTH = 40
_LONGEST_MARK = 200
"""Characters of a value that may be a few marks; longer ones are prose."""
_TAG = re.compile(
    r"\#(?:private|draft|unlisted|confidential)(?:/[\w/-]*)?(?=\s|\Z)", re.IGNORECASE
)
_HASHTAGS = re.compile(r"[ \t]*(?:\#[\w/-]+[ \t]*)+")


class _Doubt(NamedTuple):
    """Something that may be meant to keep the page off the site."""

    guard: Guard
    text: str
    line: int
    column: int


def apply_probable_guards(document: Document, draft: RecordDraft) -> None:
    """Set each guard that the page probably means and no key of ours settles."""
    doubts = (
        *_doubts_in_folders(document.path),
        *_doubts_in_fields(document),
        *_doubts_in_body(document),
    )
    for doubt in doubts:
        if draft.values.get(doubt.guard) is not None:
            continue
        draft.values[doubt.guard] = True
        problem = Problem(
            severity=Severity.WARNING,
            code="front-matter-guard",
            message=f"`{doubt.text}` looks like a mark of privacy, so the page "
            "stays off the site",
            path=document.path,
            line=doubt.line,
            column=doubt.column,
            hint=f"write `{doubt.guard}: true`, or `{doubt.guard}: false` "
            "if the page may be shown",
        )
        draft.problems.append(problem)


def _doubts_in_folders(path: str) -> Iterator[_Doubt]:
    """`content/private/x.md`, `content/drafts/x.md`."""
    for folder in path.split("/")[:-1]:
        guard = guard_in_words(folder.removesuffix("s"))
        if guard:
            yield _Doubt(guard, f"{folder}/", 1, 1)


def _doubts_in_fields(document: Document) -> Iterator[_Doubt]:
    for item in public_fields(document):
        key = key_called(item.name)
        is_tags = key is not None and key.name == "tags"
        # Our own texts are titles and names, and guards speak for themselves.
        if (key is None or is_tags) and not guard_named(item.name):
            yield from _doubts_in_value(item.name, item.value)


def _doubts_in_value(name: str, value: Node) -> Iterator[_Doubt]:
    """The doubts in a field, however deep."""
    waiting = [(name, value, False)]
    seen: set[int] = set()
    while waiting:
        outer, node, is_item = waiting.pop()
        # Aliases may repeat one value a million times.
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, List):
            waiting += [(outer, item, True) for item in reversed(node.items)]
        elif isinstance(node, Map):
            public = [item for item in node.fields if not is_secret(item.name)]
            waiting += [(item.name, item.value, False) for item in reversed(public)]
        else:
            doubt = _doubt_at(outer, node, is_item=is_item)
            if doubt:
                yield doubt


def _doubt_at(name: str, value: Scalar, *, is_item: bool) -> _Doubt | None:
    if len(value.text) > _LONGEST_MARK:
        return None
    marks = [value.text] if is_item else _marks_in(name, value)
    # A guard that stands inside another key is an error already.
    guard = None if guard_named(name) else guard_meant(name, value.text)
    if guard:
        text = shortened(f"{name}: {value.text}", _MARK_LENGTH)
        return _Doubt(guard, text, value.span.line, value.span.column)
    for word in marks:
        guard = guard_in_words(word)
        if guard:
            text = shortened(f"{name}: {word}", _MARK_LENGTH)
            return _Doubt(guard, text, value.span.line, value.span.column)
    return None


def _marks_in(name: str, value: Scalar) -> list[str]:
    """The parts of a value that may be a mark each: tags, and parts between commas."""
    parts = tag_parts(value, are_keywords=key_called(name) is None)
    return [] if isinstance(parts, InvalidValue) else parts


def _doubts_in_body(document: Document) -> Iterator[_Doubt]:
    """The first mark in a line of nothing but hashtags, which other tools take for tags."""
    text = document.text
    if not _TAG.search(text, document.body_start):
        return
    lines = Lines(text)
    line_end = document.body_start
    for found in _TAG.finditer(text, document.body_start):
        if found.start() < line_end:
            continue  # the line was looked at
        line, column = lines.position(found.start())
        line_end = lines.line_start(line) + len(lines.text_of(line))
        guard = guard_in_words(found.group())
        if guard and _HASHTAGS.fullmatch(lines.text_of(line)):
            yield _Doubt(guard, found.group(), line, column)
            return
