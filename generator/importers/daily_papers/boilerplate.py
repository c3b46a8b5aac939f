"""Text of the page around the papers: known words at known places, and the listing's own day.

A header is recognised as a run of known lines in the order in which the page prints them, so
that a paper titled `Subscribe`, or a paragraph `Daily Papers` in an abstract, stays what it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.tokens import Token

_NAVIGATION = frozenset({
    "hugging face's logo hugging face", "[hugging face's logo] hugging face",
    "hugging face's logo", "hugging face", "daily papers - hugging face",
    "trending papers - hugging face", "hf papers", "models", "datasets", "spaces", "buckets",
    "buckets new", "community", "docs", "enterprise", "pricing", "log in", "sign up", "posts",
    "solutions", "website", "tasks", "huggingchat", "collections", "languages", "organizations",
    "blog", "learn", "discord", "forum", "github", "team & enterprise", "hugging face pro",
    "inference providers", "inference endpoints", "storage buckets", "daily papers", "papers",
    "enterprise support", "hugging face's logo hugging face models datasets spaces docs",
})  # fmt: skip
"""The menu, above everything else."""

_FOOTER = frozenset({
    "previous", "next", "system theme", "company", "tos", "privacy", "about", "careers", "jobs",
    "website", "models", "datasets", "spaces", "pricing", "docs", "© hugging face",
    "hugging face", "trending papers ranked by github stars activity", "trending papers",
    "terms of service",
})  # fmt: skip
"""Below the last paper."""

_HEADINGS = ("daily papers", "trending papers")

NEW, PITCH, SUBSCRIBE, HEADING, BY, QUERY, TABS, MORE, DAY = range(1, 10)
"""The header's lines in the page's order."""

_RANKS = {
    "new": NEW, "subscribe": SUBSCRIBE,
    "daily papers": HEADING,
    "by": BY, "ak": BY, "and the research community": BY,
    "byak": BY, "byak and the research community": BY, "by ak and the research community": BY,
    "daily": TABS, "weekly": TABS, "monthly": TABS, "daily weekly monthly": TABS,
    "previous": MORE, "next": MORE, "today": MORE,
}  # fmt: skip
_PITCH = re.compile(
    r"get trending papers in your email inbox(?: once a day)?", re.IGNORECASE
)
_GLUED = re.compile(
    r"""
    new(?=Get\ trending) | Get\ trending\ papers\ in\ your\ email\ inbox(?:\ once\ a\ day)?!
  | Subscribe | (?:Daily|Trending)\ Papers | by\ ?AK\ and\ the\ research\ community
    """,
    re.VERBOSE,
)
_NEXT_WORD = re.compile(r"[^\sa-z.,:;!?)]|by ?AK")
_LONGEST = 100
_ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The top of one listing."""

    start: int
    """Index of its first piece."""
    end: int
    """Index of the first piece after it."""
    marks: tuple[Mark, ...] = ()
    query: Token | None = None
    strays: tuple[Token, ...] = ()
    """Text among its lines that is none of them."""
    days: tuple[Token, ...] = ()
    """What it prints of its day: `Dec 10`, `Week 7`, `Feb 2026`."""
    day: PrintedDate | None = None
    year: int | None = None
    """Where it names a month and a year."""


def header(pieces: Sequence[Token], start: int, stop: int) -> Header | None:
    """The header that begins at this piece; `None` if what stands there may be a paper."""
    run = _Run(pieces=pieces, start=start, stop=stop)
    while run.step():
        pass
    return run.result()


def headers_within(pieces: Sequence[Token], start: int, stop: int) -> list[int]:
    """Where whole headers begin, as where one listing was cut off and another follows."""
    begins: list[int] = []
    at = start
    while at < stop:
        if not _is_strong(_key(pieces[at].text)):
            at += 1
            continue
        begin = at
        while begin > start and _header_key(pieces[begin - 1].text):
            begin -= 1
        found = header(pieces, begin, stop)
        # The pitch alone, or with what a paper may be called, is no header.
        if found and found.end > at and found.end - begin >= _ENOUGH:
            begins.append(begin)
        start = at = max(at + 1, found.end if found else 0)
    return begins


@dataclass(slots=True, kw_only=True)
class _Run:
    """A header being read; a step takes one more line of it."""

    pieces: Sequence[Token]
    start: int
    stop: int
    at: int = -1
    rank: int = 0
    strong: bool = False
    seen: set[tuple[str, int]] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)
    query: Token | None = None
    strays: list[Token] = field(default_factory=list)
    days: tuple[Token, ...] = ()
    day: PrintedDate | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        self.at = self.start

    def step(self) -> bool:
        """Whether the piece here belongs to the header; if so, it is taken."""
        if self.at >= self.stop or self.days:
            return False
        return self._known() or self._day() or self._query()

    def _known(self) -> bool:
        piece = self.pieces[self.at]
        key = _key(piece.text)
        rank = _rank(key, self.rank)
        if rank is None or (key == "daily" and self._following() != "weekly"):
            return False
        # What is out of order, or stands here again, may be the first title.
        late = rank < self.rank or (
            (key, rank) in self.seen and rank > NEW and not _PITCH.fullmatch(key)
        )
        if late and not (self.rank < BY or self._goes_on(self.at + 1)):
            return False
        self.rank = max(self.rank, rank)
        self.strong = self.strong or _is_strong(key)
        self.seen.add((key, rank))
        self.marks.append(piece.mark(Role.BOILERPLATE))
        self.at += 1
        return True

    def _following(self) -> str:
        nearest = self.at + 1
        return _key(self.pieces[nearest].text) if nearest < self.stop else ""

    def _day(self) -> bool:
        """`Dec 10`, `Feb 10, 2026`, `Week 7`, `Feb 2026`, or `Dec` above `10`."""
        piece = self.pieces[self.at]
        if not (self.strong or self.start == 0) or len(piece.text) > _LONGEST:
            return False
        if self.at + 1 < self.stop and patterns.is_month(piece.text):
            pair = (piece, self.pieces[self.at + 1])
            day = patterns.printed_date(" ".join(part.text for part in pair))
            if day and day.comments is None:
                return self._take_days(pair, day)
        day = patterns.printed_date(piece.text) or patterns.odd_date(piece.text)
        if day and day.comments is None:
            return self._take_days((piece,), day)
        if self.strong and (
            patterns.is_week(piece.text) or patterns.month_year(piece.text)
        ):
            self.year = patterns.month_year(piece.text)
            return self._take_days((piece,), None)
        return False

    def _take_days(self, days: tuple[Token, ...], day: PrintedDate | None) -> bool:
        self.days, self.day = days, day
        self.at += len(days)
        return True

    def _query(self) -> bool:
        """The words that were searched for: unknown text, but the header goes on below it."""
        piece = self.pieces[self.at]
        if (
            not self.strong
            or len(piece.text) > _LONGEST
            or not self._goes_on(self.at + 1)
        ):
            return False
        if self.rank >= BY and not self.query:
            self.query = piece
            self.rank = max(self.rank, QUERY)
        else:
            self.strays.append(piece)
        self.at += 1
        return True

    def _goes_on(self, at: int) -> bool:
        """Whether the piece there is the header's for sure."""
        if at >= self.stop:
            return False
        key = _key(self.pieces[at].text)
        if key == "daily":
            return at + 1 < self.stop and _key(self.pieces[at + 1].text) == "weekly"
        day = patterns.printed_date(self.pieces[at].text)
        return (_rank(key, self.rank) or 0) > self.rank or bool(
            day and day.comments is None
        )

    def result(self) -> Header | None:
        """The header, if there is enough of it."""
        heading = any(key in _HEADINGS for key, _ in self.seen)
        opens_file = self.start == 0 and self.at < self.stop and (heading or self.days)
        if not (self.strong or len(self.seen) >= _ENOUGH or opens_file):
            return None
        return Header(
            start=self.start, end=self.at, marks=tuple(self.marks), query=self.query,
            strays=tuple(self.strays), days=self.days, day=self.day, year=self.year,
        )  # fmt: skip


def footer(pieces: Sequence[Token], start: int, stop: int, *, last: bool) -> int:
    """Where the page's footer that begins here ends; `start` if none does.

    `last` says that no paper's foot stands below, so that even one line can be a footer.
    """
    at = start
    while at < stop and _is_footer(pieces[at].text):
        at += 1
    if (
        (last and at == stop)
        or at - start >= _ENOUGH
        or (at > start and header(pieces, at, stop))
    ):
        return at
    return start


def is_navigation(text: str) -> bool:
    """Whether the line belongs to the menu or is an address of the site's pages."""
    return _key(text) in _NAVIGATION or bool(_header_key(text)) or _is_address(text)


def unglued(pieces: Sequence[Token]) -> list[Token]:
    """The pieces, with header words apart from a title that an extractor glued to them."""
    result: list[Token] = []
    for piece in pieces:
        rest = piece
        while found := _glued(rest.text, result[-1].text if result else "new"):
            head, *tail = rest.cut(found)
            result.append(head)
            if not tail:
                break
            rest = tail[0]
        else:
            result.append(rest)
    return result


def _glued(text: str, above: str) -> int:
    """How much of a line is a header line; what is above must be one too."""
    # Cheap tests first: this runs on every line of every abstract.
    if (
        text[0] not in "nGSDTbJFMAONB"
        or len(above) > _LONGEST
        or not _header_key(above)
    ):
        return 0
    found = _GLUED.match(text)
    if found and found.end() < len(text) and _NEXT_WORD.match(text, found.end()):
        return found.end()
    return patterns.glued_day(text) if _rank(_key(above), 0) in (BY, TABS, MORE) else 0


def _key(text: str) -> str:
    """How a header line is compared: no bullets, case or final marks."""
    if len(text) > _LONGEST:
        return ""
    return " ".join(text.split()).casefold().strip("-–•*#!| ").replace("’", "'")


def _rank(key: str, after: int) -> int | None:
    """Place of a known line in the header, given how far the header has come."""
    if not key:
        return None
    if _PITCH.fullmatch(key):
        return PITCH
    if key == "trending papers":
        return HEADING if after < HEADING else MORE
    if key in _NAVIGATION and after <= NEW and (key != "daily papers" or after == 0):
        return 0
    if after <= NEW and _is_address(key):
        return 0
    return _RANKS.get(key)


def _header_key(text: str) -> str:
    """The comparable form of a line that headers have; empty for any other."""
    key = _key(text)
    known = key in _RANKS or key in _NAVIGATION or key == "trending papers"
    return key if known or (key and _PITCH.fullmatch(key)) else ""


def _is_strong(key: str) -> bool:
    """Whether only a header can say this."""
    return key.endswith("and the research community") or bool(
        key and _PITCH.fullmatch(key)
    )


def _is_footer(text: str) -> bool:
    return _key(text) in _FOOTER or _is_address(text)


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST and bool(
        re.fullmatch(
            r"https://(?:apply\.workable\.com/huggingface|huggingface\.co)/[\w./?=%-]*",
            text,
        )
    )
