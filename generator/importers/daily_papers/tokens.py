"""Text to pieces: the stretches of lines that have one meaning each, with markup taken off.

In a plain dump a piece is a line. Captures (Markdown, or text with addresses on lines of their
own) put several things on one line and wrap them in links; here the wrapping goes, and what it
linked to is kept beside the text.
"""

from collections.abc import Iterator
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
    """What a capture links it to."""

    def mark(self, role: Role, record: int | None = None) -> Mark:
        """The bookkeeping of what it was used for."""
        return Mark(line=self.line, text=self.text, role=role, record=record)

    def cut(self, length: int) -> tuple["Token", ...]:
        """The piece in two, after so many characters; in one if a side would be empty."""
        head, tail = self.text[:length].rstrip(), self.text[length:].strip()
        if not head or not tail:
            return (self,)
        return (
            replace(self, text=head),
            replace(self, text=tail, gap=False, first=False),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """All that stands in a file."""

    shown: tuple[Token, ...]
    markup: tuple[Mark, ...]
    """What was taken off."""


def tokenize_dump(text: str) -> Pieces:
    """The pieces of a text; lines end at LF, CRLF or CR and nowhere else."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if links.is_capture(text):
        return _captured(text)
    return Pieces(shown=tuple(_feet_apart(_plain(text))), markup=())


def _plain(text: str) -> Iterator[Token]:
    gap = True
    for number, line in enumerate(text.split("\n"), 1):
        shown = line.strip()
        if shown:
            yield Token(line=number, text=shown, gap=gap, indented=line[0].isspace())
        gap = not shown


def _captured(text: str) -> Pieces:
    shown: list[Token] = []
    markup: list[Mark] = []
    gap = True
    for number, line in enumerate(links.unlinked_lines(text), 1):
        markup += [
            Mark(line=number, text=part, role=Role.MARKUP) for part in line.markup
        ]
        for index, part in enumerate(line.parts):
            shown.append(
                Token(
                    line=number, text=part.text, gap=gap and index == 0, first=index == 0,
                    heading=line.heading, link=part.link,
                )
            )  # fmt: skip
        if line.address and shown:
            shown[-1] = _addressed(shown[-1], line.address)
        gap = not line.parts and (gap or not line.markup)
    return Pieces(shown=tuple(_feet_apart(shown)), markup=tuple(markup))


def _addressed(piece: Token, address: str) -> Token:
    """A capture that puts addresses on lines of their own puts them below what they belong to."""
    return piece if piece.link else replace(piece, link=address)


def _feet_apart(pieces: Iterator[Token] | list[Token]) -> Iterator[Token]:
    """The pieces, with `Some Lab · Published on Oct 4, 2026` as byline, dot and date."""
    for piece in pieces:
        found = (
            inline_footer(piece.text)
            if "·" in piece.text or "•" in piece.text
            else None
        )
        if not found:
            yield piece
            continue
        byline, dot, date = found
        if byline:
            yield replace(piece, text=byline)
        yield replace(
            piece,
            text=dot,
            gap=piece.gap and not byline,
            first=piece.first and not byline,
        )
        yield replace(piece, text=date, gap=False, first=False)
