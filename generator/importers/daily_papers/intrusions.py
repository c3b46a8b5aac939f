"""Lines that came between the lines of a page, anywhere in it, and are none of them.

    12/10/25, 9:41 AM      Daily Papers - Hugging Face     head of a printed sheet
    https://huggingface.co/papers                 2/12     its foot
    <<<<<<< HEAD                                           left by a merge of two files

They are taken out before anything else is read, since they may be in the midst of an
abstract. Nothing is taken for a sheet's line on the strength of one of its parts alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.core.text import collapse
from generator.importers.daily_papers.tokens import Token, Tokens

_PART = re.compile(
    r"""
    (?P<address> (?<!\S) (?:https?|file):// \S+ )
  | (?P<time>
      (?<!\S) [0-9]{1,4} (?P<mark> [./-] ) [0-9]{1,2} (?P=mark) [0-9]{2,4} ,?
      \s+ (?: [^\W\d]{1,3} \s+ )? [0-9]{1,2} [:.h] [0-9]{2} (?: :[0-9]{2} )?
      (?: \s* [AaPp]\.?[Mm]\.? )? (?!\S)
    )
  | (?P<number>
      (?<!\S) (?: [^\W\d]{1,8}\.? \s+ )? [0-9]{1,4} \s* (?: / | \s[^\W\d]{1,4}\s ) \s* [0-9]{1,4}
      (?!\S)
    )
    """,
    re.VERBOSE,
)
_MAY_HAVE_PART = re.compile("[0-9]|://")
_LONE_NUMBER = re.compile(
    r"(?: Page | Seite | Página | Pagina | -{1,2} ) \s+ (?P<number> [0-9]{1,4} ) (?: \s.* )?",
    re.VERBOSE | re.IGNORECASE,
)
_CONFLICT = re.compile(r"(?: <{7} | >{7} | \|{7} ) (?: [ ].* )? | ={7}", re.VERBOSE)
_LONGEST = 300
_FIRST_SHEET = 2
"""Of the numbers of sheets that stand alone; the first may be above the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedPage:
    """A page without the lines that came between its own."""

    tokens: Tokens
    sheet_lines: Tokens = ()
    """Heads and feet of printed sheets."""
    conflict_lines: Tokens = ()
    """Marks of a merge."""


@dataclass(frozen=True, slots=True)
class _Parts:
    kinds: frozenset[str]
    rest: str


def remove_intrusions(tokens: Tokens) -> CleanedPage:
    """The tokens of the page alone; the halves of a paragraph join again."""
    sheets = _sheet_lines(tokens)
    conflicts = _conflict_lines(tokens)
    if not sheets and not conflicts:
        return CleanedPage(tokens=tokens)
    removed = sheets | conflicts
    return CleanedPage(
        tokens=tuple(_rejoin(tokens, removed)),
        sheet_lines=_at(tokens, sheets),
        conflict_lines=_at(tokens, conflicts),
    )


def _at(tokens: Tokens, positions: Iterable[int]) -> Tokens:
    return tuple(tokens[position] for position in sorted(positions))


def _conflict_lines(tokens: Tokens) -> set[int]:
    """The marks of merges, if one begins and one ends."""
    marks = {at for at, token in enumerate(tokens) if _is_conflict_mark(token.text)}
    first_letters = {tokens[at].text[0] for at in marks}
    return marks if {"<", ">"} <= first_letters else set()


def _is_conflict_mark(text: str) -> bool:
    return text[0] in "<>|=" and bool(_CONFLICT.fullmatch(text))


def _sheet_lines(tokens: Tokens) -> set[int]:
    """Positions of the heads and feet of sheets."""
    parts = [_parts_of(token.text) for token in tokens]
    titles = Counter(line.rest for line in parts if "time" in line.kinds and line.rest)
    sheets = {at for at, line in enumerate(parts) if _is_sure(line, titles)}
    sheets |= _split_sheet_lines(tokens, parts)
    # Where one line is sure, its neighbours need less evidence.
    for step in (1, -1):
        for sure in sorted(sheets, reverse=step < 0):
            at = sure + step
            while 0 <= at < len(parts) and at not in sheets:
                if not _is_likely(parts[at], tokens[at].text):
                    break
                sheets.add(at)
                at += step
    return sheets | _counted_sheets(tokens)


def _split_sheet_lines(tokens: Tokens, parts: Sequence[_Parts]) -> set[int]:
    """Sheets' lines whose parts stand below each other: two kinds, one right below the other."""
    likely = [
        _is_likely(line, token.text) for line, token in zip(parts, tokens, strict=True)
    ]
    sheets: set[int] = set()
    for at in range(1, len(parts)):
        if not (likely[at - 1] and likely[at]):
            continue
        kinds = parts[at - 1].kinds | parts[at].kinds
        has_title = bool(parts[at - 1].rest or parts[at].rest)
        is_dated = not kinds.isdisjoint(("time", "number"))
        if is_dated and len(kinds) + has_title > 1:
            sheets |= {at - 1, at}
    return sheets


def _parts_of(text: str) -> _Parts:
    if len(text) > _LONGEST or not _MAY_HAVE_PART.search(text):
        return _Parts(frozenset(), text)
    kinds = {match.lastgroup or "" for match in _PART.finditer(text)}
    if not kinds:
        return _Parts(frozenset(), text)
    return _Parts(frozenset(kinds), collapse(_PART.sub(" ", text)))


def _is_sure(line: _Parts, titles: Counter[str]) -> bool:
    """Whether this is a sheet's line for sure: two of its parts and nothing else."""
    if not line.rest:
        return len(line.kinds) > 1
    is_title = _is_page_title(line.rest) or titles[line.rest] > 1
    return is_title and not line.kinds.isdisjoint(("time", "address"))


def _is_likely(line: _Parts, text: str) -> bool:
    """Whether this is a sheet's line if one is right above or below it."""
    if line.kinds == {"address"} and "huggingface.co" not in text:
        return False
    return not line.rest or _is_page_title(line.rest)


def _is_page_title(text: str) -> bool:
    """Whether a browser shows this in its title bar, whatever the language."""
    return text.casefold().endswith(" - hugging face")


def _counted_sheets(tokens: Tokens) -> set[int]:
    """Lone lines such as `Page 2 of 12` or `- 2 -`, if they count up one by one."""
    sheets: dict[int, int] = {}
    for at, token in enumerate(tokens):
        match = _LONE_NUMBER.fullmatch(token.text) if len(token.text) < 40 else None  # noqa: PLR2004
        if match:
            sheets[at] = int(match["number"])
    numbers = list(sheets.values())
    counted_up = [numbers[0] + step for step in range(len(numbers))] if numbers else []
    is_run = len(numbers) > 1 and numbers == counted_up and numbers[0] <= _FIRST_SHEET
    return set(sheets) if is_run else set()


def _rejoin(tokens: Tokens, removed: set[int]) -> Sequence[Token]:
    """The tokens that stay; a sentence that a sheet's end broke goes on."""
    kept: list[Token] = []
    was_removed = False
    gap = False
    for at, token in enumerate(tokens):
        if at in removed:
            was_removed = True
            gap = gap or token.gap
            continue
        if was_removed:
            goes_on = bool(kept) and _continues_sentence(kept[-1].text, token.text)
            is_apart = (gap or token.gap) and not goes_on
            kept.append(replace(token, gap=is_apart))
        else:
            kept.append(token)
        was_removed = gap = False
    return kept


def _continues_sentence(above: str, below: str) -> bool:
    return above[-1] not in ".!?:" and below[0].islower()
