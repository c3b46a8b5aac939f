"""How a problem is shown to a person: its place and what it is, its line with a caret, a hint.

Apart from `console`, since most runs have none to show.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from generator.core.errors import Problem, Severity
from generator.core.text import count
from generator.terminal.code_frame import excerpt, lines_of, safe

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def without_notes(problems: Iterable[Problem]) -> list[Problem]:
    """Those that are faults."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE]


def shown(
    problems: Iterable[Problem], folders: Sequence[Path], *, coloured: bool
) -> Iterator[str]:
    """Every problem with its place, line and hint, then how many faults there are of each kind.

    The line is read when it is shown, from the first of the folders that has the file.
    """
    lines_in = lru_cache(maxsize=4)(_lines)  # problems come file by file
    counts: Counter[Severity] = Counter()
    for problem in problems:
        counts[problem.severity] += 1
        head = _headline(problem, coloured=coloured)
        yield "\n".join(
            filter(None, (head, _line(problem, folders, lines_in), _hint(problem)))
        )
    faults = (Severity.ERROR, Severity.WARNING)
    if summary := ", ".join(
        count(counts[kind], kind) for kind in faults if counts[kind]
    ):
        yield summary


def painted(text: str, colour: str | None) -> str:
    """The text in one of the terminal's colours (ECMA-48, §8.3.117)."""
    return f"\x1b[{colour}m{text}\x1b[0m" if colour else text


def _headline(problem: Problem, *, coloured: bool) -> str:
    head, word = _indented(problem.headline), f"{problem.severity}:"
    return (
        head.replace(word, painted(word, _COLOURS[problem.severity]), 1)
        if coloured
        else head
    )


def _hint(problem: Problem) -> str:
    return f"  hint: {_indented(problem.hint)}" if problem.hint else ""


def _indented(text: str) -> str:
    """The text as it may be shown, further lines of it not to be taken for problems."""
    return safe(text).replace("\n", "\n    ")


def _line(
    problem: Problem, folders: Sequence[Path], lines_in: Callable[[Path], Sequence[str]]
) -> str:
    """The line of the file, as far as there is one that can be read."""
    if not problem.path or not problem.line:
        return ""
    for folder in folders:
        if lines := lines_in(folder / problem.path):
            return excerpt(lines, problem.line, problem.column)
    return ""


def _lines(file: Path) -> tuple[str, ...]:
    """The lines of a text file, none where there is no such file."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return ()
        data = file.read_bytes()
    except (OSError, ValueError):
        return ()
    from generator.core.encoding import encoding_of  # noqa: PLC0415 -- only faults need it

    encoding, _ = encoding_of(data)
    return tuple(lines_of(data.decode(encoding, "replace")))
