"""Blocks to records: the papers of a dump, each once, and an account of all other words."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from generator.core.errors import Problem, Severity
from generator.core.paper import Listing
from generator.core.text import collapse, shortened
from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.block import Block
from generator.importers.daily_papers.block_listings import (
    block_days,
    block_queries,
    report_years,
)
from generator.importers.daily_papers.block_record import (
    add_buttons,
    add_counts,
    is_cut_off,
    paper_record,
)
from generator.importers.daily_papers.counts import Counts, assign_counts
from generator.importers.daily_papers.coverage import Role
from generator.importers.daily_papers.doubts import Doubt, find_doubts
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.preamble import Preamble
from generator.importers.daily_papers.record_builder import RecordBuilder
from generator.importers.daily_papers.scraps import is_cut_paper, says_nothing_found
from generator.importers.daily_papers.tokens import Token
from generator.importers.daily_papers.years import ListingDay
from generator.importers.parsed_seed import SeedQuestion

_LONGEST_QUOTE = 60

_LEAST_ABSTRACT = 200
"""Characters of the abstract of a paper that nothing but a header proves."""


def build_records(
    blocks: Sequence[Block],
    preamble: Preamble,
    question: SeedQuestion,
    seed: str,
) -> RecordBuilder:
    """All papers of the blocks, each once, with their listings' days."""
    records = RecordBuilder(seed=seed)
    records.marks += preamble.marks
    records.report_unused("dump-left-out", preamble.left_out)
    if _is_listing(blocks):
        _set_aside_scraps(records, blocks)
        counts = assign_counts(blocks)
        days = block_days(records, blocks, preamble, question)
        queries = block_queries(blocks, preamble)
        report_years(records, blocks, days)
        _add_papers(
            records,
            blocks,
            counts,
            days,
            queries,
        )
        _report_unused(records, blocks, counts)
        for doubt in find_doubts(blocks):
            _report_doubt(records, doubt)
    else:
        _report_no_listing(records, blocks)
    if not records.papers and not records.problems:
        records.report("dump-empty")
    return records


def _add_papers(
    records: RecordBuilder,
    blocks: Sequence[Block],
    counts: Counts,
    days: Sequence[ListingDay],
    queries: Sequence[str | None],
) -> None:
    """Add the paper of each block that has one, and account for all else in it."""
    is_dated = any(block.footer.when for block in blocks)
    for at, block in enumerate(blocks):
        _mark_boilerplate(records, block)
        if not block.title:
            _report_footer(records, block)
            continue
        listing = Listing(
            date=days[at].day,
            query=queries[at],
            position=len(records.papers) + 1,
            seed=records.seed,
            line=block.title[0].line,
        )
        paper = paper_record(records, block, days[at], listing)
        paper = add_counts(records, paper, counts, at)
        # Buttons are below their paper, and so in the next block.
        paper = add_buttons(paper, blocks[at + 1 : at + 2])
        if is_cut_off(block, is_dated=is_dated):
            records.report("dump-cut", block.title[0])
        records.add(paper, block)


def _is_listing(blocks: Sequence[Block]) -> bool:
    """Whether there is a header, or a footer with anything that only listings print."""
    footers = [block.footer for block in blocks if not block.footer.is_empty]
    has_header = any(block.header and block.header.is_of_listing for block in blocks)
    if not footers:
        return has_header
    if has_header and any(not footer.when for footer in footers):
        return True
    return any(_is_of_listing(footer) for footer in footers)


def _is_of_listing(footer: Footer) -> bool:
    if footer.date or footer.authors is not None:
        return True
    byline = footer.byline
    return byline is not None and patterns.is_unknown_byline(byline.text)


# What is no paper


def _report_no_listing(records: RecordBuilder, blocks: Sequence[Block]) -> None:
    """A file with neither a header nor a footer, such as a note beside the seeds."""
    text: list[Token] = []
    for block in blocks:
        _mark_boilerplate(records, block)
        footer = block.footer
        lines = [footer.byline, footer.when, footer.comments]
        text += [*block.all_counts, *block.text, *block.left_out]
        text += [line for line in lines if line]
        if block.header and block.header.query:
            text.append(block.header.query)
    text.sort(key=attrgetter("line"))
    records.report_unused("dump-no-listing", text)


def _set_aside_scraps(records: RecordBuilder, blocks: Sequence[Block]) -> None:
    """Take text without a footer that is no paper out of its block, and report it."""
    has_footers = any(not block.footer.is_empty for block in blocks)
    least = 0 if has_footers else _LEAST_ABSTRACT
    for block in blocks:
        if not block.footer.is_empty or not block.title or is_cut_paper(block, least):
            continue
        text = list(block.text)
        if has_footers:
            block.strays += text
        elif says_nothing_found(block):
            records.report_unused("dump-empty", text)
        else:
            records.report_unused("dump-no-listing", text)
        block.title = ()
        block.abstract = ()


def _mark_boilerplate(records: RecordBuilder, block: Block) -> None:
    """Mark header, footer and buttons, and report text where no paper's text can be."""
    records.marks += block.marks
    strays = block.strays
    if block.header:
        records.mark(Role.LISTING, *block.header.days)
        strays = block.header.strays + strays
    records.mark(Role.BOILERPLATE, *block.footer.boilerplate, *block.buttons)
    records.report_unused("dump-stray", strays)


def _report_footer(records: RecordBuilder, block: Block) -> None:
    """Report a footer without a title above it."""
    lines = [block.footer.byline, block.footer.when]
    records.report_unused("dump-no-title", [line for line in lines if line])


def _report_unused(
    records: RecordBuilder,
    blocks: Sequence[Block],
    counts: Counts,
) -> None:
    """Report what is printed among the papers and is in none of them."""
    records.report_unused("dump-count-unclear", counts.unclear)
    records.report_unused("dump-count-stray", list(counts.strays(blocks)))
    left_out = list(_unused_queries(records, blocks))
    for block in blocks:
        left_out += block.left_out
    records.report_unused("dump-left-out", left_out)


def _unused_queries(records: RecordBuilder, blocks: Sequence[Block]) -> Iterator[Token]:
    """The queries of listings without papers; those of the others are marked."""
    used: set[str | None] = set()
    for paper in records.papers:
        for listing in paper.listings:
            used.add(listing.query)
    for block in blocks:
        query = block.header.query if block.header else None
        if query and collapse(query.text) in used:
            records.mark(Role.QUERY, query)
        elif query:
            yield query


def _report_doubt(records: RecordBuilder, doubt: Doubt) -> None:
    """Quote the beginning of a line that is in a record and may not belong there."""
    text = shortened(doubt.token.text, _LONGEST_QUOTE)
    problem = Problem(
        severity=Severity.WARNING,
        code="dump-doubt",
        message=f"{doubt.what}: {text}",
        path=records.seed,
        line=doubt.token.line,
        hint="look at this line of the dump; mend it there and import the file again",
    )
    records.problems.append(problem)
