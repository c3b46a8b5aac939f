"""The shapes of single lines, and every regular expression for them.

    • 7 authors                 author_count       7
    ·                           is_dot
    Sep 19, 2024 9              printed_date       19 September 2024, 9 comments
    1.2k                        lone_count         1200
    Submitted by reader         submitter

`links` has the patterns of link syntax, `boilerplate` the words of the page's header.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.core.months import MONTH_NUMBERS

_FLAGS = re.VERBOSE | re.IGNORECASE
_MISREADINGS = (
    "cp1252",
    "latin-1",
    "cp874",
    "mac_roman",
    "cp437",
    "cp850",
    "cp1250",
    "cp1251",
)
"""Encodings that UTF-8 is mistaken for."""


def _with_mojibake(characters: str) -> frozenset[str]:
    """The characters, and what they look like when UTF-8 was read as something else."""
    shapes = set(characters)
    for character in characters:
        data = character.encode()
        for codec in _MISREADINGS:
            try:
                shapes.add(data.decode(codec).strip())
            except UnicodeDecodeError:
                continue
    return frozenset(shapes)


_DOTS = _with_mojibake("·•∙⋅・‧●･")
_BULLETS = _with_mojibake("•·●◦‣∙⋅▪■○⁃") | {"*", "-", "–"}

# The longest first, since some of them begin with another one.
_LONGEST_FIRST = sorted(sorted(_BULLETS), key=len, reverse=True)
_BULLET = "|".join(map(re.escape, _LONGEST_FIRST))

_COUNT = r"""(?:
    [0-9]{1,3} (?: [,'’\u00a0\u202f\u2009] [0-9]{3} )+    # 1,234
  | [0-9]{1,9} (?: (?: \.[0-9]{1,3} )? [kKmM] )?          # 7 or 1.2k
)"""
_MONTH = """(?:
    jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july?
  | aug(?:ust)? | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)?
)"""
_YEAR = "(?:19|20)[0-9]{2}"
# Browsers translate the word, and put it before the number in some languages.
_AUTHOR_WORD = r"""(?:
    authors? | autor (?:en|es|i|a|as|zy|ów|y|ů|s|[:*_]?innen)? | autoři | auteurs? | autore | autrici
  | forfattere? | författare | szerző | tekijää? | yazar | penulis | tác\ giả
  | συγγραφείς | συγγραφέας | מחברים | लेखक
  | автор (?:а|ов|ы|и|ів)? | مؤلف (?:ين|ون)?
)"""

_NUMBER = re.compile(_COUNT, re.VERBOSE)
_AUTHORS = re.compile(
    rf"""
    (?: (?:{_BULLET})\s*+ )*+
    (?:
      共? \s* (?P<count>{_COUNT})
      (?: \s+ {_AUTHOR_WORD} | \s* (?:[位名人]|人の|名の)? \s* (?:作者|著者) | \s* 명의 \s* 저자 )
    | (?:著者|저자|作者) \s* (?P<after>[0-9]{{1,6}}) \s* (?:[名人명]|人の)?
    )
    """,
    _FLAGS,
)
_BULLET_AND_NUMBER = re.compile(
    rf"(?:{_BULLET}) \s* (?: [^\W\d]\w{{0,20}} \s* )? [0-9]+ (?: \s+ \w{{1,20}} ){{0,2}}",
    re.VERBOSE,
)
# A dash means no votes; `[-] 19` is how a capture prints the arrow to vote.
_VOTES = re.compile(rf"(?: \[-\]\s* )? (?P<count> {_COUNT} | [-–—−] )", re.VERBOSE)
_ONLY_BULLETS = re.compile(rf"(?:{_BULLET}) (?: \s+(?:{_BULLET}) )*", re.VERBOSE)

_DATE = re.compile(
    rf"""
    (?P<shown>
      (?: published\s+on\s+ )?
      (?P<month>{_MONTH})\.? \s+ (?P<day>[0-9]{{1,2}})
      (?: \s*,\s* (?P<year>[0-9]{{4}}) )?      # left out in the year of the page
    )
    (?: \s+ (?P<count>{_COUNT}) )?             # comments
    """,
    _FLAGS,
)
# Dates that the site does not print like this, but that can only mean one day.
_ODD_DATES = (
    # Sep 19 2024
    rf"(?P<month>{_MONTH})\.? \s+ (?P<day>[0-9]{{1,2}}) \s+ (?P<year>{_YEAR})",
    # Sep 19, 20249: the comments are glued to the year
    rf"""
    (?P<month>{_MONTH})\.? \s+ (?P<day>[0-9]{{1,2}}) ,\s* (?P<year>{_YEAR})
    (?P<count>[0-9]{{1,3}})
    """,
    # 19 Sep 2024 9
    rf"""
    (?P<day>[0-9]{{1,2}}) \s+ (?P<month>{_MONTH})\.?,? \s+ (?P<year>[0-9]{{4}})
    (?: \s+ (?P<count>{_COUNT}) )?
    """,
    # 2024-09-19 9
    rf"""
    (?P<year>[0-9]{{4}}) - (?P<month>[0-9]{{2}}) - (?P<day>[0-9]{{2}})
    (?: \s+ (?P<count>{_COUNT}) )?
    """,
)
_ODD_DATE_PATTERNS = tuple(re.compile(pattern, _FLAGS) for pattern in _ODD_DATES)
_INLINE_FOOTER = re.compile(
    rf"""
    (?P<byline>.*?) \s* (?P<dot>[·•]) \s*
    (?P<date>
      (?P<published> published\s+on\s+ )?
      {_MONTH}\.? \s+ [0-9]{{1,2}}
      (?P<year> \s*,\s* [0-9]{{4}} )?
      (?: \s+ {_COUNT} )?
    )
    """,
    _FLAGS,
)
_MONTH_AND_YEAR = re.compile(rf"{_MONTH}\.?,? \s+ (?P<year>{_YEAR})", _FLAGS)
_MONTH_ALONE = re.compile(rf"{_MONTH}\.?", _FLAGS)
_WEEK = re.compile(rf"week \s+ [0-9]{{1,2}} (?: ,?\s+ {_YEAR} )?", _FLAGS)
# `Feb 10` in `Feb 10Recursive Models`: what follows is a capital or no ASCII letter.
_GLUED_DAY = re.compile(
    rf"""
    {_MONTH}\.? \s+ [0-9]{{1,2}} (?: ,\s* [0-9]{{4}} )?
    (?-i: (?= [^\W\d_a-z] ) )
    """,
    _FLAGS,
)
_UPVOTES = re.compile(rf"Upvotes? \s+ (?P<count> {_COUNT} | [-–—−] )", _FLAGS)
_STARS = re.compile(rf"[★⭐✩☆] \s* {_COUNT}", re.VERBOSE)
_SUBMITTER = re.compile(r"Submitted[ ]by \s* (?P<name> \S.* )?", _FLAGS)
# What text browsers print for the picture of an organisation: `[logo] Some Lab`.
_PICTURE = re.compile(r"(?: \[[^\]\s]+\] | • ) \s+ (?=\S)", re.VERBOSE)
# `retrieved: 2024-02-03`, one of the lines that web clippers put above the page.
_PICTURE_NAME = re.compile(
    r"""
    \S.{0,60} ['’´`]s\ (?: avatar | profile\ picture | logo )
  | (?: user\  )? avatar
  | (?: [\w.'-]{1,30}\  ){0,3} (?: profile\ picture | profile\ image )
  | avatar\ (?: von | de | di | van | av | of ) \ .{1,60}
  | \[ (?: image | img | picture | avatar | photo ) (?: :.{0,60} )? \]
  | paper\ thumbnail
    """,
    _FLAGS,
)
_KEY_VALUE = re.compile(
    r"(?: [-*]\s+ )? (?P<key> [A-Za-z][\w ()-]{0,30} ) : \s+ (?P<value> \S.* )",
    re.VERBOSE,
)
_ISO_DAY = re.compile(rf"(?<![0-9]) {_YEAR}-[0-9]{{2}}-[0-9]{{2}} (?![0-9])", _FLAGS)
_PAGE_DAY = re.compile(
    r"""
    (?: Daily\ Papers\ \[ | /papers/date/ | /papers\?date= )
    ( [0-9]{4}-[0-9]{2}-[0-9]{2} ) (?![0-9])
    """,
    re.VERBOSE,
)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_DIRECTION_MARKS = (
    " \u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_UNITS = {"k": 1_000, "m": 1_000_000}
_LONGEST_LINE = 80
"""Characters of a line that can be anything but prose."""


POSSIBLE_YEARS = range(1900, 2101)
"""A paper of another year is a misprint."""


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
    """Whether the site would print it in another way."""

    def in_year(self, year: int | None) -> dt.date | None:
        """The day, in this year if it prints none; `None` if there is no such day."""
        try:
            return dt.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def _match_line(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A match of the whole line; a long line is prose and is not even tried."""
    return pattern.fullmatch(text) if len(text) <= _LONGEST_LINE else None


def is_dot(text: str) -> bool:
    """Whether the line is the dot between byline and date."""
    return text in _DOTS or text.strip(_DIRECTION_MARKS) in _DOTS


def is_bullets(text: str) -> bool:
    """Whether the line has bullets alone, which pictures of authors leave behind."""
    return bool(_match_line(_ONLY_BULLETS, text))


def parse_count(text: str) -> int | None:
    """The number, which may be rounded: `7`, `1,234`, `1.2k`."""
    if not _match_line(_NUMBER, text):
        return None
    digits = re.sub(r"[^0-9.kKmM]", "", text)
    unit = digits[-1].lower()
    number = Decimal(digits.rstrip("kKmM"))
    return int(number * _UNITS.get(unit, 1))


def lone_count(text: str) -> int | None:
    """A count of upvotes or comments on a line of its own; `-` is zero."""
    match = _match_line(_VOTES, text)
    if not match:
        return None
    return 0 if match["count"] in "-–—−" else parse_count(match["count"])


def is_dash(text: str) -> bool:
    """Whether this is `-`, which only upvotes have."""
    return lone_count(text) == 0 and not text[-1].isdigit()


def author_count(text: str) -> int | None:
    """How many authors `• 7 authors` counts."""
    plain = text.translate(_WIDE_DIGITS).strip(_DIRECTION_MARKS)
    match = _match_line(_AUTHORS, plain)
    return parse_count(match["count"] or match["after"]) if match else None


def is_unknown_byline(text: str) -> bool:
    """Whether this counts something in words that we do not know: `• 4 xyzzy`."""
    return bool(_match_line(_BULLET_AND_NUMBER, text)) and author_count(text) is None


def printed_date(text: str) -> PrintedDate | None:
    """The date and the comments of `Sep 19, 2024 9`."""
    match = _match_line(_DATE, text)
    if not match or re.fullmatch(_YEAR, match["count"] or ""):
        return None
    return _date_from(match, end=match.end("shown"), odd=False)


def odd_date(text: str) -> PrintedDate | None:
    """A date that a person should look at: `13 Sep 2024`, `Sep 19, 20249`."""
    for pattern in _ODD_DATE_PATTERNS:
        match = _match_line(pattern, text)
        if match:
            has_count = match.groupdict().get("count") is not None
            end = match.start("count") if has_count else match.end()
            return _date_from(match, end=end, odd=True)
    return None


def _date_from(match: re.Match[str], *, end: int, odd: bool) -> PrintedDate | None:
    groups = match.groupdict()
    month = groups["month"]
    year = groups["year"]
    comments = groups.get("count")
    date = PrintedDate(
        month=_month_number(month),
        day=int(groups["day"]),
        year=int(year) if year else None,
        comments=parse_count(comments) if comments else None,
        length=len(match.string[:end].rstrip()),
        odd=odd,
    )
    # 2000 had a 29 February, so this asks for a day that some year has.
    return date if date.in_year(2000) else None


def _month_number(text: str) -> int:
    """8 for `August`, `aug` and `08`."""
    if text.isdecimal():
        return int(text)
    return MONTH_NUMBERS[text[:3].lower()]


def inline_footer(text: str) -> tuple[str, str, str] | None:
    """Byline (may be empty), dot and date of `Some Lab · Published on Oct 4, 2026`."""
    has_dot = "·" in text or "•" in text
    if not has_dot or len(text) > 2 * _LONGEST_LINE:
        return None
    match = _INLINE_FOOTER.fullmatch(text)
    if not match:
        return None
    byline = match["byline"].strip()
    has_full_date = match["published"] or match["year"]
    # An abstract may end in `… · May 7`, hence a yearless date needs a sure byline.
    if has_full_date or not byline or author_count(byline) is not None:
        return byline, match["dot"], match["date"]
    return None


def year_of_month(text: str) -> int | None:
    """The year of `Feb 2026`, the heading of a month's listing."""
    match = _match_line(_MONTH_AND_YEAR, text)
    return int(match["year"]) if match else None


def is_month(text: str) -> bool:
    """Whether the line is a month alone, as dated pages break `Aug` from `1`."""
    return bool(_match_line(_MONTH_ALONE, text))


def is_week(text: str) -> bool:
    """Whether this is `Week 7`, the heading of a week's listing."""
    return bool(_match_line(_WEEK, text))


def glued_day_length(text: str) -> int:
    """Length of the day that begins `Feb 10Recursive Models`, else 0."""
    match = _GLUED_DAY.match(text)
    return match.end() if match and text[0].isupper() else 0


def submitter(text: str) -> tuple[int, str] | None:
    """Where the name in `Submitted by NAME` begins, and the name, which may be empty."""
    match = _SUBMITTER.fullmatch(text)
    return (match.start("name"), match["name"] or "") if match else None


def upvotes_beside(text: str) -> int | None:
    """Where the number in `Upvote 12` begins."""
    match = _match_line(_UPVOTES, text)
    return match.start("count") if match else None


def is_stars(text: str) -> bool:
    """Whether this is `★ 140`, the stars of a repository."""
    return bool(_match_line(_STARS, text))


def label_length(text: str) -> int:
    """Length of the picture or bullet that begins `[logo] Some Lab`, else 0."""
    match = _PICTURE.match(text)
    return match.end() if match else 0


def wide_digits_as_ascii(text: str) -> str:
    """The text with the digits of Chinese and Japanese type as plain ones."""
    return text.translate(_WIDE_DIGITS)


def is_picture_name(text: str) -> bool:
    """Whether the line is what a picture is called: `reader's avatar`."""
    return bool(_match_line(_PICTURE_NAME, text))


def key_and_value(text: str) -> tuple[str, str] | None:
    """Key, in lower case, and value of `retrieved: 2024-02-03`."""
    match = _KEY_VALUE.fullmatch(text)
    return (match["key"].lower(), match["value"]) if match else None


def page_day(text: str) -> dt.date | None:
    """The day in a page's title or address: `Daily Papers [2024-02-03]`."""
    return _first_day(_PAGE_DAY.findall(text))


def iso_day(text: str) -> dt.date | None:
    """The first ISO date in the text that is a day."""
    return _first_day(_ISO_DAY.findall(text))


def _first_day(texts: Iterable[str]) -> dt.date | None:
    for text in texts:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            continue
    return None
