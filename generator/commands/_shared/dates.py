"""Days on a command line, and today."""

import argparse
import datetime as dt


def add_listed(command: argparse.ArgumentParser) -> None:
    """Declare `--listed`, for dumps that do not print their day."""
    command.add_argument(
        "--listed",
        type=_listing_day,
        metavar="DATE",
        help="day of the listing, YYYY-MM-DD",
    )


def day_argument(text: str) -> dt.date:
    """The day that an option names; raises what argparse expects of a type."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is no date like 2025-12-10"
        raise argparse.ArgumentTypeError(message) from None


def _listing_day(text: str) -> dt.date:
    """A day that may be that of a listing: somewhere on Earth it is tomorrow already."""
    day = day_argument(text)
    if day > today() + dt.timedelta(days=1):
        message = f"no listing is of {text}, which is still to come"
        raise argparse.ArgumentTypeError(message)
    return day


def today() -> dt.date:
    """The day on the reader's calendar; commands alone look at the clock."""
    return dt.datetime.now(tz=dt.UTC).astimezone().date()
