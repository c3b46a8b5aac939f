"""`papershelf rate`: what the reader thinks of papers, in stars."""

import argparse
from functools import partial

from generator.commands._shared.exit_codes import Commands
from generator.commands._shared.paper_args import add_words
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "rate",
        usage="%(prog)s PAPER… RATING [options]",
        help="rate a paper",
        description="Rate papers from 1 to 5, also as 4/5 or ★★★★; 0 or none clears the rating.",
    )
    add_words(command, "papers, and then the rating")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    from generator.commands._shared.annotate import (
        annotate,
        find_pages,
        papers_and_value,
    )
    from generator.content.annotate import with_rating

    papers, rating = papers_and_value(options, "rating")
    paths = find_pages(options, papers)
    return annotate(
        options, console, paths, partial(with_rating, rating=rating), "rating"
    )
