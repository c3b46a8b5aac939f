"""Headings of days, weeks and months between papers: `December 2025`, `Week 49`, `Yesterday`.

The first one of a list is part of the page's header and is read there.
"""

import re
from dataclasses import dataclass

from generator.core.months import month_number
from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.translations import translated_date

_LONGEST = 60
_FLAGS = re.VERBOSE | re.IGNORECASE
_WEEKDAY = re.compile(
    r"(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day | mon|tues?|wed|thu(?:rs)?|fri|sat|sun )"
    r" \.?,? \s+ (?P<day> \S.* )",
    _FLAGS,
)
_NAMED = re.compile(
    "today | yesterday | (?:this|last) [ ] (?:week|month) | heute | gestern | aujourd['’]hui"
    " | hier | hoy | ayer | oggi | ieri | hoje | ontem | vandaag | gisteren | 今天 | 昨天 | 今日 | 昨日",
    _FLAGS,
)
# `Week 48 (12 papers)`
_COUNTED = re.compile(
    r"(?<!\s)\s*+(?:\([0-9]+(?: papers?)?\)|[·:,–-] [0-9]+ papers?)$", re.IGNORECASE
)
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b")
_SPAN = re.compile(
    r"""
    (?:mon|tues|wednes|thurs|fri|satur|sun)day | earlier(?:\ this\ (?:week|month|year))? | older
  | (?:last|past) \ [0-9]{1,2} \ days | [0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}
  | (?:19|20)[0-9]{2}[./][0-9]{1,2}[./][0-9]{1,2} | (?:Q[1-4]|spring|summer|autumn|fall|winter)\ (?:19|20)[0-9]{2}
    """,
    _FLAGS,
)
_ISO_WEEK = re.compile(r"(?:19|20)[0-9]{2}-?W[0-9]{2}", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?:0[1-9]|1[0-2])")
_RANGE = re.compile(r"(?P<first> \S.*?) \s* [-–—] \s* (?P<last> \S.* )", re.VERBOSE)
_WEEK_OF = re.compile(r"week \s+ of \s+ (?P<day> \S.* )", _FLAGS)
_MONTH = re.compile(
    r"(?P<month>[^\W\d_]{3,12})\.?,?(?:\s+(?:de\s+)?(?P<year>(?:19|20)[0-9]{2}))?"
)
_CJK_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s*[年년]\s*[0-9]{1,2}\s*[月월]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHeading:
    """What a heading says of the papers below it."""

    day: PrintedDate | None = None
    year: int | None = None


def read_heading(text: str) -> ListHeading | None:
    """The heading that this line is, or `None`."""
    if len(text) > _LONGEST:
        return None
    text = _ORDINAL.sub("", _COUNTED.sub("", text.strip("#*=_– ")))
    weekday = _WEEKDAY.fullmatch(text)
    day = _day(weekday["day"] if weekday else text)
    if day:
        return ListHeading(day=day)
    if patterns.is_week(text) or _is_span(text):
        return ListHeading()
    return _month_heading(text)


def _day(text: str) -> PrintedDate | None:
    """A day without the number that counts a paper's comments."""
    day = (
        patterns.printed_date(text) or patterns.odd_date(text) or translated_date(text)
    )
    return day if day and day.comments is None else None


def _is_span(text: str) -> bool:
    """Whether this is `Yesterday`, `2025-W49`, `Week of Dec 1` or `Dec 1 - 7`."""
    if _NAMED.fullmatch(text) or _SPAN.fullmatch(text) or _ISO_WEEK.fullmatch(text):
        return True
    week = _WEEK_OF.fullmatch(text)
    if week and _day(week["day"]):
        return True
    days = _RANGE.fullmatch(text)
    if not days or not _day(days["first"]):
        return False
    return bool(_day(days["last"])) or bool(
        re.match("[0-9]{1,2}(?![0-9])", days["last"])
    )


def _month_heading(text: str) -> ListHeading | None:
    dated = _ISO_MONTH.fullmatch(text) or _CJK_MONTH.fullmatch(text)
    if dated:
        return ListHeading(year=int(dated["year"]))
    match = _MONTH.fullmatch(text)
    if not match or month_number(match["month"]) is None:
        return None
    return ListHeading(year=int(match["year"]) if match["year"] else None)
