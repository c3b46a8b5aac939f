"""What the seeds say now, put into a page that exists: the law of annotation.

A source-owned value that equals anything a seed has ever said of the paper is the source's, and
the newest listing may renew it; any other value is the reader's. The page's `source` names the
seeds that it has seen, so a value that they give and the page lacks was taken away by its reader.
Text in, text out: the bytes of renewed values change and no other byte.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeAlias

from generator import markup
from generator.content.frontmatter import Document, Field, List, Map, Node, Value
from generator.content.frontmatter.edit import set_fields
from generator.content.frontmatter.write import yaml_text
from generator.content.page import abstract_span
from generator.content.schema import (
    KEYS,
    NAMES,
    Owner,
    dated,
    is_present,
    key_named,
    resolve_fields,
    source_value,
)
from generator.content.schema.readers import InvalidValue
from generator.core.errors import Problem, Severity
from generator.core.identity import newest_first
from generator.core.merge import listing_order, merge_records
from generator.core.paper import Listing, Paper
from generator.core.text import shortened

_BODY = "abstract in the body"
"""Stands for the abstract where it is no field of the front matter; no key is called so."""
_APART = frozenset({"abstract", "date", "date_source", "source"})
_TOGETHER = (
    ("date", "date_source"),
    *(
        (key.name,)
        for key in KEYS
        if key.owner is Owner.SOURCE and key.name not in _APART
    ),
)
"""Keys that are renewed as one: how a date is known goes with the date."""
_OF_A_LISTING = frozenset({"seed", "position", "listed", "query"})
_SHOWN = 60
"""Characters of a value in a message."""

_Values: TypeAlias = tuple[Value | None, ...]
_Fields: TypeAlias = Mapping[str, Field]
_Change: TypeAlias = Mapping[str, Value | None]
"""Values that are set together or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A value of the reader's that differs from what the source says."""

    key: str
    line: int | None
    """Of the file, from 1; None where the reader took the value away."""
    ours: str
    """The reader's value, shortened; empty where it was taken away."""
    theirs: str
    """The source's, shortened."""
    is_conflict: bool
    """Whether the source changed its word since the page was last imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """A page's text with the newest word of its seeds."""

    text: str
    keys: tuple[str, ...] = ()
    """What was renewed."""
    kept: tuple[Kept, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that sources ever said of a paper."""

    records: tuple[Paper, ...]
    """One for each seed that has it, newest listing first."""
    newest: Paper
    """What all seeds say together."""
    before: Paper | None
    """What those say together that the page has seen; None when it has seen none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aspect:
    """One thing that sources say of a paper."""

    names: tuple[str, ...]
    now: _Values
    """On the page."""
    said: Callable[[Paper | None], _Values]
    """By a record."""
    line: int | None

    def differs(self, known: _Known) -> bool:
        """Whether the page says something else than the source."""
        newest = self.said(known.newest)
        return self.now != newest and _says(newest)

    def is_sources(self, known: _Known) -> bool:
        """Whether the source may renew it."""
        if not _says(self.now):
            return not _says(self.said(known.before))
        return any(self.now == self.said(record) for record in known.records)

    def kept(self, known: _Known) -> Kept:
        """What is told of a value that stays though the source says something else."""
        before, newest = self.said(known.before), self.said(known.newest)
        return Kept(
            key=_shown_name(self.names[0]),
            line=self.line,
            ours=_shown(self.now),
            theirs=_shown(newest),
            is_conflict=_says(before) and before != newest,
        )


def refresh(
    document: Document, records: Iterable[Paper], *, take: Collection[str] = ()
) -> Refreshed:
    """The page brought up to date with the records of its paper, one for each seed that has it.

    `take` names keys that the source replaces though their values are the reader's.
    """
    if document.problems:
        return Refreshed(text=document.text, problems=document.problems)
    fields = resolve_fields(document)
    known = _known(fields, records)
    differing = [one for one in _aspects(document, fields) if one.differs(known)]
    stale = [
        one
        for one in differing
        if one.is_sources(known) or _shown_name(one.names[0]) in take
    ]
    changes = list(_changes(document, stale, fields, known.newest))
    body = next((change[_BODY] for change in changes if _BODY in change), None)
    text = document.text if body is None else _with_abstract(document, str(body))
    new, left = _edited(text, [change for change in changes if _BODY not in change])
    renewed = [name for change in changes for name in change if name not in left]
    return Refreshed(
        text=new,
        keys=tuple(map(_shown_name, renewed)),
        kept=tuple(one.kept(known) for one in differing if one not in stale),
        problems=tuple(_not_in_place(document, name) for name in left),
    )


def _known(fields: _Fields, records: Iterable[Paper]) -> _Known:
    ordered = tuple(sorted(records, key=newest_first))
    newest, on_page = merge_records(ordered), _seeds_on_page(fields)
    seen = tuple(
        record
        for record in ordered
        if {item.seed for item in record.listings} & on_page
    )
    before = (
        newest if len(seen) == len(ordered) else merge_records(seen) if seen else None
    )
    return _Known(records=ordered, newest=newest, before=before)


def _changes(
    document: Document, stale: Sequence[_Aspect], fields: _Fields, newest: Paper
) -> Iterator[_Change]:
    """The new values, under the names that the page has for them."""
    names = {name: field.name for name, field in fields.items()}
    for one in stale:
        values = zip(one.names, one.now, one.said(newest), strict=True)
        yield {
            names.get(name, name): value for name, now, value in values if now != value
        }
    if source := _grown_source(document, fields, newest):
        yield {names.get("source", "source"): source}


def _aspects(document: Document, fields: _Fields) -> Iterator[_Aspect]:
    """All that sources may say of the page's paper, but where it was listed."""
    for names in _TOGETHER:
        yield _Aspect(
            names=names,
            now=tuple(_now(fields.get(name), name) for name in names),
            said=partial(_said, names),
            line=_line(fields, names),
        )
    yield _abstract(document, fields)


def _now(field: Field | None, name: str) -> Value | None:
    """What the page says under a key; what cannot be read is nothing that a source ever said.

    Nor is what says nothing to us but something to others, such as Jekyll's `comments: true`.
    """
    if field is None or not is_present(field.value):
        return None
    key = key_named(name)
    value = key.read(field.value)
    if value is None or isinstance(value, InvalidValue):
        return f"what stands in line {field.value.span.line}"
    return value if name == "listed" else key.write(value)


def _said(names: Sequence[str], paper: Paper | None) -> _Values:
    return tuple(
        source_value(paper, key_named(name)) if paper else None for name in names
    )


def _abstract(document: Document, fields: _Fields) -> _Aspect:
    """The abstract, in the front matter where the page has it there and not in its body."""
    start, end = abstract_span(document)
    in_front = start == end and "abstract" in fields
    now = _now_in_front(fields["abstract"]) if in_front else document.text[start:end]
    name, form = ("abstract", markup.tidy) if in_front else (_BODY, _escaped)
    return _Aspect(
        names=(name,),
        now=(markup.tidy(now) or None,),
        said=lambda paper: (
            form(paper.abstract) if paper and paper.abstract else None,
        ),
        line=_line(fields, (name,)) or document.text.count("\n", 0, start) + 1,
    )


@lru_cache(maxsize=16)
def _escaped(abstract: str) -> str:
    """The abstract as a page has it; the records of one paper ask for few, again and again."""
    return markup.escape(abstract)


def _now_in_front(field: Field) -> str:
    value = key_named("abstract").read(field.value)
    return value if isinstance(value, str) else ""


def _grown_source(document: Document, fields: _Fields, newest: Paper) -> Value | None:
    """The value of `source` with every listing that it lacks; None when it is to stay.

    A value with anything in it that is no part of a listing is the reader's, and so is an address
    where web clippers write it. A place that a seed no longer has the paper in goes; listings in
    seeds that are gone stay, with the page's day where they have none.
    """
    key, field = key_named("source"), fields.get("source")
    found = key.read(field.value) if field else ()
    old = document.by_name.get("source") if field is None else field
    if old and is_present(old.value) and not _is_of_listings(old.value):
        return None
    on_page = found if isinstance(found, tuple) else ()
    places = {(item.seed, item.position) for item in on_page}
    if {(item.seed, item.position) for item in newest.listings} <= places:
        return None
    seeds = {item.seed for item in newest.listings}
    strange = [item for item in _dated(on_page, fields) if item.seed not in seeds]
    return key.write(tuple(sorted([*newest.listings, *strange], key=listing_order)))


def _dated(listings: tuple[Listing, ...], fields: _Fields) -> tuple[Listing, ...]:
    """The listings of a page, each with its day: among younger ones the page's is no longer theirs."""
    day = (
        key_named("listed").read(fields["listed"].value) if "listed" in fields else None
    )
    return dated(listings, None if isinstance(day, InvalidValue) else day)


def _is_of_listings(node: Node) -> bool:
    items = node.items if isinstance(node, List) else (node,)
    maps = [item for item in items if isinstance(item, Map)]
    return len(maps) == len(items) and all(
        {field.name for field in item.fields} <= _OF_A_LISTING for item in maps
    )


def _seeds_on_page(fields: _Fields) -> set[str]:
    """The seeds that the page has seen."""
    found = (
        key_named("source").read(fields["source"].value) if "source" in fields else ()
    )
    return {listing.seed for listing in found} if isinstance(found, tuple) else set()


def _with_abstract(document: Document, abstract: str) -> str:
    """The page's text with another abstract in its body."""
    text, newline = document.text, document.newline
    start, end = abstract_span(document)
    new = abstract.replace("\n", newline)
    if start == end:
        start = end = document.body_start
        rest = text[start:]
        above = newline if document.inner else ""
        above = (
            newline + above
            if document.inner and not text[:start].endswith(newline)
            else above
        )
        below = "" if not rest or rest.startswith(("\n", "\r")) else newline
        new = f"{above}{new}{newline}{below}"
    return text[:start] + new + text[end:]


def _edited(text: str, changes: Sequence[_Change]) -> tuple[str, list[str]]:
    """The text with these values set, and the names of those that could not be set safely."""
    every = {name: value for change in changes for name, value in change.items()}
    new = set_fields(text, every, order=NAMES) if every else text
    if new != text or not every:
        return new, []
    left: list[str] = []
    for change in changes:
        one = set_fields(new, change, order=NAMES)
        if one == new:
            left += change
        new = one
    return new, left


def _says(values: _Values) -> bool:
    return any(value is not None for value in values)


def _line(fields: _Fields, names: Sequence[str]) -> int | None:
    return next(
        (fields[name].value.span.line for name in names if name in fields), None
    )


def _shown_name(name: str) -> str:
    return "abstract" if name == _BODY else name


def _shown(values: _Values) -> str:
    value = values[0]
    return (
        ""
        if value is None
        else shortened(value if isinstance(value, str) else yaml_text(value), _SHOWN)
    )


def _not_in_place(document: Document, name: str) -> Problem:
    field = document.by_name.get(name)
    return Problem(
        severity=Severity.WARNING,
        code="import-in-place",
        message=f"`{name}` has news, but cannot be changed without changing what is yours",
        path=document.path,
        line=field.key.line if field else None,
        hint="write the value on one line without a comment in it, and import again",
    )
