"""JSON as sources write it: the items of a list, each with the line where it begins.

The standard decoder tells no places. So the outermost list or object is walked here, and
what is inside of an item is left to the decoder. The list of records may be the whole
text or the value of a key, as in `{"references": […]}`.

Numbers with a point stay texts, since `2408.10` may be an arXiv id; so do those that are
too long for a number.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from generator.core.encoding import decode_seed
from generator.core.errors import Problem, Severity
from generator.core.positions import Lines
from generator.core.text import shortened

_BLANKS = re.compile(r"[ \t\r\n]*+")
_MOST_DIGITS = 300
"""Python refuses to make a number of thousands."""
_LONGEST_QUOTE = 200
_BEGINNINGS = (b"{", b"[", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b" ", b"\t", b"\r", b"\n", b"\0")  # fmt: skip
"""A file that begins otherwise is no JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonItem:
    """A value and where it is."""

    value: Any
    line: int
    """Of the file, from 1, where it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonText:
    """A JSON text, as far as it can be read."""

    items: tuple[JsonItem, ...] = ()
    """Of the outermost list; those before the place where a text breaks off."""
    members: Mapping[str, JsonItem] = field(default_factory=dict)
    """Of the outermost object, by their keys."""
    lists: Mapping[str, tuple[JsonItem, ...]] = field(default_factory=dict)
    """The items of those members that are lists."""
    line: int = 1
    """Where the outermost value begins."""
    problems: tuple[Problem, ...] = ()
    """Of the encoding and the syntax."""

    @property
    def outer(self) -> dict[str, Any]:
        """The outermost object; empty for a list."""
        return {key: item.value for key, item in self.members.items()}


# Each format looks at a file's content before one of them reads it: for 10 MB, all of
# them together would take a second instead of a tenth.
@lru_cache(maxsize=1)
def read_json(data: bytes, seed: str) -> JsonText:
    """The content of a seed as JSON; what is wrong with it is among the problems."""
    if not data.startswith(_BEGINNINGS):
        return JsonText(problems=(_not_json("this is no JSON", seed, 1, 1),))
    text, problems = decode_seed(data, seed)
    reader = _Reader(text)
    try:
        reader.read()
    except json.JSONDecodeError as fault:
        place = reader.lines.position(fault.pos)
        line = reader.lines.text_of(place.line)[place.column - 1 :]
        quote = shortened(line, _LONGEST_QUOTE)
        reason = fault.msg[:1].lower() + fault.msg[1:]
        message = f"not valid JSON from here on: {reason}: `{quote}`"
        problems += (_not_json(message, seed, *place),)
    except RecursionError:
        place = reader.lines.position(reader.offset)
        problems += (_not_json("values are nested too deeply", seed, *place),)
    return JsonText(
        items=tuple(reader.items),
        members=reader.members,
        lists=reader.lists,
        line=reader.first_line,
        problems=problems,
    )


def _not_json(message: str, seed: str, line: int, column: int) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="json-syntax",
        message=message,
        path=seed,
        line=line,
        column=column,
        hint="export or fetch the file again; records before this place were read",
    )


class _Reader:
    """Walks the outermost value; raises what the decoder raises."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.offset = 0
        """Of the value that is being read."""
        self.first_line = 1
        self.items: list[JsonItem] = []
        self.members: dict[str, JsonItem] = {}
        self.lists: dict[str, tuple[JsonItem, ...]] = {}
        self._decoder = json.JSONDecoder(
            parse_int=_whole_number,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_object,
        )

    def read(self) -> None:
        start = self._skip_blanks(0)
        self.first_line = self.lines.position(start).line
        if self.text.startswith("[", start):
            end = self._read_list(start, self.items)
        elif self.text.startswith("{", start):
            end = self._read_object(start)
        else:
            raise json.JSONDecodeError(
                "expecting a list or an object", self.text, start
            )
        end = self._skip_blanks(end)
        if end != len(self.text):
            raise json.JSONDecodeError("there is more behind the end", self.text, end)

    def _read_list(self, start: int, items: list[JsonItem]) -> int:
        """Add the items of the list that begins here; the offset behind it."""
        for at in self._places(start, "]"):
            item, self.offset = self._value(at)
            items.append(item)
        return self.offset

    def _read_object(self, start: int) -> int:
        """Keep the members of the object that begins here; the offset behind it."""
        for at in self._places(start, "}"):
            key, end = self._key(at)
            value_at = self._skip_blanks(end)
            if self.text.startswith("[", value_at):
                items: list[JsonItem] = []
                self._add_list(key, value_at, items)
            else:
                item, self.offset = self._value(value_at)
                self.members[_free_key(key, self.members)] = item
        return self.offset

    def _add_list(self, key: str, start: int, items: list[JsonItem]) -> None:
        """Keep a list with its items, as many as there are before a fault."""
        key = _free_key(key, self.members)
        try:
            self.offset = self._read_list(start, items)
        finally:
            line = self.lines.position(start).line
            values = [item.value for item in items]
            self.members[key] = JsonItem(value=values, line=line)
            self.lists[key] = tuple(items)

    def _places(self, start: int, closing: str) -> Iterator[int]:
        """Where the parts of a list or an object begin; whoever asks reads each.

        Afterwards, `offset` is behind the closing bracket.
        """
        at = self._skip_blanks(start + 1)
        if self.text.startswith(closing, at):
            self.offset = at + 1
            return
        while True:
            self.offset = at
            yield at
            at = self._skip_blanks(self.offset)
            if self.text.startswith(closing, at):
                self.offset = at + 1
                return
            if not self.text.startswith(",", at):
                raise json.JSONDecodeError(
                    f"expecting `,` or `{closing}`", self.text, at
                )
            at = self._skip_blanks(at + 1)

    def _key(self, at: int) -> tuple[str, int]:
        """The key that begins here, and the offset behind its colon."""
        if not self.text.startswith('"', at):
            raise json.JSONDecodeError("expecting a key in quotes", self.text, at)
        key, end = self._decoder.raw_decode(self.text, at)
        end = self._skip_blanks(end)
        if not self.text.startswith(":", end):
            raise json.JSONDecodeError("expecting `:`", self.text, end)
        return key, end + 1

    def _value(self, at: int) -> tuple[JsonItem, int]:
        value, end = self._decoder.raw_decode(self.text, at)
        line = self.lines.position(at).line
        return JsonItem(value=value, line=line), end

    def _skip_blanks(self, at: int) -> int:
        found = _BLANKS.match(self.text, at)
        return found.end() if found else at


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of a key that is there twice, no value is lost."""
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    members = {}
    for key, value in pairs:
        members[_free_key(key, members)] = value
    return members


def _free_key(key: str, members: Mapping[str, Any]) -> str:
    """The key, or `key (2)` if it is there already."""
    number = 2
    free = key
    while free in members:
        free = f"{key} ({number})"
        number += 1
    return free
