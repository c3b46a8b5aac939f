"""Text as a terminal may show it: safe, coloured, a line with a caret under a
character.

A file or a message may contain anything: characters that steer a terminal, or that turn
the reading direction, are written out as escapes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 96
"""Cells that a line may take; a longer one is cut to a window around the column."""

_REACH = 4 * WIDTH
"""Characters looked at on either side of the caret, however long the line is."""

_TAB = "    "
_INVISIBLE = frozenset("\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
"""Joiners, presentation and byte-order marks: terminals disagree about them."""
_NEEDS_A_LOOK = re.compile("[^\n -~\u00a0-\u00ac\u00ae-\u02ff]")
"""Every character but those that no terminal obeys."""
_BUILD_COMMAND = re.compile(
    r"^(?P<blank>[^\S\n]*):(?=:)|#(?=#[A-Za-z]*\[)", re.MULTILINE
)
"""What the logs of GitHub, Azure and TeamCity obey: `::error` and `##vso[` in a line."""


def safe(text: str) -> str:
    """The text without anything that a terminal or the log of a build obeys.

    Line feeds and tabs stay.
    """
    return disarmed(
        _NEEDS_A_LOOK.sub(lambda found: _escape_control(found.group()), text)
    )


def disarmed(text: str) -> str:
    """The text without anything that the log of a build obeys."""
    if "::" not in text and "##" not in text:
        return text
    return _BUILD_COMMAND.sub(_escape_command, text)


def safe_json(value: object) -> str:
    """The value as JSON that no terminal and no log obeys, and that means the same."""
    # 3 ms; few commands print JSON.
    import json  # noqa: PLC0415

    def escape(found: re.Match[str]) -> str:
        character = found.group()
        shown = _escape_control(character)
        return character if shown == character else json.dumps(character)[1:-1]

    text = _NEEDS_A_LOOK.sub(escape, json.dumps(value, ensure_ascii=False, indent=2))
    return _BUILD_COMMAND.sub(r"\\u0023", text)


def colour_text(text: str, colour: str | None) -> str:
    """The text in one of the terminal's colours (ECMA-48, §8.3.117)."""
    return f"\x1b[{colour}m{text}\x1b[0m" if colour else text


def code_frame(
    lines: Sequence[str],
    line: int,
    column: int | None = None,
) -> str:
    """The line with its number, and below it a caret under the column; both count from
    1.

    Empty where the file has no such line.
    """
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1]
    at = min(column or 1, len(text) + 1) - 1
    window, caret = _window(text, max(0, at))
    number = f"  {line}"
    frame = f"{number} | {window}".rstrip()
    if column is None:
        return frame
    blank = " " * len(number)
    return f"{frame}\n{blank} | {' ' * caret}^"


def _window(text: str, at: int) -> tuple[str, int]:
    """The characters that fit, and how many cells come before the one at `at`."""
    first = max(0, at - _REACH)
    last = at + _REACH
    before = [_cell_text(character) for character in text[first:at]]
    after = [_cell_text(character) for character in text[at:last]]
    # The caret is at two thirds of the width, further right if little follows it.
    room_before = max(WIDTH * 2 // 3, WIDTH - _total_width(after))
    start = len(before) - _count_fitting(reversed(before), room_before)
    room_after = WIDTH - _total_width(before[start:])
    end = _count_fitting(after, room_after)
    left = "".join(before[start:])
    right = "".join(after[:end])
    if first + start:
        left = f"…{left}"
    if at + end < len(text):
        right = f"{right}…"
    return left + right, _width(left)


def _total_width(cells: Iterable[str]) -> int:
    return sum(map(_width, cells))


def _count_fitting(cells: Iterable[str], room: int) -> int:
    number = 0
    for cell in cells:
        room -= _width(cell)
        if room < 0:
            break
        number += 1
    return number


def _cell_text(character: str) -> str:
    """The character in a code frame."""
    if character == "\t":
        return _TAB
    if character in _INVISIBLE:
        return ""
    return safe(character)


def _escape_control(character: str) -> str:
    """The character, or its number if it is a control character or an invisible one."""
    if character == "\t" or character in _INVISIBLE:
        return character
    if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004


def _escape_command(found: re.Match[str]) -> str:
    sign = found.group()[-1]
    return f"{found['blank'] or ''}\\x{ord(sign):02x}"


def _width(text: str) -> int:
    """Cells of a terminal (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    is_combining = unicodedata.category(character) in ("Mn", "Me")
    is_joining_jamo = "\u1160" <= character <= "\u11ff"
    if is_combining or is_joining_jamo:
        return 0
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return 2 if is_wide else 1
