"""Text dumps of Hugging Face Daily Papers listings: bytes in, papers out, no word lost.

The grammar has a module a step; this one puts the steps together. `docs/dumps.md` shows
what listings look like, and what their numbers and dates mean.
"""

import datetime as dt
from collections.abc import Sequence
from operator import attrgetter

from generator.core.encoding import decode_seed
from generator.core.errors import Parsed
from generator.core.paper import Paper, PublishedSource
from generator.importers.daily_papers.blocks import split_blocks
from generator.importers.daily_papers.boilerplate import split_glued_header
from generator.importers.daily_papers.coverage import Coverage, Mark, Role
from generator.importers.daily_papers.footers import Footer, find_footers
from generator.importers.daily_papers.intrusions import remove_intrusions
from generator.importers.daily_papers.paper_page import read_paper_pages
from generator.importers.daily_papers.patterns import name_day
from generator.importers.daily_papers.preamble import Preamble, read_preamble
from generator.importers.daily_papers.records import RecordBuilder, build_records
from generator.importers.daily_papers.tokens import (
    Tokens,
    tokenize_dump,
    unescape_entities,
)
from generator.importers.daily_papers.years import GivenDay


def parse(data: bytes, *, seed: str, listed: dt.date | None = None) -> Parsed[Paper]:
    """The papers of a dump in its order, each once, and a problem for all other text."""
    text, problems = decode_seed(data, seed)
    records, _ = _parse_text(text, seed, listed)
    return Parsed(items=tuple(records.papers), problems=(*problems, *records.problems))


def coverage(data: bytes, *, seed: str, listed: dt.date | None = None) -> Coverage:
    """What each stretch of each line of a dump was used for."""
    text, _ = decode_seed(data, seed)
    records, markup = _parse_text(text, seed, listed)
    marks = sorted((*records.marks, *markup), key=attrgetter("line"))
    return Coverage(marks=tuple(marks))


def _parse_text(
    text: str,
    seed: str,
    listed: dt.date | None,
) -> tuple[RecordBuilder, tuple[Mark, ...]]:
    dump = tokenize_dump(unescape_entities(text))
    page = remove_intrusions(dump.tokens)
    tokens = split_glued_header(page.tokens)
    footers = find_footers(tokens)
    single = read_paper_pages(tokens, footers, seed)
    records = single or _read_listings(tokens, footers, seed, listed)
    records.mark(Role.BOILERPLATE, *page.sheet_lines)
    records.report_unused("dump-conflict", page.conflict_lines)
    return records, dump.markup


def _read_listings(
    tokens: Tokens,
    footers: Sequence[Footer],
    seed: str,
    listed: dt.date | None,
) -> RecordBuilder:
    first_footer = footers[0].start if footers else len(tokens)
    preamble = read_preamble(tokens, first_footer)
    below = [footer for footer in footers if footer.start >= preamble.end]
    blocks = split_blocks(tokens, preamble.end, below)
    given = _given_day(seed, listed, preamble)
    return build_records(blocks, preamble, given, seed)


def _given_day(
    seed: str,
    listed: dt.date | None,
    preamble: Preamble,
) -> GivenDay | None:
    """The listing's day from the user, the file's name, the page's title or the capture."""
    if listed:
        return GivenDay(
            day=listed,
            source=PublishedSource.GIVEN,
            exact=True,
        )
    source = PublishedSource.EXPLICIT
    exact_day = name_day(seed) or preamble.page_day
    if exact_day:
        return GivenDay(
            day=exact_day,
            source=source,
            exact=True,
        )
    if preamble.saved:
        return GivenDay(
            day=preamble.saved,
            source=source,
            exact=False,
        )
    return None
