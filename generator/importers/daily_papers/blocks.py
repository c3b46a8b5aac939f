"""From one footer to the next: what belongs to the paper above, the page, the paper below.

A block reads, from top to bottom, every part optional:

    Upvote 12, GitHub 3.29k     buttons and counts of the paper above
    Previous, Next              the page's footer
    Daily Papers, Dec 10        the header of a listing
    Submitted by reader
    17                          upvotes of the paper below
    Tea                         its title
    Hot.                        its abstract
    • 2 authors · Aug 29        its footer

Each rule takes a position and returns the position after what it recognised, or the same
position if it recognised nothing. What no rule recognises is title and abstract.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.importers.daily_papers import boilerplate, links, patterns
from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.footers import Footer, cut_footer
from generator.importers.daily_papers.tokens import Token, Tokens

_LONGEST_NAME = 60
_LONGEST_TITLE = 250
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


def split_blocks(tokens: Tokens, start: int, footers: Sequence[Footer]) -> list[Block]:
    """The blocks from a position on; one with an empty footer was cut off."""
    blocks: list[Block] = []
    end_of_file = Footer(start=len(tokens), end=len(tokens))
    for footer in (*footers, end_of_file):
        # A header inside means that a listing was cut off above it.
        tops = boilerplate.headers_within(tokens, start, footer.start)
        borders = [start, *(top for top in tops if top > start), footer.start]
        for begin, end in pairwise(borders):
            is_whole = end == footer.start and not footer.is_empty
            block = Block(
                tokens=tokens,
                start=begin,
                footer=footer if is_whole else cut_footer(tokens, begin, end),
                follows_paper=bool(blocks),
            )
            _fill_block(block)
            blocks.append(block)
        start = footer.end
    return blocks


def _fill_block(block: Block) -> None:
    """Try the rules from the top; what is left over is title and abstract."""
    at = _stray_dates(block, block.start)
    while at < block.stop:
        end = _page_item(block, at)
        if end == at:
            break
        at = end
    at = _number_as_title(block, at)
    _split_text(block, block.tokens[at : block.stop])


def _stray_dates(block: Block, at: int) -> int:
    """A second date right below a footer is no title."""
    if not block.follows_paper:
        return at
    while (
        at < block.stop
        and not block.tokens[at].gap
        and patterns.printed_date(block.tokens[at].text)
    ):
        block.strays.append(block.tokens[at])
        at += 1
    return at


def _page_item(block: Block, at: int) -> int:
    """The first of the page's items that is recognised here."""
    rules = [_listing_header, *_ABOVE_TITLE]
    if block.follows_paper:
        rules[1:1] = _BELOW_PAPER
    for rule in rules:
        end = rule(block, at)
        if end > at:
            return end
    return at


def _listing_header(block: Block, at: int) -> int:
    """The header of a listing; below it, nothing belongs to the paper above."""
    if block.header:
        return at
    header = boilerplate.find_header(block.tokens, at, block.stop)
    if not header:
        return at
    block.assign_counts_above()
    block.header = header
    block.follows_paper = False
    block.marks += header.marks
    return header.end


def _upvotes_below(block: Block, at: int) -> int:
    """`Upvote` and its count, below the paper they belong to."""
    below = at + 1
    if block.tokens[at].text != "Upvote" or below == block.stop:
        return at
    if patterns.lone_count(block.tokens[below].text) is None:
        return at
    block.assign_counts_above()
    block.mark_boilerplate(block.tokens[at])
    block.votes_above = block.tokens[below]
    return at + 2


def _github_button(block: Block, at: int) -> int:
    """`GitHub 3.29k`, below the paper it belongs to."""
    button = block.tokens[at]
    found = patterns.github_stars(button.text)
    if not found:
        return at
    begin, stars = found
    if not button.link and patterns.parse_count(stars) is None:
        return at
    block.assign_counts_above()
    if stars:
        button, *number = button.split(begin)
        block.left_out += number
    block.buttons.append(button)
    return at + 1


def _arxiv_button(block: Block, at: int) -> int:
    """`arXiv Page`, below the paper it belongs to."""
    button = block.tokens[at]
    if button.text not in ("arXiv Page", "View arXiv page"):
        return at
    # Without a link it may be a title, unless it is among other buttons.
    if not button.link and not block.votes_above:
        return at
    block.buttons.append(button)
    return at + 1


def _page_footer(block: Block, at: int) -> int:
    """The page's own footer, below its last paper."""
    end = boilerplate.page_footer_end(
        block.tokens,
        at,
        block.stop,
        last=block.footer.is_empty,
    )
    if end > at:
        block.assign_counts_above()
        block.mark_boilerplate(*block.tokens[at:end])
    return end


def _submitted_by(block: Block, at: int) -> int:
    """`Submitted by` and a name, on one line or on two."""
    found = patterns.submitter(block.tokens[at].text)
    if not found:
        return at
    begin, name = found
    if len(name) > _LONGEST_NAME:
        return at
    end = at + 1
    label = block.tokens[at]
    names: list[Token] = []
    if name:
        label, *names = label.split(begin)
    elif end < block.stop and len(block.tokens[end].text) <= _LONGEST_NAME:
        names = [block.tokens[end]]
        end += 1
    if end == block.stop and not block.footer.is_empty:
        return at  # nothing would be left for the title
    block.assign_counts_above()
    block.mark_boilerplate(label)
    block.left_out += names
    return end


def _picture_bullets(block: Block, at: int) -> int:
    """Bullets that pictures left; a lone `-` is a count of votes."""
    text = block.tokens[at].text
    is_count = patterns.lone_count(text) is not None
    if at + 1 == block.stop or is_count or not patterns.is_bullets(text):
        return at
    block.mark_boilerplate(block.tokens[at])
    return at + 1


def _count_above_title(block: Block, at: int) -> int:
    """A lone number: comments of the paper above or upvotes of the one below."""
    number = block.tokens[at]
    if patterns.lone_count(number.text) is None or number.heading:
        return at
    if links.is_discussion(number.link):
        block.above.append(number)
        return at + 1
    is_between = block.follows_paper and not block.left_out
    if is_between and not links.is_login(number.link):
        block.undecided.append(number)
    else:
        block.assign_counts_above()
        block.own.append(number)
    return at + 1


_Rule = Callable[[Block, int], int]

_BELOW_PAPER: tuple[_Rule, ...] = (
    _upvotes_below,
    _github_button,
    _arxiv_button,
    _page_footer,
)
"""Rules for what is below a paper, in the order in which they are tried."""

_ABOVE_TITLE: tuple[_Rule, ...] = (
    _submitted_by,
    _picture_bullets,
    _count_above_title,
)
"""Rules for what is above a title; headers of listings are tried before all others."""


def _number_as_title(block: Block, at: int) -> int:
    """A number with a footer right below it is the title."""
    if at < block.stop or block.footer.is_empty:
        return at
    for counts in (block.own, block.undecided):
        if counts and counts[-1] is block.tokens[at - 1]:
            counts.pop()
            return at - 1
    return at


def _split_text(block: Block, tokens: Tokens) -> None:
    """Title and abstract from the tokens that no rule recognised."""
    heading = 0
    for at, token in enumerate(tokens):
        if token.heading:
            heading = at
            break
    block.strays += tokens[:heading]
    paragraphs = _split_paragraphs(tokens[heading:])
    if not paragraphs:
        return
    first, *others = paragraphs
    is_alone = not others and not _has_gap_above(block.footer)
    title_lines = _title_length(first, is_alone=is_alone)
    block.title = first[:title_lines]
    rest = first[title_lines:]
    block.abstract = (rest, *others) if rest else tuple(others)


def _split_paragraphs(tokens: Tokens) -> list[tuple[Token, ...]]:
    """The tokens, cut where a blank line is."""
    borders = [at for at, token in enumerate(tokens) if token.gap or at == 0]
    borders.append(len(tokens))
    return [tuple(tokens[begin:end]) for begin, end in pairwise(borders)]


def _has_gap_above(footer: Footer) -> bool:
    """Whether a blank line is between the footer and the text above it."""
    candidates = (footer.byline, *footer.boilerplate, footer.when)
    lines = [token for token in candidates if token]
    if not lines:
        return True
    topmost = min(lines, key=lambda token: (token.line, not token.first))
    return topmost.gap


def _title_length(paragraph: tuple[Token, ...], *, is_alone: bool) -> int:
    """How many tokens of the first paragraph are the title.

    A paragraph that `is_alone`, without a blank line down to the footer, has both title
    and abstract in it; so has one that is too long for a title.
    """
    first = paragraph[0]
    length = sum(len(token.text) for token in paragraph)
    if not first.heading and not is_alone and length <= _LONGEST_TITLE:
        return len(paragraph)
    for at, token in enumerate(paragraph[1:], start=1):
        if first.heading:
            continues = token.link == first.link
        else:
            continues = token.indented or not token.first
        if not continues:
            return at
    return len(paragraph)
