"""What a capture prints above the page: keys, the page's title, the site's menu.

---
url: https://huggingface.co/papers?q=tea
retrieved: 2026-01-03
---
Daily Papers [2026-01-02] - Hugging Face
Models
Datasets
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from generator.importers.daily_papers import boilerplate, links, patterns
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.tokens import Token, Tokens

T = TypeVar("T")

_SAVED = (
    "retrieved",
    "exported",
    "captured",
    "date",
    "accessed",
    "created",
    "saved",
    "fetched",
)
"""Keys under which captures keep the day they were saved; longer keys may begin so."""
_RULE = "---"
_MOST_KEYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Preamble:
    """The lines above the page."""

    end: int = 0
    """Position of the first token of the page."""
    marks: tuple[Mark, ...] = ()
    left_out: tuple[Token, ...] = ()
    """Lines that say nothing of the listing's day or query."""
    page_day: dt.date | None = None
    """The day of the listing, where the page's title or address names it."""
    saved: dt.date | None = None
    """The day of the capture."""
    query: str | None = None


def read_preamble(tokens: Tokens, stop: int) -> Preamble:
    """What is above the first header, or between rules; `stop` is the first footer."""
    lines = tokens[: _page_start(tokens, stop)]
    marks: list[Mark] = []
    left_out: list[Token] = []
    for token in lines:
        if _is_ornament(token) or boilerplate.is_navigation(token.text):
            marks.append(token.mark(Role.BOILERPLATE))
        else:
            left_out.append(token)
    values = _key_values(lines)
    return Preamble(
        end=len(lines),
        marks=tuple(marks),
        left_out=tuple(left_out),
        page_day=_first(patterns.page_day(token.text) for token in lines),
        saved=_first(
            patterns.iso_day(value)
            for key, value in values.items()
            if key.startswith(_SAVED)
        ),
        query=_first(
            links.search_query(value)
            for key, value in values.items()
            if key.endswith("url")
        ),
    )


def _key_values(lines: Tokens) -> dict[str, str]:
    """Keys with their values; the first value of a key counts, the last key comes first."""
    values: dict[str, str] = {}
    for token in reversed(lines):
        pair = patterns.key_and_value(token.text)
        if pair:
            key, value = pair
            values[key] = value
    return values


def _first(values: Iterable[T | None]) -> T | None:
    """The first of these values that there is."""
    return next((value for value in values if value), None)


def _page_start(tokens: Tokens, stop: int) -> int:
    """Where the page begins, below keys between two rules and below a menu."""
    start = _keys_end(tokens, stop)
    if boilerplate.find_header(tokens, start, stop):
        return start
    headers = boilerplate.headers_within(tokens, start, stop)
    return next(headers, start)


def _keys_end(tokens: Tokens, stop: int) -> int:
    """The position below `---`, lines of keys and `---`; 0 if there are none."""
    if not stop or tokens[0].text != _RULE:
        return 0
    for at in range(1, min(stop, _MOST_KEYS)):
        if tokens[at].text == _RULE:
            return at + 1
        if not patterns.key_and_value(tokens[at].text):
            return 0
    return 0


def _is_ornament(token: Token) -> bool:
    return not any(character.isalnum() for character in token.text)
