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
        description=(
            "Rate papers from 1 to 5, also as 4/5 or ★★★★; 0 or none clears the rating."
        ),
    )
    add_words(command, "papers, and then the rating")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    # 60 ms, not needed to complete a word.
    from generator.commands._shared import annotate

    papers, rating = annotate.papers_and_value(options, "rating")
    paths = annotate.find_pages(options, papers)
    change = partial(annotate.with_rating, rating=rating)
    return annotate.annotate(options, console, paths, change, "rating")
