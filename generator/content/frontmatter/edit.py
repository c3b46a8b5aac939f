"""Single values of a front matter changed in place; every other byte stays.

An edit is a stretch of the text and what replaces it. The result is parsed again before
it is returned: if it does not have exactly the values it should, the text stays as it
was.
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

_Range = tuple[int, int]
"""Start and end of a stretch of the text."""

FieldChanges = Mapping[str, Value | None]
"""New values by key; None removes the key."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text and what replaces it."""

    start: int
    end: int
    new: str


def set_fields(
    text: str,
    changes: FieldChanges,
    *,
    order: Sequence[str] = (),
    drop_comments: bool = False,
) -> str:
    """The text with these values set, None meaning that the key is removed.

    A new key goes where `order` has it among the keys that are there, else last. A
    front matter that does not parse, or cannot be changed without losing a comment, is
    returned as it is. With `drop_comments`, a comment behind an item of a list goes
    with the item.
    """
    in_order = [name for name in order if name in changes]
    others = [name for name in changes if name not in order]
    result = text
    # One key at a time, each on the text that the one before left.
    for name in in_order + others:
        document = parse(result, "")
        if document.problems:
            return text
        edits = list(_field_edits(document, name, changes[name], order))
        field = document.by_name.get(name)
        if field and not drop_comments and _loses_a_comment(result, field, edits):
            return text
        result = apply_edits(result, edits)
    new = parse(result, "")
    old = parse(text, "")
    return result if _has_changed_as_asked(new, old, changes) else text


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; their offsets are those of the given text."""
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
            first = max(start, edit.start)
            last = min(end, edit.end)
            gap = text[first:last].strip()
            if "#" in gap and gap not in edit.new:
                return True
    return False


def _gaps(text: str, old: Field) -> Iterator[_Range]:
    """The stretches outside every scalar, from the key to the end of the last line."""
    position = old.key.end
    for start, end in sorted(_scalar_ranges(text, old.value)):
        yield position, start
        position = end
    yield position, line_end(text, old.value.span.end)


def _is_alias(text: str, node: Node) -> bool:
    """Whether a list or map is written somewhere else, and repeated by `*name` here."""
    return not isinstance(node, Scalar) and text.startswith("*", node.span.start)


def _scalar_ranges(text: str, node: Node) -> Iterator[_Range]:
    """Start and end of each key and each single value."""
    if isinstance(node, Scalar) or _is_alias(text, node):
        yield node.span.start, node.span.end
    elif isinstance(node, List):
        for item in node.items:
            yield from _scalar_ranges(text, item)
    else:
        for pair in node.fields:
            yield pair.key.start, pair.key.end
            yield from _scalar_ranges(text, pair.value)


def _has_changed_as_asked(
    new: Document,
    old: Document,
    changes: FieldChanges,
) -> bool:
    """Whether the new page is the old one with these changes and no other."""
    if new.problems:
        return False
    wanted = _field_values(old)
    for name, value in changes.items():
        if value is None:
            wanted.pop(name, None)
        else:
            wanted[name] = _value_when_read(value)
    if _field_values(new) != wanted:
        return False
    if old.inner:
        return new.body == old.body
    # A first front matter is set off from the body by a blank line.
    return new.body.removeprefix("\n") == old.body.removeprefix("\n")


def _field_values(document: Document) -> dict[str, object]:
    return {item.name: node_value(item.value) for item in document.fields}


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
    # Behind the keys that come before it in `order`, else before those that come after.
    rank = order.index(name) if name in order else len(order)
    before = [item for item in document.fields if item.name in order[:rank]]
    after = [item for item in document.fields if item.name in order[rank:]]
    indent = _key_indent(text, document.fields[0])
    if after and not before:
        start = min(item.key.start for item in after)
        return Edit(start, start, line + newline + indent)
    neighbours = before or document.fields
    last = max(item.value.span.end for item in neighbours)
    end = line_end(text, last)
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
    """Whether a list on lines is replaced whole, and can be written behind its key."""
    if not _is_list(value):
        return False
    if not isinstance(old.value, List) or old.value.flow:
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
    # Lists and maps of the same shape are edited item by item, so that their comments,
    # quotes and line breaks stay.
    if _is_alias(text, old):
        yield _replacement(text, old, value)
    elif isinstance(old, List) and old.items and _is_list(value):
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
    comment = _BLOCK_COMMENT.match(text[start:end])
    kept = comment[1] if comment and style else ""
    if isinstance(old, List | Map) and not old.flow:
        # A list on lines begins below its key.
        start = len(text[:start].rstrip())
        new = f" {new}"
    elif new and text[start - 1 : start] == ":":
        new = f" {new}"
    return Edit(start, end, new + kept)


def _list_edits(
    text: str,
    old: List,
    value: Sequence[Value],
) -> Iterator[Edit]:
    """Items removed and added where that is enough, otherwise the list written anew."""
    new = [_value_when_read(item) for item in value]
    wanted = {repr(item) for item in new}  # lists may have thousands of items
    kept = [item for item in old.items if repr(node_value(item)) in wanted]
    values = [node_value(item) for item in kept]
    # Those that stay must be in order and come first, since items are added at the end.
    if not kept or values != new[: len(kept)]:
        yield _replacement(text, old, value)
        return
    first = old.items.index(kept[0])
    staying = set(map(id, kept))
    for index, item in enumerate(old.items):
        if id(item) not in staying:
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
    """One item with its comma or line; `leading` when no item before it stays."""
    span = old.items[index].span
    if not old.flow:
        dash = text.rfind("-", 0, span.start)
        start = line_start(text, dash)
        return Edit(start, next_line_start(text, span.end), "")
    if leading:
        following = old.items[index + 1]
        return Edit(span.start, following.span.start, "")
    previous = old.items[index - 1]
    return Edit(previous.span.end, span.end, "")


def _item_additions(
    text: str,
    old: List,
    last: Node,
    items: Sequence[str],
) -> Edit:
    """New items behind the last one that stays, written as that one is."""
    end = last.span.end
    if old.flow:
        between = ", "
    else:
        # The line break, the indent and the dash of the last item.
        dash = text.rfind("-", 0, last.span.start)
        lead = text[line_start(text, dash) : last.span.start]
        end = line_end(text, end)
        newline = text[end : next_line_start(text, end)] or "\n"
        between = newline + lead
    new = "".join(between + item for item in items)
    return Edit(end, end, new)
