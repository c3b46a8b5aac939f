"""Days on a command line, and the one that it is."""

import argparse
import datetime as dt


def add_listed(command: argparse.ArgumentParser) -> None:
    """Declare `--listed`, for dumps that do not say their day."""
    command.add_argument(
        "--listed", type=day, metavar="DATE", help="day of the listing, YYYY-MM-DD"
    )


def day(text: str) -> dt.date:
    """The day that an option names, as argparse wants it told."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date like 2025-12-10"
        ) from None


def today() -> dt.date:
    """The day on the reader's calendar; commands alone look at the clock."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
