"""Problems at the end of a command: its exit code, and rows for other tools."""

from collections.abc import Iterable

from generator.core.credentials import without_credentials
from generator.core.errors import Problem, Severity


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether the run must end with `PROBLEMS`."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems as JSON objects; other tools rely on these names. Absent values are null."""
    return [
        {
            "severity": str(problem.severity),
            "code": problem.code,
            "message": without_credentials(problem.message),
            "path": problem.path or None,
            "line": problem.line,
            "column": problem.column,
            "hint": problem.hint,
        }
        for problem in problems
    ]
