"""What a person reads while a command runs: messages on stderr, diffs on stdout.

Colour only on a terminal that wants it (https://no-color.org); what a terminal would
obey is written out. How a problem looks is left to `report`.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from generator.terminal.code_frame import safe

if TYPE_CHECKING:
    from generator.core.errors import Problem
    from generator.system.parallel import Result

_BAR_LENGTH = 30
_CLEAR_LINE = "\r\x1b[K"
"""Back to the beginning of a line that is empty then (ECMA-48, §8.3.41)."""


class Console:
    """Lines for a person; `data` takes what a program may read too.

    A problem's file is looked for in each of `folders`, in their order. A step that
    takes more than `patience` seconds gets a progress bar.
    """

    def __init__(
        self,
        stream: TextIO,
        data: TextIO,
        *,
        quiet: bool = False,
        folders: Sequence[Path] = (),
        patience: float = 1.0,
    ) -> None:
        self._stream = stream
        self._data = data
        self._quiet = quiet
        self._folders = tuple(folders)
        self._patience = patience

    def say(self, line: str) -> None:
        """Print a line, unless only problems are wanted."""
        if not self._quiet:
            print(_safe_line(line), file=self._stream)

    def problems(self, problems: "Iterable[Problem]", *, as_data: bool = False) -> None:
        """Print every problem with its place, line and hint, then the number of each
        kind.

        `as_data` is for a command whose product they are.
        """
        found = [*problems]
        if not found:
            return
        # 17 ms, with dataclasses; most runs have no problem.
        from generator.terminal.report import problem_report, without_notes  # noqa: PLC0415

        if self._quiet:
            found = without_notes(found)
        stream = self._data if as_data else self._stream
        in_colour = _wants_colour(stream)
        for lines in problem_report(found, self._folders, in_colour=in_colour):
            print(lines, file=stream)
        if found and stream.isatty() and not self._quiet:
            print(
                "papershelf explain CODE says more of a code in brackets", file=stream
            )

    def progress(
        self,
        parts: "Iterable[tuple[int, Result]]",
        step: str,
        sizes: Sequence[int],
    ) -> "Iterator[tuple[int, Result]]":
        """The same numbered parts, with a bar on a terminal when the step takes long.

        `sizes` has the number of items in each of all parts.
        """
        has_bar = not self._quiet and self._stream.isatty()
        total = sum(sizes)
        done = 0
        start = time.monotonic()
        try:
            for number, part in parts:
                done += sizes[number]
                if has_bar and time.monotonic() - start > self._patience:
                    self._overwrite(_progress_bar(step, done, total))
                yield number, part
        finally:
            if has_bar:
                self._overwrite("")

    def _overwrite(self, line: str) -> None:
        """Write over the terminal's line."""
        print(f"{_CLEAR_LINE}{line}", end="", file=self._stream, flush=True)

    def diff(
        self,
        path: str,
        before: str,
        after: str,
        *,
        as_data: bool = True,
    ) -> None:
        """Print what a change does to a file, as a unified diff."""
        # 6 ms for difflib; few commands show changes.
        from generator.terminal.diff import terminal_diff, unified_diff  # noqa: PLC0415

        stream = self._data if as_data else self._stream
        if stream.isatty():
            in_colour = _wants_colour(stream)
            for line in terminal_diff(path, before, after, in_colour=in_colour):
                print(line, file=stream)
        else:
            stream.writelines(unified_diff(path, before, after))


def _progress_bar(
    step: str,
    done: int,
    total: int,
) -> str:
    full = _BAR_LENGTH * done // total
    bar = "#" * full + "." * (_BAR_LENGTH - full)
    return f"{step} [{bar}] {done} of {total}"


def _safe_line(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    return safe(line)


def _wants_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")
