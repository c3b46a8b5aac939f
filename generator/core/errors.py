"""What can go wrong, as values beside what went right.

A reader of files never stops at the first fault: it returns what it could read and a
`Problem` for everything it could not, with its place as data. Only what nobody could
work with (settings that do not parse, an output folder that is a file) raises.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from generator.core.text import shortened

T = TypeVar("T")

_LONGEST_PATH = 100
"""Characters of a path that the system refused, which may be why."""


class Severity(StrEnum):
    """How much a problem matters to the run."""

    ERROR = "error"
    """The result cannot be trusted or made: exit code 1."""
    WARNING = "warning"
    """The result is good, but a person should look; an error under `--strict`."""
    NOTE = "note"
    """Worth knowing, never a fault: an inferred year, a value kept for the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing a person should know about one place in one file."""

    severity: Severity
    code: str
    """Stable name of the kind of problem, kebab-case: `dump-date-unknown`."""
    message: str
    """What was found, one sentence without a final full stop."""
    path: str = ""
    """File as the user would name it, POSIX slashes; empty when no file is at fault."""
    line: int | None = None
    """From 1."""
    column: int | None = None
    """From 1, in characters."""
    hint: str | None = None
    """What would be right, or the next step."""

    @property
    def place(self) -> str:
        """`path:line:column`, as far as known."""
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part)

    @property
    def headline(self) -> str:
        """Place, severity, message and code, as one line."""
        head = f"{self.place}: " if self.place else ""
        return f"{head}{self.severity}: {self.message} [{self.code}]"

    def __str__(self) -> str:
        return f"{self.headline}\n  hint: {self.hint}" if self.hint else self.headline


def problem_row(problem: Problem) -> Mapping[str, Any]:
    """A problem as strings and numbers by name, such as caches hold."""
    return asdict(problem) | {"severity": problem.severity.value}


def problem_from(row: Mapping[str, Any]) -> Problem:
    """The problem of such a row."""
    return Problem(**{**row, "severity": Severity(row["severity"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed(Generic[T]):
    """What every reader returns: the good records, and the problems beside them."""

    items: tuple[T, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


class PapershelfError(Exception):
    """A run that cannot go on, with every problem found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["PapershelfError"], tuple[tuple[Problem, ...]]]:
        """As its problems, so that a worker process can raise it in its caller."""
        return PapershelfError, (self.problems,)


def error(code: str, message: str, **place: object) -> PapershelfError:
    """An error of one problem; `place` is `path`, `line`, `column`, `hint`."""
    problem = Problem(severity=Severity.ERROR, code=code, message=message, **place)  # type: ignore[arg-type]
    return PapershelfError([problem])


def problems_of(fault: Exception) -> tuple[Problem, ...]:
    """What to say of whatever ended a run; never a traceback."""
    if isinstance(fault, OSError):
        fault = system_error(fault)
    if isinstance(fault, PapershelfError):
        return fault.problems
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = trace and f"{trace.tb_frame.f_code.co_qualname}, line {trace.tb_lineno}"
    return error(
        "program-fault",
        f"Papershelf did not expect this: {type(fault).__name__}: {fault} ({place})",
        hint="please report it, with the file that it happens with; SECURITY.md says where "
        "if that should be in private",
    ).problems


def system_error(fault: OSError) -> PapershelfError:
    """What the system refused, where no step knew better what to say of it."""
    reason = fault.strerror or str(fault)
    return error(
        "system-refused",
        f"the system refuses: {reason[:1].lower()}{reason[1:]}",
        path=shortened(str(fault.filename or ""), _LONGEST_PATH),
        hint="check that the file exists, that you may use it, and that there is room",
    )
