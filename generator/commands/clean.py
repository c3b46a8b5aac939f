"""`papershelf clean`: remove the built site, and nothing else."""

import argparse
from pathlib import Path

from generator.commands._shared.exit_codes import OK, Commands, add_output
from generator.core.page_walk import walk_pages
from generator.core.project_layout import FOLDER, SITE
from generator.core.text import count
from generator.pipelines.output_folder import stop_with_output
from generator.pipelines.settings import stop_without_project
from generator.site.output.site_folder import remove_site
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "clean",
        help="remove the built site; content/ and seeds/ stay",
        description="Remove the files that Papershelf made in site/, and no others.",
    )
    add_output(command, "the site (default: site/)")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    root = Path()
    if options.output is None:
        stop_without_project(root)
    stop_with_output(root, options.output, walk_pages(root / FOLDER).folders)
    removed = remove_site(options.output or Path(SITE))
    console.say(f"{count(len(removed), 'file')} removed")
    return OK
