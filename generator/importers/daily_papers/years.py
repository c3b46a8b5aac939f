"""Which day a listing is of, and so which year its yearless dates mean.

The site prints no year in the calendar year of the page and prints any other year:

    Dec 10          the listing's day, in 2025
    Aug 29          in 2025 as well
    Sep 19, 2024    not in 2025

So all yearless dates of one listing share one year: that of the day when the page was
saved, which is greater than every year that it prints.
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

Headers = Sequence[Header | None]
"""The header of each listing in a file; the first may have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenDay:
    """A day that comes from outside the listing: the user, the file's name, the capture."""

    day: dt.date
    source: PublishedSource
    exact: bool
    """Whether it is the listing's own day, not just the day the page was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDay:
    """What is known about the day of one listing."""

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
    headers: Headers,
    dates: Sequence[Sequence[PrintedDate]],
    given: GivenDay | None,
) -> list[ListingDay]:
    """For each listing of a file its day and year, as far as they are known or follow."""
    days = [_printed_day(header) for header in headers]
    if given:
        at = _listing_of(given, headers)
        days[at] = _day_from(given, headers[at], days[at])
    elif not any(day.year for day in days):
        years = [_largest_year(listing) for listing in dates]
        largest = max(years, default=0)
        if not largest:
            return days
        # A printed year is over: the page is at least one year younger.
        at = years.index(largest)
        source = PublishedSource.INFERRED_YEAR
        days[at] = _day_in_year(headers[at], largest + 1, source)
    _spread_years(days, headers)
    return days


def _printed_day(header: Header | None) -> ListingDay:
    """What the header itself prints in full: `Feb 10, 2026`, `Feb 2026`."""
    if not header:
        return ListingDay()
    if header.day and header.day.year:
        return ListingDay(year=header.day.year, day=header.day.in_year(None))
    return ListingDay(year=header.year)


def _day_in_year(
    header: Header | None,
    year: int,
    source: PublishedSource,
) -> ListingDay:
    day = header.day.in_year(year) if header and header.day else None
    return ListingDay(
        year=year,
        day=day,
        source=source,
    )


def _listing_of(given: GivenDay, headers: Headers) -> int:
    """The listing that the day is of: the one with that day in its header, or the last."""
    wanted = (given.day.month, given.day.day)
    for at, header in enumerate(headers):
        day = header.day if header else None
        if day and (day.month, day.day) == wanted:
            return at
    return len(headers) - 1


def _day_from(
    given: GivenDay,
    header: Header | None,
    printed: ListingDay,
) -> ListingDay:
    listed = _day_in_year(header, given.day.year, given.source)
    if given.exact or not listed.day:
        return replace(listed, day=given.day)
    if printed.year:
        return printed
    if listed.day > given.day:  # listed in December, saved in January
        return _day_in_year(header, given.day.year - 1, given.source)
    return listed


def _largest_year(dates: Sequence[PrintedDate]) -> int:
    return max((date.year or 0 for date in dates), default=0)


def _spread_years(days: list[ListingDay], headers: Headers) -> None:
    """Fill in the years of the other listings, from neighbour to neighbour."""
    # Down the file first, so that only what is above the first known day is left.
    for at in range(1, len(days)):
        _copy_year(days, headers, at, neighbour=at - 1)
    for at in reversed(range(len(days) - 1)):
        _copy_year(days, headers, at, neighbour=at + 1)


def _copy_year(
    days: list[ListingDay],
    headers: Headers,
    at: int,
    *,
    neighbour: int,
) -> None:
    """Give a listing the year of its neighbour, or the one after or before it."""
    known = days[neighbour]
    if days[at].year is not None or not known.year:
        return
    listed = _day_in_year(headers[at], known.year, known.source)
    if listed.day and known.day:
        days_on = (listed.day - known.day).days
        direction = 1 if neighbour < at else -1
        turn = direction * _year_turn(days_on * direction)
        if turn:
            source = PublishedSource.INFERRED_YEAR
            listed = _day_in_year(headers[at], known.year + turn, source)
    days[at] = listed


def _year_turn(days_on: int) -> int:
    """Whether so many days down the file, in one year, mean the next year or the last."""
    if days_on < -_FEW_WEEKS:
        return 1
    if days_on > 365 - _FEW_WEEKS:
        return -1
    return 0
