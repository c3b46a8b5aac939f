"""PyYAML's errors as problems with a place and a hint a reader can act on."""

import re
import unicodedata

import yaml

from generator.content.frontmatter.write import double_quoted
from generator.core.positions import line_end, line_start
from generator.core.text import shortened

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
_PLACES = {
    "before": ("at the beginning of the line", "plain blanks"),
    "behind": ("behind the colon, where YAML wants a plain blank", "a plain blank"),
    "colon": ("where YAML wants a plain colon", "`:` and a plain blank"),
}
"""Where an odd character is, by the group that found it, and what should be there."""
_LONGEST_WORD = 40
_LONGEST_QUOTED = 200
"""Longest value that a hint repeats."""
_UNCLOSED = ("while scanning a quoted scalar", "while parsing a flow")
"""PyYAML's contexts in which the mistake is where a quote or bracket opens."""
_COMMENT_IN_FLOW = re.compile(r"(?<=[\s\[{,])#[^\s,\]}]*")
_ODD_BLANK = "\xa0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_ODD_CHARACTER = re.compile(
    rf"""
    ^ (?: [ ]*+ (?P<before> [{_ODD_BLANK}] )
        | (?P<indent> [ ]*+ \t )
        | [ ]*+ (?:-[ ]+)? ["']? \w [\w.-]{{0,60}} ["']? [ ]?
          (?: : (?P<behind> [{_ODD_BLANK}] ) | (?P<colon> [：﹕︓] ) ) )
    """,
    re.VERBOSE | re.MULTILINE,
)
_NO_COLON_AND_BLANK = re.compile(
    r"^(?P<key>[A-Za-z_][\w-]{0,60})(?::(?=[^\s:/])|[ ]?=[ ]?)(?P<value>[^\r\n]*)",
    re.MULTILINE,
)


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


def slip_in(source: str, offset: int) -> FrontMatterError | None:
    """The error of a line that is no `key: value` for a reason one can hardly see."""
    # 1. A character that looks like a blank or a colon.
    odd = _ODD_CHARACTER.search(source)
    if odd and odd["indent"] is None:
        start = odd.start(odd.lastgroup or 0)
        name = unicodedata.name(source[start], "control character").lower()
        place, wanted = _PLACES[odd.lastgroup or ""]
        return FrontMatterError(
            offset + start,
            "front-matter-character",
            f"a {name} (U+{ord(source[start]):04X}) stands {place}",
            f"replace it by {wanted}",
        )
    # 2. No blank behind the colon, or `=` for it.
    found = _NO_COLON_AND_BLANK.search(source)
    if found is None or len(found["value"]) > _LONGEST_QUOTED:
        return None
    key, value = found["key"], found["value"].strip()
    return FrontMatterError(
        offset + found.start(),
        "front-matter-yaml",
        "front matter is not YAML: a key ends with a colon and a blank",
        f"write `{key}: {value}`",
    )


def _comment_in_flow(
    error: yaml.MarkedYAMLError,
    source: str,
    offset: int,
) -> FrontMatterError | None:
    """The error of `tags: [#one, two]`, where a comment swallows the bracket."""
    is_flow = (error.context or "").startswith("while parsing a flow")
    if not is_flow or error.context_mark is None or error.problem_mark is None:
        return None
    start, end = error.context_mark.index, error.problem_mark.index
    if start == end:  # the parser has lost the bracket, which is the last one before
        start = max(source.rfind("[", 0, end), source.rfind("{", 0, end), 0)
    found = _COMMENT_IN_FLOW.search(source, start, end)
    if found is None:
        return None
    word = found.group()
    return FrontMatterError(
        offset + found.start(),
        "front-matter-yaml",
        f"front matter is not YAML: `{shortened(word, _LONGEST_WORD)}` begins a comment, "
        "which swallows the rest of the line",
        f'put "{shortened(word, _LONGEST_WORD)}" in quotes, or leave the `#` away',
    )


def _syntax_error(
    error: yaml.MarkedYAMLError,
    source: str,
    offset: int,
) -> FrontMatterError:
    slip = _comment_in_flow(error, source, offset) or slip_in(source, offset)
    if slip:
        return slip
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
