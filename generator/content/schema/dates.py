"""Calendar days as people write them. An ambiguous day is invalid, never guessed."""

import datetime as dt
import re

from generator.core.months import MONTH_NUMBERS, MONTHS

_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?:[0-9]{4}|[0-9]{6})?"),
    re.compile(r"(?P<y>[0-9]{4}) ?年 ?(?P<m>[0-9]{1,2}) ?月 ?(?P<d>[0-9]{1,2}) ?日"),
    re.compile(
        r"(?P<y>[0-9]{4}),? (?P<m>[a-z]{3,9})\.? (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
    ),
    re.compile(r"(?P<d>[0-9]{1,2})\.\s?(?P<m>[0-9]{1,2})\.\s?(?P<y>[0-9]{4})"),
    re.compile(
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -](?P<m>[a-z]{3,9})\.?,?[ -](?P<y>[0-9]{4})"
    ),
    re.compile(
        r"(?P<m>[a-z]{3,9})\.? (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<y>[0-9]{4})"
    ),
)
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_WITHOUT_DAY = re.compile(r"(?:[a-z]{3,9}\.? )?([0-9]{4})(?:-[0-9]{1,2})?")
_WEEKDAY_BEFORE = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_WEEKDAY_AFTER = re.compile(r"\s+\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\)?$")
_TIME = re.compile(r"(?:t|,?\s+)[0-9]{1,2}:[0-9]{2}\b.*$")


def day_from(line: str) -> dt.date:
    """The day in a line: ISO, `12 June 2024`, `Jun 12, 2024`, `12.06.2024`.

    Raises ValueError, with a hint where there is one.
    """
    # 1. Without brackets, weekday and time only the day is left.
    bare = line.strip("[]<>").casefold()
    bare = _WEEKDAY_BEFORE.sub("", bare)
    bare = _TIME.sub("", bare)
    bare = _WEEKDAY_AFTER.sub("", bare)

    # 2. Forms that name day, month and year beyond doubt.
    for form in _FORMS:
        match = form.fullmatch(bare)
        if match:
            return _calendar_day(match["y"], match["m"], match["d"])

    # 3. Slashes, where some write the day first and some the month.
    match = _SLASHES.fullmatch(bare)
    if match:
        return _slashed_day(*match.groups())

    # 4. A year or a month is a slip that we can help with.
    match = _WITHOUT_DAY.fullmatch(bare)
    if match:
        raise ValueError(f"name the day too, such as {match[1]}-01-31")
    raise ValueError


def _calendar_day(
    year: str,
    month: str,
    day: str,
) -> dt.date:
    try:
        number = int(month) if month.isdecimal() else MONTH_NUMBERS[month]
        return dt.date(int(year), number, int(day))
    except (ValueError, KeyError):
        raise ValueError("the calendar has no such day") from None


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
