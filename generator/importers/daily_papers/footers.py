"""Where one paper ends: the byline, the dot and the date below it.

      • 7 authors        or an organisation, sometimes with bullets for pictures above it
    ·
    Sep 19, 2024 9       the number counts comments

The dot with a date under it is the only sure mark of a listing. Authors lines, dates and
dots by themselves may be part of any abstract.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.importers.daily_papers import links, patterns
from generator.importers.daily_papers.boilerplate import headers_within, is_page_line
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.tokens import Token, Tokens
from generator.importers.daily_papers.translations import translated_date

_LONGEST_NAME = 120
_LONGEST_SURE_NAME = 60
_LONGEST_DATE = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The end of one paper; an empty one is where a paper was cut off."""

    start: int
    """Position of its first token."""
    end: int
    """Position of the first token after it."""
    boilerplate: tuple[Token, ...] = ()
    """Dots, and bullets that pictures of authors left."""
    byline: Token | None = None
    authors: int | None = None
    """How many, if the byline counts them; else it names an organisation."""
    when: Token | None = None
    """The date as printed, without the number after it."""
    date: PrintedDate | None = None
    """Empty where `when` is no date that we can read."""
    comments: Token | None = None
    """The number beside the date."""
    is_undated: bool = False
    """Whether it is of a page of one day, which prints no dates."""

    @property
    def is_empty(self) -> bool:
        """Whether there is no line of it."""
        return self.start == self.end


def find_footers(tokens: Tokens) -> tuple[Footer, ...]:
    """All footers, in order; where listings were joined, each may have its own form."""
    dots = [at for at, token in enumerate(tokens) if patterns.is_dot(token.text)]
    headers = headers_within(tokens, 0, len(tokens))
    borders = [0, *(bisect_left(dots, header) for header in headers), len(dots)]
    footers: list[Footer] = []
    for first, last in pairwise(borders):
        footers += _listing_footers(tokens, dots[first:last])
    return tuple(footers)


def _listing_footers(tokens: Tokens, dots: Sequence[int]) -> tuple[Footer, ...]:
    """The footers with these dots, all of one form."""
    footers = _separate(tokens, [_dated_footer(tokens, dot) for dot in dots])
    if footers:
        return footers
    # Listings of one day print no dates: there the authors are below the dot.
    return _separate(tokens, [_undated_footer(tokens, dot) for dot in dots])


def cut_footer(tokens: Tokens, start: int, stop: int) -> Footer:
    """What there is of a footer at the end of a listing that was cut off."""
    nothing = Footer(start=stop, end=stop)
    if stop - start < 2:  # noqa: PLR2004 - a title and one line of a footer
        return nothing
    last = tokens[stop - 1]
    if patterns.is_dot(last.text):
        footer = _byline_and_dot(tokens, stop - 1)
        return footer if footer.start > start else nothing
    authors = patterns.author_count(last.text)
    if authors is None:
        return nothing
    return Footer(
        start=stop - 1,
        end=stop,
        byline=last,
        authors=authors,
    )


def _separate(tokens: Tokens, footers: Iterable[Footer | None]) -> tuple[Footer, ...]:
    """The footers that there are, without overlap: the first of two keeps its tokens."""
    kept: list[Footer] = []
    end = 0
    for footer in footers:
        if not footer or footer.end <= end:
            continue
        if footer.start < end:
            shared = tokens[end : footer.end]
            dots = tuple(token for token in shared if patterns.is_dot(token.text))
            kept.append(
                replace(
                    footer,
                    start=end,
                    byline=None,
                    authors=None,
                    boilerplate=dots,
                )
            )
        else:
            kept.append(footer)
        end = footer.end
    return tuple(kept)


def _dated_footer(tokens: Tokens, dot: int) -> Footer | None:
    """The footer with this dot, if a date is below it."""
    if dot + 1 == len(tokens):
        return None
    text = tokens[dot + 1].text
    date = patterns.printed_date(text)
    if not date:
        date = patterns.odd_date(text) or translated_date(text)
        has_authors = (
            dot > 0 and patterns.author_count(tokens[dot - 1].text) is not None
        )
        is_sure = has_authors and date is not None
        if not is_sure and not _is_place_of_date(tokens, dot):
            return None
    return _add_date(_byline_and_dot(tokens, dot), tokens, date)


def _is_place_of_date(tokens: Tokens, dot: int) -> bool:
    """Whether a date is due below the dot, right below it and a byline."""
    when = tokens[dot + 1]
    if dot == 0 or tokens[dot].gap or when.gap:
        return False
    if len(when.text) > _LONGEST_DATE:
        return False
    if patterns.is_dot(when.text) or patterns.author_count(when.text) is not None:
        return False
    if patterns.author_count(tokens[dot - 1].text) is not None:
        return True
    has_digit = re.search("[0-9]", when.text) is not None
    return has_digit and _is_organization(tokens, dot)


def _add_date(footer: Footer, tokens: Tokens, date: PrintedDate | None) -> Footer:
    """The footer with the date below its dot, and with the number on the same line."""
    when = tokens[footer.end]
    end = footer.end + 1
    comments: Token | None = None
    halves = when.split(date.length) if date else (when,)
    if len(halves) > 1:
        when, comments = halves
    elif end < len(tokens) and _is_number_beside(tokens[end]):
        comments = tokens[end]
        end += 1
    return replace(
        footer,
        when=when,
        date=date,
        end=end,
        comments=comments,
    )


def _is_number_beside(token: Token) -> bool:
    """Whether a capture prints this number beside the date; a login is a vote."""
    if token.first or links.is_login(token.link):
        return False
    return patterns.parse_count(token.text) is not None


def _byline_and_dot(tokens: Tokens, dot: int) -> Footer:
    """The footer from its byline to its dot."""
    start = dot
    while start and _may_be_beside_dot(tokens[start - 1].text):
        start -= 1
    dots = tuple(tokens[start : dot + 1])
    without_byline = Footer(
        start=start,
        end=dot + 1,
        boilerplate=dots,
    )
    if start == 0:
        return without_byline
    byline = tokens[start - 1]
    authors = patterns.author_count(byline.text)
    label: list[Token] = []
    if authors is None:
        if not _is_organization(tokens, start):
            return without_byline
        *label, byline = byline.split(_label_length(byline.text))
    first = _after_text(tokens, start - 1)
    pictures = tokens[first : start - 1]
    return Footer(
        start=first,
        end=dot + 1,
        boilerplate=(*pictures, *label, *dots),
        byline=byline,
        authors=authors,
    )


def _may_be_beside_dot(text: str) -> bool:
    """Whether this can be between a byline and its dot: another dot, a picture's name."""
    return patterns.is_dot(text) or patterns.is_picture_name(text)


def _label_length(text: str) -> int:
    """Characters above an organisation's name; what counts something keeps its bullet."""
    return 0 if patterns.is_unknown_byline(text) else patterns.label_length(text)


def _after_text(tokens: Tokens, at: int) -> int:
    """The position of the bullets or names that pictures of authors left above this one."""
    while at and _is_left_by_picture(tokens[at - 1].text, is_apart=tokens[at].gap):
        at -= 1
    return at


def _is_left_by_picture(text: str, *, is_apart: bool) -> bool:
    """Whether this is bullets or a name; `* *` apart from what is below may be text."""
    if patterns.is_bullets(text):
        return len(text) == 1 or not is_apart
    return patterns.is_picture_name(text)


def _is_organization(tokens: Tokens, dot: int) -> bool:
    """Whether the token above the dot names who made the paper.

    Otherwise it ends the abstract.
    """
    name = tokens[dot - 1]
    if links.is_member(name.link):
        return True
    if dot == 1 or len(name.text) > _LONGEST_NAME or name.heading:
        return False
    if not tokens[dot].gap:
        return name.gap or _follows_sentence(name, tokens[dot - 2])
    # Blank lines are everywhere: a name is a short paragraph and no sentence.
    if not _may_be_name(name.text):
        return False
    last_three = tokens[max(0, dot - 3) : dot]
    return len(last_three) == 3 and all(token.gap for token in last_three)  # noqa: PLR2004


def _follows_sentence(name: Token, above: Token) -> bool:
    """Whether, in a dump without blank lines, a sentence ends above the name."""
    return _may_be_name(name.text) and above.text[-1] in ".!?)" and not above.gap


def _may_be_name(text: str) -> bool:
    return len(text) <= _LONGEST_SURE_NAME and text[-1] not in ".!?:;,"


def _undated_footer(tokens: Tokens, dot: int) -> Footer | None:
    """A footer of a dated page: the dot, and below it authors or an organisation."""
    if dot == 0 or dot + 1 == len(tokens):
        return None
    byline = tokens[dot + 1]
    if patterns.is_dot(byline.text):
        return None
    authors = patterns.author_count(byline.text)
    if authors is None and not _is_name_below(tokens, dot):
        return None
    first = _after_text(tokens, dot)
    return Footer(
        start=first,
        end=dot + 2,
        boilerplate=tuple(tokens[first : dot + 1]),
        byline=byline,
        authors=authors,
        is_undated=True,
    )


def _is_name_below(tokens: Tokens, dot: int) -> bool:
    """Whether an organisation's name is below the dot of a dated page."""
    name = tokens[dot + 1]
    if len(name.text) > _LONGEST_NAME:
        return False
    if not name.gap and _may_be_name(name.text):
        return True
    # Where blank lines are everywhere, or the name ends in a full stop, what follows it
    # tells it from a paragraph.
    is_spaced = tokens[dot].gap == name.gap
    return is_spaced and _ends_paper(tokens, dot + 2)


def _ends_paper(tokens: Tokens, at: int) -> bool:
    """Whether a line that only stands between papers, or the end, is here."""
    if at == len(tokens):
        return True
    # The next title, which has its own dot below it.
    if at + 1 < len(tokens) and patterns.is_dot(tokens[at + 1].text):
        return True
    text = tokens[at].text
    is_count = patterns.lone_count(text) is not None
    return is_count or bool(patterns.submitter(text)) or is_page_line(text)
