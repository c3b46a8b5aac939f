"""Single values of a front matter changed in place; every other byte stays.

An edit is a stretch of the text and what replaces it. The result is parsed again before it is
returned: if it does not have exactly the values it should, the text stays as it was.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from generator.content.frontmatter.document import Document, parse
from generator.content.frontmatter.nodes import (
    Field,
    List,
    Map,
    Node,
    Scalar,
    node_value,
)
from generator.content.frontmatter.write import Quoted, Value, field_line, yaml_text
from generator.core.positions import line_end, line_start, next_line_start

_BARE_KEY = re.compile(r"[ \t]*:(?=[ \t]*(?:#[^\r\n]*)?[\r\n])")
"""A colon with nothing but a comment behind it."""
_BLOCK_COMMENT = re.compile(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)")
"""The first line of a block scalar with a comment."""
_QUOTES = ("'", '"')

Changes = Mapping[str, Value | None]
"""New values by key; None removes the key."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text and what replaces it."""

    start: int
    end: int
    new: str


def set_fields(
    text: str,
    changes: Changes,
    *,
    order: Sequence[str] = (),
    drop_comments: bool = False,
) -> str:
    """The text with these values set, None meaning that the key is removed.

    A new key goes where `order` has it among the keys that are there, else last. A front
    matter that does not parse, or cannot be changed without losing a comment, is returned as
    it is. With `drop_comments`, a comment behind an item of a list goes with the item.
    """
    ranks = {name: rank for rank, name in enumerate(order)}
    result = text
    for name in sorted(changes, key=lambda name: ranks.get(name, len(ranks))):
        document = parse(result, "")
        if document.problems:
            return text
        edits = list(_field_edits(document, name, changes[name], order))
        old = document.by_name.get(name)
        if old and not drop_comments and _loses_a_comment(result, old, edits):
            return text
        result = apply_edits(result, edits)
    if not _has_changed_as_asked(parse(result, ""), parse(text, ""), changes):
        return text
    return result


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; their offsets are those of the text before any of them."""
    parts = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts.append(text[position : edit.start])
        parts.append(edit.new)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def _loses_a_comment(
    text: str,
    old: Field,
    edits: Iterable[Edit],
) -> bool:
    """Whether an edit removes a comment beside a value or between its items."""
    gaps = list(_gaps(text, old))
    for edit in edits:
        for start, end in gaps:
            gap = text[max(start, edit.start) : min(end, edit.end)].strip()
            if "#" in gap and gap not in edit.new:
                return True
    return False


def _gaps(text: str, old: Field) -> Iterator[tuple[int, int]]:
    """The stretches outside every scalar, from behind the key to the end of the last line."""
    position = old.key.end
    for start, end in sorted(_scalar_ranges(old.value)):
        yield position, start
        position = end
    yield position, line_end(text, old.value.span.end)


def _scalar_ranges(node: Node) -> Iterator[tuple[int, int]]:
    """Start and end of each key and each single value."""
    if isinstance(node, Scalar):
        yield node.span.start, node.span.end
    elif isinstance(node, List):
        for item in node.items:
            yield from _scalar_ranges(item)
    else:
        for pair in node.fields:
            yield pair.key.start, pair.key.end
            yield from _scalar_ranges(pair.value)


def _has_changed_as_asked(
    new: Document,
    old: Document,
    changes: Changes,
) -> bool:
    """Whether the new front matter is the old one with these changes, above the same body."""
    if new.problems:
        return False
    wanted = {name: node_value(item.value) for name, item in old.by_name.items()}
    for name, value in changes.items():
        if value is None:
            wanted.pop(name, None)
        else:
            wanted[name] = _value_when_read(value)
    values = {name: node_value(item.value) for name, item in new.by_name.items()}
    if values != wanted:
        return False
    if old.inner:
        return new.body == old.body
    # A first front matter is set off from the body by a blank line.
    return new.body.removeprefix("\n") == old.body.removeprefix("\n")


def _value_when_read(value: Value) -> object:
    """What a value is read as once it is written."""
    if isinstance(value, Mapping):
        return {name: _value_when_read(item) for name, item in value.items()}
    if _is_list(value):
        return [_value_when_read(item) for item in value]
    return str(value) if isinstance(value, str) else yaml_text(value)


def _field_edits(
    document: Document,
    name: str,
    value: Value | None,
    order: Sequence[str],
) -> Iterator[Edit]:
    """The edits that give one key its new value."""
    text = document.text
    old = document.by_name.get(name)
    if old is None and value is not None:
        yield _addition(document, name, value, order)
    elif old is not None and value is None:
        yield _removal(text, old)
    elif old is not None and value is not None:
        if _may_move_into_brackets(text, old, value):
            yield from _move_into_brackets(text, old, value)
        else:
            yield from _value_edits(text, old.value, value)


def _removal(text: str, old: Field) -> Edit:
    """The field's lines; a comment behind the value stays, since it is the reader's."""
    start = line_start(text, old.key.start)
    end = line_end(text, old.value.span.end)
    rest = text[old.value.span.end : end].strip()
    if rest.startswith("#"):
        return Edit(start, end, rest)
    return Edit(start, next_line_start(text, end), "")


def _addition(
    document: Document,
    name: str,
    value: Value,
    order: Sequence[str],
) -> Edit:
    """A new line for a new key, where `order` has it."""
    text = document.text
    newline = document.newline
    line = field_line(name, value)
    if document.inner is None:
        return _first_front_matter(document, line)
    if not document.fields:
        start = document.inner.start
        return Edit(start, start, line + newline)
    rank = order.index(name) if name in order else len(order)
    before = [item for item in document.fields if item.name in order[:rank]]
    after = [item for item in document.fields if item.name in order[rank:]]
    indent = _key_indent(text, document.fields[0])
    if after and not before:
        start = min(item.key.start for item in after)
        return Edit(start, start, line + newline + indent)
    end = max(item.value.span.end for item in before or document.fields)
    end = line_end(text, end)
    return Edit(end, end, newline + indent + line)


def _first_front_matter(document: Document, line: str) -> Edit:
    start = document.body_start
    newline = document.newline
    is_set_off = not document.body or document.body.startswith("\n")
    lines = ["---", line, "---", "" if is_set_off else newline]
    return Edit(start, start, newline.join(lines))


def _key_indent(text: str, field: Field) -> str:
    """The blanks before a key, which all keys of a front matter have alike."""
    before = text[line_start(text, field.key.start) : field.key.start]
    return "" if before.strip() else before


def _may_move_into_brackets(
    text: str,
    old: Field,
    value: Value,
) -> bool:
    """Whether a list on lines is replaced whole, so that it can be written behind its key."""
    if not isinstance(old.value, List) or old.value.flow or not _is_list(value):
        return False
    if not _BARE_KEY.match(text, old.key.end):
        return False
    new = [_value_when_read(item) for item in value]
    return not any(node_value(item) in new for item in old.value.items)


def _move_into_brackets(
    text: str,
    old: Field,
    value: Value,
) -> Iterator[Edit]:
    """Comments on lines of their own are the reader's and stay."""
    colon = _BARE_KEY.match(text, old.key.end)
    if not isinstance(old.value, List) or colon is None:
        return
    yield Edit(colon.end(), colon.end(), f" {yaml_text(value)}")
    for index in range(len(old.value.items)):
        yield item_removal(text, old.value, index, leading=True)


def _value_edits(
    text: str,
    old: Node,
    value: Value,
) -> Iterator[Edit]:
    """The fewest and smallest edits that make an old value the new one."""
    if node_value(old) == _value_when_read(value):
        return
    if isinstance(old, List) and old.items and _is_list(value):
        yield from _list_edits(text, old, value)
    elif (
        isinstance(old, Map) and isinstance(value, Mapping) and _same_names(old, value)
    ):
        for item in old.fields:
            yield from _value_edits(text, item.value, value[item.name])
    else:
        yield _replacement(text, old, value)


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _same_names(old: Map, value: Mapping[str, Value]) -> bool:
    return [item.name for item in old.fields] == list(value)


def _replacement(
    text: str,
    old: Node,
    value: Value,
) -> Edit:
    """New bytes for an old value, in its quoting style where that is possible."""
    start, end = old.span.start, old.span.end
    style = old.style if isinstance(old, Scalar) else ""
    if isinstance(value, Quoted) and isinstance(old, Scalar) and old.text:
        value = str(value)  # an old value without quotes keeps its style
    if style in _QUOTES and isinstance(value, int | dt.date):
        value = yaml_text(value)
    new = yaml_text(value, style=style)
    if not new:  # `key: value` becomes `key:`
        start = len(text[:start].rstrip(" \t"))
    comment = _BLOCK_COMMENT.match(text[start:end]) if style else None
    if isinstance(old, List | Map) and not old.flow:
        # A list on lines begins below its key.
        start = len(text[:start].rstrip())
        new = f" {new}"
    elif new and text[start - 1 : start] == ":":
        new = f" {new}"
    return Edit(start, end, new + comment[1] if comment else new)


def _list_edits(
    text: str,
    old: List,
    value: Sequence[Value],
) -> Iterator[Edit]:
    """Items removed and added where that is enough, otherwise the list written anew."""
    new = [_value_when_read(item) for item in value]
    kept = [item for item in old.items if node_value(item) in new]
    if not kept or [node_value(item) for item in kept] != new[: len(kept)]:
        yield _replacement(text, old, value)
        return
    first = old.items.index(kept[0])
    for index, item in enumerate(old.items):
        if not any(item is one for one in kept):
            yield item_removal(text, old, index, leading=index < first)
    added = value[len(kept) :]
    if added:
        items = [yaml_text(item, flow=old.flow) or '""' for item in added]
        yield _item_additions(text, old, kept[-1], items)


def item_removal(
    text: str,
    old: List,
    index: int,
    *,
    leading: bool,
) -> Edit:
    """One item with its comma, or with its line; `leading` when no item before it stays."""
    span = old.items[index].span
    if not old.flow:
        start = line_start(text, text.rfind("-", 0, span.start))
        return Edit(start, next_line_start(text, span.end), "")
    if leading:
        return Edit(span.start, old.items[index + 1].span.start, "")
    return Edit(old.items[index - 1].span.end, span.end, "")


def _item_additions(
    text: str,
    old: List,
    last: Node,
    items: Sequence[str],
) -> Edit:
    """New items behind the last one that stays, written as that one is."""
    end = last.span.end
    if old.flow:
        return Edit(end, end, "".join(f", {item}" for item in items))
    start = line_start(text, text.rfind("-", 0, last.span.start))
    lead = text[start : last.span.start]
    end = line_end(text, end)
    newline = text[end : next_line_start(text, end)] or "\n"
    return Edit(end, end, "".join(f"{newline}{lead}{item}" for item in items))
