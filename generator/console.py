"""What a person reads while a command runs: problems and a few plain lines on stderr, diffs on
stdout.

A problem is shown with its line of the file and a caret, read when it is printed. Colour only on
a terminal that wants it (https://no-color.org); what a terminal would obey is written out.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from generator.errors import Problem, Severity
from generator.excerpt import excerpt, lines_of, safe
from generator.text import count

if TYPE_CHECKING:
    from generator.parallel import Result

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}

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
        self, stream: TextIO, data: TextIO, *, quiet: bool = False, folders: Sequence[Path] = ()
    ) -> None:
        self._stream = stream
        self._data = data
        self._quiet = quiet
        self._folders = tuple(folders)

    def say(self, line: str) -> None:
        """Print a line, unless only problems are wanted."""
        if not self._quiet:
            print(safe(line), file=self._stream)

    def problems(self, problems: Iterable[Problem], *, as_data: bool = False) -> None:
        """Print every problem with its place, line and hint, then how many there are of each kind.

        `as_data` is for a command whose product they are.
        """
        stream = self._data if as_data else self._stream
        shown = list(problems)
        if self._quiet:
            shown = [problem for problem in shown if problem.severity is not Severity.NOTE]
        lines_in = lru_cache(maxsize=4)(_lines)  # problems come file by file
        for problem in shown:
            head = _headline(problem, coloured=_is_coloured(stream))
            parts = (head, self._excerpt(problem, lines_in), _hint(problem))
            print("\n".join(filter(None, parts)), file=stream)
        counts = Counter(problem.severity for problem in shown)
        faults = [
            count(counts[kind], kind)
            for kind in (Severity.ERROR, Severity.WARNING)
            if counts[kind]
        ]
        if faults:
            print(", ".join(faults), file=stream)

    def progress(
        self, parts: "Iterable[Result]", step: str, sizes: Sequence[int]
    ) -> "Iterator[Result]":
        """The same parts, with a bar on a terminal while they take longer than a second.

        `sizes` says how many things each of them has.
        """
        is_shown = not self._quiet and self._stream.isatty()
        total, since = sum(sizes), time.monotonic()
        try:
            for part, done in zip(parts, accumulate(sizes), strict=True):
                if is_shown and time.monotonic() - since > _PATIENCE:
                    self._draw(_bar(step, done, total))
                yield part
        finally:
            if is_shown:
                self._draw("")

    def _draw(self, line: str) -> None:
        """Write over the terminal's line."""
        print(f"{_CLEARED}{line}", end="", file=self._stream, flush=True)

    def diff(self, path: str, before: str, after: str, *, as_data: bool = True) -> None:
        """Print what a change does to a file, as a unified diff."""
        from generator.diff import unified  # noqa: PLC0415 - few commands show changes

        stream = self._data if as_data else self._stream
        for line in unified(path, before, after):
            colour = _DIFF_COLOURS.get(line[0]) if _is_coloured(stream) else None
            text = line.removesuffix("\n")
            text = safe(text.removesuffix("\r")) if stream.isatty() else text
            print(_painted(text, colour), file=stream)

    def _excerpt(self, problem: Problem, lines_in: Callable[[Path], Sequence[str]]) -> str:
        """The line of the file, as far as there is one that can be read."""
        if not problem.path or not problem.line:
            return ""
        for folder in self._folders:
            if lines := lines_in(folder / problem.path):
                return excerpt(lines, problem.line, problem.column)
        return ""


def _bar(step: str, done: int, total: int) -> str:
    full = _BAR * done // total
    return f"{step} [{'#' * full}{'.' * (_BAR - full)}] {done} of {total}"


def _headline(problem: Problem, *, coloured: bool) -> str:
    head, word = _indented(problem.headline), f"{problem.severity}:"
    return head.replace(word, _painted(word, _COLOURS[problem.severity]), 1) if coloured else head


def _hint(problem: Problem) -> str:
    return f"  hint: {_indented(problem.hint)}" if problem.hint else ""


def _indented(text: str) -> str:
    """The text as it may be shown, further lines of it not to be taken for problems."""
    return safe(text).replace("\n", "\n    ")


def _lines(file: Path) -> tuple[str, ...]:
    """The lines of a text file, none where there is no such file."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return ()
        data = file.read_bytes()
    except (OSError, ValueError):
        return ()
    from generator.importers.encoding import encoding_of  # noqa: PLC0415 -- only faults need it

    encoding, _ = encoding_of(data)
    return tuple(lines_of(data.decode(encoding, "replace")))


def _painted(text: str, colour: str | None) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if colour else text


def _is_coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")
