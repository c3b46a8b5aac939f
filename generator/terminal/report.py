"""Problems as a person reads them: where and what, the line with a caret, a hint.

Apart from `console`, which most runs use without a problem.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from generator.core.encoding import encoding_of
from generator.core.errors import Problem, Severity
from generator.core.positions import split_lines
from generator.core.text import count
from generator.core.urls import without_credentials
from generator.terminal.code_frame import code_frame, colour_text, safe

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def without_notes(problems: Iterable[Problem]) -> list[Problem]:
    """Those that are faults."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE]


def problem_report(
    problems: Iterable[Problem],
    folders: Sequence[Path],
    *,
    in_colour: bool,
) -> Iterator[str]:
    """Every problem with its place, line and hint, then the number of faults.

    The line is read when it is printed, from the first of the folders that has the
    file.
    """
    read_lines = lru_cache(maxsize=4)(_file_lines)  # problems come file by file
    counts: Counter[Severity] = Counter()
    for problem in problems:
        counts[problem.severity] += 1
        head = _headline(problem, in_colour=in_colour)
        frame = _problem_frame(problem, folders, read_lines)
        hint = f"  hint: {_indent(problem.hint)}" if problem.hint else ""
        yield "\n".join(filter(None, (head, frame, hint)))
    totals = [
        count(counts[severity], severity)
        for severity in (Severity.ERROR, Severity.WARNING)
        if counts[severity]
    ]
    if totals:
        yield ", ".join(totals)


def _headline(problem: Problem, *, in_colour: bool) -> str:
    head = _indent(problem.headline)
    if not in_colour:
        return head
    word = f"{problem.severity}:"
    return head.replace(word, colour_text(word, _COLOURS[problem.severity]), 1)


def _indent(text: str) -> str:
    """The text, safe, its further lines indented so that none passes for a problem."""
    return safe(text).replace("\n", "\n    ")


def _problem_frame(
    problem: Problem,
    folders: Sequence[Path],
    read_lines: Callable[[Path], Sequence[str]],
) -> str:
    """The line of the file with a caret, if there is one that can be read."""
    if not problem.path or not problem.line:
        return ""
    for folder in folders:
        lines = read_lines(folder / problem.path)
        if lines:
            return code_frame(lines, problem.line, problem.column)
    return ""


def _file_lines(file: Path) -> tuple[str, ...]:
    """The lines of a text file, none where there is no such file."""
    try:
        if not file.is_file():  # a pipe would be waited for
            return ()
        data = file.read_bytes()
    except (OSError, ValueError):
        return ()
    encoding, _ = encoding_of(data)
    # A password in an address must not get into the log of a workflow.
    text = without_credentials(data.decode(encoding, "replace"))
    return tuple(split_lines(text))
