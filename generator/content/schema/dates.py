"""Calendar days as people write them. An ambiguous one is wrong, not one of two."""

import datetime as dt
import re
from functools import lru_cache

from generator.core.months import MONTH_NUMBERS

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
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_WEEKDAY_BEHIND = re.compile(r"\s+\(?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\)?$")
_TIME = re.compile(r"(?:t|,?\s+)[0-9]{1,2}:[0-9]{2}\b.*$")


@lru_cache(maxsize=4096)
def day_from(line: str) -> dt.date:
    """The day in a line: ISO, `12 June 2024`, `Jun 12, 2024`, `12.06.2024`; a time is cut off.

    Raises ValueError, with a hint where there is one.
    """
    bare = _TIME.sub("", _WEEKDAY.sub("", line.strip("[]<>").casefold()))
    bare = _WEEKDAY_BEHIND.sub("", bare)
    for form in _FORMS:
        if found := form.fullmatch(bare):
            return _day(found["y"], found["m"], found["d"])
    if found := _SLASHES.fullmatch(bare):
        return _slashed(*map(int, found.groups()))
    if found := re.fullmatch(r"(?:[a-z]{3,9}\.? )?([0-9]{4})(?:-[0-9]{1,2})?", bare):
        raise ValueError(f"name the day too, such as {found[1]}-01-31")
    raise ValueError


def _day(year: str, month: str, number: str) -> dt.date:
    try:
        which = int(month) if month.isdecimal() else MONTH_NUMBERS[month]
        return dt.date(int(year), which, int(number))
    except (ValueError, KeyError):
        raise ValueError("the calendar has no such day") from None


def _slashed(first: int, second: int, year: int) -> dt.date:
    """`25/12/2024` and `12/25/2024` are clear, `05/06/2024` is not."""
    months = 12
    if first > months or first == second:
        return _day(str(year), str(second), str(first))
    if second > months:
        return _day(str(year), str(first), str(second))
    raise ValueError(
        f"write {year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
    )
