"""Values as YAML text that YAML 1.1 and 1.2 read as the same value."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = str | int | dt.date | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written; the empty string is written as nothing at all."""

_NEEDS_QUOTES = re.compile(
    r"""
      ^ [-?:,\[\]{}#&*!|>'"%@`\s=<~]     # begins like something else
    | [:\s] $                            # ends like a key, or with a blank
    | : [\s,\[\]{}]                      # holds a key
    | \s [#]                             # holds a comment
    | [\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]   # needs escaping
    """,
    re.VERBOSE,
)
_TYPED = re.compile(
    r"""
      [-+.\d] [\d a-f x o _ . : e + \- t z]*       # numbers, dates, times
    | [-+]? \. (?:inf|nan)
    | y | n | yes | no | on | off | true | false | null
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What YAML does not read as a string."""

_FLOW_MARK = re.compile(r"[,\[\]{}]")
_NEEDS_ESCAPE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Quoted(str):
    """A string that is written in double quotes even where it need not be."""

    __slots__ = ()


def field_lines(fields: Iterable[tuple[str, Value]]) -> str:
    """Front matter lines for these fields, each ended by a line feed."""
    return "".join(f"{field_line(name, value)}\n" for name, value in fields)


def field_line(name: str, value: Value) -> str:
    """One `key: value`."""
    return f"{yaml_scalar(name)}: {yaml_text(value)}".rstrip(" ")


def yaml_text(  # noqa: PLR0911 - one return a type
    value: Value,
    *,
    style: str = "",
    flow: bool = False,
) -> str:
    """A value on one line; strings in this quoting style if possible."""
    if isinstance(value, Quoted):
        return double_quoted(value)
    if isinstance(value, str):
        return yaml_scalar(value, style=style, flow=flow)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = []
        for name, item in value.items():
            key = yaml_scalar(name, flow=True)
            pairs.append(f"{key}: {_flow_text(item)}".rstrip(" "))
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(map(_flow_text, value)) + "]"


def _flow_text(value: Value) -> str:
    """A value inside brackets, where an empty string must be visible."""
    if value == "":
        return '""'
    return yaml_text(value, flow=True)


def yaml_scalar(
    text: str,
    *,
    style: str = "",
    flow: bool = False,
) -> str:
    """A string, quoted where YAML would read it as something else."""
    if text == "" and not flow:
        return ""
    if style == '"':
        return double_quoted(text)
    may_be_bare = text and not _NEEDS_QUOTES.search(text) and not _TYPED.fullmatch(text)
    if style == "'":
        # Single quotes have no escapes, and need none for `"` and backslashes.
        others = text.replace('"', "").replace("\\", "")
        if may_be_bare or not _NEEDS_ESCAPE.search(others):
            return "'" + text.replace("'", "''") + "'"
    if may_be_bare and not (flow and _FLOW_MARK.search(text)):
        return text
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """A string in double quotes, on one line."""
    writable = _LONE_SURROGATE.sub("\ufffd", text)
    return '"' + _NEEDS_ESCAPE.sub(_escape_sequence, writable) + '"'


def _escape_sequence(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04x}"
