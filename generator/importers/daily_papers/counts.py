"""Comments or upvotes: what the lone numbers between two papers count.

A dump with upvotes prints them above each title, so that a number below a date may belong to the
next paper. This is decided once for a whole dump, never number by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importers.daily_papers.blocks import Block
from generator.importers.daily_papers.patterns import is_no_votes
from generator.importers.daily_papers.tokens import Token


@dataclass(slots=True, kw_only=True)
class Counts:
    """The pieces that count something, by the index of their paper's block."""

    comments: dict[int, Token] = field(default_factory=dict)
    upvotes: dict[int, Token] = field(default_factory=dict)
    unclear: list[Token] = field(default_factory=list)
    """Numbers that may be one or the other: neither is kept."""

    def add(self, kind: dict[int, Token], at: int, pieces: Sequence[Token]) -> None:
        """One number is the count; where there are more, none is."""
        if at in kind or len(pieces) > 1:
            self.unclear += pieces
        elif pieces:
            kind[at] = pieces[0]

    def strays(self, blocks: Sequence[Block]) -> list[Token]:
        """Numbers above the first paper, or at what is left of one."""
        return [
            piece
            for kind in (self.comments, self.upvotes)
            for at, piece in kind.items()
            if at < 0 or not blocks[at].title
        ]


def counts_of(blocks: Sequence[Block]) -> Counts:
    """What each number belongs to."""
    counts = Counts()
    for at, block in enumerate(blocks):
        if block.footer and block.footer.comments:
            counts.comments[at] = block.footer.comments
    has_votes = _has_votes(blocks)
    # Where one paper has no number above it, a number above another may be a comment count.
    sure = all(block.undecided for block in _between(blocks))
    for at, block in enumerate(blocks):
        above, own, unclear = _decided(block, has_votes=has_votes, sure=sure)
        counts.unclear += unclear
        counts.add(counts.comments, at - 1, above)
        counts.add(counts.upvotes, at, own)
        if block.votes_above:
            counts.add(counts.upvotes, at - 1, [block.votes_above])
    return counts


def _between(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that have a paper right above and one below, nothing of the page between."""
    return [block for block in blocks[1:] if block.title and not _bounded(block)]


def _bounded(block: Block) -> bool:
    return bool(
        block.header or block.above or block.own or block.votes_above or block.buttons
    )


def _has_votes(blocks: Sequence[Block]) -> bool:
    """Whether the dump prints upvotes above its titles."""
    numbers = [piece for block in blocks for piece in (*block.undecided, *block.own)]
    if any(block.own for block in blocks) or any(
        is_no_votes(piece.text) for piece in numbers
    ):
        return True
    if not blocks or blocks[0].header:
        return False  # the first title is whole and has no number above it
    gaps = [block.undecided for block in _between(blocks)]
    return (
        len(gaps) > 1 and all(gaps) and not (blocks[-1].undecided or blocks[-1].above)
    )


def _decided(
    block: Block, *, has_votes: bool, sure: bool
) -> tuple[list[Token], list[Token], list[Token]]:
    """The comments of the paper above, the upvotes of the paper below, and what is unclear."""
    numbers = block.undecided
    if not has_votes or not block.title:
        single = len(numbers) <= 1
        return (
            [*block.above, *(numbers if single else [])],
            block.own,
            [] if single else numbers,
        )
    if len(numbers) == 1 and (sure or is_no_votes(numbers[0].text)):
        return block.above, [*block.own, *numbers], []
    if len(numbers) == 2 and not is_no_votes(numbers[0].text):  # noqa: PLR2004
        return [*block.above, numbers[0]], [*block.own, numbers[1]], []
    return block.above, block.own, numbers
