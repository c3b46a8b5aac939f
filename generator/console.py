"""What a person reads while a command runs: problems and a few plain lines on stderr, diffs on
stdout.

Colour only on a terminal that wants it (https://no-color.org).
"""

import os
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from generator.diff import unified
from generator.errors import Problem, Severity
from generator.text import count

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}

_DIFF_COLOURS = {"+": "32", "-": "31", "@": "36"}


class Console:
    """Lines for a person; `data` takes what a program may read too."""

    def __init__(self, stream: TextIO, data: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._data = data
        self._quiet = quiet
        self._colour = _is_coloured(stream)

    def say(self, line: str) -> None:
        """Print a line, unless only problems are wanted."""
        if not self._quiet:
            print(line, file=self._stream)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print every problem with its place and hint, then how many there are of each kind."""
        shown = list(problems)
        if self._quiet:
            shown = [problem for problem in shown if problem.severity is not Severity.NOTE]
        for problem in shown:
            print(self._coloured(problem), file=self._stream)
        counts = Counter(problem.severity for problem in shown)
        faults = [
            count(counts[kind], kind)
            for kind in (Severity.ERROR, Severity.WARNING)
            if counts[kind]
        ]
        if faults:
            print(", ".join(faults), file=self._stream)

    def diff(self, path: str, before: str, after: str) -> None:
        """Print what a change does to a file, as a unified diff."""
        for line in unified(path, before, after):
            colour = _DIFF_COLOURS.get(line[0]) if _is_coloured(self._data) else None
            text = line.removesuffix("\n")
            print(f"\x1b[{colour}m{text}\x1b[0m" if colour else text, file=self._data)

    def _coloured(self, problem: Problem) -> str:
        text = str(problem)
        if not self._colour:
            return text
        word = f"{problem.severity}:"
        return text.replace(word, f"\x1b[{_COLOURS[problem.severity]}m{word}\x1b[0m", 1)


def _is_coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR")
