"""Text dumps of Hugging Face Daily Papers listings: bytes in, papers out, no word lost.

The grammar has a module a step; this one puts the steps together. `docs/dumps.md` shows
what listings look like, and what their numbers and dates mean.
"""

from collections.abc import Sequence
from operator import attrgetter

from generator.core.encoding import decode_seed
from generator.importers.daily_papers.blocks import split_blocks
from generator.importers.daily_papers.boilerplate import split_glued_header
from generator.importers.daily_papers.coverage import Coverage, Mark, Role
from generator.importers.daily_papers.footers import Footer, find_footers
from generator.importers.daily_papers.intrusions import remove_intrusions
from generator.importers.daily_papers.paper_page import read_paper_pages
from generator.importers.daily_papers.preamble import read_preamble
from generator.importers.daily_papers.record_builder import RecordBuilder
from generator.importers.daily_papers.records import build_records
from generator.importers.daily_papers.tokens import (
    Tokens,
    tokenize_dump,
    unescape_entities,
)
from generator.importers.parsed_seed import ParsedSeed, SeedQuestion

_NO_QUESTION = SeedQuestion()


def parse(
    data: bytes,
    *,
    seed: str,
    question: SeedQuestion = _NO_QUESTION,
) -> ParsedSeed:
    """The papers of a dump in its order, each once, and a problem for all other text."""
    text, problems = decode_seed(data, seed)
    records, _ = _parse_text(text, seed, question)
    return ParsedSeed(
        items=tuple(records.papers),
        problems=(*problems, *records.problems),
        day=records.day,
    )


def coverage(
    data: bytes,
    *,
    seed: str,
    question: SeedQuestion = _NO_QUESTION,
) -> Coverage:
    """What each stretch of each line of a dump was used for."""
    text, _ = decode_seed(data, seed)
    records, markup = _parse_text(text, seed, question)
    marks = sorted((*records.marks, *markup), key=attrgetter("line"))
    return Coverage(marks=tuple(marks))


def _parse_text(
    text: str,
    seed: str,
    question: SeedQuestion,
) -> tuple[RecordBuilder, tuple[Mark, ...]]:
    dump = tokenize_dump(unescape_entities(text))
    page = remove_intrusions(dump.tokens)
    tokens = split_glued_header(page.tokens)
    footers = find_footers(tokens)
    single = read_paper_pages(tokens, footers, seed)
    records = single or _read_listings(tokens, footers, seed, question)
    records.mark(Role.BOILERPLATE, *page.sheet_lines)
    records.report_unused("dump-conflict", page.conflict_lines)
    return records, dump.markup


def _read_listings(
    tokens: Tokens,
    footers: Sequence[Footer],
    seed: str,
    question: SeedQuestion,
) -> RecordBuilder:
    first_footer = footers[0].start if footers else len(tokens)
    preamble = read_preamble(tokens, first_footer)
    below = [footer for footer in footers if footer.start >= preamble.end]
    blocks = split_blocks(tokens, preamble.end, below)
    return build_records(blocks, preamble, question, seed)
