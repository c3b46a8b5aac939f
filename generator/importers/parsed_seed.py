"""What an importer is asked, and what it answers.

A source may leave the year out of its dates. Which year it means can depend on what is
outside the file: the user, `seeds.toml`, the clock. So can what the columns of a table
mean. An importer gets all of that as a `SeedQuestion`, so that it stays a pure function,
and returns a `ParsedSeed`, with the `DecidedDay` of its listing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.core.errors import Parsed
from generator.core.paper import Paper, PublishedSource, SeedAnnotations


class How(StrEnum):
    """How the year of a listing is known, the surest first."""

    GIVEN = "given"
    """By the user: `--listed`, or a line in `seeds.toml`."""
    NAME = "name"
    """A date in the file's name."""
    PAGE = "page"
    """The page's title or address, or the day on which it was saved."""
    ONLY = "only"
    """No other year is possible."""
    GUESS = "guess"
    """The likeliest of several possible years."""
    UNKNOWN = "unknown"


_SOURCES = {
    How.GIVEN: PublishedSource.GIVEN,
    How.ONLY: PublishedSource.INFERRED_YEAR,
    How.GUESS: PublishedSource.INFERRED_YEAR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedDay:
    """What was decided about the day of one seed's listing."""

    year: int | None = None
    day: dt.date | None = None
    """None if the listing prints no day, so that its year alone is known."""
    how: How = How.UNKNOWN
    others: tuple[int, ...] = ()
    """Years that are possible too, the latest first."""

    @property
    def is_in_file(self) -> bool:
        """Whether the file and its name alone decide, so that nobody need remember."""
        return self.how in (How.NAME, How.PAGE)

    @property
    def source(self) -> PublishedSource:
        """How a date is known that has its year from here."""
        return _SOURCES.get(self.how, PublishedSource.EXPLICIT)

    @property
    def text(self) -> str:
        """The day or the year, as `seeds.toml` has it; empty if neither is known."""
        if self.day:
            return self.day.isoformat()
        return str(self.year) if self.year else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedQuestion:
    """What is known outside a seed of its day, and of its columns."""

    decided: DecidedDay | None = None
    """By the user, or at an earlier import."""
    remembered: DecidedDay | None = None
    """The day that pages have, for seeds that were imported before `seeds.toml` was."""
    today: dt.date | None = None
    """No listing is of a later day; None leaves the clock out of it."""
    written: dt.date | None = None
    """When the file was last changed."""
    format: str = ""
    """Key of the seed's format, if the user named it: `--from`, `seeds.toml`."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns of tables are, by their headings: keys of a page (`my score` is
    `rating`), or `ignore`. From `[import.columns]` in `papershelf.toml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSeed(Parsed[Paper]):
    """The papers of a seed, its problems, and the day that its dates were read with."""

    day: DecidedDay | None = None
    """None where all dates are printed in full."""
    annotations: Mapping[int, SeedAnnotations] = field(default_factory=dict)
    """By the position of their records; only those that an export has any for."""


def given_day(day: dt.date) -> DecidedDay:
    """The day that the user gave."""
    return DecidedDay(year=day.year, day=day, how=How.GIVEN)


def possible_too(years: tuple[int, ...]) -> str:
    """`2024 is possible too`, `2025, 2024 and 2023 are possible too`."""
    if not years:
        return "another year is possible too"
    *first, last = map(str, years)
    if not first:
        return f"{last} is possible too"
    return f"{', '.join(first)} and {last} are possible too"
