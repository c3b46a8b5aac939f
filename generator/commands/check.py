"""`papershelf check`: what a person should look at in content and site, and safe repairs."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator.commands._shared.exit_codes import OK, PROBLEMS, Commands, add_root
from generator.commands._shared.problems import problem_rows
from generator.core.errors import Problem, Severity
from generator.core.text import count
from generator.pipelines.check import mend, repairs, review
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
        description="Look for mistakes in content/, and in the built site if there is one.",
    )
    add_root(command)
    command.add_argument(
        "--output", type=Path, metavar="DIR", help="where the site is (default: site/)"
    )
    command.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="of the report",
    )
    command.add_argument(
        "--fix", action="store_true", help="mend what is sure, showing the diff"
    )
    command.add_argument(
        "--strict", action="store_true", help="treat warnings as errors"
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    is_text = options.format == "text"
    unmended = (
        tuple(_mended(options.root, console, as_data=is_text)) if options.fix else ()
    )
    report = review(options.root, output=options.output)
    problems = (*unmended, *report.problems)
    if options.format == "json":
        print(
            json.dumps(
                {"problems": problem_rows(problems)}, ensure_ascii=False, indent=2
            )
        )
    elif options.format == "github":
        for line in github_lines(problems, options.root):
            print(line)
    else:
        console.problems(problems, as_data=True)
    site = (
        count(report.files, "file") + " of the site" if report.files else "no site yet"
    )
    console.say(f"{count(report.pages, 'page')} and {site} looked at")
    fatal = {Severity.ERROR, Severity.WARNING} if options.strict else {Severity.ERROR}
    return PROBLEMS if any(problem.severity in fatal for problem in problems) else OK


def _mended(root: Path, console: Console, *, as_data: bool) -> Iterator[Problem]:
    """Mends what is sure and shows it; the problems of pages that must stay as they are."""
    for repair in repairs(root):
        if problem := mend(root, repair):
            yield problem
        else:
            console.diff(repair.path, repair.before, repair.after, as_data=as_data)


def github_lines(problems: Iterable[Problem], root: Path) -> Iterator[str]:
    """Workflow commands: problems that GitHub shows beside the lines of a change.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for problem in problems:
        place = replace(
            problem, path=(root / problem.path).as_posix() if problem.path else ""
        )
        known = {
            "file": place.path,
            "line": place.line,
            "col": place.column,
            "title": place.code,
        }
        properties = ",".join(
            f"{name}={_property(value)}" for name, value in known.items() if value
        )
        told = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
        yield f"::{_GITHUB_KINDS[problem.severity]} {properties}::{_data(told)}"


def _data(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
