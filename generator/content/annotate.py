"""Status, rating and tags changed in a page's text.

1. Read the page's annotations and the field that holds each, under the page's own name.
2. Have the editor of front matter change that one value.
3. Read the new text: unless it holds just what was asked, refuse.

Documents in, texts out; who writes them is up to the commands.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content.frontmatter import Document, Node, Value, parse
from generator.content.frontmatter.edit import set_fields
from generator.content.page import document_from
from generator.content.reader import unreadable
from generator.content.schema import (
    NAMES,
    InvalidValue,
    key_named,
    record,
    resolve_fields,
)
from generator.content.schema.readers import (
    comparison_key,
    tag_in,
    tag_parts,
    tags_in_form,
)
from generator.content.schema.table import KEYWORDS, MOST_PAGES
from generator.core.errors import PapershelfError, error
from generator.core.paper import Annotations, Status
from generator.core.reading import read_file
from generator.core.text import tag_key


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationEdit:
    """A page's text with one annotation changed."""

    text: str
    """The whole file; unchanged if it has the annotation already."""
    was: str
    """The annotation before, as a person reads it: `to-read`, `one, two`, `none`."""
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDay:
    """The day to note when a paper has been read."""

    day: dt.date
    replacing: bool = False
    """Whether it replaces a day that the page has, and needs no change of status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChange:
    """One tag to add to a page, or to remove from it."""

    tag: str
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRewrite:
    """A page's file before and after an edit."""

    path: str
    """As in `Page.path`."""
    before: bytes
    after: bytes
    was: str
    """As in `AnnotationEdit`."""
    now: str


Change = Callable[[Document], AnnotationEdit]


def with_status(
    document: Document,
    status: Status | None,
    *,
    read: ReadDay | None = None,
) -> AnnotationEdit:
    """The page with this status; `read` is noted where the page has no such day."""
    before = _annotations(document)
    values: dict[str, Value] = {}
    if before.status is not status or _is_invalid(document, "status"):
        values["status"] = status or ""
    read_date = before.read_date
    if read and read.day != read_date:
        has_no_day = read_date is None and not _is_invalid(document, "read_date")
        if read.replacing or (values and has_no_day):
            read_date = read.day
            values["read_date"] = read.day

    text, after = _text_with(document, values)
    if (after.status, after.read_date) != (status, read_date):
        raise _edit_by_hand(document, "status")
    return AnnotationEdit(
        text=text,
        was=_status_line(before),
        now=_status_line(after),
    )


def with_rating(document: Document, rating: int | None) -> AnnotationEdit:
    """The page with this rating."""
    before = _annotations(document).rating
    values: dict[str, Value] = {}
    if before != rating or _is_invalid(document, "rating"):
        values["rating"] = rating or ""

    text, after = _text_with(document, values)
    if after.rating != rating:
        raise _edit_by_hand(document, "rating")
    return AnnotationEdit(
        text=text,
        was=str(before or "none"),
        now=str(rating or "none"),
    )


def with_tags(document: Document, changes: Sequence[TagChange]) -> AnnotationEdit:
    """The page with these tags added and removed, in its own form and spelling."""
    field = resolve_fields(document).get("tags")
    old = field.value if field else None
    are_keywords = bool(field and comparison_key(field.name) in KEYWORDS)
    before = _tag_parts(document, old, are_keywords=are_keywords)
    after = _changed_tags(before, changes)
    values: dict[str, Value] = {}
    if after != before:
        values["tags"] = tags_in_form(old, after, are_keywords=are_keywords)

    text, annotations = _text_with(document, values)
    tags = annotations.tags
    wanted = {tag_key(tag_in(part)) for part in after} - {""}
    if len(wanted) > MOST_PAGES:
        message = f"a page has at most {MOST_PAGES} tags, and this would be more"
        hint = "nothing was written; take tags away that you do not look for"
        raise _edit_by_hand(document, "tags", message, hint)
    if {tag_key(tag) for tag in tags} != wanted:
        raise _edit_by_hand(document, "tags")
    was = ", ".join(_annotations(document).tags)
    return AnnotationEdit(
        text=text,
        was=was or "none",
        now=", ".join(tags) or "none",
    )


def file_rewrite(
    root: Path,
    path: str,
    change: Change,
) -> FileRewrite:
    """A change applied to a page of the project in `root`; raises `PapershelfError`."""
    try:
        before = read_file(root / path)
    except OSError as fault:
        raise PapershelfError([unreadable(path, fault)]) from fault
    document = document_from(before, path)
    if document.problems:
        raise PapershelfError(document.problems)
    edit = change(document)
    return FileRewrite(
        path=path,
        before=before,
        after=edit.text.encode("utf-8"),
        was=edit.was,
        now=edit.now,
    )


def _annotations(document: Document) -> Annotations:
    return record(document, title="").annotations


def _is_invalid(document: Document, key: str) -> bool:
    """Whether the page has a value for a key that cannot be read."""
    field = resolve_fields(document).get(key)
    if field is None:
        return False
    value = key_named(key).read(field.value)
    return isinstance(value, InvalidValue)


def _text_with(
    document: Document, values: Mapping[str, Value]
) -> tuple[str, Annotations]:
    """The page's text with the values of these keys changed, and how that is read."""
    fields = resolve_fields(document)
    names = {key: key for key in NAMES}
    for key, field in fields.items():
        names[key] = field.name
    changes = {names[key]: value for key, value in values.items()}
    text = set_fields(
        document.text,
        changes,
        order=[*names.values()],
        drop_comments=True,
    )
    return text, _annotations(parse(text, ""))


def _edit_by_hand(
    document: Document,
    key: str,
    message: str = "",
    hint: str = "nothing was written; change it in an editor",
) -> PapershelfError:
    """The error of an edit that did not give what was asked."""
    field = resolve_fields(document).get(key)
    name = field.name if field else key
    return error(
        "annotation-by-hand",
        message or f"`{name}` cannot be set by changing its value alone",
        path=document.path,
        line=field.key.line if field else None,
        column=field.key.column if field else None,
        hint=hint,
    )


def _status_line(annotations: Annotations) -> str:
    status = annotations.status or "none"
    if status is Status.READ and annotations.read_date:
        return f"{status} on {annotations.read_date.isoformat()}"
    return status


def _tag_parts(
    document: Document,
    value: Node | None,
    *,
    are_keywords: bool,
) -> list[str]:
    """The parts of the page's value that are a tag each."""
    parts = tag_parts(value, are_keywords=are_keywords) if value else []
    if isinstance(parts, InvalidValue):
        raise _edit_by_hand(document, "tags")
    return parts


def _changed_tags(parts: Sequence[str], changes: Sequence[TagChange]) -> list[str]:
    """The parts with changes made; the last change of a tag counts."""
    last_changes = {tag_key(change.tag): change for change in changes}
    changed = [*parts]
    for key, change in last_changes.items():
        others = [part for part in changed if tag_key(tag_in(part)) != key]
        if not change.added:
            changed = others
        elif len(others) == len(changed):
            changed.append(change.tag)
    return changed
