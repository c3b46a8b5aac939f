"""The small forms of a listing: counts, dates, authors lines, dots. All patterns stand here."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal


def _with_mojibake(characters: str) -> frozenset[str]:
    """The characters, and what they look like when UTF-8 was read as something else."""
    shown = set(characters)
    for codec in (
        "cp1252",
        "latin-1",
        "cp874",
        "mac_roman",
        "cp437",
        "cp850",
        "cp1250",
        "cp1251",
    ):
        for character in characters:
            try:
                shown.add(character.encode().decode(codec).strip())
            except UnicodeDecodeError:
                continue
    return frozenset(shown)


DOTS = _with_mojibake("·•∙⋅・‧●")
"""What parts the byline from the date, on a line of its own."""

_BULLETS = _with_mojibake("•·●◦‣∙⋅▪■○⁃") | {"*", "-", "–"}
_BULLET = "|".join(
    re.escape(bullet) for bullet in sorted(_BULLETS, key=lambda b: (-len(b), b))
)
_LONGEST_MARK = max(map(len, _BULLETS))

_COUNT = r"(?:[0-9]{1,3}(?:[,'’\u00a0\u202f\u2009][0-9]{3})+|[0-9]{1,9}(?:(?:\.[0-9]{1,3})?[kKmM])?)"
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_AUTHORS = re.compile(
    rf"(?:(?:{_BULLET})\s*)*(?P<count>{_COUNT})\s+authors?", re.IGNORECASE
)
_VOTES = re.compile(rf"(?:\[-\]\s*)?(?P<count>{_COUNT}|[-–—−])")
_BULLETS_ONLY = re.compile(rf"(?:{_BULLET})(?:\s+(?:{_BULLET}))*")

_DATE = re.compile(
    rf"""
    (?P<shown>
      (?:published\s+on\s+)?
      (?P<month>{_MONTH})\.?\s+(?P<day>[0-9]{{1,2}})
      (?:\s*,\s*(?P<year>[0-9]{{4}}))?      # left out in the year of the page
    )
    (?:\s+(?P<count>{_COUNT}))?             # comments
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Dates that the site does not print so, but that can only mean one day.
_ODD_DATES = tuple(
    re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    for pattern in (
        rf"(?P<month>{_MONTH})\.?\s+(?P<day>[0-9]{{1,2}})\s+(?P<year>(?:19|20)[0-9]{{2}})",
        (
            rf"(?P<month>{_MONTH})\.?\s+(?P<day>[0-9]{{1,2}}),\s*(?P<year>(?:19|20)[0-9]{{2}})"
            rf"(?P<count>[0-9]{{1,3}})"
        ),
        (
            rf"(?P<day>[0-9]{{1,2}})\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>[0-9]{{4}})"
            rf"(?:\s+(?P<count>{_COUNT}))?"
        ),
        rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?:\s+(?P<count>{_COUNT}))?",
    )
)
_INLINE_FOOT = re.compile(
    rf"(?P<byline>.*?)\s*(?P<dot>[·•])\s*"
    rf"(?P<date>(?P<published>published\s+on\s+)?{_MONTH}\.?\s+[0-9]{{1,2}}"
    rf"(?P<year>\s*,\s*[0-9]{{4}})?(?:\s+{_COUNT})?)",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)[0-9]{{2}})", re.IGNORECASE
)
_MONTH_ALONE = re.compile(rf"{_MONTH}\.?", re.IGNORECASE)
_WEEK = re.compile(r"week\s+[0-9]{1,2}(?:,?\s+(?:19|20)[0-9]{2})?", re.IGNORECASE)
_GLUED_DAY = re.compile(
    rf"{_MONTH}\.?\s+[0-9]{{1,2}}(?:,\s*[0-9]{{4}})?(?-i:(?=[^\W\d_a-z]))",
    re.IGNORECASE,
)
_LONGEST_FORM = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date as a listing prints it."""

    month: int
    day: int
    year: int | None = None
    comments: int | None = None
    length: int
    """Characters of the date alone, without the number after it."""
    odd: bool = False
    """Whether the site would not print it so."""

    def in_year(self, year: int | None) -> dt.date | None:
        """The day, with this year if none is printed; `None` if there is no such day."""
        try:
            return dt.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def is_dot(text: str) -> bool:
    """Whether the line is the dot between byline and date."""
    return len(text) <= _LONGEST_MARK and text in DOTS


def is_bullets(text: str) -> bool:
    """Whether the line holds bullets alone, as pictures of authors leave them."""
    return len(text) <= _LONGEST_FORM and bool(_BULLETS_ONLY.fullmatch(text))


def count(text: str) -> int | None:
    """`7`, `1,234`, `1.2k`: the (rounded) number."""
    if len(text) > _LONGEST_FORM or not re.fullmatch(_COUNT, text):
        return None
    digits = re.sub(r"[^0-9.kKmM]", "", text)
    factor = {"k": 1_000, "m": 1_000_000}.get(digits[-1].lower(), 1)
    return int(Decimal(digits.rstrip("kKmM")) * factor)


def votes(text: str) -> int | None:
    """A lone count of upvotes or comments; `-` is none, `[-] 19` a capture's arrow."""
    found = _VOTES.fullmatch(text) if len(text) <= _LONGEST_FORM else None
    if not found:
        return None
    return 0 if found["count"] in "-–—−" else count(found["count"])


def is_no_votes(text: str) -> bool:
    """Whether this is `-`, which only upvotes have."""
    return votes(text) == 0 and not text[-1].isdigit()


def authors(text: str) -> int | None:
    """`• 7 authors`: how many."""
    found = _AUTHORS.fullmatch(text) if len(text) <= _LONGEST_FORM else None
    return count(found["count"]) if found else None


def printed_date(text: str) -> PrintedDate | None:
    """`Sep 19, 2024 9`: the date and the comments."""
    if len(text) > _LONGEST_FORM:
        return None
    found = _DATE.fullmatch(text)
    if found and not re.fullmatch("(?:19|20)[0-9]{2}", found["count"] or ""):
        return _date_from(found, end=found.end("shown"), odd=False)
    return None


def odd_date(text: str) -> PrintedDate | None:
    """`13 Sep 2024`, `Sep 19, 20249`: a date that needs a person's look."""
    if len(text) > _LONGEST_FORM:
        return None
    for pattern in _ODD_DATES:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            end = found.start("count") if parts.get("count") else found.end()
            return _date_from(found, end=end, odd=True)
    return None


def _date_from(found: re.Match[str], *, end: int, odd: bool) -> PrintedDate | None:
    parts = found.groupdict()
    month = parts["month"].lower()
    date = PrintedDate(
        month=int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1,
        day=int(parts["day"]),
        year=int(parts["year"]) if parts["year"] else None,
        comments=count(parts["count"]) if parts.get("count") else None,
        length=len(found.string[:end].rstrip()),
        odd=odd,
    )
    # 2000 had a 29 February: a day that some year has.
    return date if date.in_year(2000) else None


def inline_footer(text: str) -> tuple[str, str, str] | None:
    """`Some Lab · Published on Oct 4, 2026` taken apart: byline (may be empty), dot, date."""
    found = _INLINE_FOOT.fullmatch(text) if len(text) <= 2 * _LONGEST_FORM else None
    if not found:
        return None
    byline = found["byline"].strip()
    sure = (
        found["published"] or found["year"] or not byline or authors(byline) is not None
    )
    return (byline, found["dot"], found["date"]) if sure else None


def month_year(text: str) -> int | None:
    """The year of `Feb 2026`, the heading of a month's listing."""
    found = _MONTH_YEAR.fullmatch(text)
    return int(found["year"]) if found else None


def is_month(text: str) -> bool:
    """Whether the line is a month alone, as dated pages break `Aug` from `1`."""
    return bool(_MONTH_ALONE.fullmatch(text))


def is_week(text: str) -> bool:
    """Whether this is `Week 7`, the heading of a week's listing."""
    return bool(_WEEK.fullmatch(text))


def glued_day(text: str) -> int:
    """Length of the day at the start of `Feb 10Recursive Models`, else 0."""
    found = _GLUED_DAY.match(text)
    return found.end() if found and found[0][0].isupper() else 0
