"""A line of a file as a terminal may show it, with a caret under one of its characters.

What stands in a file or in a message may be anything: characters that steer a terminal, or that
turn the reading direction, are written out as escapes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 96
"""Cells that a line may take; a longer one is cut to a window around the column."""

_REACH = 4 * WIDTH
"""Characters on either side that are looked at, however long the line is."""

_TAB = "    "
_INVISIBLE = frozenset("\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
"""Joiners, presentation marks, byte-order marks: terminals do not agree on what they do."""
_STEERING = re.compile("[^\n -~\u00a0-\u00ac\u00ae-\u02ff]")
"""Every character that needs a look; the others are shown as they are."""
_BREAK = re.compile(r"\r\n|\n|\r")


def safe(text: str) -> str:
    """The text without anything that a terminal obeys; line feeds and tabs stay."""
    return _STEERING.sub(lambda found: _escaped(found.group()), text)


def lines_of(text: str) -> list[str]:
    """The lines of a file, counted as problems count them."""
    return _BREAK.split(text)


def excerpt(lines: Sequence[str], line: int, column: int | None = None) -> str:
    """The line with its number, and below it a caret under the column; both count from 1.

    Empty where the file has no such line.
    """
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1]
    shown, caret = _window(text, max(0, min(column or 1, len(text) + 1) - 1))
    gutter = f"  {line} | "
    if column is None:
        return f"{gutter}{shown}".rstrip()
    return f"{gutter}{shown}".rstrip() + f"\n{' ' * (len(gutter) - 2)}| {' ' * caret}^"


def _window(text: str, at: int) -> tuple[str, int]:
    """The characters that fit, and how many cells stand before the one at `at`."""
    first, last = max(0, at - _REACH), at + _REACH
    before = [_shown(character) for character in text[first:at]]
    after = [_shown(character) for character in text[at:last]]
    short = sum(map(_width, after))
    start = len(before) - _fitting(reversed(before), max(WIDTH * 2 // 3, WIDTH - short))
    room = WIDTH - sum(map(_width, before[start:]))
    end = _fitting(after, room)
    lead = "…" if first + start else ""
    tail = "…" if at + end < len(text) else ""
    kept = lead + "".join(before[start:])
    return kept + "".join(after[:end]) + tail, _width(kept)


def _fitting(cells: Iterable[str], room: int) -> int:
    """How many of the characters fit."""
    number = 0
    for cell in cells:
        room -= _width(cell)
        if room < 0:
            break
        number += 1
    return number


def _shown(character: str) -> str:
    if character == "\t":
        return _TAB
    return "" if character in _INVISIBLE else safe(character)


def _escaped(character: str) -> str:
    """The character, or its number where it is none that can be seen."""
    if character == "\t" or character in _INVISIBLE:
        return character
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        number = ord(character)
        return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004
    return character


def _width(shown: str) -> int:
    """Cells of a terminal (Unicode Standard Annex 11)."""
    return len(shown) if shown.isascii() else sum(map(_cells, shown))


def _cells(character: str) -> int:
    if (
        unicodedata.category(character) in ("Mn", "Me")
        or "\u1160" <= character <= "\u11ff"
    ):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
