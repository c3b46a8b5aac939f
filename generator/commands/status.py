"""`papershelf status`: how far the reader is with papers."""

import argparse
from functools import partial

from generator.commands._shared.dates import day, today
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
        description="Give papers a status: to-read, reading, read, skimmed, skipped, or none. "
        "The day is noted when a paper has been read, unless its page has one.",
    )
    add_words(command, "papers, and then the status", *Status)
    dates = command.add_mutually_exclusive_group()
    dates.add_argument(
        "--date", type=day, metavar="DATE", help="day of reading (default: today)"
    )
    dates.add_argument("--no-date", action="store_true", help="note no day")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    from generator.commands._shared.annotate import (
        annotate,
        find_pages,
        papers_and_value,
    )
    from generator.content.annotate import ReadDay, with_status

    papers, status = papers_and_value(options, "status")
    read = None
    if status is Status.READ and not options.no_date:
        read = ReadDay(day=options.date or today(), replacing=options.date is not None)
    elif options.date:
        options.misuse("--date goes with the status `read`")
    paths = find_pages(options, papers)
    return annotate(
        options,
        console,
        paths,
        partial(with_status, status=status, read=read),
        "status",
    )
