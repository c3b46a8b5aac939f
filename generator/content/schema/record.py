"""A page's front matter as a paper and its annotations.

1. Each field goes to the key that it names, in whatever spelling (`page_fields`).
2. A key takes the first field that has a value (`_fill_key`); what cannot be read is a
   problem if the field has our name for the key, else another tool's and left alone.
3. Switches such as `read: true` set what no key has set (`_apply_switches`).
4. Guards such as `private` and `publish: false` count wherever they are and however
   they are spelled; one that cannot be read, or is not seen by YAML, is an error and
   counts (`guard_fields`). What is only like one counts with a warning, unless a key of
   ours says otherwise (`guard_doubts`).
5. What is left is the reader's own; a name that looks like a key of ours is a problem.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from generator.content.frontmatter import (
    Document,
    Field,
    List,
    Node,
    Scalar,
    Value,
)
from generator.content.frontmatter.guards import is_secret
from generator.content.frontmatter.write import yaml_text
from generator.content.schema import readers
from generator.content.schema.comment_values import values_taken_for_comments
from generator.content.schema.guard_doubts import apply_probable_guards
from generator.content.schema.guard_fields import apply_guards
from generator.content.schema.page_fields import (
    field_candidates,
    has_own_name,
    is_present,
    read_value,
)
from generator.content.schema.paper_fields import with_page_day
from generator.content.schema.problems import (
    invalid_value,
    many_values,
    unclear_authors,
    unknown_keys,
)
from generator.content.schema.readers import InvalidValue, snake_case
from generator.content.schema.record_draft import RecordDraft
from generator.content.schema.table import KEYS, Key, Owner
from generator.core.errors import Problem
from generator.core.paper import Annotations, Paper, PublishedSource, Status

_ATTRIBUTES = {
    owner: {key.name: key.field for key in KEYS if key.owner is owner}
    for owner in Owner
}
"""For each owner's keys the attributes of `Paper` or `Annotations` that they fill."""


class Record(NamedTuple):
    """What a page's front matter holds."""

    paper: Paper
    """With the abstract, if the front matter has one."""
    annotations: Annotations
    problems: tuple[Problem, ...] = ()


def record(document: Document, *, title: str) -> Record:
    """The paper and the annotations of a page; `title` is for a paper that has none."""
    candidates, rest = field_candidates(document)
    draft = RecordDraft(path=document.path, rest=rest)
    for key, fields in candidates.items():
        _fill_key(key, fields, draft)
    _apply_switches(draft)
    apply_guards(document, draft)
    apply_probable_guards(document, draft)
    draft.problems += unknown_keys(draft)
    draft.problems += values_taken_for_comments(document)
    draft.problems += unclear_authors(document)
    draft.problems.sort(key=lambda problem: problem.line or 0)
    return Record(
        paper=_paper_from(draft.values, title),
        annotations=_annotations_from(draft),
        problems=tuple(draft.problems),
    )


def _fill_key(
    key: Key,
    fields: Iterable[Field],
    draft: RecordDraft,
) -> None:
    """Give a key the first field's value that there is; the rest is the reader's."""
    for item in fields:
        value = None
        if key.name not in draft.values:
            value = read_value(key, item)
        if isinstance(value, InvalidValue):
            if not has_own_name(item, key):  # another tool's
                draft.rest.append(item)
                continue
            draft.problems.append(invalid_value(draft.path, item, value))
        elif value is not None:
            draft.values[key.name] = _first_values(key, item, value, draft)
        elif is_present(item.value):
            draft.rest.append(item)


def _first_values(
    key: Key,
    item: Field,
    value: Any,  # noqa: ANN401 -- each key has its own type
    draft: RecordDraft,
) -> Any:  # noqa: ANN401 -- the same
    """The value, of a list as many as the key may have."""
    if not isinstance(value, tuple) or len(value) <= key.most:
        return value
    draft.problems.append(many_values(draft.path, item, len(value), key.most))
    return value[: key.most]


def _apply_switches(draft: RecordDraft) -> None:
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
    is_on = readers.ticked(item.value)
    if isinstance(is_on, bool):
        return {"status": Status.READ if is_on else Status.TO_READ}
    day = readers.calendar_day(item.value)
    if isinstance(day, dt.date):
        return {"status": Status.READ, "read_date": day}
    return {}


# The record


def _paper_from(values: Mapping[str, Any], title: str) -> Paper:
    attributes = _owned_values(values, Owner.SOURCE)
    attributes.setdefault("title", title)
    listings = values.get("source", ())
    attributes["listings"] = with_page_day(listings, values.get("listed"))
    if "published" in attributes:
        attributes.setdefault("published_source", PublishedSource.EXPLICIT)
    return Paper(**attributes)


def _annotations_from(draft: RecordDraft) -> Annotations:
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
    return yaml_text(_public_value(node))


def _public_value(node: Node) -> Value:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, List):
        return [_public_value(item) for item in node.items]
    public = [item for item in node.fields if not is_secret(item.name)]
    return {item.name: _public_value(item.value) for item in public}
