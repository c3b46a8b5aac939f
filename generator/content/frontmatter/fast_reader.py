"""A fast path: front matter in the form that an import writes, read without YAML.

It saves 5 % of the instructions of a first build and the 22 ms that PyYAML takes to
load. Deleting it costs that and nothing else.

One `key: value` a line: words, in double quotes or without, or such values in brackets
or braces. Whatever looks the least unusual is left to `yaml_reader`. The fields equal
the ones YAML gives, places included: `tests/property/test_fast_reader_laws.py` holds
the two together.
"""

import re
from collections.abc import Iterator

from generator.content.frontmatter.nodes import Field, List, Map, Node, Scalar, Span

_UNUSUAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What YAML does not allow, or takes for a blank or the end of a line."""

_KEY = r"(?P<key> [A-Za-z_] [A-Za-z0-9_-]{0,60} ) :"
_QUOTED = r'" (?P<quoted> (?: [^"\\\n]++ | \\["\\] )*+ ) "'
_FLOW_WORD = r"[^ ,:?\#\[\]{}\n]"
_IN_FLOW = rf"""
    (?: {_QUOTED}
      | (?P<bare> \w {_FLOW_WORD}*+ (?: [ ]+ {_FLOW_WORD}++ )*+ )
      | (?P<flow> \{{ [^{{}}\n]* \}} )                       # a listing among several
    ) [ ]*
"""
_ITEM = re.compile(rf"[ ]* {_IN_FLOW} (?: , | \]\Z )", re.VERBOSE)
_PAIR = re.compile(rf"[ ]* {_KEY} [ ]+ {_IN_FLOW} (?: , | \}}\Z )", re.VERBOSE)
_LINE = re.compile(
    rf"""
    (?: {_KEY}
        (?: [ ]+
            (?: {_QUOTED}
              | (?P<bare> \w [^ :\#\n]*+
                    (?: (?: [ ]+ (?=[^ \#\n]) | : (?=[^ \n]) | (?<![ ])\# ) [^ :\#\n]*+ )*+ )
              | (?P<flow> \[ .* \] | \{{ .* \}} )
            ) )?
      | \# .*                                                # a comment
    )?
    \n
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)")


class _UnusualError(Exception):
    """YAML must look at this."""


def read_fast(text: str, inner: Span) -> tuple[Field, ...] | None:
    """The fields between two fences, None when YAML must look at them."""
    if _UNUSUAL.search(text, inner.start, inner.end):
        return None
    try:
        return tuple(_line_fields(text, inner))
    except _UnusualError:
        return None


def _line_fields(text: str, inner: Span) -> Iterator[Field]:
    line = inner.line
    for found in _consecutive(_LINE, text, inner.start, inner.end):
        if found.lastgroup:
            yield _read_key_and_value(found, found.start(), line)
        line += 1


def _consecutive(
    rule: re.Pattern[str],
    text: str,
    start: int,
    end: int,
) -> Iterator[re.Match[str]]:
    """Matches of a rule that follow one another without a gap from start to end."""
    while start < end:
        found = rule.match(text, start, end)
        if found is None:
            raise _UnusualError
        yield found
        start = found.end()


def _read_key_and_value(
    found: re.Match[str],
    line_start: int,
    line: int,
) -> Field:
    """The key and value of one match, on the line with this offset and number."""
    start, end = found.span("key")
    key = Span(start, end, line, start - line_start + 1)
    return Field(found["key"], _read_scalar_or_flow(found, line_start, line), key)


def _read_scalar_or_flow(
    found: re.Match[str],
    line_start: int,
    line: int,
) -> Node:
    kind = found.lastgroup or ""
    start, end = found.span(kind)
    column = start - line_start + 1
    if kind == "bare":
        span = Span(start, end, line, column)
        return Scalar(found[kind], span)
    if kind == "quoted":
        words = found[kind]
        if "\\" in words:
            words = _ESCAPE.sub(r"\1", words)
        # The span includes the quotes.
        span = Span(start - 1, end + 1, line, column - 1)
        return Scalar(words, span, '"')
    if kind == "flow":
        span = Span(start, end, line, column)
        return _read_flow(found.string, span, line_start)
    # No value: its place is behind the colon that ends the key.
    behind = end + 1
    span = Span(behind, behind, line, behind - line_start + 1)
    return Scalar("", span)


def _read_flow(
    text: str,
    span: Span,
    line_start: int,
) -> List | Map:
    """A list in brackets, or a map in braces."""
    inside = span.start + 1
    if text[span.start] == "{":
        pairs = _consecutive(_PAIR, text, inside, span.end)
        fields = [_read_key_and_value(found, line_start, span.line) for found in pairs]
        return Map(tuple(fields), span)
    if span.end == inside + 1:
        return List((), span)
    items = _consecutive(_ITEM, text, inside, span.end)
    values = [_read_scalar_or_flow(found, line_start, span.line) for found in items]
    return List(tuple(values), span)
