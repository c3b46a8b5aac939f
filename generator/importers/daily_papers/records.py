"""Blocks to records: what each paper of a dump says, and what became of every word."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.core.errors import Problem, Severity
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import collapse, title_key
from generator.importers.daily_papers import links, patterns
from generator.importers.daily_papers.blocks import Block
from generator.importers.daily_papers.counts import Counts, counts_of
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.preamble import Preamble
from generator.importers.daily_papers.tokens import Token
from generator.importers.daily_papers.years import Known, ListingDay, listing_days

_SINGLE = {
    Role.AUTHORS: "author_count",
    Role.ORGANIZATION: "organization",
    Role.DATE: "published",
}
"""What a record holds one of, so that a second appearance may contradict it."""


@dataclass(slots=True, kw_only=True)
class Records:
    """The papers of one dump, growing block by block."""

    seed: str
    papers: list[Paper] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    known: dict[str, list[int]] = field(default_factory=dict)
    """Indexes of the papers with one title or identifier."""
    dated: bool = False
    """Whether the dump prints dates, so that a paper without one was cut off."""

    def report(
        self, severity: Severity, code: str, message: str, *pieces: Token
    ) -> None:
        """A problem that quotes these pieces."""
        line = pieces[0].line if pieces else None
        quoted = " ".join(piece.text for piece in pieces)
        text = f"{message}: {quoted}" if quoted else message
        self.problems.append(
            Problem(
                severity=severity, code=code, message=text, path=self.seed, line=line
            )
        )

    def reported(
        self, severity: Severity, code: str, message: str, *pieces: Token
    ) -> None:
        """The same for pieces that stand in no record."""
        if pieces:
            self.report(severity, code, message, *pieces)
            self.mark(Role.REPORTED, *pieces)

    def mark(self, role: Role, *pieces: Token | None) -> None:
        """Note what the pieces were used for."""
        self.marks += [piece.mark(role) for piece in pieces if piece]


def records_of(
    blocks: Sequence[Block], preamble: Preamble, known: Known | None, seed: str
) -> Records:
    """All papers of the blocks, each once, with their listings' days."""
    dated = any(block.footer and block.footer.when for block in blocks)
    records = Records(seed=seed, dated=dated)
    records.marks += preamble.marks
    records.reported(
        Severity.NOTE,
        "dump-left-out",
        "not kept, from above the listing",
        *preamble.left_out,
    )
    if not any(block.footer or block.header for block in blocks):
        _report_no_listing(records, blocks)
        return records
    counts = counts_of(blocks)
    days = _days(blocks, known)
    _report_days(records, blocks, days)
    query = preamble.query
    for at, block in enumerate(blocks):
        _take_furniture(records, block)
        if block.header:
            query = (
                collapse(block.header.query.text)
                if block.header.query
                else preamble.query
            )
        if not block.title:
            _report_rest(records, block)
            continue
        listing = Listing(
            date=days[at].day, query=query, position=len(records.papers) + 1, seed=seed,
            line=block.title[0].line,
        )  # fmt: skip
        paper = _paper(records, block, at, counts, days[at], listing)
        below = blocks[at + 1].buttons if at + 1 < len(blocks) else []
        _add(records, _with_buttons(paper, below), block)
    _report_unused(records, blocks, counts)
    return records


def _report_no_listing(records: Records, blocks: Sequence[Block]) -> None:
    """A file with neither a header nor the foot of a paper, such as a note beside the seeds."""
    for block in blocks:
        _take_furniture(records, block)
    records.reported(
        Severity.WARNING, "dump-no-listing", "there is no listing in this file",
        *(piece for block in blocks for piece in (*block.all_counts, *block.text, *block.left_out)),
    )  # fmt: skip


def _report_unused(records: Records, blocks: Sequence[Block], counts: Counts) -> None:
    """What stands among the papers and in none of them."""
    records.reported(
        Severity.WARNING, "dump-count-unclear",
        "these numbers may count comments or upvotes, and none is kept", *counts.unclear,
    )  # fmt: skip
    records.reported(
        Severity.WARNING, "dump-count-stray", "these numbers belong to no paper",
        *counts.strays(blocks),
    )  # fmt: skip
    left_out = (
        *_unused_queries(records, blocks), *(piece for block in blocks for piece in block.left_out)
    )  # fmt: skip
    records.reported(
        Severity.NOTE, "dump-left-out", "not kept, from beside the papers", *left_out
    )


def _days(blocks: Sequence[Block], known: Known | None) -> list[ListingDay]:
    """For each block the day of its listing; a listing begins where a header does."""
    listings: list[list[Block]] = []
    for block in blocks:
        if block.header or not listings:
            listings.append([])
        listings[-1].append(block)
    headers = [listing[0].header for listing in listings]
    dates = [
        [block.footer.date for block in listing if block.footer and block.footer.date]
        for listing in listings
    ]
    days = listing_days(headers, dates, known) if listings else ()
    return [day for day, listing in zip(days, listings, strict=True) for _ in listing]


def _report_days(
    records: Records, blocks: Sequence[Block], days: Sequence[ListingDay]
) -> None:
    """Say once for a dump how its yearless dates got their year, or that they have none."""
    yearless = [
        (block.footer.when, day)
        for block, day in zip(blocks, days, strict=True)
        if block.footer
        and block.footer.date
        and block.footer.when
        and block.footer.date.year is None
    ]
    unknown = [when for when, day in yearless if day.year is None]
    if unknown:
        records.report(
            Severity.WARNING, "dump-year-unknown",
            "nothing tells the year of these dates (give the listing's day with --listed)",
            *unknown,
        )  # fmt: skip
    years = {
        day.year for _, day in yearless if day.source is PublishedSource.INFERRED_YEAR
    }
    if inferred := sorted(year for year in years if year):
        shown = ", ".join(map(str, inferred))
        message = f"dates without a year are of {shown}, as follows from the dump's other dates"
        records.report(Severity.NOTE, "dump-year-inferred", message)


def _take_furniture(records: Records, block: Block) -> None:
    """Header, footer, buttons, and text at a place where no paper's text can be."""
    records.marks += block.marks
    if block.header:
        records.mark(Role.LISTING, *block.header.days)
    if block.footer:
        records.mark(Role.BOILERPLATE, *block.footer.boilerplate)
    records.mark(Role.BOILERPLATE, *block.buttons)
    records.reported(
        Severity.WARNING, "dump-stray", "this stands where no paper is and is not kept",
        *(block.header.strays if block.header else ()), *block.strays,
    )  # fmt: skip


def _unused_queries(records: Records, blocks: Sequence[Block]) -> Iterator[Token]:
    """The queries of listings without papers; those of the others are marked."""
    used = {listing.query for paper in records.papers for listing in paper.listings}
    for block in blocks:
        query = block.header.query if block.header else None
        if query and collapse(query.text) in used:
            records.mark(Role.QUERY, query)
        elif query:
            yield query


def _report_rest(records: Records, block: Block) -> None:
    """A foot without a title above it."""
    if not block.footer:
        return
    pieces = [block.footer.byline, block.footer.when]
    records.reported(
        Severity.WARNING, "dump-no-title", "the end of a paper without its title",
        *(piece for piece in pieces if piece),
    )  # fmt: skip


def _paper(  # noqa: PLR0913, PLR0917 - all that one paper is made of
    records: Records,
    block: Block,
    at: int,
    counts: Counts,
    day: ListingDay,
    listing: Listing,
) -> Paper:
    """The record of one block; its words are marked by `_add`, once it is known to be new."""
    link = next((piece.link for piece in block.title if piece.link), None)
    published, source = _published(records, block, day)
    organization = _organization(block)
    comments, upvotes = counts.comments.get(at), counts.upvotes.get(at)
    records.mark(Role.COMMENTS, comments)
    records.mark(Role.UPVOTES, upvotes)
    if block.footer is None or (records.dated and not block.footer.when):
        records.report(
            Severity.WARNING,
            "dump-cut",
            "the dump ends inside this paper",
            block.title[0],
        )
    return Paper(
        title=_joined(block.title),
        abstract="\n\n".join(map(_joined, block.abstract)) or None,
        author_count=block.footer.authors if block.footer else None,
        organization=organization,
        published=published,
        published_source=source,
        comments=patterns.votes(comments.text) if comments else None,
        upvotes=patterns.votes(upvotes.text) if upvotes else None,
        arxiv_id=links.arxiv_id(link),
        url=link,
        listings=(listing,),
    )


def _with_buttons(paper: Paper, buttons: Sequence[Token]) -> Paper:
    """The paper with where the buttons below it lead."""
    targets = [piece.link for piece in buttons if piece.link]
    return replace(
        paper,
        arxiv_id=paper.arxiv_id
        or next(filter(None, map(links.arxiv_id, targets)), None),
        url_code=next((link for link in targets if link.startswith(links.CODE)), None),
    )


def _organization(block: Block) -> str | None:
    """Who made the paper, where the page names an organisation instead of counting authors."""
    footer = block.footer
    return (
        collapse(footer.byline.text)
        if footer and footer.byline and footer.authors is None
        else None
    )


def _published(
    records: Records, block: Block, day: ListingDay
) -> tuple[dt.date | None, PublishedSource | None]:
    """The paper's date, and how its year is known."""
    footer = block.footer
    if not footer or not footer.when:
        return None, None
    if not footer.date:
        records.report(
            Severity.WARNING, "dump-date", "this is no date that we know", footer.when
        )
        return None, None
    published = footer.date.in_year(day.year)
    if published is None:
        if day.year is not None:
            records.report(
                Severity.WARNING, "dump-date", "there is no such day", footer.when
            )
        return None, None
    if footer.date.odd:
        records.report(
            Severity.WARNING, "dump-date", f"read as {published}", footer.when
        )
    if footer.date.year is None and day.latest and published > day.latest:
        records.report(
            Severity.WARNING,
            "dump-date",
            "this day is after the listing's own day",
            footer.when,
        )
    return published, PublishedSource.EXPLICIT if footer.date.year else day.source


def _joined(pieces: Iterable[Token]) -> str:
    return collapse(" ".join(piece.text for piece in pieces))


def _add(records: Records, paper: Paper, block: Block) -> None:
    """The paper, or what its second appearance adds to the first."""
    roles = list(_text_marks(block, dated=paper.published is not None))
    alike = records.known.setdefault(paper.arxiv_id or title_key(paper.title), [])
    at = next((at for at in alike if _says_the_same(records.papers[at], paper)), None)
    if at is None:
        alike.append(len(records.papers))
        records.papers.append(paper)
        records.marks += [piece.mark(role) for role, piece in roles]
    else:
        differing = [
            piece for role, piece in roles if _differs(records.papers[at], paper, role)
        ]
        records.papers[at] = _united(records.papers[at], paper)
        records.marks += [
            piece.mark(Role.REPEATED) for _, piece in roles if piece not in differing
        ]
        records.reported(
            Severity.WARNING,
            "dump-repeated",
            "a paper stands here again and differs",
            *differing,
        )


def _says_the_same(first: Paper, second: Paper) -> bool:
    """Whether two records of one title are one paper; two abstracts mean two papers."""
    shorter, longer = sorted((first.abstract or "", second.abstract or ""), key=len)
    return longer.startswith(shorter)


def _differs(first: Paper, second: Paper, role: Role) -> bool:
    """Whether what the second appearance says in this role is not what the first says."""
    if role is Role.TITLE:  # one arXiv number under two titles
        return title_key(first.title) != title_key(second.title)
    name = _SINGLE.get(role)
    if not name:
        return False
    known = getattr(first, name)
    return known is not None and known != getattr(second, name)


def _text_marks(block: Block, *, dated: bool) -> Iterator[tuple[Role, Token]]:
    """What a paper's own lines are used for; a date that nobody can tell is only reported."""
    for piece in block.title:
        yield Role.TITLE, piece
    for paragraph in block.abstract:
        for piece in paragraph:
            yield Role.ABSTRACT, piece
    if block.footer and block.footer.byline:
        counted = block.footer.authors is not None
        yield Role.AUTHORS if counted else Role.ORGANIZATION, block.footer.byline
    if block.footer and block.footer.when:
        yield Role.DATE if dated else Role.REPORTED, block.footer.when


def _united(first: Paper, second: Paper) -> Paper:
    """One record of two appearances: the fuller abstract, the larger counts."""
    abstracts = [text for text in (first.abstract, second.abstract) if text]
    return replace(
        first,
        abstract=max(abstracts, key=len, default=None),
        comments=_larger(first.comments, second.comments),
        upvotes=_larger(first.upvotes, second.upvotes),
        author_count=first.author_count
        if first.author_count is not None
        else second.author_count,
        organization=first.organization or second.organization,
        published=first.published or second.published,
        published_source=first.published_source or second.published_source,
        url_code=first.url_code or second.url_code,
    )


def _larger(first: int | None, second: int | None) -> int | None:
    return max((count for count in (first, second) if count is not None), default=None)
