"""Front matter fields put through the table, and a paper's fields put back into it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.content.frontmatter import (
    Document,
    Field,
    List,
    Node,
    Scalar,
    Span,
    Value,
)
from generator.content.frontmatter.write import yaml_text
from generator.content.schema import readers
from generator.content.schema.readers import InvalidValue, folded, spelled
from generator.content.schema.table import (
    KEYS,
    Key,
    Owner,
    is_secret,
    key_called,
    near_miss,
    slip_of,
)
from generator.core.errors import Problem, Severity
from generator.core.paper import Annotations, Listing, Paper, PublishedSource, Status
from generator.core.text import shortened

_SHOWN = 40
"""Characters of a value in a message."""
_GUARDS = ("private", "draft")
"""Keys that keep a page off the site: when in doubt, it stays off."""
_FIELDS = {
    owner: {key.name: key.field for key in KEYS if key.owner is owner}
    for owner in Owner
}
"""Whose keys fill which fields."""


_COMMENT = re.compile(r"[ \t]*(#[^\s#][^\r\n]*)")


class Record(NamedTuple):
    """What a page's front matter says."""

    paper: Paper
    """With the abstract, if the front matter has one."""
    annotations: Annotations
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Findings:
    """What has been read so far."""

    path: str
    values: dict[str, Any] = field(default_factory=dict)
    """By the key's name."""
    rest: list[Field] = field(default_factory=list)
    """Fields that fill no key."""
    problems: list[Problem] = field(default_factory=list)


def record(document: Document, *, title: str) -> Record:
    """The paper and the annotations in a front matter; `title` is for one that has none."""
    found = _Findings(document.path)
    public = [item for item in document.fields if not is_secret(item.name)]
    for key, items in _claims(public, found.rest).items():
        _read(key, items, found)
    _implied(found)
    found.problems += (*_unknown(found), *_eaten(public, document))
    return Record(
        paper=_paper(found.values, title),
        annotations=_annotations(found),
        problems=tuple(sorted(found.problems, key=lambda problem: problem.line or 0)),
    )


def resolve_fields(document: Document) -> dict[str, Field]:
    """For each key, by its name, the field that fills it, else the one that should.

    A field of some other tool that only sounds like ours fills nothing and is not here.
    """
    found: dict[str, Field] = {}
    public = [item for item in document.fields if not is_secret(item.name)]
    for key, items in _claims(public, []).items():
        for item in items:
            value = _value(key, item.value)
            if isinstance(value, InvalidValue) and _strangeness(item.name, key) >= 0:
                continue
            if key.name not in found or (
                value is not None and not isinstance(value, InvalidValue)
            ):
                found[key.name] = item
            if value is not None:
                break
    return found


def meant_keys(document: Document) -> tuple[tuple[str, str], ...]:
    """Names on the page that are surely slips of the pen, each with the key that was meant.

    The key is one slip away and no other is, nothing else on the page stands for it, and it can
    read the value.
    """
    used = {key.name for item in document.fields if (key := key_called(item.name))}
    slips = [
        (item.name, key.name)
        for item in document.fields
        if not is_secret(item.name)
        and (key := slip_of(item.name))
        and key.name not in used
        if not isinstance(_value(key, item.value), InvalidValue)
    ]
    meant = Counter(name for _, name in slips)
    return tuple(slip for slip in slips if meant[slip[1]] == 1)


def value_of(name: str, line: str) -> Any:  # noqa: ANN401 -- each key has its own type
    """What a line of text says as the value of a key: the value, None, or a `InvalidValue`."""
    key = key_called(name)
    return key.read(Scalar(line, Span(0, len(line), 1, 1))) if key else None


def source_fields(paper: Paper) -> list[tuple[str, Value]]:
    """What the source says of a paper, as front matter in the table's order."""
    said = (
        (key.name, source_value(paper, key))
        for key in KEYS
        if key.owner is Owner.SOURCE
    )
    return [(name, value) for name, value in said if value is not None]


def source_value(paper: Paper, key: Key) -> Value | None:
    """What the source says of a paper under one of its keys, as it is written; None for nothing."""
    value = getattr(paper, key.field)
    return None if value in (None, (), "") else key.write(value)


def _claims(fields: list[Field], rest: list[Field]) -> dict[Key, list[Field]]:
    """For each key the fields that may fill it, the most literal spelling first."""
    claims: dict[Key, list[Field]] = {}
    for item in fields:
        key = key_called(item.name)
        if key and key.name == "source" and isinstance(item.value, Scalar):
            key = key_called("url")  # web clippers write the address there
        if key:
            claims.setdefault(key, []).append(item)
        else:
            rest.append(item)
    for key, items in claims.items():
        if len(items) > 1:
            items.sort(key=lambda item, key=key: _strangeness(item.name, key))  # type: ignore[misc]
    return claims


def _strangeness(name: str, key: Key) -> int:
    """How far a spelling is from the key's own name."""
    if name == key.name:
        return -2
    word, spellings = folded(name), [*map(folded, key.spellings)]
    if word == folded(key.name):
        return -1
    return spellings.index(word) if word in spellings else len(spellings)


def _read(key: Key, items: list[Field], found: _Findings) -> None:
    """Fills a key from the first field that says something; the others are the reader's own."""
    for item in items:
        value = _value(key, item.value) if key.name not in found.values else None
        if not isinstance(value, InvalidValue):
            if value is not None:
                found.values[key.name] = value
            elif is_present(item.value):
                found.rest.append(item)
        elif _strangeness(item.name, key) < 0:
            found.problems.append(_wrong(found.path, item, value))
            if key.name in _GUARDS:
                found.values[key.name] = True
        else:  # a key of some other tool that only sounds like ours
            found.rest.append(item)


def _value(key: Key, node: Node) -> Any:  # noqa: ANN401 -- each key has its own type
    return None if readers.is_nothing(node) else key.read(node)


def is_present(node: Node) -> bool:
    """Whether a value has anything in it, be it understood or not."""
    if isinstance(node, Scalar):
        return bool(node.text.strip()) and not readers.is_nothing(node)
    return bool(node.items if isinstance(node, List) else node.fields)


def _wrong(path: str, item: Field, wrong: InvalidValue) -> Problem:
    node = wrong.node or item.value
    shown = f" `{shortened(node.text, _SHOWN)}`" if isinstance(node, Scalar) else ""
    return Problem(
        severity=Severity.ERROR,
        code="front-matter-value",
        message=f"`{item.name}`{shown}: expected {wrong.expected}",
        path=path,
        line=node.span.line,
        column=node.span.column,
        hint=wrong.hint,
    )


def _implied(found: _Findings) -> None:
    """`read: true`, `read: [x]`, `read: 2024-06-12`, `publish: false` and `published: false`."""
    for item in tuple(found.rest):
        name, yes = spelled(item.name), _ticked(item.value)
        if name in ("publish", "published") and isinstance(yes, bool):
            found.values.setdefault("draft", not yes)
        elif name == "read" and isinstance(yes, bool):
            found.values.setdefault("status", Status.READ if yes else Status.TO_READ)
        elif name == "read" and isinstance(day := readers.day(item.value), dt.date):
            found.values.setdefault("status", Status.READ)
            found.values.setdefault("read_date", day)
        else:
            continue
        found.rest.remove(item)


def _ticked(node: Node) -> bool | InvalidValue | None:
    """Yes or no, or a box `[x]` or `[ ]` with a tick or without."""
    return False if isinstance(node, List) and not node.items else readers.truth(node)


def _eaten(fields: list[Field], document: Document) -> Iterator[Problem]:
    """A warning for each value that YAML takes for a comment: `tags: #one #two`."""
    for item in fields:
        if not _is_blank(item.value):
            continue
        key, rest = (
            key_called(item.name),
            _COMMENT.match(document.text, item.value.span.end),
        )
        if (
            not rest
            or not key
            or isinstance(key.read(Scalar(rest[1], item.value.span)), InvalidValue)
        ):
            continue
        yield Problem(
            severity=Severity.WARNING,
            code="front-matter-comment",
            message=f"`{item.name}` is empty, since YAML takes `{shortened(rest[1], _SHOWN)}` for a comment",
            path=document.path,
            line=item.key.line,
            column=item.key.column + rest.start(1) - item.key.start,
            hint=f'put the value in quotes: {item.name}: "{rest[1]}"',
        )


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.style


def _unknown(found: _Findings) -> Iterator[Problem]:
    """A warning for each unknown key that looks like one of ours that the page does not use."""
    for item in found.rest:
        key = None if key_called(item.name) else near_miss(item.name)
        if key is None or key.name in found.values:
            continue
        yield Problem(
            severity=Severity.ERROR if key.name in _GUARDS else Severity.WARNING,
            code="front-matter-key",
            message=f"unknown key `{item.name}`",
            path=found.path,
            line=item.key.line,
            column=item.key.column,
            hint=f"did you mean `{key.name}`?",
        )


def _paper(values: Mapping[str, Any], title: str) -> Paper:
    fields = {"title": title, **_fields(values, Owner.SOURCE)}
    fields["listings"] = dated(values.get("source", ()), values.get("listed"))
    if "published" in fields:
        fields.setdefault("published_source", PublishedSource.EXPLICIT)
    return Paper(**fields)


def _fields(values: Mapping[str, Any], owner: Owner) -> dict[str, Any]:
    """What was read under somebody's keys, by the fields that these fill."""
    names = _FIELDS[owner]
    return {names[name]: value for name, value in values.items() if name in names}


def dated(listings: tuple[Listing, ...], listed: dt.date | None) -> tuple[Listing, ...]:
    """The listings; the page's day is that of them all, unless they have days of their own.

    A day that a reader wrote without a source is a listing too, of no seed.
    """
    if not listings and listed:
        return (Listing(seed="", position=0, date=listed),)
    if any(listing.date for listing in listings):
        return listings
    return tuple(
        Listing(
            date=listed, query=one.query, position=one.position, seed=one.seed, line=one.line
        )
        for one in listings
    )  # fmt: skip


def _annotations(found: _Findings) -> Annotations:
    extra = tuple((item.name, _text(item.value)) for item in found.rest)
    return Annotations(**_fields(found.values, Owner.HUMAN), extra=extra)


def _text(node: Node) -> str:
    """A value of an unknown key, without what is secret in it."""
    return node.text if isinstance(node, Scalar) else yaml_text(_public(node))


def _public(node: Node) -> Value:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [_public(item) for item in node.items]
    return {
        item.name: _public(item.value)
        for item in node.fields
        if not is_secret(item.name)
    }
