"""Blocks to records: the papers of a dump, and the role of every word in it.

A dump may print a paper twice, as trending pages do. `RecordBuilder.add` makes one record
of both appearances and reports where they differ.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.core.errors import Problem, Severity
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import collapse
from generator.core.titles import title_key
from generator.importers.daily_papers import links, patterns
from generator.importers.daily_papers.blocks import Block
from generator.importers.daily_papers.counts import Counts, assign_counts
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.preamble import Preamble
from generator.importers.daily_papers.tokens import Token, Tokens
from generator.importers.daily_papers.years import GivenDay, ListingDay, listing_days

_SINGLE_FIELDS = {
    Role.AUTHORS: "author_count",
    Role.ORGANIZATION: "organization",
    Role.DATE: "published",
}
"""Fields that a second appearance of a paper may contradict."""


_NOTES = {
    "dump-left-out": "no record keeps this",
    "dump-year-inferred": "dates without a year are of {}, inferred from other dates",
}
_WARNINGS = {
    "dump-no-listing": "there is no listing in this file",
    "dump-year-unknown": "these dates have no year (name the listing's day: --listed)",
    "dump-date": "{}",
    "dump-cut": "the dump ends inside this paper",
    "dump-repeated": "this paper appears again with other values",
    "dump-stray": "this is where no paper is, and is left out",
    "dump-no-title": "the end of a paper without its title",
    "dump-count-unclear": "these numbers may be comments or upvotes, so none is kept",
    "dump-count-stray": "these numbers belong to no paper",
}
"""Every problem that is reported here, by its code."""


@dataclass(slots=True, kw_only=True)
class RecordBuilder:
    """The papers of one dump, growing block by block."""

    seed: str
    papers: list[Paper] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    same_name: dict[str, list[int]] = field(default_factory=dict)
    """Indexes of the papers with one title or identifier."""

    def mark(self, role: Role, *tokens: Token | None) -> None:
        """Note the role that tokens got."""
        for token in tokens:
            if token:
                self.marks.append(token.mark(role))

    def report(self, code: str, *tokens: Token, detail: str = "") -> None:
        """Add a problem that quotes these tokens."""
        is_note = code in _NOTES
        message = _NOTES[code] if is_note else _WARNINGS[code]
        message = message.format(detail)
        line: int | None = None
        if tokens:
            line = tokens[0].line
            quoted = " ".join(token.text for token in tokens)
            message = f"{message}: {quoted}"
        problem = Problem(
            severity=Severity.NOTE if is_note else Severity.WARNING,
            code=code,
            message=message,
            path=self.seed,
            line=line,
        )
        self.problems.append(problem)

    def report_unused(self, code: str, tokens: Tokens) -> None:
        """Report tokens that are in no record, if there are any."""
        if tokens:
            self.report(code, *tokens)
            self.mark(Role.REPORTED, *tokens)

    def add(self, paper: Paper, block: Block) -> None:
        """Add a paper, or to its first appearance what the second one adds."""
        roles = list(_text_roles(block, is_dated=paper.published is not None))
        name = paper.arxiv_id or title_key(paper.title)
        candidates = self.same_name.setdefault(name, [])
        for index in candidates:
            if _is_same_paper(self.papers[index], paper):
                self._merge(index, paper, roles)
                return
        candidates.append(len(self.papers))
        self.papers.append(paper)
        for role, token in roles:
            self.mark(role, token)

    def _merge(
        self,
        index: int,
        paper: Paper,
        roles: Sequence[tuple[Role, Token]],
    ) -> None:
        first = self.papers[index]
        contradictions: list[Token] = []
        for role, token in roles:
            if _contradicts(paper, first, role):
                contradictions.append(token)
            else:
                self.mark(Role.REPEATED, token)
        self.papers[index] = _merge_appearances(first, paper)
        self.report_unused("dump-repeated", contradictions)


def build_records(
    blocks: Sequence[Block],
    preamble: Preamble,
    given: GivenDay | None,
    seed: str,
) -> RecordBuilder:
    """All papers of the blocks, each once, with their listings' days."""
    records = RecordBuilder(seed=seed)
    records.marks += preamble.marks
    records.report_unused("dump-left-out", preamble.left_out)
    if all(block.footer.is_empty and not block.header for block in blocks):
        _report_no_listing(records, blocks)
        return records
    counts = assign_counts(blocks)
    days = _block_days(blocks, given)
    _report_years(records, blocks, days)
    is_dated = any(block.footer.when for block in blocks)
    queries = _block_queries(blocks, preamble)
    for at, block in enumerate(blocks):
        _mark_boilerplate(records, block)
        if not block.title:
            _report_footer(records, block)
            continue
        listing = Listing(
            date=days[at].day,
            query=queries[at],
            position=len(records.papers) + 1,
            seed=seed,
            line=block.title[0].line,
        )
        paper = _paper_record(records, block, days[at], listing)
        paper = _add_counts(records, paper, counts, at)
        # Buttons are below their paper, and so in the next block.
        paper = _add_buttons(paper, blocks[at + 1 : at + 2])
        if _is_cut_off(block, is_dated=is_dated):
            records.report("dump-cut", block.title[0])
        records.add(paper, block)
    _report_unused(records, blocks, counts)
    return records


def _report_no_listing(records: RecordBuilder, blocks: Sequence[Block]) -> None:
    """A file with neither a header nor a footer, such as a note beside the seeds."""
    text: list[Token] = []
    for block in blocks:
        _mark_boilerplate(records, block)
        text += [*block.all_counts, *block.text, *block.left_out]
    records.report_unused("dump-no-listing", text)


def _block_days(blocks: Sequence[Block], given: GivenDay | None) -> list[ListingDay]:
    """For each block the day of its listing; a listing begins where a header does."""
    listings: list[list[Block]] = []
    for block in blocks:
        if block.header or not listings:
            listings.append([])
        listings[-1].append(block)
    headers = [listing[0].header for listing in listings]
    dates = [_printed_dates(listing) for listing in listings]
    block_days: list[ListingDay] = []
    for day, listing in zip(listing_days(headers, dates, given), listings, strict=True):
        block_days += [day] * len(listing)
    return block_days


def _block_queries(blocks: Sequence[Block], preamble: Preamble) -> list[str | None]:
    """For each block what was searched for: in its listing's header, or the capture's."""
    queries: list[str | None] = []
    query = preamble.query
    for block in blocks:
        if block.header:
            printed = block.header.query
            query = collapse(printed.text) if printed else preamble.query
        queries.append(query)
    return queries


def _printed_dates(blocks: Sequence[Block]) -> list[PrintedDate]:
    return [block.footer.date for block in blocks if block.footer.date]


def _report_years(
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
    if inferred:
        years = ", ".join(map(str, sorted(inferred)))
        records.report("dump-year-inferred", detail=years)


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


def _paper_record(
    records: RecordBuilder,
    block: Block,
    day: ListingDay,
    listing: Listing,
) -> Paper:
    """The record of one block; `RecordBuilder.add` marks its words."""
    footer = block.footer
    link = next((token.link for token in block.title if token.link), None)
    abstract = "\n\n".join(_joined_text(paragraph) for paragraph in block.abstract)
    # A byline that counts no authors names an organisation.
    organization: str | None = None
    if footer.byline and footer.authors is None:
        organization = collapse(footer.byline.text)
    published = _published(records, footer, day)
    is_explicit = footer.date and footer.date.year
    source = PublishedSource.EXPLICIT if is_explicit else day.source
    return Paper(
        title=_joined_text(block.title),
        abstract=abstract or None,
        author_count=footer.authors,
        organization=organization,
        published=published,
        published_source=source if published else None,
        arxiv_id=links.arxiv_id_in(link),
        url=link,
        listings=(listing,),
    )


def _joined_text(tokens: Tokens) -> str:
    return collapse(" ".join(token.text for token in tokens))


def _published(
    records: RecordBuilder,
    footer: Footer,
    day: ListingDay,
) -> dt.date | None:
    """The paper's date; one that a person should look at is reported."""
    if not footer.when:
        return None
    if not footer.date:
        records.report("dump-date", footer.when, detail="not a date that we can read")
        return None
    published = footer.date.in_year(day.year)
    if published is None:
        # Without a year, `dump-year-unknown` has been reported.
        if day.year is not None:
            records.report("dump-date", footer.when, detail="there is no such day")
        return None
    if footer.date.odd:
        records.report("dump-date", footer.when, detail=f"read as {published}")
    if footer.date.year is None and day.latest and published > day.latest:
        detail = "this day is after the listing's own day"
        records.report("dump-date", footer.when, detail=detail)
    return published


def _add_counts(
    records: RecordBuilder,
    paper: Paper,
    counts: Counts,
    at: int,
) -> Paper:
    comments = counts.comments.get(at)
    upvotes = counts.upvotes.get(at)
    records.mark(Role.COMMENTS, comments)
    records.mark(Role.UPVOTES, upvotes)
    return replace(
        paper,
        comments=patterns.lone_count(comments.text) if comments else None,
        upvotes=patterns.lone_count(upvotes.text) if upvotes else None,
    )


def _add_buttons(paper: Paper, below: Sequence[Block]) -> Paper:
    """The paper with the targets of the buttons in the block below it."""
    arxiv_id = paper.arxiv_id
    code: str | None = None
    for block in below:
        for button in block.buttons:
            arxiv_id = arxiv_id or links.arxiv_id_in(button.link)
            if button.link and button.link.startswith(links.CODE):
                code = code or button.link
    return replace(paper, arxiv_id=arxiv_id, url_code=code)


def _is_cut_off(block: Block, *, is_dated: bool) -> bool:
    """Whether a paper lacks its end, or its date where the dump prints dates."""
    return block.footer.is_empty or (is_dated and not block.footer.when)


def _is_same_paper(first: Paper, second: Paper) -> bool:
    """Whether two records of one title are one paper; two abstracts mean two papers."""
    shorter, longer = sorted((first.abstract or "", second.abstract or ""), key=len)
    return longer.startswith(shorter)


def _contradicts(second: Paper, first: Paper, role: Role) -> bool:
    """Whether the second appearance of a paper contradicts the first in this role."""
    if role is Role.TITLE:  # one arXiv number under two titles
        return title_key(first.title) != title_key(second.title)
    name = _SINGLE_FIELDS.get(role)
    if not name:
        return False
    value = getattr(first, name)
    return value is not None and value != getattr(second, name)


def _text_roles(block: Block, *, is_dated: bool) -> Iterator[tuple[Role, Token]]:
    """The roles of a paper's own lines; a date without a year is only reported."""
    for token in block.title:
        yield Role.TITLE, token
    for paragraph in block.abstract:
        for token in paragraph:
            yield Role.ABSTRACT, token
    footer = block.footer
    if footer.byline:
        is_counted = footer.authors is not None
        yield Role.AUTHORS if is_counted else Role.ORGANIZATION, footer.byline
    if footer.when:
        yield Role.DATE if is_dated else Role.REPORTED, footer.when


def _merge_appearances(first: Paper, second: Paper) -> Paper:
    """One record of two appearances: the fuller abstract, the larger counts."""
    has_authors = first.author_count is not None
    return replace(
        first,
        abstract=max(first.abstract or "", second.abstract or "", key=len) or None,
        comments=_larger_count(first.comments, second.comments),
        upvotes=_larger_count(first.upvotes, second.upvotes),
        author_count=first.author_count if has_authors else second.author_count,
        organization=first.organization or second.organization,
        published=first.published or second.published,
        published_source=first.published_source or second.published_source,
        url_code=first.url_code or second.url_code,
    )


def _larger_count(first: int | None, second: int | None) -> int | None:
    if first is None or second is None:
        return second if first is None else first
    return max(first, second)
