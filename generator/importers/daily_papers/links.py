"""Links in captures: what wraps the text of a listing, and where it leads.

Only links that the listing page itself makes are taken off; brackets and addresses that authors
write in titles and abstracts are text and stay.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus, urljoin

SITE = "https://huggingface.co/"
CODE = "https://github.com/"

_PAGE = r"(?:https://huggingface\.co)?/"
# What a listing links to: papers, logins (to vote), the page of a user or organisation, and for
# trending papers their code and arXiv.
_TARGET = (
    rf"{_PAGE}(?:papers|login)(?:[/?#][^\s()]*)?|{_PAGE}[\w.-]+(?=\))|(?:{_PAGE})(?=\))"
    r"|https://(?:github\.com|arxiv\.org)/[^\s()]*"
)
_STRUCTURE = re.compile(
    rf"""
    (?P<image>  !\[[^\]\n]*\]\([^\s()]*\) )
  | (?P<close>  \]\((?P<target>{_TARGET})\) )
  | (?P<number> \]\[(?P<reference>[0-9]+)\] )  # text browsers number their links
  | (?P<escape> (?<!\\)\\+[ ]*$ | \\(?=[ ]{{2}}) | \\(?=[][_*`]) )
  | (?P<anchor> ^<a\ id="[^"\n]*"></a>$ | ^```\w*$ )
  | (?P<open>   \[ )
  | (?P<shut>   \] )
    """,
    re.VERBOSE | re.MULTILINE,
)
_REFERENCE = re.compile(
    r"^\[(?P<number>[0-9]+)\]:[ ]+(?P<target>\S+)[ ]*$", re.MULTILINE
)
_MARKDOWN = re.compile(
    rf"\]\({_PAGE}(?:papers|login)[/?]|^#+ \[.*\]\[[0-9]+\]$", re.MULTILINE
)
_BARE = re.compile(rf"^{re.escape(SITE)}login\?next=", re.MULTILINE)
_BARE_ADDRESS = re.compile(
    r"https://huggingface\.co/(?:(?:papers|login)(?:[/?#]\S*)?|[\w.-]+)?", re.ASCII
)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_PAPER = re.compile(
    r"(?:papers|abs)/(?P<id>[0-9]{4}\.[0-9]{4,5}|[a-z.-]+/[0-9]{7})(?:v[0-9]+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Text of a line that one link, or none, wraps."""

    text: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """A line of a capture, its text apart from what wraps it."""

    parts: tuple[Part, ...] = ()
    markup: tuple[str, ...] = ()
    heading: bool = False
    address: str | None = None
    """When the whole line is an address of the site."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    link: str | None = None


def is_capture(text: str) -> bool:
    """Whether links of the listing page stand in the text."""
    return bool(_MARKDOWN.search(text) or _BARE.search(text))


def unlinked_lines(text: str) -> Iterator[Unlinked]:
    """The lines of a capture, in order, blank ones as empty."""
    bare = bool(_BARE.search(text))
    markup, linked = (
        _spans(text) if _MARKDOWN.search(text) or "](" in text else ([], [])
    )
    starts = [span.start for span in markup]
    offset = 0
    for line in text.split("\n"):
        end = offset + len(line)
        if bare and _BARE_ADDRESS.fullmatch(line.strip()):
            yield Unlinked(markup=(line.strip(),), address=line.strip())
        else:
            # A line's markup: spans do not overlap and none crosses a line's end.
            first, last = bisect_right(starts, offset - 1), bisect_right(starts, end)
            yield _unlinked(text, offset, end, markup[first:last], linked)
        offset = end + 1


def _unlinked(
    text: str, start: int, end: int, markup: list[_Span], linked: list[_Span]
) -> Unlinked:
    """One line without its markup, cut where a link begins or ends."""
    removed: list[str] = []
    stretches: list[tuple[str, str | None]] = []
    heading = _HEADING.match(text, start, end)
    at = heading.end() if heading else start
    if heading:
        removed.append(heading[0].strip())
    for span in [*markup, _Span(end, end)]:
        link = _link_at(linked, at)
        if stretches and stretches[-1][1] == link:
            stretches[-1] = (stretches[-1][0] + text[at : span.start], link)
        else:
            stretches.append((text[at : span.start], link))
        removed += filter(None, [text[span.start : span.end].strip()])
        at = max(at, span.end)
    parts = (Part(text=" ".join(shown.split()), link=link) for shown, link in stretches)
    return Unlinked(
        parts=tuple(part for part in parts if part.text),
        markup=tuple(removed), heading=bool(heading),
    )  # fmt: skip


def _link_at(linked: list[_Span], offset: int) -> str | None:
    index = bisect_right(linked, offset, key=lambda span: span.start) - 1
    return linked[index].link if index >= 0 and offset < linked[index].end else None


def _spans(text: str) -> tuple[list[_Span], list[_Span]]:
    """What is markup, and which stretches are linked where; both in order, without overlap."""
    references = {
        found["number"]: found["target"] for found in _REFERENCE.finditer(text)
    }
    markup = [_Span(found.start(), found.end()) for found in _REFERENCE.finditer(text)]
    linked: list[_Span] = []
    open_brackets: list[int] = []
    for found in _STRUCTURE.finditer(text):
        if found.lastgroup == "open":
            open_brackets.append(found.start())
        elif found.lastgroup == "shut":
            del open_brackets[-1:]
        elif found["close"] or found["number"]:
            target = found["target"] or references.get(found["reference"])
            if open_brackets:
                start = _opening(text, open_brackets)
                markup.append(_Span(start, start + 1))
                linked.append(
                    _Span(start + 1, found.start(), target and urljoin(SITE, target))
                )
            markup.append(_Span(found.start(), found.end()))
            open_brackets.clear()
        else:
            markup.append(_Span(found.start(), found.end()))
    return sorted(markup, key=lambda span: span.start), linked


def _opening(text: str, brackets: list[int]) -> int:
    """Which open bracket a link's end belongs to: authors leave brackets open, as in `[0, 1)`."""
    begins = (at for at in brackets if at == 0 or text[at - 1] in "\n ")
    return next(begins, brackets[-1])


def arxiv_id(link: str | None) -> str | None:
    """The arXiv number that a link to a paper names, without its version."""
    found = _PAPER.search(link) if link and not is_login(link) else None
    return found["id"] if found else None


def is_login(link: str) -> bool:
    """Whether the link asks to log in: the button to vote."""
    return link.startswith(f"{SITE}login")


def is_discussion(link: str | None) -> bool:
    """Whether the link leads to the comments."""
    return bool(link and link.endswith("#community"))


def is_member(link: str | None) -> bool:
    """Whether the link leads to the page of an organisation or a user."""
    return bool(link and re.fullmatch(rf"{re.escape(SITE)}[\w.-]+", link))


def query(address: str) -> str | None:
    """What was searched for: `papers?q=reward+model`."""
    found = re.search(r"[?&]q=([^&#\s]*)", address)
    return " ".join(unquote_plus(found[1]).split()) or None if found else None
