"""Text dumps of Hugging Face Daily Papers listings: bytes in, papers out, no word lost.

The grammar stands in `dump/`, a module a step; this module puts the steps together. What the
listings look like, and what their numbers and dates mean, is in `docs/dumps.md`.
"""

import datetime as dt
import re

from generator.core.encoding import decoded
from generator.core.errors import Parsed
from generator.core.paper import Paper, PublishedSource
from generator.importers.daily_papers.blocks import blocks_of
from generator.importers.daily_papers.boilerplate import unglued
from generator.importers.daily_papers.coverage import Coverage, Mark
from generator.importers.daily_papers.footers import find_footers
from generator.importers.daily_papers.preamble import Preamble, first_day, preamble
from generator.importers.daily_papers.records import Records, records_of
from generator.importers.daily_papers.tokens import tokenize_dump
from generator.importers.daily_papers.years import Known


def parse(data: bytes, *, seed: str, listed: dt.date | None = None) -> Parsed[Paper]:
    """The papers of a dump in its order, each once, and a problem for all that is in none."""
    text, problems = decoded(data, seed)
    records, _ = _records(text, seed, listed)
    return Parsed(items=tuple(records.papers), problems=(*problems, *records.problems))


def coverage(data: bytes, *, seed: str, listed: dt.date | None = None) -> Coverage:
    """What each stretch of each line of a dump was used for."""
    text, _ = decoded(data, seed)
    records, markup = _records(text, seed, listed)
    return Coverage(
        marks=tuple(sorted((*records.marks, *markup), key=lambda mark: mark.line))
    )


def _records(
    text: str, seed: str, listed: dt.date | None
) -> tuple[Records, tuple[Mark, ...]]:
    pieces = tokenize_dump(text)
    shown = unglued(pieces.shown)
    footers = find_footers(shown)
    head = preamble(shown, footers[0].start if footers else len(shown))
    below = [footer for footer in footers if footer.start >= head.end]
    blocks = blocks_of(shown, head.end, below)
    return records_of(blocks, head, _known(seed, listed, head), seed), pieces.markup


def _known(seed: str, listed: dt.date | None, head: Preamble) -> Known | None:
    """The day that somebody said: the user, the file's name, the page's title, the capture."""
    if listed:
        return Known(day=listed, source=PublishedSource.GIVEN, exact=True)
    named = first_day(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", seed))
    for day, exact in ((named, True), (head.page_day, True), (head.taken, False)):
        if day:
            return Known(day=day, source=PublishedSource.EXPLICIT, exact=exact)
    return None
