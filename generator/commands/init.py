"""`papershelf init`: a new reading list."""

import argparse
from pathlib import Path

from generator.commands._shared.exit_codes import OK, Commands
from generator.pipelines.init import new_project
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "init",
        help="start a new reading list",
        description="Start a new reading list in DIR.",
    )
    command.add_argument(
        "root",
        type=Path,
        metavar="DIR",
        help="an empty or new folder",
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    for path in new_project(options.root):
        console.say(f"created {path}")
    seeds = options.root / "seeds"
    console.say(f"next: put a dump into {seeds} and run `papershelf build` there")
    return OK
