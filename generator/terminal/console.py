"""What a person reads while a command runs: problems and a few plain lines on stderr, diffs on
stdout.

A problem is shown with its line of the file and a caret, read when it is printed. Colour only on
a terminal that wants it (https://no-color.org); what a terminal would obey is written out.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from generator.core.errors import Problem
    from generator.system.parallel import Result

_DIFF_COLOURS = {"+": "32", "-": "31", "@": "36"}

_PATIENCE = 1.0
"""Seconds that a step may take before it is shown how far it is."""
_BAR = 30
"""Characters of a bar."""
_CLEARED = "\r\x1b[K"
"""Back to the beginning of a line that is empty then (ECMA-48, §8.3.41)."""


class Console:
    """Lines for a person; `data` takes what a program may read too.

    A problem's file is looked for in each of `folders`, in their order.
    """

    def __init__(
        self,
        stream: TextIO,
        data: TextIO,
        *,
        quiet: bool = False,
        folders: Sequence[Path] = (),
    ) -> None:
        self._stream = stream
        self._data = data
        self._quiet = quiet
        self._folders = tuple(folders)

    def say(self, line: str) -> None:
        """Print a line, unless only problems are wanted."""
        if not self._quiet:
            print(_safe(line), file=self._stream)

    def problems(self, problems: "Iterable[Problem]", *, as_data: bool = False) -> None:
        """Print every problem with its place, line and hint, then how many there are of each kind.

        `as_data` is for a command whose product they are.
        """
        found = [*problems]
        if not found:
            return
        from generator.terminal.report import shown, without_notes  # noqa: PLC0415 - most runs are fine

        stream = self._data if as_data else self._stream
        told = without_notes(found) if self._quiet else found
        for lines in shown(told, self._folders, coloured=_is_coloured(stream)):
            print(lines, file=stream)

    def progress(
        self, parts: "Iterable[tuple[int, Result]]", step: str, sizes: Sequence[int]
    ) -> "Iterator[tuple[int, Result]]":
        """The same parts with their numbers, with a bar on a terminal after the first second.

        `sizes` says how many things each of all parts has.
        """
        is_shown = not self._quiet and self._stream.isatty()
        total, done, since = sum(sizes), 0, time.monotonic()
        try:
            for number, part in parts:
                done += sizes[number]
                if is_shown and time.monotonic() - since > _PATIENCE:
                    self._draw(_bar(step, done, total))
                yield number, part
        finally:
            if is_shown:
                self._draw("")

    def _draw(self, line: str) -> None:
        """Write over the terminal's line."""
        print(f"{_CLEARED}{line}", end="", file=self._stream, flush=True)

    def diff(self, path: str, before: str, after: str, *, as_data: bool = True) -> None:
        """Print what a change does to a file, as a unified diff."""
        from generator.terminal.code_frame import safe  # noqa: PLC0415
        from generator.terminal.diff import unified  # noqa: PLC0415 - few commands show changes
        from generator.terminal.report import painted  # noqa: PLC0415

        stream = self._data if as_data else self._stream
        for line in unified(path, before, after):
            colour = _DIFF_COLOURS.get(line[0]) if _is_coloured(stream) else None
            text = line.removesuffix("\n")
            text = safe(text.removesuffix("\r")) if stream.isatty() else text
            print(painted(text, colour), file=stream)


def _bar(step: str, done: int, total: int) -> str:
    full = _BAR * done // total
    return f"{step} [{'#' * full}{'.' * (_BAR - full)}] {done} of {total}"


def _safe(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    from generator.terminal.code_frame import safe  # noqa: PLC0415 - paths are plain, as a rule

    return safe(line)


def _is_coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")
