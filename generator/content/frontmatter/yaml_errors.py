"""YAML's complaints in a reader's words: where the mistake is, and what would be right."""

import re
from typing import NamedTuple

import yaml

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_KEY_AND_VALUE = re.compile(
    r"""
    ^ (?P<lead> [ ]* (?:-[ ]+)? )
      (?P<key> [^\s:'"\[\]{}#&*!|>%@`][^:'"\[\]{}#]* ) : [ \t]+
      (?P<value> \S.* ) $
    """,
    re.VERBOSE,
)
_SHOWN = 200
"""Longest value that a hint repeats."""
_OPENED = ("while scanning a quoted scalar", "while parsing a flow")


class Mistake(NamedTuple):
    """What is wrong with a YAML text."""

    start: int
    """Offset in the text."""
    code: str
    message: str
    hint: str


def yaml_mistake(error: Exception, source: str) -> Mistake:
    """The mistake behind an error that PyYAML raised on this text."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return _marked(error, source)
    found = _UNPRINTABLE.search(source)
    start = found.start() if found else 0
    named = f" (U+{ord(source[start]):04X})" if found else ""
    return Mistake(
        start,
        "front-matter-character",
        f"a character that YAML does not allow{named}",
        "take it away, or write it as an escape in double quotes",
    )


def _marked(error: yaml.MarkedYAMLError, source: str) -> Mistake:
    opened = (error.context or "").startswith(
        _OPENED
    ) and error.context_mark is not None
    mark = error.context_mark if opened else error.problem_mark
    start = min(mark.index, len(source)) if mark is not None else 0
    line = _line(source, start)
    return Mistake(
        start,
        "front-matter-yaml",
        f"front matter is not YAML: {error.problem or 'it breaks off here'}",
        _hint(line, opened=opened),
    )


def _line(source: str, start: int) -> str:
    begin = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    found = re.compile(r"[\r\n]|\Z").search(source, max(begin, start))
    return source[begin : found.start() if found else len(source)]


def _hint(line: str, *, opened: bool) -> str:
    """What to do about the line with the mistake."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, not tabs"
    found = _KEY_AND_VALUE.match(line)
    if opened and found:
        return f"close the quote or bracket of `{found['key']}`"
    if not found:
        return (
            "write `key: value`, and put quotes around a value with `: ` or ` #` in it"
        )
    if len(found["value"]) > _SHOWN:
        return f"put the value of `{found['key']}` in quotes"
    value = (
        found["value"].rstrip().strip("\"'").replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'put the value in quotes: {found["key"]}: "{value}"'
