"""One block as the record of a paper; `RecordBuilder.add` marks its words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import collapse
from generator.importers.daily_papers import links, patterns
from generator.importers.daily_papers.block import Block
from generator.importers.daily_papers.counts import Counts
from generator.importers.daily_papers.coverage import Role
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.record_builder import RecordBuilder
from generator.importers.daily_papers.tokens import Tokens
from generator.importers.daily_papers.years import ListingDay


def paper_record(
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


def add_counts(
    records: RecordBuilder,
    paper: Paper,
    counts: Counts,
    at: int,
) -> Paper:
    """The paper with its comments and upvotes, as far as their numbers are clear."""
    comments = counts.comments.get(at)
    upvotes = counts.upvotes.get(at)
    records.mark(Role.COMMENTS, comments)
    records.mark(Role.UPVOTES, upvotes)
    return replace(
        paper,
        comments=patterns.lone_count(comments.text) if comments else None,
        upvotes=patterns.lone_count(upvotes.text) if upvotes else None,
    )


def add_buttons(paper: Paper, below: Sequence[Block]) -> Paper:
    """The paper with the targets of the buttons in the block below it."""
    arxiv_id = paper.arxiv_id
    code: str | None = None
    for block in below:
        for button in block.buttons:
            arxiv_id = arxiv_id or links.paper_id_in(button.link)
            if button.link and button.link.startswith(links.CODE):
                code = code or button.link
    return replace(paper, arxiv_id=arxiv_id, url_code=code)


def is_cut_off(block: Block, *, is_dated: bool) -> bool:
    """Whether a paper lacks its end, or its date where the dump prints dates."""
    footer = block.footer
    lacks_date = is_dated and not footer.when and not footer.is_undated
    return footer.is_empty or lacks_date
