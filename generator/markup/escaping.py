"""Plain text written so that Markdown shows it unchanged.

Only what Markdown could take for something else is escaped, so that a page stays
pleasant to read in an editor; what other renderers (GitHub, Obsidian) would take for
something else is escaped too.
"""

import re

from generator.core.text import collapse

_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r(?!\n))[^\S\r\n]*[\r\n]\s*")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_MEANINGFUL = re.compile(
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
_AT_START = re.compile(
    r"""
      (?P<number> [0-9]{1,9} (?=[.)](?:\s|$)) )     # numbered list
    | (?= \#{1,6} (?:\s|$)                          # heading
        | [-+] (?:\s|$)                             # list
        | > | = | --                                # quotation, lines under headings, rules
        | <{7} | \|{7}                              # marks of a merge
        | -\ ?- | (?:-\ ){2} )
    """,
    re.VERBOSE,
)


def tidy(text: str) -> str:
    """The text with single spaces and one blank line between paragraphs."""
    writable = _UNWRITABLE.sub("\ufffd", text)
    paragraphs = map(collapse, _BLANK_LINES.split(writable))
    return "\n\n".join(filter(None, paragraphs))


def escape(text: str) -> str:
    """Markdown that shows exactly the words of a text, one blank line between
    paragraphs.

    `plain_text(escape(text), repair=False)` is `tidy(text)`, whatever the text looks
    like.
    """
    paragraphs = tidy(text).split("\n\n")
    return "\n\n".join(map(_escape_paragraph, paragraphs))


def _escape_paragraph(paragraph: str) -> str:
    escaped = _MEANINGFUL.sub(r"\\\g<0>", paragraph)
    start = _AT_START.match(escaped)
    if not start:
        return escaped
    number = start["number"] or ""
    return f"{number}\\{escaped[len(number) :]}"
