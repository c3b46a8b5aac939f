"""Status, rating and tags changed in a page, by the one editor of front matter.

A change takes a page's document and says what its text would be; nothing is written here. The
field that a page uses is changed under the page's own name for it.
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
    key_called,
    record,
    resolve_fields,
)
from generator.content.schema.readers import tag_in, tag_parts, tags_in_form
from generator.core.errors import PapershelfError, error
from generator.core.paper import Annotations, Status
from generator.core.text import tag_key


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationEdit:
    """What a page says with an annotation changed."""

    text: str
    """The whole file; as it was where it says so already."""
    was: str
    """The annotation before, as a person reads it: `to-read`, `one, two`, `none`."""
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDay:
    """The day to note when a paper has been read."""

    day: dt.date
    replacing: bool = False
    """Whether it takes the place of a day that the page has, and needs no change of status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChange:
    """One tag given to a page, or taken from it."""

    tag: str
    added: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRewrite:
    """A file that a change gives other content, or the same."""

    path: str
    """As in `Page.path`."""
    before: bytes
    after: bytes
    was: str
    now: str


Change = Callable[[Document], AnnotationEdit]


def with_status(
    document: Document, status: Status | None, *, read: ReadDay | None = None
) -> AnnotationEdit:
    """The page with this status; `read` is noted where the page has no such day."""
    said = _said(document)
    values: dict[str, Value] = {}
    if said.status is not status or _is_wrong(document, "status"):
        values["status"] = status or ""
    day = said.read_date
    undated = day is None and not _is_wrong(document, "read_date")
    if read and read.day != day and (read.replacing or (values and undated)):
        values["read_date"] = day = read.day
    text = _changed(document, values)
    after = _said(parse(text, ""))
    _assure(document, "status", sure=(after.status, after.read_date) == (status, day))
    return AnnotationEdit(text=text, was=_status_line(said), now=_status_line(after))


def with_rating(document: Document, rating: int | None) -> AnnotationEdit:
    """The page with this rating."""
    said = _said(document).rating
    differs = said != rating or _is_wrong(document, "rating")
    text = _changed(document, {"rating": rating or ""} if differs else {})
    _assure(document, "rating", sure=_said(parse(text, "")).rating == rating)
    return AnnotationEdit(text=text, was=str(said or "none"), now=str(rating or "none"))


def with_tags(document: Document, changes: Sequence[TagChange]) -> AnnotationEdit:
    """The page with these tags added and taken away, in the form and spelling that it has."""
    field = resolve_fields(document).get("tags")
    old = field.value if field else None
    before = _parts(document, old)
    after = _retagged(before, changes)
    text = _changed(
        document, {"tags": tags_in_form(old, after)} if after != before else {}
    )
    said = _said(parse(text, "")).tags
    asked = {tag_key(tag_in(part)) for part in after} - {""}
    _assure(document, "tags", sure=set(map(tag_key, said)) == asked)
    return AnnotationEdit(
        text=text, was=_listed(_said(document).tags), now=_listed(said)
    )


def file_rewrite(root: Path, path: str, change: Change) -> FileRewrite:
    """What a change makes of a page of the project in `root`; raises `PapershelfError`."""
    try:
        before = (root / path).read_bytes()
    except OSError as fault:
        raise PapershelfError([unreadable(path, fault)]) from fault
    document = document_from(before, path)
    if document.problems:
        raise PapershelfError(document.problems)
    new = change(document)
    return FileRewrite(
        path=path,
        before=before,
        after=new.text.encode("utf-8"),
        was=new.was,
        now=new.now,
    )


def _said(document: Document) -> Annotations:
    return record(document, title="").annotations


def _is_wrong(document: Document, name: str) -> bool:
    """Whether the page has a value there that nobody understands."""
    field, key = resolve_fields(document).get(name), key_called(name)
    return bool(field and key and isinstance(key.read(field.value), InvalidValue))


def _changed(document: Document, values: Mapping[str, Value]) -> str:
    """The page's text with the fields that fill these keys changed."""
    fields = resolve_fields(document)
    names = {key: fields[key].name if key in fields else key for key in NAMES}
    changes = {names[key]: value for key, value in values.items()}
    return set_fields(
        document.text, changes, order=[*names.values()], drop_comments=True
    )


def _assure(document: Document, name: str, *, sure: bool) -> None:
    """Raises `PapershelfError` where a change did not give what was asked."""
    if sure:
        return
    field = resolve_fields(document).get(name)
    raise error(
        "annotation-by-hand",
        f"`{field.name if field else name}` cannot be made to say that by changing its value alone",
        path=document.path,
        line=field.key.line if field else None,
        column=field.key.column if field else None,
        hint="nothing was written; change it in an editor",
    )


def _status_line(said: Annotations) -> str:
    day = (
        f" on {said.read_date}" if said.status is Status.READ and said.read_date else ""
    )
    return f"{said.status or 'none'}{day}"


def _listed(tags: Sequence[str]) -> str:
    return ", ".join(tags) or "none"


def _parts(document: Document, old: Node | None) -> list[str]:
    """The pieces of the page's value that are a tag each."""
    found = tag_parts(old) if old else []
    if isinstance(found, InvalidValue):
        _assure(document, "tags", sure=False)
        return []
    return found


def _retagged(parts: Sequence[str], changes: Sequence[TagChange]) -> list[str]:
    """The pieces with changes made; two spellings of one tag are one, the last word on it counts."""
    found = [*parts]
    for key, change in {tag_key(change.tag): change for change in changes}.items():
        others = [part for part in found if tag_key(tag_in(part)) != key]
        if not change.added:
            found = others
        elif len(others) == len(found):
            found.append(change.tag)
    return found
