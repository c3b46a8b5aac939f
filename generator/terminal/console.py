"""The one door to terminals, logs and pipes: messages on stderr, data on stdout.

Colour only on a terminal that wants it (https://no-color.org); what a terminal would
obey is written out. How a problem looks is left to `report`.
"""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from generator.terminal.code_frame import disarmed, safe, safe_json

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
            self._show(safe(line))

    def data(self, line: str) -> None:
        """Print a line that programs may read."""
        print(safe(line).replace("\n", "\\n"), file=self._data, flush=True)

    def text(self, text: str) -> None:
        """Print lines that somebody asked for."""
        print(safe(text), file=self._data)

    def json(self, value: object) -> None:
        """Print a value as JSON."""
        print(safe_json(value), file=self._data)

    def workflow_commands(self, lines: "Iterable[str]") -> None:
        """Print lines that GitHub is meant to obey; what they quote is escaped already."""
        for line in lines:
            print(line, file=self._data)

    def _print(self, text: str, *, as_data: bool, end: str = "\n") -> None:
        if as_data:
            print(text, end=end, file=self._data)
        else:
            self._show(text, end)

    def _show(self, text: str, end: str = "\n") -> None:
        """Print for a person; a command works as well when nobody can read it."""
        # A pipe that nobody reads, a full disk, a stream that was closed.
        with suppress(OSError, ValueError):
            print(text, end=end, file=self._stream, flush=True)

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
            self._print(disarmed(lines), as_data=as_data)
        if found and stream.isatty() and not self._quiet:
            hint = "papershelf explain CODE says more of a code in brackets"
            self._print(hint, as_data=as_data)

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
        self._show(f"{_CLEAR_LINE}{line}", end="")

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
                self._print(disarmed(line), as_data=as_data)
        else:
            for line in unified_diff(path, before, after):
                # `git apply` needs the end of a line as it is.
                body = line.rstrip("\r\n")
                self._print(safe(body) + line[len(body) :], as_data=as_data, end="")


def _progress_bar(
    step: str,
    done: int,
    total: int,
) -> str:
    full = _BAR_LENGTH * done // total
    bar = "#" * full + "." * (_BAR_LENGTH - full)
    return f"{step} [{bar}] {done} of {total}"


def _wants_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")
