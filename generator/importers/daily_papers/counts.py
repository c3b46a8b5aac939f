"""Comments or upvotes: what the lone numbers between two papers count.

    Aug 29      the end of one paper
    17          its comments, or the upvotes of the next paper?
    Tea         the next paper

A dump with upvotes prints them above every title. So this is decided once for a whole
dump, never number by number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.importers.daily_papers.block import Block
from generator.importers.daily_papers.links import is_login
from generator.importers.daily_papers.patterns import is_dash
from generator.importers.daily_papers.tokens import Token, Tokens


@dataclass(slots=True, kw_only=True)
class Counts:
    """The tokens that count something, by the index of their paper's block."""

    comments: dict[int, Token] = field(default_factory=dict)
    upvotes: dict[int, Token] = field(default_factory=dict)
    unclear: list[Token] = field(default_factory=list)
    """Numbers that may be one or the other: neither is kept."""

    def add(
        self,
        counts: dict[int, Token],
        at: int,
        numbers: Tokens,
    ) -> None:
        """Keep the number of a paper; of more than one, none."""
        if at in counts or len(numbers) > 1:
            self.unclear += numbers
        elif numbers:
            counts[at] = numbers[0]

    def strays(self, blocks: Sequence[Block]) -> Iterator[Token]:
        """Numbers above the first paper, or beside what is left of one."""
        for counts in (self.comments, self.upvotes):
            for at, token in counts.items():
                if at < 0 or not blocks[at].title:
                    yield token


def assign_counts(blocks: Sequence[Block]) -> Counts:
    """What each number of a dump belongs to."""
    counts = Counts()
    for at, block in enumerate(blocks):
        if block.footer.comments:
            counts.comments[at] = block.footer.comments
    has_votes = _has_votes(blocks)
    # Where one paper has no number above it, a number above another may be comments.
    is_regular = all(block.undecided for block in _between_papers(blocks))
    for at, block in enumerate(blocks):
        numbers = block.undecided
        comments: Tokens = ()
        upvotes: Tokens = ()
        if has_votes and block.title:
            cut = _comments_before_votes(numbers, is_regular=is_regular)
            if cut is None:
                counts.unclear += numbers
            else:
                comments = numbers[:cut]
                upvotes = numbers[cut:]
        elif len(numbers) > 1:
            counts.unclear += numbers
        else:
            comments = numbers
        own: Tokens = block.own
        if not has_votes:
            counts.unclear += own
            own = ()
        # A number that belongs to the paper above is of the block before.
        counts.add(counts.comments, at - 1, [*block.above, *comments])
        counts.add(counts.upvotes, at, [*own, *upvotes])
        if block.votes_above:
            counts.add(counts.upvotes, at - 1, [block.votes_above])
    return counts


def _comments_before_votes(numbers: Tokens, *, is_regular: bool) -> int | None:
    """How many of the numbers above a title are comments of the paper above it.

    `None` where that cannot be known.
    """
    if not numbers:
        return 0
    if len(numbers) == 1 and (is_regular or is_dash(numbers[0].text)):
        return 0
    if len(numbers) == 2 and not is_dash(numbers[0].text):  # noqa: PLR2004
        return 1
    return None


def _between_papers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a paper right above and one below, nothing of the page between."""
    between: list[Block] = []
    for block in blocks[1:]:
        page_items = (
            block.header,
            block.above,
            block.own,
            block.votes_above,
            block.buttons,
        )
        if block.title and not any(page_items):
            between.append(block)
    return between


def _has_sure_votes(block: Block) -> bool:
    """Whether a number above the title can only be its upvotes."""
    if block.own and block.left_out:
        return True
    numbers = [*block.own, *block.undecided]
    return any(is_dash(number.text) or is_login(number.link) for number in numbers)


def _has_votes(blocks: Sequence[Block]) -> bool:
    """Whether the dump prints upvotes above its titles."""
    if any(_has_sure_votes(block) for block in blocks):
        return True
    titled = [block for block in blocks if block.title]
    numbered = [block for block in titled if block.own or block.undecided]
    # One number above one of several titles may be anything, even a title.
    if any(block.own for block in titled) and 2 * len(numbered) > len(titled):
        return True
    if not blocks or blocks[0].header:
        return False  # the first title is whole and has no number above it
    if blocks[-1].undecided or blocks[-1].above:
        return False
    between = _between_papers(blocks)
    return len(between) > 1 and all(block.undecided for block in between)
