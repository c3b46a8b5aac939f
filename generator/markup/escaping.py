"""Plain text written so that Markdown shows it as it is.

Only what Markdown could take for something else is escaped, so that a page stays good to read in
an editor; what other renderers (GitHub, Obsidian) would take for something else is escaped too.
"""

import re

from generator.core.patterns import lazy_pattern
from generator.core.text import collapse

_BLANK_LINES = lazy_pattern(r"(?:\r\n|\n|\r(?!\n))[^\S\r\n]*[\r\n]\s*")
_UNWRITABLE = lazy_pattern("[\x00\ud800-\udfff]")
_MEANINGFUL = lazy_pattern(
    r"""
      [`*\[]                              # code, emphasis, links
    | (?<![^\W_]) _ | _ (?![^\W_])        # emphasis, unless within a word: snake_case stays
    | ~ (?=~) | (?<=~) ~                  # strikethrough, fences
    | % (?=%)                             # comments
    | & (?=\#?[A-Za-z0-9]+;)              # entities
    | < (?=[A-Za-z/!?]|[^\s<>]*>)         # tags, autolinks
    | \\ (?=[!-/:-@\[-`{-~])              # what would escape the next character
    """,
    re.VERBOSE,
)
_AT_START = lazy_pattern(
    r"""
      (?P<number> [0-9]{1,9} (?=[.)](?:\s|$)) )     # numbered list
    | (?= \#{1,6} (?:\s|$)                          # heading
        | [-+] (?:\s|$)                             # list
        | > | = | --                                # quotation, lines under headings, rules
        | -\ ?- | (?:-\ ){2} )
    """,
    re.VERBOSE,
)


def tidied(text: str) -> str:
    """The text as `escape` keeps it: white space single, paragraphs parted by one blank line."""
    writable = _UNWRITABLE.sub("\ufffd", text)
    return "\n\n".join(filter(None, map(collapse, _BLANK_LINES.split(writable))))


def escape(text: str) -> str:
    """Markdown that shows exactly the words of a plain text, its paragraphs parted by blank lines.

    `plain_text(escape(text), repair=False)` is `tidied(text)`, whatever the text looks like.
    """
    return "\n\n".join(map(_paragraph, filter(None, tidied(text).split("\n\n"))))


def _paragraph(line: str) -> str:
    escaped = _MEANINGFUL.sub(r"\\\g<0>", line)
    return (
        _AT_START.sub(lambda found: f"{found['number'] or ''}\\", escaped, count=1)
        if (_AT_START.match(escaped))
        else escaped
    )
