"""Which day a listing is of, and so which year its yearless dates mean.

The site prints no year in the calendar year of the page and prints any other year. So all
yearless dates of one listing share one year: that of the day it was taken, which is greater than
every year that it prints.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.core.paper import PublishedSource
from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.patterns import PrintedDate

_FEW_WEEKS = 31
"""Listings in one file follow each other in time. A step back of a few weeks is a file put
together backwards; a longer one leads into a new year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A day that somebody said: the user, the file's name, the capture."""

    day: dt.date
    source: PublishedSource
    exact: bool
    """Whether it is the listing's own day, not just the day the page was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDay:
    """What is known of the day of one listing."""

    year: int | None = None
    """That of its yearless dates."""
    day: dt.date | None = None
    source: PublishedSource = PublishedSource.EXPLICIT

    @property
    def latest(self) -> dt.date | None:
        """No paper is younger than its listing; the reader's clock may be a day behind."""
        if not self.day or self.day == dt.date.max:
            return self.day
        return self.day + dt.timedelta(days=1)


def listing_days(
    headers: Sequence[Header | None],
    dates: Sequence[Sequence[PrintedDate]],
    known: Known | None,
) -> tuple[ListingDay, ...]:
    """For each listing of a file its day and year, as far as they are known or follow."""
    days = [_printed(header) for header in headers]
    if known:
        at = _listing_of(known, headers)
        days[at] = _from_known(known, headers[at], days[at])
    elif not any(day.year for day in days):
        at, year = _inferred(dates)
        if year is None:
            return tuple(days)
        days[at] = _in_year(headers[at], year, PublishedSource.INFERRED_YEAR)
    return _spread(days, headers)


def _printed(header: Header | None) -> ListingDay:
    """What the header itself says in full: `Feb 10, 2026`, `Feb 2026`."""
    if header and header.day and header.day.year:
        return ListingDay(year=header.day.year, day=header.day.in_year(None))
    return ListingDay(year=header.year if header else None)


def _in_year(header: Header | None, year: int, source: PublishedSource) -> ListingDay:
    day = header.day.in_year(year) if header and header.day else None
    return ListingDay(year=year, day=day, source=source)


def _listing_of(known: Known, headers: Sequence[Header | None]) -> int:
    """Which listing the known day is of: the one with that day in its header, or the last."""
    wanted = (known.day.month, known.day.day)
    for at, header in enumerate(headers):
        if header and header.day and (header.day.month, header.day.day) == wanted:
            return at
    return len(headers) - 1


def _from_known(known: Known, header: Header | None, printed: ListingDay) -> ListingDay:
    own = _in_year(header, known.day.year, known.source)
    if known.exact or not own.day:
        return replace(own, day=known.day)
    if printed.year:
        return printed
    if own.day > known.day:  # taken in January, listed in December
        return _in_year(header, known.day.year - 1, known.source)
    return own


def _inferred(dates: Sequence[Sequence[PrintedDate]]) -> tuple[int, int | None]:
    """The listing that prints the largest year, and the year after it."""
    years = [max((date.year or 0 for date in listing), default=0) for listing in dates]
    largest = max(years, default=0)
    return (years.index(largest), largest + 1) if largest else (0, None)


def _spread(
    days: list[ListingDay], headers: Sequence[Header | None]
) -> tuple[ListingDay, ...]:
    """The years of the other listings, from neighbour to neighbour."""
    order = range(len(days))
    for steps in (order, reversed(order)):
        previous: ListingDay | None = None
        later = steps is order
        for at in steps:
            if days[at].year is None and previous and previous.year:
                days[at] = _beside(previous, headers[at], later=later)
            previous = days[at]
    return tuple(days)


def _beside(known: ListingDay, header: Header | None, *, later: bool) -> ListingDay:
    """A listing whose neighbour is known; `later` if it stands below it in the file."""
    year = known.year or 0
    same = _in_year(header, year, known.source)
    if not (same.day and known.day):
        return same
    ahead = (same.day - known.day).days if later else (known.day - same.day).days
    turn = (ahead < -_FEW_WEEKS) - (ahead > 365 - _FEW_WEEKS)
    if not turn:
        return same
    return _in_year(
        header, year + (turn if later else -turn), PublishedSource.INFERRED_YEAR
    )
