"""The seeds of a project, read with all that is known about their days.

That is what `seeds.toml` says, what pages remember of imports before there was one, and
today. What was decided goes back to `seeds.toml`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.content.schema.table import IMPORTED
from generator.content.update.page_index import PageIndex, seeds_in
from generator.core.config import read_config
from generator.core.paper import Paper
from generator.core.project_layout import SEEDS, seed_paths
from generator.importers.parsed_seed import DecidedDay, How, ParsedSeed, SeedQuestion
from generator.importers.seed_days import (
    SeedDays,
    read_seed_days,
    with_days,
    with_formats,
)
from generator.importers.seeds import Seed, parse_seed

_OPEN = (How.ONLY, How.GUESS, How.UNKNOWN)
"""How a day is known that nobody has told."""

Places = Mapping[tuple[str, int], Paper]
"""Papers by the seed and the position that they are in."""


def project_seeds(root: Path) -> list[Seed]:
    """All seeds of a project."""
    return [Seed(name=path.name, file=path) for path in seed_paths(root)]


class SeedReader:
    """Reads seeds; raises `PapershelfError` if `seeds.toml` or a seed is unreadable."""

    def __init__(self, root: Path, pages: PageIndex, today: dt.date | None) -> None:
        self.days: SeedDays = read_seed_days(root / SEEDS)
        """What `seeds.toml` says."""
        self._pages = pages
        self._remembered = _remembered_days(pages)
        self._today = today
        self._columns = read_config(root).columns

    def read(self, seed: Seed) -> ParsedSeed:
        """The papers of a seed, and the day that they were read with."""
        question = SeedQuestion(
            decided=self.days.day_of(seed.name),
            remembered=self._remembered.get(seed.name),
            format=self.days.format_of(seed.name),
            today=self._today,
            columns=self._columns,
        )
        return parse_seed(seed, question)

    def is_open(self, seed: Seed) -> bool:
        """Whether nobody has told the day of a seed yet: nor the file, nor the user."""
        undated = replace(seed, listed=None)
        day = self.read(undated).day
        return day is not None and day.how in _OPEN

    def read_as_before(self, seeds: Iterable[Seed]) -> Places:
        """The papers as pages without fingerprints have them from earlier versions.

        These knew no `seeds.toml`, and no other day than the pages remember.
        """
        named = self._seeds_of_pages_without_fingerprints()
        papers: dict[tuple[str, int], Paper] = {}
        for seed in seeds:
            if seed.name not in named:
                continue
            question = SeedQuestion(
                decided=self._remembered.get(seed.name),
                format=self.days.format_of(seed.name),
                columns=self._columns,
            )
            undated = replace(seed, listed=None)
            for paper in parse_seed(undated, question).items:
                position = paper.listings[0].position
                papers[seed.name, position] = paper
        return papers

    def _seeds_of_pages_without_fingerprints(self) -> set[str]:
        named: set[str] = set()
        for page_file in self._pages.files.values():
            document = page_file.document
            page = page_file.page
            if document and page and IMPORTED not in document.by_name:
                named |= seeds_in(page.paper.listings)
        return named


def new_days(
    days: SeedDays,
    decided: Mapping[str, DecidedDay | None],
    seeds: Iterable[Seed],
    *,
    is_whole: bool,
) -> tuple[str, str]:
    """The text of `seeds.toml` while the pages of an import are written, and afterwards.

    `decided` are the days of all seeds, `seeds` those that are imported. A day that the
    user gave is noted as imported only afterwards: then an import that is killed, or is
    for single pages, is not forgotten.
    """
    given = {seed.name for seed in seeds if seed.listed}
    imported = {seed.name for seed in seeds} if is_whole else set()
    to_keep: dict[str, DecidedDay] = {}
    noted: set[str] = set()
    for name, day in decided.items():
        if not day or day.is_in_file:
            continue
        to_keep[name] = day
        is_in_table = days.day_of(name) is not None
        is_edited = is_in_table and day.how is How.GIVEN
        if not is_edited and name not in given:
            noted.add(name)
    formats = {seed.name: seed.format for seed in seeds if seed.format}
    text = with_formats(days.text, formats)
    before = with_days(text, to_keep, noted=noted)
    noted |= imported & to_keep.keys()
    after = with_days(text, to_keep, noted=noted)
    return before, after


def _remembered_days(pages: PageIndex) -> dict[str, DecidedDay]:
    """The days of seeds as pages have them; one that was inferred once stays a guess."""
    inferred = pages.inferred_seeds()
    days: dict[str, DecidedDay] = {}
    for seed, day in pages.listing_days().items():
        how = How.GUESS if seed in inferred else How.GIVEN
        days[seed] = DecidedDay(year=day.year, day=day, how=how)
    return days
