"""`papershelf import`: pages in `content/` from seeds."""

import argparse
from pathlib import Path

from generator.commands.common import FINE, PROBLEMS, Commands, add_listed, has_errors
from generator.console import Console
from generator.content import ImportReport
from generator.pipeline import import_seeds, seed_paths
from generator.text import count


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "import",
        help="make pages in content/ from seeds",
        description="Make a page for each paper of these dumps that has none yet. A dump from "
        "elsewhere is copied into seeds/ first. Without FILE: every seed.",
    )
    command.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="dumps (default: all of seeds/)"
    )
    add_listed(command)
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    paths = options.files or seed_paths(Path())
    report = import_seeds(Path(), paths, listed=options.listed)
    console.problems(report.problems)
    console.say(_summary(report))
    return PROBLEMS if has_errors(report.problems) else FINE


def _summary(report: ImportReport) -> str:
    return f"{count(len(report.new), 'new page')}, {len(report.kept)} kept as they are"
