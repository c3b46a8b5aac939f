"""`papershelf explain`: what a file of the site is made from, why it was made."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands._shared.exit_codes import OK, Commands
from generator.commands._shared.paper_args import project
from generator.terminal.console import Console

if TYPE_CHECKING:
    from generator.pipelines.explain import Explanation


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "explain",
        help="explain a problem by its code, or why a file of the site was made",
        description=(
            "Explain a problem by the code in its brackets, as in "
            "`papershelf explain dump-year-unknown`. Or say what a file of the site is "
            "made from, and why it was written or kept."
        ),
    )
    command.add_argument(
        "name",
        metavar="CODE|PATH",
        help="a problem's code, a file of the site, or a page of content/",
    )
    command.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="the project (default: here or above)",
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    if _explain_code(options.name, console):
        return OK
    # All of a build, 150 ms; shells load this module to complete a word.
    from generator.pipelines.explain import explain

    for line in _explanation_lines(explain(project(options), options.name)):
        console.data(line)
    return OK


def _explain_code(name: str, console: Console) -> bool:
    """Print what the documentation says of a problem; false if a file is meant.

    Raises `PapershelfError` for a name that is neither.
    """
    if "/" in name or "." in name or Path(name).exists():
        return False
    # 14 ms, with dataclasses; shells load this module to complete a word.
    from generator.pipelines.problem_docs import section_of

    code = name.strip("[]").casefold()
    section = section_of(code)
    if section is None:
        return False
    console.text(f"{code}\n\n{section}")
    return True


def _explanation_lines(explanation: "Explanation") -> Iterator[str]:
    yield explanation.path
    if explanation.source:
        yield f"  shows      {explanation.source}"
    label = "made from"
    for words in explanation.inputs:
        yield f"  {label:9}  {words}"
        label = ""
    last = "kept, nothing of it changed"
    if explanation.last_reason:
        last = f"made: {explanation.last_reason}"
    yield f"  last time  {last}"
    yield f"  next time  {_next_time(explanation)}"


def _next_time(explanation: "Explanation") -> str:
    reason = explanation.next_reason
    return f"made: {reason}" if reason else "kept"
