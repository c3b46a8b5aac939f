"""Dates as people write them. An ambiguous date is invalid, never guessed."""

import datetime as dt
import re

from generator.core.dates import PaperDate, PartialDate, first_day
from generator.core.months import MONTHS, month_number

_MONTH = r"(?P<m>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<y>[0-9]{4})"
_DAY = r"(?P<d>[0-9]{1,2})"
_ORDINAL = r"(?:st|nd|rd|th|er|[ºª°o])?"

_DAY_FORMS = (
    re.compile(rf"{_YEAR}[-/.](?P<m>[0-9]{{1,2}})[-/.]{_DAY}"),
    re.compile(rf"{_YEAR}(?P<m>[0-9]{{2}})(?P<d>[0-9]{{2}})(?:[0-9]{{4}}|[0-9]{{6}})?"),
    re.compile(rf"{_YEAR} ?[年년] ?(?P<m>[0-9]{{1,2}}) ?[月월] ?{_DAY} ?[日일]"),
    re.compile(rf"{_YEAR},?[ -]{_MONTH}[ -]{_DAY}{_ORDINAL}"),
    re.compile(rf"{_DAY}\.\s?(?P<m>[0-9]{{1,2}})\.\s?{_YEAR}"),
    re.compile(rf"{_DAY}(?:{_ORDINAL}|\.)[ -]?{_MONTH},?[ -]{_YEAR}"),
    re.compile(rf"{_MONTH} {_DAY}{_ORDINAL},? {_YEAR}"),
)
_MONTH_FORMS = (
    re.compile(rf"{_YEAR}[-/.](?P<m>[0-9]{{1,2}})"),
    re.compile(rf"(?P<m>[0-9]{{1,2}})[/.]{_YEAR}"),
    re.compile(rf"{_YEAR} ?[年년] ?(?P<m>[0-9]{{1,2}}) ?[月월]"),
    re.compile(rf"{_MONTH},?[ -]{_YEAR}"),
    re.compile(rf"{_YEAR},?[ -]{_MONTH}"),
)
_YEAR_FORM = re.compile(
    rf"""
    (?: (?: c\.? | ca\.? | circa | about | ~            # about that year
          | spring | summer | autumn | fall | winter | q[1-4] ) \s* )?
    {_YEAR} (?: \? | [年년] | [ -/]? q[1-4] )?
    """,
    re.VERBOSE,
)
_ZEROS = re.compile(r"(?<=[0-9])(?:[-/.]00?){1,2}$")
"""Behind a year or a month: Zotero's way of saying no more."""
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}")
_TEMPLATE = re.compile(r"\{\{|<%")

_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_WEEKDAY_BEFORE = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_WEEKDAY_AFTER = re.compile(r"\s+\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\)?$")
_SMALL_WORDS = re.compile(r"\b(?:the|of|de|del|den|le)\s+")
_TIME_BEFORE = re.compile(r"^[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:[ap]m)?,?\s+")
_TIME_AFTER = re.compile(
    r"""
    (?: t | ,?\s+ (?: (?:at|um)\s+ )? )
    (?: (?<=t) $                                        # a bare `T`
      | [0-9]{1,2} (?: [:.h][0-9]{2} ){0,2} (?: [.,][0-9]{1,9} )?
        \s? (?: [ap]\.?m\.? )?
        \s? (?: [+-][0-9]{1,2} (?: :?[0-9]{2} )? | [a-z]{1,5} )?    # the zone
        (?: \s? \[ [\w/+-]{1,40} \] )? $
    )
    """,
    re.VERBOSE,
)
_HINT = "write it as 2024-06-12"


def day_from(line: str) -> dt.date:
    """The day in a line: ISO, `12 June 2024`, `Jun 12, 2024`, `12.06.2024`.

    Raises ValueError, with a hint where there is one.
    """
    date = date_from(line)
    if not isinstance(date, PartialDate):
        return date
    raise ValueError(f"name the day too, such as {first_day(date)}")


def date_from(line: str) -> PaperDate:
    """The day in a line, or the month or the year where there is no more.

    Raises ValueError, with a hint where there is one.
    """
    # 1. One kind of hyphen, no accents; without brackets and weekday.
    if line[:1] in ("[", "<"):
        line = line.strip("[]<>")
    bare = line.casefold().translate(_HYPHENS)
    bare = _WEEKDAY_BEFORE.sub("", bare)
    bare = _WEEKDAY_AFTER.sub("", bare)
    bare = _SMALL_WORDS.sub("", bare)

    # 2. As it is, else without a time. The day counts as it is written, in any zone.
    candidates = (bare, _TIME_AFTER.sub("", bare, count=1), _TIME_BEFORE.sub("", bare))
    for candidate in candidates:
        date = _whole_or_partial(_WEEKDAY_AFTER.sub("", candidate))
        if date:
            return date

    # 3. What is wrong, as far as we can tell.
    if _TEMPLATE.search(line):
        raise ValueError("a template left this without filling it in; " + _HINT)
    if _SHORT_YEAR.match(bare):
        raise ValueError("write the year with four figures, as in 2024-06-12")
    raise ValueError(_HINT)


def _whole_or_partial(bare: str) -> PaperDate | None:
    """The date that a line is; raises ValueError for one that cannot be."""
    # 1. Forms that name day, month and year beyond doubt.
    bare = _ZEROS.sub("", bare)
    for form in _DAY_FORMS:
        match = form.fullmatch(bare)
        if match:
            return _calendar_day(match["y"], match["m"], match["d"])
    # 2. Slashes, where some write the day first and some the month.
    match = _SLASHES.fullmatch(bare)
    if match:
        return _slashed_day(*match.groups())
    # 3. A year, or a month of a year.
    match = _YEAR_FORM.fullmatch(bare)
    if match:
        return PartialDate(_year_number(match["y"]))
    for form in _MONTH_FORMS:
        match = form.fullmatch(bare)
        if match:
            month = _month_of(match["m"])
            return PartialDate(_year_number(match["y"]), month)
    return None


def _calendar_day(
    year: str,
    month: str,
    day: str,
) -> dt.date:
    number = _month_of(month)
    first = dt.date(_year_number(year), number, 1)
    following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    length = (following - first).days
    if not 1 <= int(day) <= length:
        month_name = f"{MONTHS[number - 1]} {first.year}"
        raise ValueError(f"{month_name} has {length} days")
    return first.replace(day=int(day))


def _month_of(month: str) -> int:
    """The month that a number or a name is; raises ValueError."""
    if month.isdecimal():
        number = int(month)
        if not 1 <= number <= len(MONTHS):
            raise ValueError(f"a year has {len(MONTHS)} months")
        return number
    known = month_number(month)
    if known is None:
        raise ValueError(f"`{month}` is no month that we know; {_HINT}")
    return known


def _year_number(year: str) -> int:
    number = int(year)
    if number < 1 or number == dt.MAXYEAR:
        raise ValueError(_HINT)
    return number


def _slashed_day(
    first: str,
    second: str,
    year: str,
) -> dt.date:
    """`25/12/2024` and `12/25/2024` are clear, `05/06/2024` is not."""
    one = int(first)
    other = int(second)
    if one > len(MONTHS) or one == other:
        return _calendar_day(year, second, first)
    if other > len(MONTHS):
        return _calendar_day(year, first, second)
    raise ValueError(f"write {year}-{one:02}-{other:02} or {year}-{other:02}-{one:02}")
