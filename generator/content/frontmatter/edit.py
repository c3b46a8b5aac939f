"""Single values of a front matter changed in place; every other byte stays.

An edit is a stretch of the text and what replaces it. The result is parsed again before it is
handed out: what does not say exactly what it should is thrown away, and the text stays as it was.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.content.frontmatter.document import Document, parse
from generator.content.frontmatter.nodes import Field, List, Map, Node, Scalar, said
from generator.content.frontmatter.write import Quoted, Value, line, yaml_text

_LINE_END = re.compile(r"(?=\r\n|\n|\r)|\Z")
_BREAK = re.compile(r"\r\n|\n|\r|\Z")
_BARE_KEY = re.compile(r"[ \t]*:(?=[ \t]*(?:#[^\r\n]*)?[\r\n])")
"""A colon with nothing but a comment behind it."""
_QUOTES = ("'", '"')


class Edit(NamedTuple):
    """A stretch of a text and what replaces it."""

    start: int
    end: int
    new: str


def edited(
    text: str,
    changes: Mapping[str, Value | None],
    *,
    order: Sequence[str] = (),
    remarks_go: bool = False,
) -> str:
    """The text with these values set, None meaning that the key is taken away.

    A new key is put where `order` has it among the keys that are there, else last. A front matter
    that does not parse, or cannot be changed without losing a comment, is returned as it is.
    With `remarks_go`, a comment behind an item of a list goes with the item.
    """
    ranks = {name: rank for rank, name in enumerate(order)}
    new = text
    for name in sorted(changes, key=lambda name: ranks.get(name, len(ranks))):
        document = parse(new, "")
        edits = (
            []
            if document.problems
            else list(_edits(document, name, changes[name], order))
        )
        old = document.by_name.get(name)
        loses = old and not remarks_go and _loses_a_comment(new, old, edits)
        if document.problems or loses:
            return text
        new = applied(new, edits)
    return new if _says(parse(new, ""), parse(text, ""), changes) else text


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made, their places being those before any was made."""
    result, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        result += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*result, text[position:]])


def _loses_a_comment(text: str, old: Field, edits: Iterable[Edit]) -> bool:
    """Whether an edit takes away what somebody wrote beside a value or between its items."""
    gaps = list(_gaps(text, old))
    for edit in edits:
        for start, end in gaps:
            gap = text[max(start, edit.start) : min(end, edit.end)].strip()
            if "#" in gap and gap not in edit.new:
                return True
    return False


def _gaps(text: str, old: Field) -> Iterator[tuple[int, int]]:
    """The stretches that belong to no scalar, from behind the key to the end of the last line."""
    position = old.key.end
    for start, end in sorted(_scalars(old.value)):
        yield position, start
        position = end
    yield position, _line_end(text, old.value.span.end)


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    """Where each key and each single value stands."""
    if isinstance(node, Scalar):
        yield node.span.start, node.span.end
        return
    for item in node.items if isinstance(node, List) else node.fields:
        if isinstance(item, Field):
            yield item.key.start, item.key.end
            yield from _scalars(item.value)
        else:
            yield from _scalars(item)


def _says(new: Document, old: Document, changes: Mapping[str, Value | None]) -> bool:
    """Whether the new front matter is the old one with these changes."""
    expected = {name: said(item.value) for name, item in old.by_name.items()}
    expected |= {
        name: _spoken(value) for name, value in changes.items() if value is not None
    }
    gone = {name for name, value in changes.items() if value is None}
    wanted = {name: value for name, value in expected.items() if name not in gone}
    found = {name: said(item.value) for name, item in new.by_name.items()}
    body = (
        new.body if old.inner else new.body.removeprefix("\n")
    )  # the gap below a new fence
    return (
        not new.problems
        and found == wanted
        and body == old.body.removeprefix("" if old.inner else "\n")
    )


def _spoken(value: Value) -> object:
    """What a value is read as once it is written."""
    if isinstance(value, Mapping):
        return {name: _spoken(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_spoken(item) for item in value]
    return str(value) if isinstance(value, str) else yaml_text(value)


def _edits(
    document: Document, name: str, value: Value | None, order: Sequence[str]
) -> Iterator[Edit]:
    """What gives one key its new value."""
    old = document.by_name.get(name)
    if old and value is None:
        yield _removal(document.text, old)
    elif old and value is not None:
        yield from _into_brackets(document.text, old, value) or _replacement(
            document.text, old.value, value
        )
    elif value is not None:
        yield _addition(document, name, value, order)


def _line_end(text: str, position: int) -> int:
    """Where the line ends, its line break not counted."""
    found = _LINE_END.search(text, position)
    return found.start() if found else len(text)


def _line_start(text: str, position: int) -> int:
    """Where the line begins that holds this position."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def _removal(text: str, old: Field) -> Edit:
    """The field's lines; a comment behind the value stays, since it is the reader's."""
    start = _line_start(text, old.key.start)
    end = _line_end(text, old.value.span.end)
    rest = text[old.value.span.end : end].strip()
    if rest.startswith("#"):
        return Edit(start, end, rest)
    found = _BREAK.match(text, end)
    return Edit(start, found.end() if found else end, "")


def _addition(
    document: Document, name: str, value: Value, order: Sequence[str]
) -> Edit:
    """A new line for a new key, in the place where `order` has it."""
    new, newline = line(name, value), document.newline
    if document.inner is None:
        gap = "" if not document.body or document.body.startswith("\n") else newline
        start = document.body_start
        return Edit(start, start, newline.join(["---", new, "---", gap]))
    rank = order.index(name) if name in order else len(order)
    before = [item for item in document.fields if item.name in order[:rank]]
    after = [item for item in document.fields if item.name in order[rank:]]
    if not document.fields:
        return Edit(document.inner.start, document.inner.start, new + newline)
    indent = _indent(document.text, document.fields[0])
    if before or not after:
        end = max(item.value.span.end for item in before or document.fields)
        end = _line_end(document.text, end)
        return Edit(end, end, newline + indent + new)
    start = min(item.key.start for item in after)
    return Edit(start, start, new + newline + indent)


def _indent(text: str, field: Field) -> str:
    """The blanks before a key, which all keys of a front matter have alike."""
    before = text[_line_start(text, field.key.start) : field.key.start]
    return "" if before.strip() else before


def _into_brackets(text: str, old: Field, value: Value) -> list[Edit]:
    """A list on lines made one behind the key, where none of its items stays.

    Its comments on lines of their own are the reader's and stay.
    """
    new = [_spoken(item) for item in value] if isinstance(value, Sequence) else []
    colon = _BARE_KEY.match(text, old.key.end)
    if (
        not isinstance(old.value, List)
        or old.value.flow
        or not _is_list(value)
        or not colon
    ):
        return []
    if any(said(item) in new for item in old.value.items):
        return []
    places = range(len(old.value.items))
    gone = [item_removal(text, old.value, place, leading=True) for place in places]
    return [Edit(colon.end(), colon.end(), f" {yaml_text(value)}"), *gone]


def _replacement(text: str, old: Node, value: Value) -> Iterator[Edit]:
    """The edits that make an old value the new one, as few and as small as may be."""
    if said(old) == _spoken(value):
        return
    if isinstance(old, List) and _is_list(value) and old.items:
        yield from _list_edits(text, old, value)
    elif (
        isinstance(old, Map) and isinstance(value, Mapping) and _same_names(old, value)
    ):
        for item in old.fields:
            yield from _replacement(text, item.value, value[item.name])
    else:
        yield _rewriting(text, old, value)


def _is_list(value: Value) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _same_names(old: Map, value: Mapping[str, Value]) -> bool:
    return [item.name for item in old.fields] == list(value)


def _rewriting(text: str, old: Node, value: Value) -> Edit:
    """The old value's bytes exchanged, in its quoting style where that can be."""
    start, end = old.span.start, old.span.end
    style = old.style if isinstance(old, Scalar) else ""
    if isinstance(value, Quoted) and isinstance(old, Scalar) and old.text:
        value = str(value)
    if style in _QUOTES and isinstance(value, int | dt.date):
        value = yaml_text(value)
    new = yaml_text(value, style=style)
    if not new:  # `key: value` becomes `key:`
        start = len(text[:start].rstrip(" \t"))
    comment = (
        re.match(r"[|>][-+0-9]*([ \t]+#[^\r\n]*)", text[start:end]) if style else None
    )
    kept = comment[1] if comment else ""
    gap = " " if new and text[start - 1 : start] == ":" else ""
    if isinstance(old, List | Map) and not old.flow:
        start = len(text[:start].rstrip())
        gap = " "
    return Edit(start, end, gap + new + kept)


def _list_edits(text: str, old: List, value: Value) -> Iterator[Edit]:
    """Items taken out and added where only that is asked, otherwise the list written anew."""
    new = [*value] if isinstance(value, Sequence) else []
    spoken = [_spoken(item) for item in new]
    kept = [item for item in old.items if said(item) in spoken]
    if not kept or [said(item) for item in kept] != spoken[: len(kept)]:
        yield _rewriting(text, old, value)
        return
    first = old.items.index(kept[0])
    for index, item in enumerate(old.items):
        if not any(item is one for one in kept):
            yield item_removal(text, old, index, leading=index < first)
    added = [yaml_text(item, flow=old.flow) or '""' for item in new[len(kept) :]]
    if added:
        yield _item_additions(text, old, kept[-1], added)


def item_removal(text: str, old: List, index: int, *, leading: bool) -> Edit:
    """One item with its comma, or with its line."""
    span = old.items[index].span
    if not old.flow:
        start = _line_start(text, text.rfind("-", 0, span.start))
        found = _BREAK.search(text, span.end)
        return Edit(start, found.end() if found else span.end, "")
    if leading:
        return Edit(span.start, old.items[index + 1].span.start, "")
    return Edit(old.items[index - 1].span.end, span.end, "")


def _item_additions(text: str, old: List, last: Node, added: Sequence[str]) -> Edit:
    """New items behind the last one that stays, in the manner of the list."""
    end = last.span.end
    if old.flow:
        return Edit(end, end, "".join(f", {item}" for item in added))
    start = _line_start(text, text.rfind("-", 0, last.span.start))
    found = _BREAK.search(text, end)
    newline = (found and found.group()) or "\n"
    stop = _line_end(text, end)
    lead = text[start : last.span.start]
    return Edit(stop, stop, "".join(f"{newline}{lead}{item}" for item in added))
