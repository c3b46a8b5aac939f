"""`papershelf explain`: what a file of the site is made from, and why it was written or kept."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands._shared.exit_codes import OK, Commands
from generator.commands._shared.paper_args import project
from generator.terminal.code_frame import safe
from generator.terminal.console import Console

if TYPE_CHECKING:
    from generator.pipelines.explain import Explanation


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "explain",
        help="say what a file of the site is made from, and why it was written or kept",
        description="Say what a file of the site is made from, and why it was written or kept.",
    )
    command.add_argument(
        "path", metavar="PATH", help="a file of the site, or a page of content/"
    )
    command.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="the project (default: here or above)",
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, _console: Console) -> int:
    """Run the command; the exit code."""
    from generator.pipelines.explain import explain

    for line in _lines(explain(project(options), options.path)):
        print(safe(line))
    return OK


def _lines(said: "Explanation") -> Iterator[str]:
    yield said.path
    if said.source:
        yield f"  shows      {said.source}"
    for number, words in enumerate(said.inputs):
        yield f"  {'' if number else 'made from':9}  {words}"
    yield f"  last time  {f'made: {said.made}' if said.made else 'kept, nothing of it changed'}"
    yield f"  next time  {f'made: {said.now}' if said.now else 'kept'}"
