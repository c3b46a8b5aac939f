"""Problems as a person reads them: where and what, the line with a caret, a hint.

Apart from `console`, which most runs use without a problem.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator.core.credentials import without_credentials
from generator.core.encoding import encoding_of
from generator.core.errors import Problem, Severity
from generator.core.positions import split_lines
from generator.core.reading import read_file
from generator.core.text import count
from generator.terminal.code_frame import code_frame, colour_text, safe

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}

_MOST_SHOWN = 8
"""Problems of one kind that are all shown; of more there are only examples."""
_EXAMPLES = 3
_LONGEST_MESSAGE = 160
"""Characters of a message on a terminal; JSON has the whole."""
_VARYING = re.compile("`[^`]*`|“[^“”]*”|'[^']*'|\"[^\"]*\"|[0-9]+")
"""What differs between problems of one kind: what is quoted, and numbers."""


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

    Many of one kind are a group: three examples, and the places of some others. The
    line is read when it is printed, from the first of the folders that has the file.
    """
    found = [*problems]
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in found:
        groups.setdefault(_kind(problem), []).append(problem)
    read_lines = lru_cache(maxsize=4)(_file_lines)  # problems come file by file
    shown: Counter[tuple[str, ...]] = Counter()
    for problem in found:
        kind = _kind(problem)
        group = groups[kind]
        shown[kind] += 1
        if len(group) <= _MOST_SHOWN or shown[kind] <= _EXAMPLES:
            head = _headline(problem, in_colour=in_colour)
            frame = _problem_frame(problem, folders, read_lines)
            hint = f"  hint: {_indent(problem.hint)}" if problem.hint else ""
            yield "\n".join(filter(None, (head, frame, hint)))
        if len(group) > _MOST_SHOWN and shown[kind] == _EXAMPLES:
            yield _others_line(group[_EXAMPLES:])
    counts = Counter(problem.severity for problem in found)
    totals = [
        count(counts[severity], severity)
        for severity in (Severity.ERROR, Severity.WARNING)
        if counts[severity]
    ]
    if totals:
        yield ", ".join(totals)


def _kind(problem: Problem) -> tuple[str, ...]:
    """What the problems of a group share: all but quoted words and numbers."""
    message = problem.message[:_LONGEST_MESSAGE]
    return problem.severity, problem.code, _VARYING.sub("…", message)


def _others_line(others: Sequence[Problem]) -> str:
    """The rest of a group: how many, and where some of them are."""
    places = dict.fromkeys(problem.place for problem in others if problem.place)
    named = ", ".join([*places][:_EXAMPLES])
    line = f"  … and {len(others)} more like these"
    if named:
        line += f": {named}"
    if len(places) > _EXAMPLES:
        line += ", …"
    return safe(line)


def _short_message(message: str) -> str:
    """A message that fits a few lines: it may quote a whole abstract."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    start = message[:_LONGEST_MESSAGE].rpartition(" ")[0]
    if len(start) < _LONGEST_MESSAGE // 2:  # a script without blanks
        start = message[:_LONGEST_MESSAGE]
    left_out = message[len(start) :]
    rest = count(len(left_out.split()), "more word")
    if len(left_out.split()) == 1:
        rest = count(len(left_out), "more character")
    return f"{start} … (and {rest})"


def _headline(problem: Problem, *, in_colour: bool) -> str:
    # A password in an address must not get into the log of a workflow.
    message = without_credentials(problem.message)
    short = replace(problem, message=_short_message(message))
    head = _indent(short.headline)
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
        data = read_file(file)
    except (OSError, ValueError):
        return ()
    encoding, _ = encoding_of(data)
    # As in messages.
    text = without_credentials(data.decode(encoding, "replace"))
    return tuple(split_lines(text))
