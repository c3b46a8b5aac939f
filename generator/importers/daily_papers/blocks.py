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

`page_items` has the rules for all above the title. What no rule recognises is title and
abstract.
"""

from collections.abc import Sequence
from itertools import pairwise

from generator.importers.daily_papers import boilerplate, patterns
from generator.importers.daily_papers.block import LONGEST_TITLE, Block
from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.buttons import repeated_buttons
from generator.importers.daily_papers.footers import Footer, cut_footer
from generator.importers.daily_papers.page_items import page_item
from generator.importers.daily_papers.tokens import Token, Tokens

_FOLDING = ("read more", "read less", "show more", "show less", "see translation")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_SEVERAL_YEARS = 2
"""So many lone numbers that are years in order are no counts."""


def split_blocks(tokens: Tokens, start: int, footers: Sequence[Footer]) -> list[Block]:
    """The blocks from a position on; one with an empty footer was cut off."""
    blocks: list[Block] = []
    repeated = repeated_buttons(tokens, footers)
    end_of_file = Footer(start=len(tokens), end=len(tokens))
    for footer in (*footers, end_of_file):
        # A header inside means that a listing was cut off above it.
        tops = boilerplate.headers_within(tokens, start, footer.start)
        inner_tops = [top for top in tops if top > start]
        borders = [start, *inner_tops, footer.start]
        for begin, end in pairwise(borders):
            is_whole = end == footer.start and not footer.is_empty
            block = Block(
                tokens=tokens,
                start=begin,
                footer=footer if is_whole else cut_footer(tokens, begin, end),
                follows_paper=bool(blocks),
                repeated=repeated,
            )
            _fill_block(block)
            blocks.append(block)
        start = footer.end
    _read_year_headings(blocks)
    _restore_titles(blocks)
    return blocks


def _restore_titles(blocks: Sequence[Block]) -> None:
    """Make a number the title if a sentence is below it, unless most papers have votes."""
    titled = [block for block in blocks if block.title]
    numbered = [block for block in titled if block.own or block.undecided]
    if 2 * len(numbered) > len(titled):
        return
    for block in numbered:
        counts = block.own or block.undecided
        first, last = block.title[0], block.title[-1]
        is_above = counts[-1] is block.tokens[block.text_start - 1]
        is_sentence = first.gap and last.text.endswith(".")
        if is_above and is_sentence and block.abstract and not first.heading:
            block.abstract = (block.title, *block.abstract)
            block.title = (counts.pop(),)


def _read_year_headings(blocks: Sequence[Block]) -> None:
    """Lone years between papers, in order, head those of each year: they count nothing."""
    numbered = [block for block in blocks if block.undecided]
    years = [_year(block.undecided) for block in numbered]
    known = [year for year in years if year]
    upwards = sorted(set(known))
    is_ordered = known in (upwards, upwards[::-1])
    is_only_years = len(known) == len(years)
    if len(known) < _SEVERAL_YEARS or not is_only_years or not is_ordered:
        return
    for block, year in zip(numbered, known, strict=True):
        token = block.undecided.pop()
        block.header = block.header or Header(
            start=block.start,
            end=block.start,
            is_between=True,
        )
        block.header.days += (token,)
        block.header.year = block.header.year or year


def _year(numbers: Tokens) -> int | None:
    """The year that a lone number is."""
    if len(numbers) > 1:
        return None
    text = numbers[0].text
    if len(text) != len("2025") or not text.isdecimal():
        return None
    year = int(text)
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _fill_block(block: Block) -> None:
    """Try the rules from the top; what is left over is title and abstract."""
    at = _stray_dates(block, block.start)
    while at < block.stop:
        end = page_item(block, at)
        if end == at:
            break
        at = end
    at = _number_as_title(block, at)
    block.text_start = at
    _split_text(block, block.tokens[at : block.stop])


def _stray_dates(block: Block, at: int) -> int:
    """A second date right below a footer is no title."""
    if not block.follows_paper:
        return at
    while at < block.stop:
        token = block.tokens[at]
        if token.gap or not patterns.printed_date(token.text):
            break
        block.strays.append(token)
        at += 1
    return at


def _number_as_title(block: Block, at: int) -> int:
    """A number with a footer or a mere abstract right below it is the title."""
    if block.footer.is_empty or not _is_without_title(block, at):
        return at
    for counts in (block.own, block.undecided):
        if counts and counts[-1] is block.tokens[at - 1]:
            counts.pop()
            return at - 1
    return at


def _is_without_title(block: Block, at: int) -> bool:
    """Whether nothing is left, or one paragraph that is a sentence and no title."""
    if at == block.stop:
        return True
    text = block.tokens[at : block.stop]
    is_apart = text[0].gap and _has_gap_above(block.footer)
    has_one_paragraph = not any(token.gap for token in text[1:])
    ends_sentence = text[-1].text.endswith(".")
    return is_apart and has_one_paragraph and ends_sentence and not text[0].heading


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
    others = _without_read_more(block, others)
    block.title = first[:title_lines]
    rest = first[title_lines:]
    block.abstract = (rest, *others) if rest else tuple(others)


def _without_read_more(
    block: Block,
    paragraphs: list[tuple[Token, ...]],
) -> list[tuple[Token, ...]]:
    """The paragraphs without the button that folds or translates the abstract."""
    kept: list[tuple[Token, ...]] = []
    for paragraph in paragraphs:
        words = paragraph[0].text.casefold().rstrip(" .…")
        if len(paragraph) == 1 and words in _FOLDING:
            block.mark_boilerplate(*paragraph)
        else:
            kept.append(paragraph)
    return kept


def _split_paragraphs(tokens: Tokens) -> list[tuple[Token, ...]]:
    """The tokens, cut where a blank line is."""
    paragraphs: list[list[Token]] = []
    for token in tokens:
        if token.gap or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(token)
    return [*map(tuple, paragraphs)]


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
    is_whole = not is_alone and length <= LONGEST_TITLE
    if is_whole and not first.heading:
        return len(paragraph)
    for at, token in enumerate(paragraph[1:], start=1):
        if first.heading:
            continues = token.link == first.link
        else:
            continues = token.indented or not token.first
        if not continues:
            return at
    return len(paragraph)
