"""What is between the footers of two papers, sorted by the rules of `page_items`."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.tokens import Token, Tokens

LONGEST_TITLE = 250
"""Of 9,577 real titles the longest has 175 characters."""


@dataclass(slots=True, kw_only=True)
class Block:
    """All between two footers, and the lower one; filled by one rule after another."""

    tokens: Tokens
    """Those of the whole file."""
    start: int
    """Position of the block's first token."""
    footer: Footer
    header: Header | None = None
    follows_paper: bool = False
    """Whether what comes next may still belong to the paper above."""
    repeated: frozenset[str] = frozenset()
    """Lines below most footers of the dump, in small letters."""
    marks: list[Mark] = field(default_factory=list)
    """Boilerplate of the page."""
    left_out: list[Token] = field(default_factory=list)
    """What the page prints beside the papers: submitters, stars."""
    above: list[Token] = field(default_factory=list)
    """Counts that belong to the paper above for sure."""
    undecided: list[Token] = field(default_factory=list)
    """Counts between two papers: comments of the upper, upvotes of the lower."""
    own: list[Token] = field(default_factory=list)
    """Counts that belong to the paper below for sure."""
    votes_above: Token | None = None
    """Upvotes below their paper, as on trending pages."""
    buttons: list[Token] = field(default_factory=list)
    """`GitHub` and `arXiv Page` of the paper above, with their links."""
    strays: list[Token] = field(default_factory=list)
    """Text at a place where no paper's text can be."""
    text_start: int = 0
    """Position of the first token of the text, below all that rules recognised."""
    title: tuple[Token, ...] = ()
    abstract: tuple[tuple[Token, ...], ...] = ()
    """Paragraphs."""

    @property
    def stop(self) -> int:
        """Position after its last token above the footer."""
        return self.footer.start

    @property
    def text(self) -> Iterator[Token]:
        """Title and abstract."""
        yield from self.title
        for paragraph in self.abstract:
            yield from paragraph

    @property
    def all_counts(self) -> list[Token]:
        """Lone numbers, whatever they count."""
        votes = [self.votes_above] if self.votes_above else []
        return [*self.above, *self.undecided, *self.own, *votes]

    def mark_boilerplate(self, *tokens: Token) -> None:
        """Note that these tokens are text of the page."""
        for token in tokens:
            self.marks.append(token.mark(Role.BOILERPLATE))

    def assign_counts_above(self) -> None:
        """Give the counts so far to the paper above: something of the page is below."""
        self.above += self.undecided
        self.undecided = []
