"""PyYAML's errors as problems with a place and a hint a reader can act on."""

import re

import yaml

from generator.content.frontmatter.write import double_quoted
from generator.core.positions import line_end, line_start

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
_LONGEST_QUOTED = 200
"""Longest value that a hint repeats."""
_UNCLOSED = ("while scanning a quoted scalar", "while parsing a flow")
"""PyYAML's contexts in which the mistake is where a quote or bracket opens."""


class FrontMatterError(Exception):
    """The front matter cannot be read any further."""

    def __init__(
        self,
        offset: int,
        code: str,
        message: str,
        hint: str,
    ) -> None:
        super().__init__(message)
        self.offset = offset
        self.code = code
        self.message = message
        self.hint = hint


def front_matter_error(
    error: Exception,
    source: str,
    offset: int,
) -> FrontMatterError:
    """The error for one that PyYAML raised on the source at this offset of the file."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return _syntax_error(error, source, offset)
    found = _UNPRINTABLE.search(source)
    start = found.start() if found else 0
    number = f" (U+{ord(source[start]):04X})" if found else ""
    return FrontMatterError(
        offset + start,
        "front-matter-character",
        f"a character that YAML does not allow{number}",
        "take it away, or write it as an escape in double quotes",
    )


def _syntax_error(
    error: yaml.MarkedYAMLError,
    source: str,
    offset: int,
) -> FrontMatterError:
    is_unclosed = (error.context or "").startswith(_UNCLOSED)
    mark = error.problem_mark
    if is_unclosed and error.context_mark is not None:
        mark = error.context_mark
    else:
        is_unclosed = False
    start = min(mark.index, len(source)) if mark is not None else 0
    first = line_start(source, start)
    last = line_end(source, start)
    line = source[first:last]
    return FrontMatterError(
        offset + start,
        "front-matter-yaml",
        f"front matter is not YAML: {error.problem or 'it breaks off here'}",
        _syntax_hint(line, is_unclosed=is_unclosed),
    )


def _syntax_hint(line: str, *, is_unclosed: bool) -> str:
    """What to do about the line with the mistake."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "indent with spaces, not tabs"
    found = _KEY_AND_VALUE.match(line)
    if not found:
        return (
            "write `key: value`, and put quotes around a value with `: ` or ` #` in it"
        )
    key, value = found["key"], found["value"]
    if is_unclosed:
        return f"close the quote or bracket of `{key}`"
    if len(value) > _LONGEST_QUOTED:
        return f"put the value of `{key}` in quotes"
    bare = value.rstrip().strip("\"'")
    return f"put the value in quotes: {key}: {double_quoted(bare)}"
