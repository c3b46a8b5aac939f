"""Dates of papers, of which some are a month or a year alone."""

import datetime as dt
from typing import NamedTuple, TypeAlias

from generator.core.months import MONTHS, long_date


class PartialDate(NamedTuple):
    """A month of a year, or a year alone."""

    year: int
    month: int | None = None

    def isoformat(self) -> str:
        """The date as ISO 8601 writes it: `2023-05`, `2023`."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}"


PaperDate: TypeAlias = dt.date | PartialDate


def date_of_iso(text: str) -> PaperDate:
    """The date that ISO 8601 writes so: `2023-05-12`, `2023-05`, `2023`."""
    year, _, rest = text.partition("-")
    if "-" in rest:
        return dt.date.fromisoformat(text)
    return PartialDate(int(year), int(rest) if rest else None)


def first_day(date: PaperDate) -> dt.date:
    """The first day that a date can mean."""
    if isinstance(date, PartialDate):
        return dt.date(date.year, date.month or 1, 1)
    return date


def date_words(date: PaperDate) -> str:
    """A date as a person writes it: `12 May 2023`, `May 2023`, `2023`."""
    if not isinstance(date, PartialDate):
        return long_date(date)
    if date.month is None:
        return str(date.year)
    return f"{MONTHS[date.month - 1]} {date.year}"
