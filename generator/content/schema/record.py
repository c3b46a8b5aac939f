"""A page's front matter as a paper and its annotations, and a paper as front matter.

1. Each field goes to the key that it names, in whatever spelling (`_candidates`).
2. A key takes the first field that has a value (`_fill_key`); what cannot be read is a
   problem if the field has our name for the key, else another tool's and left alone.
3. Switches such as `read: true` set what no key has set (`_apply_switches`).
4. Guards such as `private` and `publish: false` count wherever they are and however
   they are spelled; one that cannot be read, or is not seen by YAML, is an error and
   counts (`_apply_guards`).
5. What is left is the reader's own; a name that looks like a key of ours is a problem.

Fields with a secret name are dropped first. The keys themselves are in `table`.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from generator.content.frontmatter import (
    Document,
    Field,
    List,
    Map,
    Node,
    Scalar,
    Span,
    Value,
)
from generator.content.frontmatter.guards import (
    Guard,
    guard_named,
    guard_set,
    is_secret,
    is_switch,
)
from generator.content.frontmatter.write import yaml_text
from generator.content.schema import readers
from generator.content.schema.names import is_unclear
from generator.content.schema.readers import (
    InvalidValue,
    comparison_key,
    is_place,
    snake_case,
)
from generator.content.schema.table import (
    IMPORT_WORD,
    IMPORTED,
    KEYS,
    Key,
    Owner,
    key_called,
    misspelled_key,
    near_miss,
)
from generator.core.errors import Problem, Severity
from generator.core.paper import Annotations, Listing, Paper, PublishedSource, Status
from generator.core.positions import Lines
from generator.core.text import shortened

_MESSAGE_LENGTH = 40
"""Characters of a value in a message."""
_GUARDS = ("private", "draft")
"""Keys that keep a page off the site: when in doubt, it stays off."""
_ATTRIBUTES = {
    owner: {key.name: key.field for key in KEYS if key.owner is owner}
    for owner in Owner
}
"""For each owner's keys the attributes of `Paper` or `Annotations` that they fill."""
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
_COMMENT = re.compile(r"[ \t]*(#[^\s#][^\r\n]*)")
_COMMENT_IN_GAP = re.compile(r"(?<=[\s\[{,])(#[^\s#][^\r\n]*)")
_HINT_LENGTH = 120


class Record(NamedTuple):
    """What a page's front matter holds."""

    paper: Paper
    """With the abstract, if the front matter has one."""
    annotations: Annotations
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _RecordDraft:
    """A record while it is being read."""

    path: str
    rest: list[Field]
    """Fields that fill no key."""
    values: dict[str, Any] = field(default_factory=dict)
    """By the key's name."""
    problems: list[Problem] = field(default_factory=list)


def record(document: Document, *, title: str) -> Record:
    """The paper and the annotations of a page; `title` is for a paper that has none."""
    candidates, rest = _candidates(document)
    draft = _RecordDraft(path=document.path, rest=rest)
    for key, fields in candidates.items():
        _fill_key(key, fields, draft)
    _apply_switches(draft)
    _apply_guards(document, draft)
    draft.problems += _unknown_keys(draft)
    draft.problems += _values_taken_for_comments(document)
    draft.problems += _unclear_authors(document)
    draft.problems.sort(key=lambda problem: problem.line or 0)
    return Record(
        paper=_paper_from(draft.values, title),
        annotations=_annotations_from(draft),
        problems=tuple(draft.problems),
    )


def resolve_fields(document: Document) -> dict[str, Field]:
    """For each key, by its name, the field that fills it, else the one that should.

    Another tool's field that only has a name like ours fills nothing and is left out.
    """
    resolved: dict[str, Field] = {}
    candidates, _ = _candidates(document)
    for key, fields in candidates.items():
        for item in fields:
            value = _read_value(key, item)
            if value is None:
                resolved.setdefault(key.name, item)
            elif not isinstance(value, InvalidValue):
                resolved[key.name] = item
                break
            elif _has_own_name(item, key):
                resolved.setdefault(key.name, item)
                break
    return resolved


def misspelled_keys(document: Document) -> tuple[tuple[str, str], ...]:
    """Names on the page that are surely slips of the pen, each with the right key.

    That key is one slip away and no other is, no other field of the page may fill it,
    and it can read the value.
    """
    used = {key_called(item.name) for item in document.fields}
    slips = []
    for item in _public_fields(document):
        key = misspelled_key(item.name)
        if key is None or key in used:
            continue
        value = _read_value(key, item)
        if not isinstance(value, InvalidValue):
            slips.append((item.name, key.name))
    times = Counter(key for _, key in slips)
    return tuple(slip for slip in slips if times[slip[1]] == 1)


def value_of(name: str, line: str) -> Any:  # noqa: ANN401 -- each key has its own type
    """A line of text read as a key's value: the value, None, or an `InvalidValue`."""
    key = key_called(name)
    if key is None:
        return None
    span = Span(0, len(line), 1, 1)
    # Like a value in quotes: blanks part no tags.
    return key.read(Scalar(line, span, '"'))


def source_fields(paper: Paper) -> list[tuple[str, Value]]:
    """The source's values for a paper, as front matter in the table's order."""
    fields = []
    for key in KEYS:
        if key.owner is Owner.SOURCE:
            value = source_value(paper, key)
            if value is not None:
                fields.append((key.name, value))
    return fields


def source_value(paper: Paper, key: Key) -> Value | None:
    """A record's value for a source-owned key, as a page has it; None for nothing."""
    value = getattr(paper, key.field)
    if value in (None, (), ""):
        return None
    return key.write(value)


def is_present(node: Node) -> bool:
    """Whether a value has anything in it, be it understood or not."""
    if isinstance(node, Scalar):
        return node.text.strip() != "" and not readers.is_null(node)
    if isinstance(node, List):
        return len(node.items) > 0
    return len(node.fields) > 0


def with_page_day(
    listings: tuple[Listing, ...], day: dt.date | None
) -> tuple[Listing, ...]:
    """The listings, with the page's day (`listed`) unless they have days of their own.

    A day without any listing is a listing too, of no seed.
    """
    if not listings and day:
        return (Listing(seed="", position=0, date=day),)
    if any(listing.date for listing in listings):
        return listings
    return tuple(replace(listing, date=day) for listing in listings)


# Which field fills which key


def _public_fields(document: Document) -> list[Field]:
    return [item for item in document.fields if not is_secret(item.name)]


def _candidates(document: Document) -> tuple[dict[Key, list[Field]], list[Field]]:
    """For each key the fields that may fill it, its own name first; and the others."""
    candidates: dict[Key, list[Field]] = {}
    rest = []
    for item in _public_fields(document):
        key = key_called(item.name)
        is_source = key is not None and key.name == "source"
        if is_source and isinstance(item.value, Scalar) and not is_place(item.value):
            key = key_called("url")  # web clippers write the address there
        if key and key.name == IMPORTED and not _has_fingerprints(item.value):
            key = None  # the reader's own, such as the day of an import
        if key:
            candidates.setdefault(key, []).append(item)
        else:
            rest.append(item)
    for key, items in candidates.items():
        if len(items) > 1:
            items.sort(key=partial(_spelling_rank, key))
    return candidates, rest


def _has_fingerprints(node: Node) -> bool:
    if not isinstance(node, Scalar):
        return False
    return any(IMPORT_WORD.fullmatch(word) for word in node.text.casefold().split())


def _spelling_rank(key: Key, item: Field) -> int:
    """How far a field's name is from the key's: 0 for that, 1 for another spelling."""
    if item.name == key.name:
        return 0
    names = [*map(comparison_key, (key.name, *key.spellings))]
    name = comparison_key(item.name)
    if name in names:
        return 1 + names.index(name)
    return 1 + len(names)


def _has_own_name(item: Field, key: Key) -> bool:
    """Whether a field has our name for the key, so its value is for us."""
    return comparison_key(item.name) == comparison_key(key.name)


def _read_value(key: Key, item: Field) -> Any:  # noqa: ANN401 -- each key has its type
    if readers.is_null(item.value):
        return None
    return key.read_field(item.name, item.value)


def _fill_key(
    key: Key,
    fields: Iterable[Field],
    draft: _RecordDraft,
) -> None:
    """Give a key the first field's value that there is; the rest is the reader's."""
    for item in fields:
        value = None
        if key.name not in draft.values:
            value = _read_value(key, item)
        if isinstance(value, InvalidValue):
            if not _has_own_name(item, key):  # another tool's
                draft.rest.append(item)
                continue
            draft.problems.append(_invalid_value(draft.path, item, value))
        elif value is not None:
            draft.values[key.name] = _first_values(key, item, value, draft)
        elif is_present(item.value):
            draft.rest.append(item)


def _first_values(
    key: Key,
    item: Field,
    value: Any,  # noqa: ANN401 -- each key has its own type
    draft: _RecordDraft,
) -> Any:  # noqa: ANN401 -- the same
    """The value, of a list as many as the key may have."""
    if not isinstance(value, tuple) or len(value) <= key.most:
        return value
    problem = Problem(
        severity=Severity.WARNING,
        code="front-matter-many",
        message=f"`{item.name}` has {len(value)} values: "
        f"the first {key.most} count, the others are left out",
        path=draft.path,
        line=item.key.line,
        column=item.key.column,
        hint="keep those that you look for",
    )
    draft.problems.append(problem)
    return value[: key.most]


def _apply_switches(draft: _RecordDraft) -> None:
    """Set what switches of other tools mean, where no key has set it."""
    for item in tuple(draft.rest):
        values = _switch_values(item)
        for name, value in values.items():
            draft.values.setdefault(name, value)
        if values:
            draft.rest.remove(item)


def _switch_values(item: Field) -> dict[str, Any]:
    """`read: true`, `read: [x]`, `read: 2024-06-12`."""
    if snake_case(item.name) != "read":
        return {}
    is_on = _ticked(item.value)
    if isinstance(is_on, bool):
        return {"status": Status.READ if is_on else Status.TO_READ}
    day = readers.calendar_day(item.value)
    if isinstance(day, dt.date):
        return {"status": Status.READ, "read_date": day}
    return {}


def _ticked(node: Node) -> bool | InvalidValue | None:
    """Yes or no, or a box, ticked `[x]` or not `[ ]`."""
    if isinstance(node, List) and not node.items:
        return False
    return readers.truth(node)


# Guards


def _apply_guards(document: Document, draft: _RecordDraft) -> None:
    """Set each guard that any field of the page sets, in whatever spelling."""
    for item in _public_fields(document):
        guard = guard_named(item.name)
        if guard:
            _apply_switch(document, item, guard, draft)
        elif isinstance(item.value, Scalar):
            word_guard = guard_set(item.name, item.value.text)
            if word_guard:
                draft.values[word_guard] = True
        elif isinstance(item.value, Map):
            draft.problems += _guards_inside(document.path, item.name, item.value)


def _apply_switch(
    document: Document,
    item: Field,
    guard: Guard,
    draft: _RecordDraft,
) -> None:
    """Set the guard of one field, unless its value says that the page may be shown."""
    comment = _comment_for_value(document, item.value)
    if comment:
        draft.values[guard] = True
        draft.problems.append(_guard_in_comment(document.path, item, comment))
        return
    # 1. An empty value sets nothing: some tools write the key of an unticked box so.
    is_on = None if readers.is_null(item.value) else _ticked(item.value)
    if is_on is None:
        return
    # 2. Yes or no, which is all that there is to know.
    if isinstance(is_on, bool):
        if guard_set(item.name, str(is_on)):
            draft.values[guard] = True
        draft.rest = [other for other in draft.rest if other is not item]
        return
    # 3. What cannot be read guards, unless it is a day, as in `published: 2024-06-12`.
    key = key_called(item.name)
    is_own = key is not None and key.name in _GUARDS
    if not is_own and (key or isinstance(readers.calendar_day(item.value), dt.date)):
        return
    draft.values[guard] = True
    if not is_own:  # else the error is there already
        draft.problems.append(_invalid_value(draft.path, item, is_on))


def _guards_inside(path: str, outer: str, value: Map) -> Iterator[Problem]:
    """An error for each guard that is set where nobody looks: inside another key."""
    for item in value.fields:
        if not isinstance(item.value, Scalar):
            continue
        if guard_set(item.name, item.value.text):
            message = f"`{item.name}` stands inside `{outer}`, where it has no effect"
            hint = f"write `{item.name}` at the beginning of a line of its own"
            yield _key_error(path, item, "front-matter-key", message, hint)


def _comment_for_value(document: Document, node: Node) -> str:
    """The comment that stands where a value should be; empty if there is a value."""
    if not isinstance(node, Scalar) or node.text or node.style:
        return ""
    comment = _COMMENT.match(document.text, node.span.end)
    return comment[1] if comment else ""


def _guard_in_comment(path: str, item: Field, comment: str) -> Problem:
    shown = shortened(comment, _MESSAGE_LENGTH)
    message = f"`{item.name}` is empty, since YAML takes `{shown}` for a comment"
    hint = f"write `{item.name}: true` or `{item.name}: false`"
    return _key_error(path, item, "front-matter-comment", message, hint)


def _key_error(
    path: str,
    item: Field,
    code: str,
    message: str,
    hint: str,
) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code=code,
        message=message,
        path=path,
        line=item.key.line,
        column=item.key.column,
        hint=hint,
    )


# The record


def _paper_from(values: Mapping[str, Any], title: str) -> Paper:
    attributes = _owned_values(values, Owner.SOURCE)
    attributes.setdefault("title", title)
    listings = values.get("source", ())
    attributes["listings"] = with_page_day(listings, values.get("listed"))
    if "published" in attributes:
        attributes.setdefault("published_source", PublishedSource.EXPLICIT)
    return Paper(**attributes)


def _annotations_from(draft: _RecordDraft) -> Annotations:
    attributes = _owned_values(draft.values, Owner.HUMAN)
    extra = [(item.name, _extra_text(item.value)) for item in draft.rest]
    return Annotations(**attributes, extra=tuple(extra))


def _owned_values(values: Mapping[str, Any], owner: Owner) -> dict[str, Any]:
    """The values of somebody's keys, by the attributes that they fill."""
    attributes = _ATTRIBUTES[owner]
    return {attributes[key]: values[key] for key in values if key in attributes}


def _extra_text(node: Node) -> str:
    """The value of an unknown key, without what is secret in it."""
    if isinstance(node, Scalar):
        return node.text
    return yaml_text(_without_secrets(node))


def _without_secrets(node: Node) -> Value:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [_without_secrets(item) for item in node.items]
    public = [item for item in node.fields if not is_secret(item.name)]
    return {item.name: _without_secrets(item.value) for item in public}


# Problems


def _invalid_value(
    path: str,
    item: Field,
    invalid: InvalidValue,
) -> Problem:
    node = invalid.node or item.value
    shown = ""
    if isinstance(node, Scalar):
        shown = f" `{shortened(node.text, _MESSAGE_LENGTH)}`"
    return Problem(
        severity=Severity.ERROR,
        code="front-matter-value",
        message=f"`{item.name}`{shown}: expected {invalid.expected}",
        path=path,
        line=node.span.line,
        column=node.span.column,
        hint=invalid.hint,
    )


def _unknown_keys(draft: _RecordDraft) -> Iterator[Problem]:
    """A problem for each unknown key that looks like one that the page lacks."""
    for item in draft.rest:
        if key_called(item.name):
            continue
        key = near_miss(item.name)
        is_guard = key is not None and key.name in _GUARDS
        if key is None or (key.name in draft.values and not is_guard):
            continue
        if is_switch(item.name):
            continue
        yield Problem(
            severity=Severity.ERROR if is_guard else Severity.WARNING,
            code="front-matter-key",
            message=f"unknown key `{item.name}`",
            path=draft.path,
            line=item.key.line,
            column=item.key.column,
            hint=f"did you mean `{key.name}`?",
        )


def _unclear_authors(document: Document) -> Iterator[Problem]:
    """A warning for `Li, Wei, Zhang, San`: two names or four."""
    for item in _public_fields(document):
        key = key_called(item.name)
        if key is None or key.name != "authors" or not is_unclear(item.value):
            continue
        yield Problem(
            severity=Severity.WARNING,
            code="front-matter-authors",
            message=f"`{item.name}` has single words with commas: "
            "nobody can know which of them are one name",
            path=document.path,
            line=item.value.span.line,
            column=item.value.span.column,
            hint="write a list of full names: authors: [Ada Lovelace, Charles Babbage]",
        )


class _SwallowedText(NamedTuple):
    """Text that YAML takes for a comment."""

    offset: int
    message: str
    hint: str


def _values_taken_for_comments(document: Document) -> list[Problem]:
    """A warning for each value that YAML takes for a comment, whole or in part."""
    swallowed: list[_SwallowedText] = []
    for item in _public_fields(document):
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


def _swallowed_value(text: str, name: str, node: Scalar) -> Iterator[_SwallowedText]:
    """`tags: #one #two`, and `title: Part #2`."""
    key = key_called(name)
    if key is None or node.style:
        return
    comment = _COMMENT.match(text, node.span.end)
    if comment is None:
        return
    words = comment[1]
    shown = shortened(words, _MESSAGE_LENGTH)
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
        shown = shortened(comment[1].rstrip(", "), _MESSAGE_LENGTH)
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
            comment = _COMMENT.match(text, item.span.end)
        if comment:
            yield comment
        end = item.span.end
    last = _COMMENT_IN_GAP.search(text, end, node.span.end) if node.flow else None
    if last:
        yield last
