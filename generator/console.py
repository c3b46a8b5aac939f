"""What a person reads while a command runs: problems, and a few plain lines, on stderr.

Colour only on a terminal that wants it (https://no-color.org).
"""

import os
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from generator.errors import Problem, Severity
from generator.text import count

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class Console:
    """Lines for a person."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._colour = stream.isatty() and not os.environ.get("NO_COLOR")

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

    def _coloured(self, problem: Problem) -> str:
        text = str(problem)
        if not self._colour:
            return text
        word = f"{problem.severity}:"
        return text.replace(word, f"\x1b[{_COLOURS[problem.severity]}m{word}\x1b[0m", 1)
