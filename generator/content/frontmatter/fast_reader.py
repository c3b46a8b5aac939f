"""Front matter as our own pages have it, read without YAML, which takes several times as long.

One `key: value` a line: words, in double quotes or without, or such values in brackets or braces.
Whatever looks the least unusual is left to `tree`. What is read here equals what is read there,
its places too; tests hold the two together.
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
      | (?P<plain> \w {_FLOW_WORD}*+ (?: [ ]+ {_FLOW_WORD}++ )*+ )
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
              | (?P<plain> \w [^ :\#\n]*+
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


def plain_fields(text: str, inner: Span) -> tuple[Field, ...] | None:
    """The fields between two fences, None when YAML must look at them."""
    try:
        return tuple(_fields(text, inner))
    except _UnusualError:
        return None


def _fields(text: str, inner: Span) -> Iterator[Field]:
    if _UNUSUAL.search(text, inner.start, inner.end):
        raise _UnusualError
    start, number = inner.start, inner.line
    for found in _matches(_LINE, text, inner.start, inner.end):
        if found.lastgroup:
            yield _field(found, start, number)
        start, number = found.end(), number + 1


def _matches(
    rule: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Matches of a rule that follow one another through a stretch of the text."""
    while start < end:
        found = rule.match(text, start, end)
        if found is None:
            raise _UnusualError
        yield found
        start = found.end()


def _field(found: re.Match[str], line: int, number: int) -> Field:
    """The key and value in a line, of which are given where it begins and its number."""
    start, end = found.span("key")
    place = Span(start, end, number, start - line + 1)
    return Field(found["key"], _value(found, line, number), place)


def _value(found: re.Match[str], line: int, number: int) -> Node:
    kind = found.lastgroup or ""
    start, end = found.span(kind)
    if kind == "plain":
        return Scalar(found[kind], Span(start, end, number, start - line + 1))
    if kind == "quoted":
        words = _ESCAPE.sub(r"\1", found[kind]) if "\\" in found[kind] else found[kind]
        return Scalar(words, Span(start - 1, end + 1, number, start - line), '"')
    if kind == "flow":
        return _flow(found.string, Span(start, end, number, start - line + 1), line)
    return Scalar(
        "", Span(end + 1, end + 1, number, end - line + 2)
    )  # behind the colon


def _flow(text: str, span: Span, line: int) -> List | Map:
    """A list in brackets, or a map in braces."""
    if text[span.start] == "{":
        pairs = _matches(_PAIR, text, span.start + 1, span.end)
        return Map(tuple(_field(found, line, span.line) for found in pairs), span)
    if span.end == span.start + 2:
        return List((), span)
    items = _matches(_ITEM, text, span.start + 1, span.end)
    return List(tuple(_value(found, line, span.line) for found in items), span)
