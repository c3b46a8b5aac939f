"""Blocks to records: the papers of a dump, and the role of every word in it.

A dump may print a paper twice, as trending pages do. `RecordBuilder.add` makes one record
of both appearances and reports where they differ.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from generator.core.errors import Problem, Severity
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import collapse, shortened
from generator.core.titles import title_key
from generator.importers.daily_papers import links, patterns
from generator.importers.daily_papers.block import Block
from generator.importers.daily_papers.counts import Counts, assign_counts
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.doubts import Doubt, find_doubts
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.preamble import Preamble
from generator.importers.daily_papers.scraps import is_cut_paper, says_nothing_found
from generator.importers.daily_papers.tokens import Token, Tokens
from generator.importers.daily_papers.years import (
    ListingClues,
    ListingDay,
    PageDays,
    decide_day,
    listing_days,
    refused_name_day,
)
from generator.importers.listing_day import (
    DayQuestion,
    DecidedDay,
    How,
    possible_too,
)

_SINGLE_FIELDS = {
    Role.AUTHORS: "author_count",
    Role.ORGANIZATION: "organization",
    Role.DATE: "published",
}
"""Fields that a second appearance of a paper may contradict."""


_MONTHS = 12
_LONGEST_QUOTE = 60
_LEAST_ABSTRACT = 200
"""Characters of the abstract of a paper that nothing but a header proves."""
_NOTES = {
    "dump-left-out": "no record keeps this",
    "dump-empty": "there is no paper in this listing",
    "dump-year-inferred": "dates without a year are of {}, the only year that is possible",
}
_WARNINGS = {
    "dump-no-listing": "there is no listing in this file",
    "dump-year-inferred": "dates without a year are taken to be of {}",
    "dump-year-unknown": "no year is known that fits these dates",
    "dump-name-day": "the file's name says {}, which cannot be the listing's day",
    "dump-date": "{}",
    "dump-conflict": "two versions of this file were merged, and both are read",
    "dump-byline": "this counts something, but not authors in a language we know",
    "dump-cut": "the dump ends inside this paper",
    "dump-repeated": "this paper appears again with other values",
    "dump-stray": "this is where no paper is, and is left out",
    "dump-no-title": "the end of a paper without its title",
    "dump-count-unclear": "these numbers may be comments or upvotes, so none is kept",
    "dump-count-stray": "these numbers belong to no paper",
}
_HINTS = {
    "dump-year-inferred": "give the day with --listed, or correct it in seeds/seeds.toml after the import",
    "dump-year-unknown": "give the listing's day with --listed",
    "dump-name-day": "give the listing's day with --listed",
}
"""Every problem that is reported here, by its code, and what to do about some."""


@dataclass(slots=True, kw_only=True)
class RecordBuilder:
    """The papers of one dump, growing block by block."""

    seed: str
    day: DecidedDay | None = None
    """What was decided about the day of the listing, if it was open."""
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

    def report(
        self,
        code: str,
        *tokens: Token,
        detail: str = "",
        is_doubtful: bool = False,
    ) -> None:
        """Add a problem that quotes these tokens; a warning if it is doubtful."""
        is_note = code in _NOTES and not is_doubtful
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
            hint=None if is_note else _HINTS.get(code),
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
    question: DayQuestion,
    seed: str,
) -> RecordBuilder:
    """All papers of the blocks, each once, with their listings' days."""
    records = RecordBuilder(seed=seed)
    records.marks += preamble.marks
    records.report_unused("dump-left-out", preamble.left_out)
    if _is_listing(blocks):
        _set_aside_scraps(records, blocks)
        counts = assign_counts(blocks)
        days = _block_days(records, blocks, preamble, question)
        queries = _block_queries(blocks, preamble)
        _report_years(records, blocks, days)
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
        paper = _paper_record(records, block, days[at], listing)
        paper = _add_counts(records, paper, counts, at)
        # Buttons are below their paper, and so in the next block.
        paper = _add_buttons(paper, blocks[at + 1 : at + 2])
        if _is_cut_off(block, is_dated=is_dated):
            records.report("dump-cut", block.title[0])
        records.add(paper, block)


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


def _block_days(
    records: RecordBuilder,
    blocks: Sequence[Block],
    preamble: Preamble,
    question: DayQuestion,
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


def _block_queries(blocks: Sequence[Block], preamble: Preamble) -> list[str | None]:
    """For each block what was searched for: in its listing's header, or the capture's."""
    queries: list[str | None] = []
    query = preamble.query
    for block in blocks:
        if block.header and not block.header.is_between:
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
    published = _published(records, footer, day)
    is_explicit = footer.date and footer.date.year
    source = PublishedSource.EXPLICIT if is_explicit else day.source
    return Paper(
        title=_joined_text(block.title),
        abstract=abstract or None,
        author_count=footer.authors,
        organization=_organization(records, footer),
        published=published,
        published_source=source if published else None,
        arxiv_id=links.paper_id_in(link),
        url=link,
        listings=(listing,),
    )


def _organization(records: RecordBuilder, footer: Footer) -> str | None:
    """The organisation that a byline names, if it does not count authors."""
    if not footer.byline or footer.authors is not None:
        return None
    if patterns.is_unknown_byline(footer.byline.text):
        records.report("dump-byline", footer.byline)
        return None
    return collapse(footer.byline.text)


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
    if published.year not in patterns.POSSIBLE_YEARS:
        records.report("dump-date", footer.when, detail="no paper is of that year")
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
            arxiv_id = arxiv_id or links.paper_id_in(button.link)
            if button.link and button.link.startswith(links.CODE):
                code = code or button.link
    return replace(paper, arxiv_id=arxiv_id, url_code=code)


def _is_cut_off(block: Block, *, is_dated: bool) -> bool:
    """Whether a paper lacks its end, or its date where the dump prints dates."""
    footer = block.footer
    lacks_date = is_dated and not footer.when and not footer.is_undated
    return footer.is_empty or lacks_date


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
        role = Role.ORGANIZATION
        if footer.authors is not None:
            role = Role.AUTHORS
        elif patterns.is_unknown_byline(footer.byline.text):
            role = Role.REPORTED
        yield role, footer.byline
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
