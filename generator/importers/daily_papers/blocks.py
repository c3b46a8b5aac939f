"""From one foot to the next: what belongs to the paper above, to the page, and to the paper below.

A block reads as: counts and buttons of the paper above, footer, header, `Submitted by`, upvotes,
title, abstract, foot. Each is optional; whatever stands where nothing is known is title and text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importers.daily_papers import boilerplate, links, patterns
from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.footers import Footer, cut_footer
from generator.importers.daily_papers.tokens import Token

_LONGEST_NAME = 60
_LONGEST_TITLE = 250
"""Of 9,577 real titles the longest has 175 characters."""

_SUBMITTED = re.compile(r"Submitted by\s*(?P<name>\S.*)?", re.IGNORECASE)
_GITHUB = re.compile(r"(?:LINK:\s*)?GitHub(?:\s+(?P<stars>\S+))?")


@dataclass(slots=True, kw_only=True)
class Block:
    """All between two feet, and the lower foot; filled piece by piece."""

    footer: Footer | None = None
    header: Header | None = None
    marks: list[Mark] = field(default_factory=list)
    """Furniture, and what is only reported."""
    left_out: list[Token] = field(default_factory=list)
    """What the page says beside the papers: submitters, stars."""
    above: list[Token] = field(default_factory=list)
    """Counts that belong to the paper above for sure."""
    undecided: list[Token] = field(default_factory=list)
    """Counts between two papers: comments of the upper, upvotes of the lower."""
    own: list[Token] = field(default_factory=list)
    """Counts that belong to the paper below for sure."""
    votes_above: Token | None = None
    """Upvotes that stand below their paper, as on trending pages."""
    buttons: list[Token] = field(default_factory=list)
    """`GitHub` and `arXiv Page` of the paper above, with their links."""
    strays: list[Token] = field(default_factory=list)
    """Text at a place where no paper's text can be."""
    title: tuple[Token, ...] = ()
    abstract: tuple[tuple[Token, ...], ...] = ()
    """Paragraphs."""

    @property
    def text(self) -> Iterator[Token]:
        """Title and abstract."""
        yield from self.title
        for paragraph in self.abstract:
            yield from paragraph

    @property
    def all_counts(self) -> tuple[Token, ...]:
        """Lone numbers, whatever they count."""
        votes = (self.votes_above,) if self.votes_above else ()
        return (*self.above, *self.undecided, *self.own, *votes)

    def bound(self) -> None:
        """Something of the page stands here: the counts so far are the upper paper's."""
        self.above += self.undecided
        self.undecided = []


def blocks_of(
    pieces: Sequence[Token], start: int, footers: Sequence[Footer]
) -> list[Block]:
    """The blocks from a piece on; one without a foot is a listing that was cut off."""
    blocks: list[Block] = []
    for footer in (*footers, None):
        stop = footer.start if footer else len(pieces)
        tops = [
            top
            for top in boilerplate.headers_within(pieces, start, stop)
            if top > start
        ]
        for begin, end in pairwise([start, *tops, stop]):
            last = footer if end == stop else None
            blocks.append(_block(pieces, begin, end, last, after=bool(blocks)))
        start = footer.end if footer else stop
    return blocks


def _block(
    pieces: Sequence[Token],
    start: int,
    stop: int,
    footer: Footer | None,
    *,
    after: bool,
) -> Block:
    """One block; `after` says whether a paper may stand above it."""
    footer = footer or cut_footer(pieces, start, stop)
    block = Block(footer=footer)
    stop = footer.start if footer else stop
    at = _stray_dates(block, pieces, start, stop) if after and start else start
    while at < stop:
        at, before = (
            _page_item(block, pieces, at, stop, after=after and not block.header),
            at,
        )
        if at == before:
            break
    at = _given_back(block, pieces, at, stop)
    _take_text(block, pieces[at:stop])
    return block


def _stray_dates(block: Block, pieces: Sequence[Token], start: int, stop: int) -> int:
    """A second date glued below a foot is no title."""
    at = start
    while at < stop and not pieces[at].gap and patterns.printed_date(pieces[at].text):
        block.strays.append(pieces[at])
        at += 1
    return at


def _page_item(
    block: Block, pieces: Sequence[Token], at: int, stop: int, *, after: bool
) -> int:
    """Takes one thing that is no paper's text; where it ends, `at` if there is none."""
    found = _header(block, pieces, at, stop) if not block.header else at
    for rule in (_button, _footer) if after else ():
        found = rule(block, pieces, at, stop) if found == at else found
    for rule in (_submitter, _bullets):
        found = rule(block, pieces, at, stop) if found == at else found
    if found == at:
        found = _count(block, pieces[at], at, after=after)
    return found


def _header(block: Block, pieces: Sequence[Token], at: int, stop: int) -> int:
    header = boilerplate.header(pieces, at, stop)
    if not header:
        return at
    block.bound()
    block.header = header
    block.marks += header.marks
    return header.end


def _button(block: Block, pieces: Sequence[Token], at: int, stop: int) -> int:
    """`Upvote` with its count, `GitHub 3.29k`, `arXiv Page`: below the paper they belong to."""
    piece = pieces[at]
    if (
        piece.text == "Upvote"
        and at + 1 < stop
        and patterns.votes(pieces[at + 1].text) is not None
    ):
        block.bound()
        block.marks.append(piece.mark(Role.BOILERPLATE))
        block.votes_above = pieces[at + 1]
        return at + 2
    stars = _GITHUB.fullmatch(piece.text)
    if stars and (piece.link or patterns.count(stars["stars"] or "") is not None):
        block.bound()
        name, *number = piece.cut(stars.start("stars")) if stars["stars"] else (piece,)
        block.buttons.append(name)
        block.left_out += number
        return at + 1
    if piece.text in ("arXiv Page", "View arXiv page") and (
        piece.link or block.votes_above
    ):
        block.buttons.append(piece)
        return at + 1
    return at


def _footer(block: Block, pieces: Sequence[Token], at: int, stop: int) -> int:
    end = boilerplate.footer(pieces, at, stop, last=block.footer is None)
    if end > at:
        block.bound()
        block.marks += [piece.mark(Role.BOILERPLATE) for piece in pieces[at:end]]
    return end


def _submitter(block: Block, pieces: Sequence[Token], at: int, stop: int) -> int:
    """`Submitted by` and a name, on one line or on two."""
    found = (
        _SUBMITTED.fullmatch(pieces[at].text) if pieces[at].text[0] in "Ss" else None
    )
    if not found or ((name := found["name"] or "") and len(name) > _LONGEST_NAME):
        return at
    words, *names = pieces[at].cut(found.start("name")) if name else (pieces[at],)
    end = at + 1
    if not names and end < stop and len(pieces[end].text) <= _LONGEST_NAME:
        names = [pieces[end]]
        end += 1
    if end == stop and block.footer:
        return at  # nothing would be left to be the title
    block.bound()
    block.marks.append(words.mark(Role.BOILERPLATE))
    block.left_out += names
    return end


def _bullets(block: Block, pieces: Sequence[Token], at: int, stop: int) -> int:
    """Bullets that pictures left; a lone `-` is a count of votes."""
    text = pieces[at].text
    if (
        at + 1 == stop
        or patterns.votes(text) is not None
        or not patterns.is_bullets(text)
    ):
        return at
    block.marks.append(pieces[at].mark(Role.BOILERPLATE))
    return at + 1


def _count(block: Block, piece: Token, at: int, *, after: bool) -> int:
    """A lone number above a title."""
    if patterns.votes(piece.text) is None or piece.heading:
        return at
    if links.is_discussion(piece.link):
        block.above.append(piece)
    elif (piece.link and links.is_login(piece.link)) or not after or block.left_out:
        block.bound()
        block.own.append(piece)
    else:
        block.undecided.append(piece)
    return at + 1


def _given_back(block: Block, pieces: Sequence[Token], at: int, stop: int) -> int:
    """A number with no text below it, but a foot, is itself the title."""
    if at < stop or not block.footer:
        return at
    for counts in (block.own, block.undecided):
        if counts and counts[-1] is pieces[at - 1]:
            counts.pop()
            return at - 1
    return at


def _take_text(block: Block, pieces: Sequence[Token]) -> None:
    """Title and abstract from what is left."""
    heading = next((index for index, piece in enumerate(pieces) if piece.heading), 0)
    block.strays += pieces[:heading]
    paragraphs = _paragraphs(pieces[heading:])
    if not paragraphs:
        return
    tight = bool(block.footer and not _gap_above(block.footer))
    title, rest = _title(paragraphs[0], tight=tight and len(paragraphs) == 1)
    block.title = title
    block.abstract = tuple(filter(None, (rest, *paragraphs[1:])))


def _paragraphs(pieces: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The pieces, parted where a blank line stands."""
    starts = [index for index, piece in enumerate(pieces) if piece.gap or not index]
    return [tuple(pieces[begin:end]) for begin, end in pairwise([*starts, len(pieces)])]


def _gap_above(footer: Footer) -> bool:
    """Whether a blank line parts the foot from the text above it."""
    above = [
        piece for piece in (footer.byline, *footer.boilerplate, footer.when) if piece
    ]
    return min(above, key=lambda piece: (piece.line, not piece.first)).gap


def _title(
    paragraph: tuple[Token, ...], *, tight: bool
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The title's lines, and those of an abstract that no blank line parts from it."""
    head = paragraph[0]
    length = sum(len(piece.text) for piece in paragraph)
    if head.heading:
        end = _while(paragraph, lambda piece: piece.link == head.link)
    elif tight or length > _LONGEST_TITLE:
        end = _while(paragraph, lambda piece: piece.indented or not piece.first)
    else:
        end = len(paragraph)
    return paragraph[:end], paragraph[end:]


def _while(paragraph: tuple[Token, ...], goes_on: Callable[[Token], bool]) -> int:
    """How many pieces from the first on belong together."""
    rest = range(1, len(paragraph))
    return next(
        (index for index in rest if not goes_on(paragraph[index])), len(paragraph)
    )
