"""The papers of a dump, growing block by block, and the role of every word in it.

A dump may print a paper twice, as trending pages do. `RecordBuilder.add` makes one record
of both appearances and reports where they differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.core.errors import Problem, Severity
from generator.core.paper import Paper
from generator.core.titles import title_key
from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.block import Block
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.tokens import Token, Tokens
from generator.importers.parsed_seed import DecidedDay

_SINGLE_FIELDS = {
    Role.AUTHORS: "author_count",
    Role.ORGANIZATION: "organization",
    Role.DATE: "published",
}
"""Fields that a second appearance of a paper may contradict."""

_MOST_ALIKE = 50
"""With so many papers of its title a paper is compared, to see whether it is one of them."""
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
        for index in candidates[:_MOST_ALIKE]:
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
