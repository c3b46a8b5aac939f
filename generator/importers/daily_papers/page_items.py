"""What the page prints between two papers, one rule an item.

Each rule takes a position and returns the position after what it recognised, or the same
position if it recognised nothing. What no rule recognises is title and abstract.
"""

from collections.abc import Callable

from generator.importers.daily_papers import boilerplate, links, patterns
from generator.importers.daily_papers.block import LONGEST_TITLE, Block
from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.buttons import (
    Button,
    is_among_buttons,
    is_button_count,
    may_have_count,
    read_button,
)
from generator.importers.daily_papers.headings import read_heading
from generator.importers.daily_papers.scraps import is_page_text
from generator.importers.daily_papers.tokens import Token

_LONGEST_NAME = 60
_LONGEST_BUTTON = 40
_MOST_DAYS = 4
"""Lines of a header's day: `Dec` above `10`, and headings below them."""
_PICTURE_WORDS = ("thumbnail", "watch video", "play video", "video thumbnail")


def page_item(block: Block, at: int) -> int:
    """The first of the page's items that is recognised here."""
    rules = [_listing_header, *_ABOVE_TITLE]
    if block.follows_paper:
        rules[1:1] = _BELOW_PAPER
    elif block.header:
        rules.insert(1, _heading_between)
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
    begin = patterns.upvotes_beside(block.tokens[at].text)
    if begin and not block.votes_above:
        label, number = block.tokens[at].split(begin)
        block.assign_counts_above()
        block.mark_boilerplate(label)
        block.votes_above = number
        return at + 1
    below = at + 1
    is_label = block.tokens[at].text.casefold() in ("upvote", "upvotes")
    if not is_label or below == block.stop:
        return at
    if patterns.lone_count(block.tokens[below].text) is None:
        return at
    block.assign_counts_above()
    block.mark_boilerplate(block.tokens[at])
    block.votes_above = block.tokens[below]
    return at + 2


def _button(block: Block, at: int) -> int:
    """`GitHub 3.29k` or `arXiv Page`, below the paper it belongs to."""
    token = block.tokens[at]
    button = read_button(token.text, block.repeated)
    if not button or not _is_sure_button(block, at, button):
        return at
    block.assign_counts_above()
    at += 1
    if button.has_count:
        token, *number = token.split(button.length)
        block.left_out += number
    elif _is_count_of_button(block, at, button.name):
        block.left_out.append(block.tokens[at])
        at += 1
    block.buttons.append(token)
    return at


def _is_sure_button(block: Block, at: int, button: Button) -> bool:
    """Whether more than its name shows that this is a button."""
    token = block.tokens[at]
    if token.heading or links.is_paper(token.link):
        return False
    is_among = block.votes_above or block.buttons or button.name in block.repeated
    if token.link or is_among:
        return True
    if button.has_count and button.name == "github":
        return True
    # No abstract is a number: what has one below it is no title.
    if _is_count_of_button(block, at + 1, button.name):
        return True
    return is_among_buttons(block.tokens, at, block.stop)


def _is_count_of_button(block: Block, at: int, name: str) -> bool:
    """Whether the number below a button is not one of a paper."""
    if at >= block.stop or not may_have_count(name):
        return False
    number = block.tokens[at]
    is_of_paper = links.is_login(number.link) or links.is_discussion(number.link)
    return is_button_count(number.text) and not is_of_paper


def _stars(block: Block, at: int) -> int:
    """`★ 140`, the stars of the repository of the paper above."""
    if not patterns.is_stars(block.tokens[at].text):
        return at
    block.assign_counts_above()
    block.left_out.append(block.tokens[at])
    return at + 1


def _dot_between_buttons(block: Block, at: int) -> int:
    """A dot that parts buttons."""
    is_among = block.buttons or block.votes_above
    if not is_among or not patterns.is_dot(block.tokens[at].text):
        return at
    block.mark_boilerplate(block.tokens[at])
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


def _heading_between(block: Block, at: int) -> int:
    """The heading of a day, week or month; the papers below it are a listing."""
    token = block.tokens[at]
    heading = read_heading(token.text) if token.gap else None
    header = block.header
    if not heading or (header and not _may_go_on(header, at)):
        return at
    is_sure = any(character.isdecimal() for character in token.text)
    if not _is_title_below(block, at + 1, needs_gap=not is_sure):
        return at
    block.assign_counts_above()
    if not header:
        header = block.header = Header(start=at, end=at, is_between=True)
    # A week may be below its month.
    header.end = at + 1
    header.days += (token,)
    header.day = header.day or heading.day
    header.year = header.year or heading.year
    block.follows_paper = False
    return at + 1


def _may_go_on(header: Header, at: int) -> bool:
    """Whether one more heading, such as a week below its month, may belong to a header."""
    return header.end == at and len(header.days) < _MOST_DAYS


def _page_text(block: Block, at: int) -> int:
    """A button or banner of the page, which is reported: `Load more`, `Accept all`."""
    token = block.tokens[at]
    is_apart = token.gap and len(token.text) <= _LONGEST_BUTTON
    if not is_apart or not is_page_text(token.text):
        return at
    if not _is_title_below(block, at + 1):
        return at
    block.assign_counts_above()
    block.strays.append(token)
    return at + 1


def _is_title_below(block: Block, at: int, *, needs_gap: bool = True) -> bool:
    """Whether a title is left for the paper if all above this position is the page's."""
    if at >= block.stop or (needs_gap and not block.tokens[at].gap):
        return False
    end = at + 1
    while end < block.stop and not block.tokens[end].gap:
        end += 1
    length = sum(len(token.text) for token in block.tokens[at:end])
    return length <= LONGEST_TITLE and block.tokens[end - 1].text[-1] not in ".,;:"


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
    pictures = block.tokens[end : _after_pictures(block, end)]
    if name:
        label, *names = label.split(begin)
    else:
        end += len(pictures)
    if name:
        pictures = ()
    elif end < block.stop and len(block.tokens[end].text) <= _LONGEST_NAME:
        names = [block.tokens[end]]
        end += 1
    if end == block.stop and not block.footer.is_empty:
        return at  # nothing would be left for the title
    block.assign_counts_above()
    block.mark_boilerplate(label, *pictures)
    block.left_out += names
    return end


def _after_pictures(block: Block, at: int) -> int:
    """The position below the names of pictures that begin here."""
    while at < block.stop and patterns.is_picture_name(block.tokens[at].text):
        at += 1
    return at


def _picture_bullets(block: Block, at: int) -> int:
    """Bullets that pictures left; a lone `-` is a count of votes."""
    text = block.tokens[at].text
    is_count = patterns.lone_count(text) is not None
    if at + 1 == block.stop or is_count or not patterns.is_bullets(text):
        return at
    block.mark_boilerplate(block.tokens[at])
    return at + 1


def _picture_name(block: Block, at: int) -> int:
    """What a picture above a title is called: `Paper thumbnail`."""
    text = block.tokens[at].text
    is_name = patterns.is_picture_name(text) or text.casefold() in _PICTURE_WORDS
    if not is_name or not _is_title_below(block, at + 1):
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
    _button,
    _stars,
    _dot_between_buttons,
    _page_footer,
    _heading_between,
    _page_text,
)
"""Rules for what is below a paper, in the order in which they are tried."""

_ABOVE_TITLE: tuple[_Rule, ...] = (
    _submitted_by,
    _picture_bullets,
    _picture_name,
    _count_above_title,
)
"""Rules for what is above a title; headers of listings are tried before all others."""
