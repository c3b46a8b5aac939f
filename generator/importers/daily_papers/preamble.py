"""What a capture says of itself above the page: a head of keys, a page title, the site's menu."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.importers.daily_papers import boilerplate, links
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.tokens import Token

_KEY = re.compile(r"(?:[-*]\s+)?(?P<key>[A-Za-z][\w ()-]{0,30}):\s+(?P<value>\S.*)")
_TAKEN = (
    "retrieved",
    "exported",
    "captured",
    "date",
    "accessed",
    "created",
    "saved",
    "fetched",
)
"""Keys under which captures keep the day they were taken; longer keys may begin so."""
_ISO_DAY = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])")
_PAGE_DAY = re.compile(
    r"(?:Daily Papers \[|/papers/date/|/papers\?date=)(?P<day>[0-9-]{10})(?![0-9])"
)
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Preamble:
    """The lines above the page."""

    end: int = 0
    """Index of the first piece of the page."""
    marks: tuple[Mark, ...] = ()
    left_out: tuple[Token, ...] = ()
    """Lines that say nothing of the listing's day or query."""
    page_day: dt.date | None = None
    """The day of the listing, where the page's title or address names it."""
    taken: dt.date | None = None
    """The day of the capture."""
    query: str | None = None


def preamble(pieces: Sequence[Token], stop: int) -> Preamble:
    """What stands above the first header, or in a head of keys; `stop` is the first foot."""
    lines = pieces[: _end(pieces, stop)]
    keys = [(piece, found) for piece in lines if (found := _KEY.fullmatch(piece.text))]
    values = {found["key"].lower(): found["value"] for _, found in reversed(keys)}
    addresses = [value for key, value in values.items() if key.endswith("url")]
    taken = (value for key, value in values.items() if key.startswith(_TAKEN))
    known = [
        piece
        for piece in lines
        if boilerplate.is_navigation(piece.text) or _is_rule(piece)
    ]
    return Preamble(
        end=len(lines),
        marks=tuple(piece.mark(Role.BOILERPLATE) for piece in known),
        left_out=tuple(piece for piece in lines if piece not in known),
        page_day=first_day(found["day"] for piece in lines for found in _PAGE_DAY.finditer(piece.text)),
        taken=first_day(taken),
        query=next(filter(None, map(links.query, addresses)), None),
    )  # fmt: skip


def _end(pieces: Sequence[Token], stop: int) -> int:
    """Where the page begins."""
    if stop and pieces[0].text == "---":
        rules = (
            at for at in range(1, min(stop, _LONGEST_HEAD)) if pieces[at].text == "---"
        )
        end = next(rules, 0)
        if end and all(_KEY.fullmatch(piece.text) for piece in pieces[1:end]):
            return max(end + 1, _menu_end(pieces, end + 1, stop))
    return _menu_end(pieces, 0, stop)


def _menu_end(pieces: Sequence[Token], start: int, stop: int) -> int:
    if boilerplate.header(pieces, start, stop):
        return start
    return next(iter(boilerplate.headers_within(pieces, start, stop)), start)


def _is_rule(piece: Token) -> bool:
    return not any(character.isalnum() for character in piece.text)


def first_day(texts: Iterable[str]) -> dt.date | None:
    """The first ISO date in these texts that is a day."""
    for text in texts:
        for found in _ISO_DAY.finditer(text):
            try:
                return dt.date.fromisoformat(found[0])
            except ValueError:
                continue
    return None
