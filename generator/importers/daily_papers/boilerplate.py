"""Text of the page around the papers: its header, its footer, its menu.

    new
    Get trending papers in your email inbox once a day!
    Subscribe
    Daily Papers
    byAK and the research community
    Dec 10                                    the listing's own day

A header is a run of known lines in the order in which the page prints them. That order
is why a paper titled `Subscribe`, or a paragraph `Daily Papers` in an abstract, stays
what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.core.text import collapse
from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.coverage import Mark, Role
from generator.importers.daily_papers.patterns import PrintedDate
from generator.importers.daily_papers.tokens import Token, Tokens
from generator.importers.daily_papers.translations import names_curator, translated_date

_NAVIGATION = frozenset(
    """\
hugging face's logo hugging face
[hugging face's logo] hugging face
hugging face's logo
hugging face
daily papers - hugging face
trending papers - hugging face
hf papers
models
datasets
spaces
buckets
buckets new
community
docs
enterprise
pricing
log in
sign up
posts
solutions
website
tasks
huggingchat
collections
languages
organizations
blog
learn
discord
forum
github
team & enterprise
hugging face pro
inference providers
inference endpoints
storage buckets
daily papers
papers
enterprise support
hugging face's logo hugging face models datasets spaces docs
""".splitlines()
)
"""The menu, above everything else."""

_FOOTER = frozenset(
    """\
previous
next
system theme
company
tos
privacy
about
careers
jobs
website
models
datasets
spaces
pricing
docs
© hugging face
hugging face
trending papers ranked by github stars activity
trending papers
terms of service
""".splitlines()
)
"""The page's footer, below the last paper."""

_HEADINGS = ("daily papers", "trending papers")

# The header's lines in the page's order, above the listing's day.
_MENU = 0
_NEW = 1
_PITCH = 2
_SUBSCRIBE = 3
_HEADING = 4
_BY = 5
_QUERY = 6
_TABS = 7
_MORE = 8

_RANKS = {
    "new": _NEW,
    "subscribe": _SUBSCRIBE,
    "daily papers": _HEADING,
    "by": _BY,
    "ak": _BY,
    "and the research community": _BY,
    "byak": _BY,
    "byak and the research community": _BY,
    "by ak and the research community": _BY,
    "daily": _TABS,
    "weekly": _TABS,
    "monthly": _TABS,
    "daily weekly monthly": _TABS,
    "previous": _MORE,
    "next": _MORE,
    "today": _MORE,
}
_IS_PITCH = re.compile(r"get trending papers in your email inbox(?: once a day)?")
_GLUED = re.compile(
    r"""
    new(?=Get\ trending) | Get\ trending\ papers\ in\ your\ email\ inbox(?:\ once\ a\ day)?!
  | Subscribe | (?:Daily|Trending)\ Papers | by\ ?AK\ and\ the\ research\ community
    """,
    re.VERBOSE,
)
_AFTER_GLUED = re.compile(r"[^\sa-z.,:;!?)]|by ?AK")
_SITE_ADDRESS = re.compile(
    r"https://(?:apply\.workable\.com/huggingface|huggingface\.co)/[\w./?=%-]*"
)
_LONGEST_LINE = 100
_MOST_TRANSLATED = 30
"""Lines of a translated menu and header."""
_ENOUGH = 3
"""Lines that prove a header or a footer where no single one of them does."""


@dataclass(slots=True, kw_only=True)
class Header:
    """The top of one listing; filled by `_HeaderReader`."""

    start: int
    """Position of its first token."""
    end: int
    """Position of the first token after it."""
    marks: list[Mark] = field(default_factory=list)
    query: Token | None = None
    strays: list[Token] = field(default_factory=list)
    """Text among its lines that is none of them."""
    days: tuple[Token, ...] = ()
    """What it prints of its day: `Dec 10`, `Week 7`, `Feb 2026`."""
    day: PrintedDate | None = None
    year: int | None = None
    """Where it names a month and a year."""
    is_of_listing: bool = True
    """False for the site's menu alone, which is above all of its pages."""
    is_between: bool = False
    """Whether it is a heading between papers of one page."""


def find_header(tokens: Tokens, start: int, stop: int) -> Header | None:
    """The header that begins here; `None` if this may be a paper."""
    header = Header(start=start, end=start)
    reader = _HeaderReader(tokens=tokens, stop=stop, header=header)
    while reader.read_line():
        pass
    header.is_of_listing = reader.names_listing()
    return header if reader.has_enough() else None


def headers_within(tokens: Tokens, start: int, stop: int) -> Iterator[int]:
    """Where whole headers begin: one listing was cut off there and another follows."""
    at = start
    while at < stop:
        if not _is_sure_sign(_line_key(tokens[at].text)):
            at += 1
            continue
        # The sure sign is rarely the header's first line.
        begin = at
        while begin > start and _header_key(tokens[begin - 1].text):
            begin -= 1
        # `Next` right above it ends the footer of the page before.
        while begin < at and _line_key(tokens[begin].text) in ("previous", "next"):
            begin += 1
        header = find_header(tokens, begin, stop)
        end = header.end if header else 0
        # The pitch alone, or with what a paper may be called, is no header.
        if end > at and end - begin >= _ENOUGH:
            yield begin
        at = max(at + 1, end)
        start = at


@dataclass(slots=True, kw_only=True)
class _HeaderReader:
    """Reads a header line by line; `header.end` is the position of the next line."""

    tokens: Tokens
    stop: int
    header: Header
    rank: int = _MENU
    """The highest rank so far."""
    is_sure: bool = False
    """Whether a line was read that only a header has."""
    seen: set[tuple[str, int]] = field(default_factory=set)
    """Keys and ranks of the lines that were read."""

    def read_line(self) -> bool:
        """Read one more line; whether there was one. The day is the last."""
        header = self.header
        if header.end >= self.stop or header.days:
            return False
        token = self.tokens[header.end]
        return (
            self._translated_lines()
            or self._known_line(token)
            or self._listing_day(token)
            or self._search_query(token)
        )

    def _known_line(self, token: Token) -> bool:
        """One of the lines in `_RANKS`, or of the menu."""
        key = _line_key(token.text)
        rank = _rank_after(key, self.rank)
        if rank is None or (key == "daily" and not self._is_tab(self.header.end)):
            return False
        # An extractor may print the pitch twice; any other repetition is suspicious.
        is_repeated = (key, rank) in self.seen and rank > _NEW and rank != _PITCH
        may_be_title = self.rank >= _BY and (rank < self.rank or is_repeated)
        if may_be_title and not self._continues():
            return False
        self.rank = max(self.rank, rank)
        self.is_sure = self.is_sure or _is_sure_sign(key)
        self.seen.add((key, rank))
        self.header.marks.append(token.mark(Role.BOILERPLATE))
        self.header.end += 1
        return True

    def _translated_lines(self) -> bool:
        """Unknown lines at the top of a file, down to the one that names the curator.

        Only the day below it proves that this is a header.
        """
        top = self.header.end
        if top:
            return False
        stop = min(self.stop - 1, _MOST_TRANSLATED)
        for at in range(top, stop):
            below = self.tokens[at + 1].text
            if not names_curator(self.tokens[at].text) or _is_sure_sign(
                _line_key(self.tokens[at].text)
            ):
                continue
            if not translated_date(below):
                return False
            for token in self.tokens[: at + 1]:
                self._take_translated(token)
            self.is_sure = True
            self.rank = _BY
            self.header.end = at + 1
            return True
        return False

    def _take_translated(self, token: Token) -> None:
        if _header_key(token.text):
            self.header.marks.append(token.mark(Role.BOILERPLATE))
        else:
            self.header.strays.append(token)

    def _listing_day(self, token: Token) -> bool:
        """`Dec 10`, `Feb 10, 2026`, `Week 7`, `Feb 2026`, or `Dec` above `10`."""
        header = self.header
        text = token.text
        may_end = self.is_sure or header.start == 0
        if not may_end or len(text) > _LONGEST_LINE:
            return False
        if patterns.is_month(text) and header.end + 1 < self.stop:
            below = self.tokens[header.end + 1]
            lines = f"{text} {below.text}"
            header.day = _without_count(patterns.printed_date(lines))
            if header.day:
                return self._end_with(token, below)
        day = patterns.printed_date(text) or patterns.odd_date(text)
        day = day or translated_date(text)
        header.day = _without_count(day)
        if header.day:
            return self._end_with(token)
        if self.is_sure:
            header.year = patterns.year_of_month(text)
            if header.year or patterns.is_week(text):
                return self._end_with(token)
        return False

    def _end_with(self, *days: Token) -> bool:
        self.header.days = days
        self.header.end += len(days)
        return True

    def _search_query(self, token: Token) -> bool:
        """The words searched for: unknown text, but the header continues below it."""
        if not self.is_sure or len(token.text) > _LONGEST_LINE:
            return False
        if not self._continues():
            return False
        if self.rank >= _BY and not self.header.query:
            self.header.query = token
            self.rank = max(self.rank, _QUERY)
        else:
            self.header.strays.append(token)
        self.header.end += 1
        return True

    def _is_tab(self, at: int) -> bool:
        """Whether this `Daily` is the tab, with `Weekly` below it."""
        below = at + 1
        return below < self.stop and _line_key(self.tokens[below].text) == "weekly"

    def _continues(self) -> bool:
        """Whether the line below is the header's for sure."""
        below = self.header.end + 1
        if below >= self.stop:
            return False
        text = self.tokens[below].text
        key = _line_key(text)
        if key == "daily":
            return self._is_tab(below)
        if (_rank_after(key, self.rank) or _MENU) > self.rank:
            return True
        return _without_count(patterns.printed_date(text)) is not None

    def names_listing(self) -> bool:
        """Whether what was read is more than the site's menu."""
        keys = {key for key, _ in self.seen}
        is_named = not keys.isdisjoint(_HEADINGS) or bool(self.header.days)
        return self.is_sure or is_named

    def has_enough(self) -> bool:
        """Whether what was read is a header for sure."""
        if self.is_sure or len(self.seen) >= _ENOUGH:
            return True
        # At the top of a file, a heading or a day with text below it will do.
        if self.header.start > 0 or self.header.end >= self.stop:
            return False
        keys = {key for key, _ in self.seen}
        return bool(self.header.days) or not keys.isdisjoint(_HEADINGS)


def _without_count(day: PrintedDate | None) -> PrintedDate | None:
    """The day, if a header can print it: a date with a count is a paper's."""
    return day if day and day.comments is None else None


def page_footer_end(
    tokens: Tokens,
    start: int,
    stop: int,
    *,
    last: bool,
) -> int:
    """Where the page's footer that begins here ends; `start` if none does.

    After the `last` paper even one line can be a footer.
    """
    at = start
    while at < stop and _is_page_footer(tokens[at].text):
        at += 1
    is_enough = at - start >= _ENOUGH
    if is_enough or (last and at == stop):
        return at
    # Between two listings, a short footer has the next header below it.
    if at > start and find_header(tokens, at, stop):
        return at
    return start


def is_page_line(text: str) -> bool:
    """Whether headers or footers of the page have this line."""
    return bool(_header_key(text)) or _is_page_footer(text)


def is_navigation(text: str) -> bool:
    """Whether the line belongs to the menu or is an address of the site's pages."""
    is_menu = _line_key(text) in _NAVIGATION
    return is_menu or bool(_header_key(text)) or _is_site_address(text)


def split_glued_header(tokens: Tokens) -> list[Token]:
    """The tokens, with header words apart from a title that an extractor glued on.

    `byAK and the research communityDec 10Tea` becomes three tokens.
    """
    result: list[Token] = []
    above = "new"
    for token in tokens:
        rest = token
        length = _glued_length(rest.text, above)
        while length:
            glued, *tail = rest.split(length)
            result.append(glued)
            above = glued.text
            if not tail:
                break
            (rest,) = tail
            length = _glued_length(rest.text, above)
        else:
            result.append(rest)
            above = rest.text
    return result


def _glued_length(text: str, above: str) -> int:
    """How much of a line is a header's line; the line above must be one too."""
    if not _header_key(above):
        return 0
    match = _GLUED.match(text)
    if match and _AFTER_GLUED.match(text, match.end()):
        return match.end()
    if _rank_after(_line_key(above), _MENU) in (_BY, _TABS, _MORE):
        return patterns.glued_day_length(text)
    return 0


def _line_key(text: str) -> str:
    """How a header's line is compared: no bullets, case or final marks."""
    if len(text) > _LONGEST_LINE:
        return ""
    return collapse(text).casefold().strip("-–•*#!| ").replace("’", "'")


def _rank_after(key: str, rank: int) -> int | None:
    """The place of a known line in the header, when the header is at this rank."""
    if not key:
        return None
    if _IS_PITCH.fullmatch(key):
        return _PITCH
    if key == "trending papers":
        return _HEADING if rank < _HEADING else _MORE
    if rank <= _NEW:
        is_heading = key == "daily papers" and rank > _MENU
        is_menu = key in _NAVIGATION and not is_heading
        if is_menu or _is_site_address(key):
            return _MENU
    return _RANKS.get(key)


def _header_key(text: str) -> str:
    """The key of a line that headers have; empty for any other."""
    key = _line_key(text)
    is_known = key in _RANKS or key in _NAVIGATION or key == "trending papers"
    return key if is_known or _IS_PITCH.fullmatch(key) else ""


def _is_sure_sign(key: str) -> bool:
    """Whether only a header has this line."""
    is_byline = key.endswith("and the research community")
    return is_byline or bool(_IS_PITCH.fullmatch(key))


def _is_page_footer(text: str) -> bool:
    return _line_key(text) in _FOOTER or _is_site_address(text)


def _is_site_address(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and bool(_SITE_ADDRESS.fullmatch(text))
