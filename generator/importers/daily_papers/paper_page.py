"""The page of one paper, which people copy instead of a listing.

Papers
arxiv:2401.00001
Tea                       the title
Published on Sep 19, 2024
Upvote
140
Authors:
Ada Quince
,
Ben Medlar
Abstract
Hot.
View arXiv page           below it buttons, and what readers say
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import collapse
from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.boilerplate import is_navigation
from generator.importers.daily_papers.coverage import Role
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.record_builder import RecordBuilder
from generator.importers.daily_papers.tokens import Token, Tokens

_NUMBER = re.compile(
    r"arxiv:\s*(?P<id>[0-9]{4}\.[0-9]{4,5})(?:v[0-9]+)?", re.IGNORECASE
)
_PUBLISHED = re.compile(r"published\s+on\b", re.IGNORECASE)
_SUBMITTED = re.compile(r"(?:·\s*)?submitted\s+by\b", re.IGNORECASE)
_LABELS = ("authors:", "abstract", "upvote")
_BELOW_ABSTRACT = (
    "view arxiv page",
    "view pdf",
    "project page",
    "github",
    "add to collection",
    "community",
)
_AUTHORS = "authors:"
_SUMMARY = "ai-generated summary"
_TOP = 200
"""Lines from the number to the abstract, most of them authors."""
_LONGEST_NAMES = 500
"""Characters of a line of authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Positions of the page's own lines."""

    number: int
    title: int
    below_title: int
    authors: int
    abstract: int
    below_abstract: int
    end: int


def read_paper_pages(
    tokens: Tokens,
    footers: Sequence[Footer],
    seed: str,
) -> RecordBuilder | None:
    """The papers of one or several such pages; `None` if this is something else.

    Such pages have no footers but below their abstracts, where readers talk.
    """
    if not any(_NUMBER.fullmatch(token.text) for token in tokens):
        return None
    first_footer = tokens[footers[0].start].line if footers else None
    tokens = _split_labels(tokens)
    pages = list(_single_pages(tokens))
    if not pages:
        return None
    if first_footer and first_footer < tokens[pages[0].number].line:
        return None
    records = RecordBuilder(seed=seed)
    _leave_out(records, tokens[: pages[0].number])
    for page in pages:
        _add_paper(records, tokens, page)
    return records


def _split_labels(tokens: Tokens) -> Tokens:
    """The tokens, with `Authors: Ada Quince` and `Upvote 140` cut behind their label."""
    apart: list[Token] = []
    for token in tokens:
        is_authors = token.text.casefold().startswith(_AUTHORS)
        votes = patterns.upvotes_beside(token.text)
        length = len(_AUTHORS) if is_authors else votes or len(token.text)
        apart += token.split(length)
    return apart


def _single_pages(tokens: Tokens) -> Iterator[_Places]:
    numbers = [at for at, token in enumerate(tokens) if _NUMBER.fullmatch(token.text)]
    for number, stop in pairwise([*numbers, len(tokens)]):
        page = _find_parts(tokens, number, stop)
        if page:
            yield page


def _find_parts(tokens: Tokens, number: int, stop: int) -> _Places | None:
    """Where the parts of a page are; `None` if it lacks one that all such pages have."""
    labels: dict[str, int] = {}
    below_title = 0
    for at in range(number + 1, min(stop, number + _TOP)):
        text = tokens[at].text
        key = text.casefold()
        is_label = key in _LABELS
        if not below_title and (
            is_label or _PUBLISHED.match(text) or _SUBMITTED.match(text)
        ):
            below_title = at
        if is_label:
            labels.setdefault(key, at)
        if key == "abstract":
            break
    authors = labels.get("authors:")
    abstract = labels.get("abstract")
    if authors is None or abstract is None or below_title == number + 1:
        return None
    return _Places(
        number=number,
        title=number + 1,
        below_title=below_title,
        authors=authors,
        abstract=abstract,
        below_abstract=_end_of_abstract(tokens, abstract + 1, stop),
        end=stop,
    )


def _end_of_abstract(tokens: Tokens, start: int, stop: int) -> int:
    for at in range(start, stop):
        key = tokens[at].text.casefold()
        if key in _BELOW_ABSTRACT or key.endswith(" citing this paper"):
            return at
    return stop


def _add_paper(records: RecordBuilder, tokens: Tokens, page: _Places) -> None:
    """Add the paper of one page, and report what no record keeps."""
    title = tokens[page.title : page.below_title]
    facts = tokens[page.below_title : page.authors]
    names = _author_lines(tokens[page.authors + 1 : page.abstract])
    authors = tuple(_single_names(names))
    body = tokens[page.abstract + 1 : page.below_abstract]
    abstract = _without_summary(body)
    when, date = _date_line(facts)
    votes = _upvotes(facts)
    number = _NUMBER.fullmatch(tokens[page.number].text)
    listing = Listing(
        date=None,
        query=None,
        position=len(records.papers) + 1,
        seed=records.seed,
        line=title[0].line,
    )
    paper = Paper(
        title=collapse(" ".join(token.text for token in title)),
        abstract=_joined_paragraphs(abstract) or None,
        authors=authors,
        author_count=len(authors) or None,
        published=date.in_year(None) if date else None,
        published_source=PublishedSource.EXPLICIT if date else None,
        upvotes=patterns.lone_count(votes.text) if votes else None,
        arxiv_id=number["id"] if number else None,
        listings=(listing,),
    )
    records.papers.append(paper)
    records.mark(Role.TITLE, *title)
    records.mark(Role.ABSTRACT, *abstract)
    records.mark(Role.AUTHORS, *names)
    records.mark(Role.DATE, when)
    records.mark(Role.UPVOTES, votes)
    used = [*title, *abstract, *names, *filter(None, (when, votes))]
    used_ids = {id(token) for token in used}
    rest = tokens[page.number : page.end]
    _leave_out(records, [token for token in rest if id(token) not in used_ids])


def _author_lines(tokens: Tokens) -> list[Token]:
    """The authors' names, without the commas between them."""
    return [
        token
        for token in tokens
        if any(character.isalpha() for character in token.text)
        and len(token.text) <= _LONGEST_NAMES
        and not patterns.is_picture_name(token.text)
    ]


def _single_names(tokens: Tokens) -> Iterator[str]:
    """The names in these lines, which may have several on one."""
    for token in tokens:
        for name in token.text.split(","):
            if name.strip():
                yield collapse(name)


def _without_summary(body: Tokens) -> Tokens:
    """The abstract, without the site's own summary of one paragraph above it."""
    if not body or body[0].text.casefold() != _SUMMARY:
        return body
    end = 2
    while end < len(body) and not body[end].gap:
        end += 1
    return body[end:]


def _date_line(facts: Tokens) -> tuple[Token | None, PrintedDate | None]:
    """The line of the paper's date, if it has a year."""
    for token in facts:
        date = patterns.printed_date(token.text)
        if _PUBLISHED.match(token.text) and date and date.year:
            return token, date
    return None, None


def _upvotes(facts: Tokens) -> Token | None:
    for label, number in pairwise(facts):
        is_label = label.text.casefold() == "upvote"
        if is_label and patterns.lone_count(number.text) is not None:
            return number
    return None


def _joined_paragraphs(tokens: Tokens) -> str:
    paragraphs: list[list[str]] = []
    for token in tokens:
        if token.gap or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(token.text)
    return "\n\n".join(collapse(" ".join(lines)) for lines in paragraphs)


def _leave_out(records: RecordBuilder, tokens: Tokens) -> None:
    """Labels and the menu are the page's; all else is reported."""
    unused: list[Token] = []
    for token in tokens:
        if _is_of_page(token.text):
            records.mark(Role.BOILERPLATE, token)
        else:
            unused.append(token)
    records.report_unused("dump-left-out", unused)


def _is_of_page(text: str) -> bool:
    key = text.casefold()
    is_label = key in _LABELS or key in _BELOW_ABSTRACT or key in (_SUMMARY, "papers")
    has_words = any(character.isalnum() for character in text)
    is_number = bool(_NUMBER.fullmatch(text))
    return is_label or is_number or not has_words or is_navigation(text)
