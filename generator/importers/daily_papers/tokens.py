"""Text to tokens: stretches of lines that mean one thing each, without markup.

In a plain dump a token is a line. A capture (Markdown, or text with addresses on lines of
their own) has several tokens on one line and wraps them in links:

    ### [Tea](https://huggingface.co/papers/2401.00001)    Token("Tea", heading, link)
    Some Lab · Published on Oct 4, 2026                    three tokens: byline, dot, date

What the wrapping looks like is the business of `links`.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.importers.daily_papers import links
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.patterns import inline_footer


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A stretch of one line."""

    line: int
    """From 1."""
    text: str
    """Without markup, without white space at its ends, never empty."""
    gap: bool
    """Whether a blank line, or the start of the file, is above it."""
    indented: bool = False
    first: bool = True
    """Whether it begins its line."""
    heading: bool = False
    """Whether a capture marks it as a heading."""
    link: str | None = None
    """Where a capture links it to."""

    def mark(self, role: Role) -> Mark:
        """A note of the role that the token got."""
        return Mark(
            line=self.line,
            text=self.text,
            role=role,
        )

    def split(self, length: int) -> tuple["Token", ...]:
        """Split after so many characters; one token if a side would be empty."""
        left = self.text[:length].rstrip()
        right = self.text[length:].strip()
        if not left or not right:
            return (self,)
        beside = replace(self, text=right, gap=False, first=False)
        return replace(self, text=left), beside


_DOT_ENTITY = re.compile(
    r"^[ \t]*&(?:middot|centerdot|bull|#183|#xb7|#8226|#x2022);[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)

Tokens = Sequence[Token]
"""What the rules of the grammar work on, together with positions in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenizedDump:
    """A whole file as tokens."""

    tokens: tuple[Token, ...]
    markup: tuple[Mark, ...]
    """What was taken off."""


def unescape_entities(text: str) -> str:
    """The text, with characters for entities if the dots of its footers are entities.

    Elsewhere `&amp;` is what the authors wrote.
    """
    if not _DOT_ENTITY.search(text):
        return text
    lines = (html.unescape(line) for line in text.split("\n"))
    return "\n".join(re.sub(r"[\r\n]+", " ", line) for line in lines)


def tokenize_dump(text: str) -> TokenizedDump:
    """The tokens of a text; lines end at LF, CRLF or CR and nowhere else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if links.is_capture(text):
        return _tokenize_capture(text)
    tokens = _split_inline_footers(_tokenize_plain(text))
    return TokenizedDump(tokens=tuple(tokens), markup=())


def _tokenize_plain(text: str) -> Iterator[Token]:
    gap = True
    for number, line in enumerate(text.split("\n"), start=1):
        shown = line.strip()
        if shown:
            indented = line[0].isspace()
            yield Token(
                line=number,
                text=shown,
                gap=gap,
                indented=indented,
            )
        gap = not shown


def _tokenize_capture(text: str) -> TokenizedDump:
    tokens: list[Token] = []
    markup: list[Mark] = []
    gap = True
    for number, line in enumerate(links.unlinked_lines(text), start=1):
        markup += [
            Mark(
                line=number,
                text=wrapping,
                role=Role.MARKUP,
            )
            for wrapping in line.markup
        ]
        for part in line.parts:
            first = part is line.parts[0]
            token = Token(
                line=number,
                text=part.text,
                gap=gap and first,
                first=first,
                heading=line.heading,
                link=part.link,
            )
            tokens.append(token)
        # Text captures put an address on the line below the text that it belongs to.
        if line.address and tokens and not tokens[-1].link:
            tokens[-1] = replace(tokens[-1], link=line.address)
        # A line of markup alone is neither text nor blank: it leaves the gap as it is.
        if line.parts:
            gap = False
        elif not line.markup:
            gap = True
    apart = tuple(_split_inline_footers(tokens))
    return TokenizedDump(tokens=apart, markup=tuple(markup))


def _split_inline_footers(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, with `Some Lab · Oct 4, 2026` split into byline, dot and date."""
    for token in tokens:
        footer = inline_footer(token.text)
        if not footer:
            yield token
            continue
        byline, dot, date = footer
        beside = replace(token, gap=False, first=False)
        if byline:
            yield replace(token, text=byline)
            yield replace(beside, text=dot)
        else:
            yield replace(token, text=dot)
        yield replace(beside, text=date)
