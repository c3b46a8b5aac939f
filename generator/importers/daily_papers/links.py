"""Links in captures: what wraps the text of a listing, and where it leads.

    [Tea](https://huggingface.co/papers/2401.00001)    a Markdown link
    [Tea][7]                                           a text browser's numbered link
    https://huggingface.co/papers/2401.00001           an address on a line of its own

Only links that the listing page itself makes are taken off. Brackets and addresses that
authors write in titles and abstracts are text and stay.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import unquote_plus, urljoin

from generator.core import identifiers
from generator.core.text import collapse

SITE = "https://huggingface.co/"
CODE = "https://github.com/"

_PAGE = r"(?:https://huggingface\.co)?/"
_LISTING_LINK = rf"""(?:
    {_PAGE} (?:papers|login) (?:[/?\#][^\s()]*)?     # a paper, or a login to vote
  | {_PAGE} [\w.-]+ (?=\))                           # a user or an organisation
  | {_PAGE} (?=\))                                   # the home page
  | https://(?:github\.com|arxiv\.org)/ [^\s()]*     # code and arXiv, on trending pages
)"""
_MARKUP = re.compile(
    rf"""
    (?P<image>  !\[[^][\n]*+\]\([^\s()]*\) )       # an open one ends at the next bracket
  | (?P<close>  \]\((?P<target>{_LISTING_LINK})\) )
  | (?P<number> \]\[(?P<reference>[0-9]+)\] )        # text browsers number their links
  | (?P<escape> (?<!\\)\\+[ ]*$ | \\(?=[ ]{{2}}) | \\(?=[][_*`]) )
  | (?P<anchor> ^<a\ id="[^"\n]*"></a>$ | ^```\w*$ )
  | (?P<open>   \[ )
  | (?P<shut>   \] )
    """,
    re.VERBOSE | re.MULTILINE,
)
# `[7]: https://huggingface.co/papers/2401.00001`
_REFERENCE = re.compile(
    r"^\[(?P<number>[0-9]+)\]:[ ]+(?P<target>\S+)[ ]*$",
    re.MULTILINE,
)
_MARKDOWN = re.compile(
    rf"\]\({_PAGE}(?:papers|login)[/?]|^#+ \[.*\]\[[0-9]+\]$",
    re.MULTILINE,
)
_LOGIN_LINE = re.compile(rf"^{re.escape(SITE)}login\?next=", re.MULTILINE)
_ADDRESS_LINE = re.compile(
    r"https://huggingface\.co/(?:(?:papers|login)(?:[/?#]\S*)?|[\w.-]+)?",
    re.ASCII,
)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_MEMBER = re.compile(rf"{re.escape(SITE)}[\w.-]+")
_QUERY = re.compile(r"[?&]q=([^&#\s]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedText:
    """Text of a line that one link, or none, wraps."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedLine:
    """A line of a capture: its text, and apart from it what wraps the text."""

    parts: tuple[LinkedText, ...] = ()
    markup: tuple[str, ...] = ()
    heading: bool = False
    address: str | None = None
    """When the whole line is an address of the site."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    link: str | None = None


_span_start = attrgetter("start")


def is_capture(text: str) -> bool:
    """Whether the text has links that the listing page makes."""
    return bool(_MARKDOWN.search(text) or _LOGIN_LINE.search(text))


def unlinked_lines(text: str) -> Iterator[UnlinkedLine]:
    """The lines of a capture, in order, blank ones as empty."""
    has_addresses = bool(_LOGIN_LINE.search(text))
    markup: list[_Span] = []
    linked: list[_Span] = []
    if "](" in text or _MARKDOWN.search(text):
        markup, linked = _find_spans(text)
    start = 0
    next_span = 0
    for line in text.split("\n"):
        end = start + len(line)
        # Spans are in order, do not overlap, and none crosses the end of a line.
        first_span = next_span
        while next_span < len(markup) and markup[next_span].start < end:
            next_span += 1
        address = line.strip()
        if has_addresses and _ADDRESS_LINE.fullmatch(address):
            yield UnlinkedLine(markup=(address,), address=address)
        else:
            spans = markup[first_span:next_span]
            yield _unlink_line(
                text,
                start,
                end,
                spans,
                linked,
            )
        start = end + 1


def _unlink_line(
    text: str,
    start: int,
    end: int,
    markup: list[_Span],
    linked: list[_Span],
) -> UnlinkedLine:
    """One line without its markup, cut where a link begins or ends."""
    removed: list[str] = []
    stretches: list[tuple[str, str | None]] = []
    at = start
    heading = _HEADING.match(text, start, end)
    if heading:
        removed.append(heading[0].strip())
        at = heading.end()
    for span in [*markup, _Span(end, end)]:
        shown = text[at : span.start]
        link = _link_at(linked, at)
        # Markup inside a link, such as an escape, does not end the stretch.
        if stretches and stretches[-1][1] == link:
            shown = stretches.pop()[0] + shown
        stretches.append((shown, link))
        wrapping = text[span.start : span.end].strip()
        if wrapping:
            removed.append(wrapping)
        at = max(at, span.end)
    parts: list[LinkedText] = []
    for stretch, link in stretches:
        shown = collapse(stretch)
        if shown:
            parts.append(LinkedText(text=shown, link=link))
    return UnlinkedLine(
        parts=tuple(parts),
        markup=tuple(removed),
        heading=bool(heading),
    )


def _link_at(linked: list[_Span], offset: int) -> str | None:
    index = bisect_right(linked, offset, key=_span_start) - 1
    if index < 0 or offset >= linked[index].end:
        return None
    return linked[index].link


def _find_spans(text: str) -> tuple[list[_Span], list[_Span]]:
    """Spans of markup, and spans of linked text; both in order, without overlap."""
    markup: list[_Span] = []
    linked: list[_Span] = []
    # First the targets of numbered links: they are at the end of the file.
    targets: dict[str, str] = {}
    for reference in _REFERENCE.finditer(text):
        targets[reference["number"]] = reference["target"]
        markup.append(_Span(*reference.span()))
    open_brackets: list[int] = []
    for match in _MARKUP.finditer(text):
        start, end = match.span()
        if match.lastgroup == "open":
            open_brackets.append(start)
            continue
        if match.lastgroup == "shut":
            del open_brackets[-1:]
            continue
        markup.append(_Span(start, end))
        is_link_end = match["close"] or match["number"]
        if is_link_end and open_brackets:
            bracket = _opening_bracket(text, open_brackets)
            markup.append(_Span(bracket, bracket + 1))
            target = match["target"] or targets.get(match["reference"])
            link = urljoin(SITE, target) if target else None
            linked.append(_Span(bracket + 1, start, link))
        if is_link_end:
            open_brackets.clear()
    return sorted(markup, key=_span_start), linked


def _opening_bracket(text: str, brackets: list[int]) -> int:
    """The open bracket that a link's end belongs to.

    Authors leave brackets open, as in `[0, 1)`: the link's own begins a word.
    """
    for bracket in brackets:
        if bracket == 0 or text[bracket - 1] in "\n ":
            return bracket
    return brackets[-1]


def paper_id_in(link: str | None) -> str | None:
    """The arXiv number in a link to a paper, without its version."""
    if is_login(link):
        return None
    return identifiers.arxiv_id_in(link)


def is_login(link: str | None) -> bool:
    """Whether the link asks to log in: the button to vote."""
    return bool(link and link.startswith(f"{SITE}login"))


def is_discussion(link: str | None) -> bool:
    """Whether the link leads to the comments."""
    return bool(link and link.endswith("#community"))


def is_paper(link: str | None) -> bool:
    """Whether the link leads to a paper's page of the site, as titles do."""
    return bool(link and link.startswith(f"{SITE}papers/"))


def is_member(link: str | None) -> bool:
    """Whether the link leads to the page of an organisation or a user."""
    return bool(link and _MEMBER.fullmatch(link))


def search_query(address: str) -> str | None:
    """The words searched for: `reward model` in `papers?q=reward+model`."""
    match = _QUERY.search(address)
    if not match:
        return None
    return collapse(unquote_plus(match[1])) or None
