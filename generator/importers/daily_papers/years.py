"""Which day a listing is of, and so which year its yearless dates mean.

The site prints no year in the calendar year of the page and prints any other year:

    Dec 10          the listing's day, in 2025
    Aug 29          in 2025 as well
    Sep 19, 2024    not in 2025

So all yearless dates of one listing share one year: that of the day when the page was
saved, which is greater than every year that it prints. `decide_day` finds it, by what
is known outside the file first, else by which years are possible at all;
`listing_days` then dates every listing of the file.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.core.paper import PublishedSource
from generator.importers.daily_papers.boilerplate import Header
from generator.importers.daily_papers.patterns import POSSIBLE_YEARS, PrintedDate
from generator.importers.parsed_seed import DecidedDay, How, SeedQuestion

_FIRST_YEAR = 2023
"""The site's first listings are of May 2023."""
_FEW_WEEKS = 31
"""Listings in one file follow each other in time. A step back of a few weeks is a file put
together backwards; a longer one leads into a new year."""
_ONE_DAY = dt.timedelta(days=1)
"""Somewhere on Earth it is tomorrow already."""

_NAME_DAY = re.compile(
    r"(?<![0-9A-Za-z]) (20[0-9]{2}) ([-_.]?) ([0-9]{2}) \2 ([0-9]{2})"
    r"(?= T[0-9] | [^0-9A-Za-z] | $ )",
    re.VERBOSE | re.IGNORECASE,
)
_NAME_MONTH = re.compile(
    r"(?<![0-9A-Za-z]) (20[0-9]{2}) [-_]? (?:0[1-9]|1[0-2]) (?![0-9A-Za-z]|\.[0-9])",
    re.VERBOSE,
)
_OWN_NAME = re.compile(r"(?:undated|[0-9]{4}-[0-9]{2}-[0-9]{2})_[0-9a-f]{16}(?:\..*)?")
"""What earlier versions called their copies. The day in it may have been a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingClues:
    """What one listing of a file prints that tells its year."""

    header: Header | None = None
    """None for the first listing of a file that begins without one."""
    dates: Sequence[PrintedDate] = ()
    """Those of its papers."""
    newest_id: tuple[int, int] | None = None
    """Year and month of its newest arXiv id."""

    @property
    def largest_year(self) -> int:
        """The largest year that it prints; 0 for none."""
        years = [date.year or 0 for date in self.dates]
        return max(filter(POSSIBLE_YEARS.__contains__, years), default=0)

    @property
    def has_yearless_date(self) -> bool:
        """Whether its own day or a paper's lacks the year."""
        day = self.header.day if self.header else None
        dates = [*self.dates, day] if day else self.dates
        return any(not date.year for date in dates)


Listings = Sequence[ListingClues]
"""The listings of one file, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDays:
    """The days that a capture prints above the page."""

    page: dt.date | None = None
    """In the page's title or address: the listing's own."""
    saved: dt.date | None = None
    """When the page was saved, which may be in the next year."""


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
        return self.day + _ONE_DAY


# The decision


def decide_day(
    listings: Listings,
    name: str,
    page_days: PageDays,
    question: SeedQuestion,
) -> DecidedDay | None:
    """The day of the listing in a file of this name; None where nothing is open."""
    # 1. The user, or an earlier import.
    decided = question.decided
    if decided and decided.year:
        return decided

    # 2. The file's name and the page itself.
    decided = _name_day(listings, name, question) or _page_day(listings, page_days)
    if decided:
        return decided

    # 3. Which years are possible at all?
    is_printed = any(_printed_day(listing.header).year for listing in listings)
    is_open = any(listing.has_yearless_date for listing in listings)
    if is_printed or not is_open:
        return None
    years = possible_years(listings, question.today)
    remembered = question.remembered or _own_name_day(name)
    if remembered:
        return _with_others(remembered, years)
    if not years:
        return DecidedDay(how=How.UNKNOWN)

    # 4. The latest that is not after the file itself.
    year = _likeliest_year(listings, years, question.written)
    day = _header_day(_anchor(listings), year)
    guess = DecidedDay(year=year, day=day, how=How.GUESS)
    return _with_others(guess, years)


def possible_years(listings: Listings, today: dt.date | None) -> tuple[int, ...]:
    """The years that the day of the listing may be in, the latest first.

    Without a clock the earliest alone, if the listing prints any year.
    """
    largest = _anchor(listings).largest_year
    first = max(_FIRST_YEAR, largest + 1)
    last = first if largest else first - 1
    if today:
        last = (today + _ONE_DAY).year
    years = range(last, first - 1, -1)
    return tuple(year for year in years if _is_possible(year, listings, today))


def _is_possible(year: int, listings: Listings, today: dt.date | None) -> bool:
    decided = DecidedDay(year=year, how=How.GUESS)
    days = listing_days(listings, decided)
    pairs = zip(listings, days, strict=True)
    return all(_can_be_of(listing, day, today) for listing, day in pairs)


def _can_be_of(listing: ListingClues, day: ListingDay, today: dt.date | None) -> bool:
    """Whether what a listing prints agrees with its being of this year."""
    if not day.year:
        return True
    if day.year < _FIRST_YEAR or day.year <= listing.largest_year:
        return False
    dates = [date for date in listing.dates if not date.year]
    if listing.header and listing.header.day:
        dates.append(listing.header.day)
    if not all(_can_be_in(day.year, date, today) for date in dates):
        return False
    if not listing.newest_id:
        return True
    newest = dt.date(*listing.newest_id, 1)
    latest = day.latest or dt.date(day.year, 12, 31)
    return newest <= latest


def _can_be_in(year: int, date: PrintedDate, today: dt.date | None) -> bool:
    """Whether a date can be of this year: no leap day of another, and not to come."""
    dated = date.in_year(year)
    if dated is None:
        is_leap_day = (date.month, date.day) == (2, 29)
        return not is_leap_day
    return today is None or dated <= today + _ONE_DAY


def _likeliest_year(
    listings: Listings,
    years: tuple[int, ...],
    written: dt.date | None,
) -> int:
    """The latest year in which the listing is no younger than its file."""
    if not written:
        return years[0]
    anchor = _anchor(listings)
    for year in years:
        day = _header_day(anchor, year) or dt.date(year, 1, 1)
        if day <= written + _ONE_DAY:
            return year
    return years[0]


def _with_others(decided: DecidedDay, years: tuple[int, ...]) -> DecidedDay:
    """A day that is not sure, with the other years that it may be in."""
    others = tuple(year for year in years if year != decided.year)
    if decided.how is not How.GUESS:
        return replace(decided, others=())
    how = How.GUESS if others else How.ONLY
    return replace(decided, how=how, others=others)


def _anchor(listings: Listings) -> ListingClues:
    """The listing that the year is decided for: the one that prints the latest."""
    return listings[_anchor_index(listings)]


def _anchor_index(listings: Listings) -> int:
    years = [listing.largest_year for listing in listings]
    largest = max(years)
    return years.index(largest) if largest else len(years) - 1


def _header_day(listing: ListingClues, year: int) -> dt.date | None:
    day = listing.header.day if listing.header else None
    return day.in_year(year) if day else None


def _name_day(
    listings: Listings,
    name: str,
    question: SeedQuestion,
) -> DecidedDay | None:
    """The first date in the file's name that the listing can be of."""
    if _OWN_NAME.fullmatch(name):
        return None
    for decided in name_days(name):
        if _agrees(decided, listings, question.today):
            return decided
    return None


def name_days(name: str) -> Iterator[DecidedDay]:
    """The days in a file's name, `2024-02-03_tea.txt`, then its months, `2024-02`."""
    for year, _, month, day in _NAME_DAY.findall(name):
        try:
            whole = dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
        yield DecidedDay(year=whole.year, day=whole, how=How.NAME)
    for year in _NAME_MONTH.findall(name):
        yield DecidedDay(year=int(year), how=How.NAME)


def refused_name_day(name: str, decided: DecidedDay | None) -> str:
    """The day in a file's name that was not believed; empty if there is none."""
    if not decided or decided.how in (How.GIVEN, How.NAME):
        return ""
    if _OWN_NAME.fullmatch(name):
        return ""
    day = next(name_days(name), None)
    return day.text if day else ""


def _agrees(
    decided: DecidedDay,
    listings: Listings,
    today: dt.date | None,
) -> bool:
    """Whether nothing that the listing prints speaks against a day in a name."""
    if decided.day and today and decided.day > today + _ONE_DAY:
        return False
    days = listing_days(listings, decided)
    at = _listing_of(decided, listings)
    return _can_be_of(listings[at], days[at], today)


def _own_name_day(name: str) -> DecidedDay | None:
    """The day in the name of a copy that an earlier version made: a guess at most."""
    if not _OWN_NAME.fullmatch(name):
        return None
    day = next(name_days(name), None)
    return replace(day, how=How.GUESS) if day else None


def _page_day(listings: Listings, page_days: PageDays) -> DecidedDay | None:
    """The day that the page names, else the one that follows from when it was saved."""
    day = page_days.page
    saved = page_days.saved
    if not day and saved:
        header = listings[-1].header
        if _printed_day(header).year:
            return None
        day = _header_day(listings[-1], saved.year) or saved
        if day > saved:  # listed in December, saved in January
            day = _header_day(listings[-1], saved.year - 1) or saved
    if not day:
        return None
    return DecidedDay(year=day.year, day=day, how=How.PAGE)


# From one day to those of all listings


def listing_days(listings: Listings, decided: DecidedDay | None) -> list[ListingDay]:
    """For each listing of a file its day and year, as far as they are known or follow."""
    days = [_printed_day(listing.header) for listing in listings]
    if decided and decided.year:
        at = _listing_of(decided, listings)
        listed = _day_in_year(listings[at].header, decided.year, decided.source)
        days[at] = replace(listed, day=decided.day or listed.day)
    _spread_years(days, [listing.header for listing in listings])
    return days


def _listing_of(decided: DecidedDay, listings: Listings) -> int:
    """The listing that the day is of: the one with that day in its header, or the last."""
    if not decided.day:
        return _anchor_index(listings)
    wanted = (decided.day.month, decided.day.day)
    for at, listing in enumerate(listings):
        day = listing.header.day if listing.header else None
        if day and (day.month, day.day) == wanted:
            return at
    return len(listings) - 1


def _printed_day(header: Header | None) -> ListingDay:
    """What the header itself prints in full: `Feb 10, 2026`, `Feb 2026`."""
    if not header:
        return ListingDay()
    day = header.day
    if day and day.year:
        return ListingDay(year=day.year, day=day.in_year(None))
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


def _spread_years(days: list[ListingDay], headers: Sequence[Header | None]) -> None:
    """Fill in the years of the other listings, from neighbour to neighbour."""
    # Down the file first, so that only what is above the first known day is left.
    for at in range(1, len(days)):
        _copy_year(days, headers, at, neighbour=at - 1)
    for at in reversed(range(len(days) - 1)):
        _copy_year(days, headers, at, neighbour=at + 1)


def _copy_year(
    days: list[ListingDay],
    headers: Sequence[Header | None],
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
