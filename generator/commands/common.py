"""What several commands need: exit codes, shared options."""

import argparse
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Problem, Severity

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001
else:
    Commands = object

FINE, PROBLEMS = 0, 1
"""Exit codes; 2, wrong usage, is argparse's."""


def add_root(command: argparse.ArgumentParser) -> None:
    """Declare `DIR`, the project's folder."""
    command.add_argument(
        "root",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the project (default: here)",
    )


def add_listed(command: argparse.ArgumentParser) -> None:
    """Declare `--listed`, for dumps that do not say their day."""
    command.add_argument(
        "--listed", type=day, metavar="DATE", help="day of the listing, YYYY-MM-DD"
    )


def day(text: str) -> dt.date:
    """The day that an option names, as argparse wants it told."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2025-12-10") from None


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether the run must end with `PROBLEMS`."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems as JSON objects; other tools rely on these names. Absent values are null."""
    return [
        {
            "severity": str(problem.severity),
            "code": problem.code,
            "message": problem.message,
            "path": problem.path or None,
            "line": problem.line,
            "column": problem.column,
            "hint": problem.hint,
        }
        for problem in problems
    ]


def today() -> dt.date:
    """The day on the reader's calendar; commands alone look at the clock."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
