"""Values as YAML text that every reader of YAML, 1.1 or 1.2, takes for the same value."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from generator.core.patterns import lazy_pattern

Value: TypeAlias = str | int | dt.date | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written; the empty string is written as nothing at all."""

_NOT_PLAIN = lazy_pattern(
    r"""
      ^ [-?:,\[\]{}#&*!|>'"%@`\s=<~]     # begins like something else
    | [:\s] $                            # ends like a key, or with a blank
    | : [\s,\[\]{}]                      # holds a key
    | \s [#]                             # holds a comment
    | [\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]   # needs escaping
    """,
    re.VERBOSE,
)
_TYPED = lazy_pattern(
    r"""
      [-+.\d] [\d a-f x o _ . : e + \- t z]*       # numbers, dates, times
    | [-+]? \. (?:inf|nan)
    | y | n | yes | no | on | off | true | false | null
    """,
    re.VERBOSE | re.IGNORECASE,
)

_IN_FLOW = lazy_pattern(r"[,\[\]{}]")
_ESCAPED = lazy_pattern('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_LONE = lazy_pattern("[\ud800-\udfff]")
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Quoted(str):
    """A string that is written in double quotes even where it need not be."""

    __slots__ = ()


def written(fields: Iterable[tuple[str, Value]]) -> str:
    """Front matter lines for these fields, each ended by a line feed."""
    return "".join(f"{line(name, value)}\n" for name, value in fields)


def line(name: str, value: Value) -> str:
    """One `key: value`."""
    return f"{scalar(name)}: {yaml_text(value)}".rstrip(" ")


def yaml_text(  # noqa: PLR0911 - one return a type
    value: Value, *, style: str = "", flow: bool = False
) -> str:
    """A value on one line; a string in this quoting style if it can be, lists in brackets."""
    if isinstance(value, Quoted):
        return double_quoted(value)
    if isinstance(value, str):
        return scalar(value, style=style, flow=flow)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = (
            f"{scalar(k, flow=True)}: {_inner(v)}".rstrip(" ") for k, v in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(_inner(item) for item in value) + "]"


def _inner(value: Value) -> str:
    """A value inside brackets, where an empty string must be seen."""
    return '""' if value == "" else yaml_text(value, flow=True)


def scalar(text: str, *, style: str = "", flow: bool = False) -> str:
    """A string, quoted where YAML would read it as something else."""
    if text == "" and not flow:
        return ""
    if style == '"':
        return double_quoted(text)
    plain = not (_NOT_PLAIN.search(text) or _TYPED.fullmatch(text) or not text)
    if style == "'" and (
        plain or not _ESCAPED.search(text.replace('"', "").replace("\\", ""))
    ):
        return "'" + text.replace("'", "''") + "'"
    if plain and not (flow and _IN_FLOW.search(text)):
        return text
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """A string in double quotes, on one line."""
    return '"' + _ESCAPED.sub(_escape, _LONE.sub("\ufffd", text)) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT.get(character) or f"\\u{ord(character):04x}"
