"""`papershelf init`: a new reading list."""

import argparse
import shlex
from pathlib import Path

from generator.commands._shared.exit_codes import OK, Commands
from generator.pipelines.init import ignored_paths, new_project
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
        help="an empty or new folder, or a fresh repository",
    )
    command.add_argument(
        "--example", action="store_true", help="with two papers to look at"
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    root = options.root
    project = new_project(root, example=options.example)
    for path in project.created:
        console.say(f"created {path}")
    for path in project.kept:
        console.say(f"kept your {path}")
    if ".gitignore" in project.kept:
        console.say(f"add to it what builds make: {', '.join(ignored_paths())}")
    if root.resolve() != Path.cwd():
        console.say(f"next: cd {shlex.quote(str(root))}")
    step = "build the site: papershelf build"
    if not options.example:
        step = "save a copied listing in seeds/, then: papershelf build"
    console.say(f"next: {step}")
    console.say(f"{project.readme} explains everything, publishing too")
    return OK
