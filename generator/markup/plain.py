"""Most abstracts are plain words, escaped where need be: they are shown without a parser.

Whatever could mean something to Markdown is left to the parser. What is shown here equals what
the parser makes of the text, byte by byte; tests hold the two together.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TypeAlias

from generator.markup.linking import Run, is_external, runs
from generator.markup.tex import repaired

_PARAGRAPH = re.compile(
    r"""
    [A-Za-z("'“‘]                             # begins no list, heading, quotation or rule
    (?: [^\x00-\x1f\x7f\\`*_~%<&\[]++         # neither marks nor white space but blanks
      | (?<=[A-Za-z0-9]) _ (?=[A-Za-z0-9])    # snake_case
      | ~ (?!~) | % (?!%)                     # no strikethrough, no comment
      | < (?=[ 0-9=]) | & (?=\ )              # no tag, no entity
      | \\ [!-~]                              # what `escape` writes, or a command of TeX
    )* (?<! [~\s] )
    """,
    re.VERBOSE,
)
"""A line that is a paragraph as it stands."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

Paragraph: TypeAlias = tuple[Run, ...]


@lru_cache(maxsize=8)
def plain_paragraphs(markdown: str, *, repair: bool) -> tuple[Paragraph, ...] | None:
    """The paragraphs of a text that is plain words, None when the parser must look at it.

    Told once for HTML, plain text and links, which are asked for one after another.
    """
    lines = markdown.split("\n\n") if markdown else []
    if not all(map(_PARAGRAPH.fullmatch, lines)):
        return None
    shown = repaired if repair else str
    return tuple(tuple(runs(_ESCAPED.sub(r"\1", line), shown)) for line in lines)


def paragraphs_html(paragraphs: Sequence[Paragraph]) -> str:
    """Safe HTML of paragraphs."""
    return "".join(f"<p>{''.join(map(_run_html, words))}</p>\n" for words in paragraphs)


def paragraphs_text(paragraphs: Sequence[Paragraph]) -> str:
    """The words of paragraphs, parted by a blank line."""
    texts = ("".join(run.text for run in words).strip() for words in paragraphs)
    return "\n\n".join(filter(None, texts))


def escaped(text: str) -> str:
    """A text as HTML has it, in a quoted attribute too; single quotes stay."""
    return escape(text, quote=False).replace('"', "&quot;")


def _run_html(run: Run) -> str:
    if not run.url:
        return escaped(run.text)
    rel = ' rel="noopener noreferrer"' if is_external(run.url) else ""
    return f'<a href="{escaped(run.url)}"{rel}>{escaped(run.text)}</a>'
