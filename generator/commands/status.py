"""`papershelf status`: how far the reader is with papers."""

import argparse
from functools import partial

from generator.commands._shared.dates import day_argument, today
from generator.commands._shared.exit_codes import Commands
from generator.commands._shared.paper_args import add_words
from generator.core.paper import Status
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "status",
        usage="%(prog)s PAPER… STATUS [options]",
        help="say how far you are with a paper",
        description=(
            "Give papers a status: to-read, reading, read, skimmed, skipped, or none. "
            "The day is noted when a paper has been read, unless its page has one."
        ),
    )
    add_words(command, "papers, and then the status", *Status)
    dates = command.add_mutually_exclusive_group()
    dates.add_argument(
        "--date",
        type=day_argument,
        metavar="DATE",
        help="day of reading (default: today)",
    )
    dates.add_argument("--no-date", action="store_true", help="note no day")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    # 60 ms, not needed to complete a word.
    from generator.commands._shared import annotate

    papers, status = annotate.papers_and_value(options, "status")
    if options.date and status is not Status.READ:
        options.misuse("--date goes with the status `read`")
    read_day: annotate.ReadDay | None = None
    if status is Status.READ and not options.no_date:
        read_day = annotate.ReadDay(
            day=options.date or today(),
            replacing=options.date is not None,
        )
    paths = annotate.find_pages(options, papers)
    change = partial(annotate.with_status, status=status, read=read_day)
    return annotate.annotate(options, console, paths, change, "status")
