"""The listing of each block: its day, and what was searched for.

A dump may hold several listings; each begins with a header.
"""

from collections.abc import Sequence

from generator.core.paper import PublishedSource
from generator.core.text import collapse
from generator.importers.daily_papers import links
from generator.importers.daily_papers.block import Block
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.preamble import Preamble
from generator.importers.daily_papers.record_builder import RecordBuilder
from generator.importers.daily_papers.tokens import Token
from generator.importers.daily_papers.years import (
    ListingClues,
    ListingDay,
    PageDays,
    decide_day,
    listing_days,
    refused_name_day,
)
from generator.importers.parsed_seed import How, SeedQuestion, possible_too

_MONTHS = 12


def block_days(
    records: RecordBuilder,
    blocks: Sequence[Block],
    preamble: Preamble,
    question: SeedQuestion,
) -> list[ListingDay]:
    """For each block the day of its listing; a listing begins where a header does."""
    listings: list[list[Block]] = []
    for block in blocks:
        if block.header or not listings:
            listings.append([])
        listings[-1].append(block)
    clues = [_listing_clues(listing) for listing in listings]
    page_days = PageDays(page=preamble.page_day, saved=preamble.saved)
    records.day = decide_day(clues, records.seed, page_days, question)
    block_days: list[ListingDay] = []
    days = listing_days(clues, records.day)
    for day, listing in zip(days, listings, strict=True):
        block_days += [day] * len(listing)
    return block_days


def _listing_clues(listing: Sequence[Block]) -> ListingClues:
    """What a listing prints that tells its year."""
    ids: list[tuple[int, int]] = []
    for block in listing:
        for token in block.title:
            number = links.paper_id_in(token.link)
            if number and number[:4].isdecimal():
                ids.append((2000 + int(number[:2]), int(number[2:4])))
    possible = [(year, month) for year, month in ids if 1 <= month <= _MONTHS]
    return ListingClues(
        header=listing[0].header,
        dates=_printed_dates(listing),
        newest_id=max(possible, default=None),
    )


def _printed_dates(blocks: Sequence[Block]) -> list[PrintedDate]:
    return [block.footer.date for block in blocks if block.footer.date]


def block_queries(blocks: Sequence[Block], preamble: Preamble) -> list[str | None]:
    """For each block what was searched for: in its listing's header, or the capture's."""
    queries: list[str | None] = []
    query = preamble.query
    for block in blocks:
        if block.header and not block.header.is_between:
            printed = block.header.query
            query = collapse(printed.text) if printed else preamble.query
        queries.append(query)
    return queries


def report_years(
    records: RecordBuilder,
    blocks: Sequence[Block],
    days: Sequence[ListingDay],
) -> None:
    """Report once a dump how its yearless dates got their year, or that they have none."""
    unknown: list[Token] = []
    inferred: set[int] = set()
    for block, day in zip(blocks, days, strict=True):
        footer = block.footer
        if not footer.when or not footer.date or footer.date.year:
            continue
        if day.year is None:
            unknown.append(footer.when)
        elif day.source is PublishedSource.INFERRED_YEAR:
            inferred.add(day.year)
    if unknown:
        records.report("dump-year-unknown", *unknown)
    decided = records.day
    if decided and decided.how is How.GUESS:
        detail = f"{decided.year}; {possible_too(decided.others)}"
        records.report("dump-year-inferred", detail=detail, is_doubtful=True)
    elif inferred:
        years = ", ".join(map(str, sorted(inferred)))
        records.report("dump-year-inferred", detail=years)
    refused = refused_name_day(records.seed, decided)
    if refused:
        records.report("dump-name-day", detail=refused)
