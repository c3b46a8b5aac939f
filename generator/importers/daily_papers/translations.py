"""Lines of a page that a browser translated: dates, and the header's last lines.

    10. Dez.              10 déc.             12月10日
    5. April 2023 9       5 de abril de 2023  2023年4月5日 9

The names of papers and the layout stay what they are. How authors are counted in other
languages is in `patterns`, beside the English words.
"""

import re

from generator.core.months import month_number
from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.patterns import PrintedDate

_COUNT = "(?:[ ]+ (?P<count> [0-9][0-9.,]{0,11}[kKmM]? ))?"
_YEAR = "(?P<year> (?:19|20)[0-9]{2})"
_MONTH = r"(?P<month> [^\W\d_]{3,12})"
_LEAD = r"""(?: (?:
    published[ ]on | veröffentlicht[ ]am | publié[ ]le | publicado[ ](?:el|em) | pubblicato[ ]il
  | gepubliceerd[ ]op | publicerad[ ]den | udgivet[ ]den | publisert | opublikowano | опубликовано
  | опубліковано | yayınlanma[ ]tarihi:? | 发布于 | 發佈於 | 公開日:?
) [ ]* )?"""
_SHAPES = (
    # 29. August 2024, 5 de abril de 2023, 5 апр. 2023 г.
    rf"""
    {_LEAD} (?P<day> [0-9]{{1,2}} ) (?: \.|º|er )? [ ]+ (?: de[ ]+ )? {_MONTH} \.?,?
    (?: [ ]+ (?: de[ ]+ )? {_YEAR} (?: [ ]*г\.? )? )? {_COUNT}
    """,
    # août 29, 2024
    rf"{_LEAD} {_MONTH}\.? [ ]+ (?P<day> [0-9]{{1,2}} ) (?: ,[ ]* {_YEAR} )? {_COUNT}",
    # 2024年8月29日, 8월 29일
    rf"""
    (?: {_YEAR} [ ]* [年년] [ ]* )?
    (?P<month> [0-9]{{1,2}} ) [ ]* [月월] [ ]* (?P<day> [0-9]{{1,2}} ) [ ]* [日일] {_COUNT}
    """,
)
_DATES = tuple(re.compile(shape, re.VERBOSE | re.IGNORECASE) for shape in _SHAPES)
_LONGEST = 60
_AK = re.compile("(?<![A-Za-z])AK(?![A-Za-z])")
"""The curator of the page, whose name no browser translates."""


def translated_date(text: str) -> PrintedDate | None:
    """The date and the comments of `29. August 9`."""
    if len(text) > _LONGEST:
        return None
    plain = patterns.wide_digits_as_ascii(text)
    for pattern in _DATES:
        match = pattern.fullmatch(plain)
        month = _month(match["month"]) if match else None
        if match and month:
            return _date_in(match, month)
    return None


def _month(text: str) -> int | None:
    return int(text) if text.isdecimal() else month_number(text)


def _date_in(match: re.Match[str], month: int) -> PrintedDate | None:
    count = match["count"]
    year = match["year"]
    end = match.start("count") if count else match.end()
    date = PrintedDate(
        month=month,
        day=int(match["day"]),
        year=int(year) if year else None,
        comments=patterns.parse_count(count) if count else None,
        length=len(match.string[:end].rstrip()),
    )
    # 2000 had a 29 February, so this asks for a day that some year has.
    return date if date.in_year(2000) else None


def names_curator(text: str) -> bool:
    """Whether the line may be `by AK and the research community` in any language."""
    return len(text) <= _LONGEST and bool(_AK.search(text))
