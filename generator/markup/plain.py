"""Most abstracts are paragraphs of plain words: their tokens are told without a parser.

Whatever could mean something to Markdown is left to the parser. What is told here equals what the
parser says, token by token; tests hold the two together.
"""

import re
from collections.abc import Iterator

from markdown_it.token import Token

_PARAGRAPH = re.compile(
    r"""
    [A-Za-z("'“‘]                             # begins no list, heading, quotation or rule
    (?: [^\x00-\x1f\x7f\\`*_~%<&\[]++         # neither marks nor white space but blanks
      | (?<=[A-Za-z0-9]) _ (?=[A-Za-z0-9])    # snake_case
      | ~ (?!~) | % (?!%)                     # no strikethrough, no comment
      | < (?=[ 0-9=]) | & (?=\ )              # no tag, no entity
    )* (?<! [~\s] )
    """,
    re.VERBOSE,
)
"""A line that is a paragraph as it stands."""


def plain_paragraphs(markdown: str) -> list[Token] | None:
    """The tokens of a text that is plain words, None when the parser must look at it."""
    lines = markdown.split("\n\n")
    if not all(map(_PARAGRAPH.fullmatch, lines)):
        return None
    return [token for number, line in enumerate(lines) for token in _paragraph(line, 2 * number)]


def _paragraph(line: str, start: int) -> Iterator[Token]:
    place = [start, start + 1]
    words = Token("text", "", 0, content=line)
    yield Token("paragraph_open", "p", 1, map=place, block=True)
    yield Token("inline", "", 0, map=place, level=1, children=[words], content=line, block=True)
    yield Token("paragraph_close", "p", -1, block=True)
