"""`papershelf check`: mistakes in content and site, and repairs that are certain."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.commands._shared.exit_codes import (
    OK,
    PROBLEMS,
    Commands,
    add_output,
    add_root,
)
from generator.commands._shared.problems import problem_rows
from generator.core.credentials import without_credentials
from generator.core.errors import Problem, Severity
from generator.core.text import count
from generator.pipelines.check import mend, repairs, review
from generator.system.lock import locked
from generator.terminal.code_frame import safe
from generator.terminal.console import Console

_GITHUB_KINDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "check",
        help="look for mistakes in content/ and in the built site",
        description=(
            "Look for mistakes in content/, and in the built site if there is one."
        ),
    )
    add_root(command)
    add_output(command, "where the site is (default: site/)")
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="of the report",
    )
    command.add_argument(
        "--fix", action="store_true", help="mend what is certain, showing the diff"
    )
    command.add_argument(
        "--strict", action="store_true", help="treat warnings as errors"
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    unmended: list[Problem] = []
    if options.fix:
        unmended = _mend_all(options.root, console, as_data=options.format == "text")
    report = review(options.root, output=options.output)
    problems = (*unmended, *report.problems)
    _print_problems(problems, options, console)

    pages = count(report.pages, "page")
    site = "no site yet"
    if report.files:
        site = f"{count(report.files, 'file')} of the site"
    console.say(f"{pages} and {site} checked")
    fatal = {Severity.ERROR}
    if options.strict:
        fatal.add(Severity.WARNING)
    has_failed = any(problem.severity in fatal for problem in problems)
    return PROBLEMS if has_failed else OK


def _mend_all(
    root: Path,
    console: Console,
    *,
    as_data: bool,
) -> list[Problem]:
    """Make the repairs and show them; problems of pages that could not be written."""
    problems = []
    with locked(root):
        for repair in repairs(root):
            problem = mend(root, repair)
            if problem:
                problems.append(problem)
            else:
                console.diff(repair.path, repair.before, repair.after, as_data=as_data)
    return problems


def _print_problems(
    problems: Sequence[Problem],
    options: argparse.Namespace,
    console: Console,
) -> None:
    match options.format:
        case "json":
            rows = {"problems": problem_rows(problems)}
            console.json(rows)
        case "github":
            console.workflow_commands(github_lines(problems, options.root))
        case _:
            console.problems(problems, as_data=True)


def github_lines(problems: Iterable[Problem], root: Path) -> Iterator[str]:
    """Workflow commands: problems that GitHub shows beside the lines of a change.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for problem in problems:
        properties = {
            "file": (root / problem.path).as_posix() if problem.path else None,
            "line": problem.line,
            "col": problem.column,
            "title": problem.code,
        }
        known = [
            f"{name}={_escape_property(value)}"
            for name, value in properties.items()
            if value
        ]
        message = without_credentials(problem.message)
        if problem.hint:
            message += f"\n{problem.hint}"
        kind = _GITHUB_KINDS[problem.severity]
        yield f"::{kind} {','.join(known)}::{_escape_message(message)}"


def _escape_message(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: object) -> str:
    return _escape_message(str(value)).replace(":", "%3A").replace(",", "%2C")
