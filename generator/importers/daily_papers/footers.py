"""Where one paper ends: the byline, the dot and the date below it.

The dot with a date under it is the only sure mark of a listing. Authors lines, dates and dots
by themselves may stand in any abstract.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.importers.daily_papers import links, patterns
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.tokens import Token

_LONGEST_NAME = 120
_SURE_NAME = 60
_PICTURE = re.compile(r"\[[^\]\s]+\]\s+(?=\S)")
"""What text browsers print for the picture of an organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """The end of one paper."""

    start: int
    """Index of its first piece."""
    end: int
    """Index of the first piece after it."""
    boilerplate: tuple[Token, ...] = ()
    """Dots, and bullets that pictures of authors left."""
    byline: Token | None = None
    authors: int | None = None
    """How many, if the byline counts them; else it names an organisation."""
    when: Token | None = None
    """The date as it stands there, without the number after it."""
    date: PrintedDate | None = None
    """Empty where `when` is no date that we can read."""
    comments: Token | None = None
    """The number beside the date."""


def find_footers(pieces: Sequence[Token]) -> tuple[Footer, ...]:
    """All feet, in order."""
    dots = [index for index, piece in enumerate(pieces) if patterns.is_dot(piece.text)]
    dated = _apart(pieces, (_dated_foot(pieces, index) for index in dots))
    # Listings of one day print no dates: there the authors stand below the dot.
    return dated or _apart(pieces, (_undated_foot(pieces, index) for index in dots))


def cut_footer(pieces: Sequence[Token], start: int, stop: int) -> Footer | None:
    """What there is of a foot at the end of a listing that was cut off."""
    last = pieces[stop - 1] if stop - start > 1 else None
    if last and patterns.is_dot(last.text):
        footer = _with_byline(pieces, stop - 1)
        return footer if footer.start > start else None
    authors = patterns.authors(last.text) if last else None
    if authors is None:
        return None
    return Footer(start=stop - 1, end=stop, byline=last, authors=authors)


def _apart(
    pieces: Sequence[Token], footers: Iterable[Footer | None]
) -> tuple[Footer, ...]:
    """The feet that there are; of two that share a piece the first has it."""
    kept: list[Footer] = []
    for footer in footers:
        if footer and (not kept or footer.start >= kept[-1].end):
            kept.append(footer)
        elif footer and footer.end > kept[-1].end:
            start = kept[-1].end
            marks = tuple(
                piece
                for piece in pieces[start : footer.end]
                if patterns.is_dot(piece.text)
            )
            kept.append(
                replace(
                    footer, start=start, byline=None, authors=None, boilerplate=marks
                )
            )
    return tuple(kept)


def _dated_foot(pieces: Sequence[Token], dot: int) -> Footer | None:
    """The foot of which this is the dot, if a date stands below it."""
    at = dot + 1
    if at == len(pieces):
        return None
    when = pieces[at]
    date = patterns.printed_date(when.text)
    if not date:
        if not _stands_for_a_date(pieces, dot):
            return None
        date = patterns.odd_date(when.text)
    footer = _with_byline(pieces, dot)
    return _with_date(footer, pieces, at, date)


def _stands_for_a_date(pieces: Sequence[Token], dot: int) -> bool:
    """Whether what is below the dot is in a date's place: close to a byline and a dot."""
    when, mark = pieces[dot + 1], pieces[dot]
    if when.gap or mark.gap or not dot or len(when.text) > _SURE_NAME // 2:
        return False
    if patterns.is_dot(when.text) or patterns.authors(when.text) is not None:
        return False
    counted = patterns.authors(pieces[dot - 1].text) is not None
    return counted or (
        re.search("[0-9]", when.text) is not None and _is_organization(pieces, dot)
    )


def _with_date(
    footer: Footer, pieces: Sequence[Token], at: int, date: PrintedDate | None
) -> Footer:
    """The foot with its date, and with the number on the same line."""
    when, *number = pieces[at].cut(date.length) if date else (pieces[at],)
    end = at + 1
    if not number and end < len(pieces) and not pieces[end].first:
        beside = pieces[end]
        if patterns.count(beside.text) is not None and not (
            beside.link and links.is_login(beside.link)
        ):
            number, end = [beside], end + 1
    return replace(
        footer, when=when, date=date, end=end, comments=number[0] if number else None
    )


def _with_byline(pieces: Sequence[Token], dot: int) -> Footer:
    """The foot from its byline to its dot."""
    start = dot
    while start and patterns.is_dot(pieces[start - 1].text):
        start -= 1
    above = pieces[start - 1] if start else None
    authors = patterns.authors(above.text) if above else None
    if not above or (authors is None and not _is_organization(pieces, start)):
        return Footer(
            start=start, end=dot + 1, boilerplate=tuple(pieces[start : dot + 1])
        )
    first = start - 1
    while first and patterns.is_bullets(pieces[first - 1].text):
        first -= 1
    picture = _PICTURE.match(above.text) if authors is None else None
    *label, name = above.cut(picture.end()) if picture else (above,)
    boilerplate = (*pieces[first : start - 1], *label, *pieces[start : dot + 1])
    return Footer(
        start=first, end=dot + 1, boilerplate=boilerplate, byline=name, authors=authors
    )


def _is_organization(pieces: Sequence[Token], dot: int) -> bool:
    """Whether the piece above the dot names who made the paper, rather than ends its abstract."""
    name, mark = pieces[dot - 1], pieces[dot]
    if links.is_member(name.link):
        return True
    if dot < 2 or len(name.text) > _LONGEST_NAME or name.heading:  # noqa: PLR2004
        return False
    if not mark.gap:
        return name.gap or _ends_a_tight_block(pieces, dot)
    # Everything is parted by blank lines: a name is short and no sentence.
    paragraphs = sum(piece.gap for piece in pieces[max(0, dot - 3) : dot])
    return paragraphs == 3 and _may_be_name(name.text)  # noqa: PLR2004


def _ends_a_tight_block(pieces: Sequence[Token], dot: int) -> bool:
    """Whether, in a dump without blank lines, a sentence ends above the name."""
    name, above = pieces[dot - 1], pieces[dot - 2]
    return _may_be_name(name.text) and above.text[-1] in ".!?)" and not above.gap


def _may_be_name(text: str) -> bool:
    return len(text) <= _SURE_NAME and text[-1] not in ".!?:;,"


def _undated_foot(pieces: Sequence[Token], dot: int) -> Footer | None:
    """A foot of a dated page: the dot and the authors, or an organisation, below it."""
    at = dot + 1
    if at >= len(pieces) or not dot:
        return None
    byline = pieces[at]
    authors = patterns.authors(byline.text)
    if patterns.is_dot(byline.text):
        return None
    if authors is None and (byline.gap or not _may_be_name(byline.text)):
        return None
    return Footer(
        start=dot,
        end=at + 1,
        boilerplate=(pieces[dot],),
        byline=byline,
        authors=authors,
    )
