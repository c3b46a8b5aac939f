"""Strings of front matter turned into typed values, as people really write them.

A reader returns the value, `None` where nothing is said, or a `InvalidValue` that says what would be
right. Most take one line of text, and then all they do is turn a string into a value or raise
`ValueError`, with a hint if they have one.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from generator.content.frontmatter import List, Map, Node, Scalar, Value
from generator.content.schema.dates import day_from
from generator.core.paper import Listing, PublishedSource, Status
from generator.core.text import collapse, nearest
from generator.core.urls import is_safe

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidValue:
    """A value that cannot be read."""

    expected: str
    """What would be right: the end of "expected …"."""
    hint: str | None = None
    node: Node | None = None
    """Where the fault is, when it is not the whole value."""


Reader = Callable[[Node], T | InvalidValue | None]


@lru_cache(maxsize=4096)
def spelled(name: str) -> str:
    """A key or a word as it is looked up: `Read Date` and `read-date` are `read_date`."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A key as it is compared: `readDate` too is `read_date`."""
    return spelled(name).replace("_", "")


def is_nothing(node: Node) -> bool:
    """Whether a value is left empty, or is YAML's `null`, which some tools write for that."""
    return (
        isinstance(node, Scalar)
        and not node.style
        and node.text.casefold() in ("", "~", "null")
    )


def alone(node: Node) -> Node:
    """The one item of a list that has one: `[read]` in a property that could hold several."""
    return node.items[0] if isinstance(node, List) and len(node.items) == 1 else node


def unlinked(line: str) -> str:
    """A text without Obsidian's brackets around the whole: `[[Ada|Countess]]` is shown so."""
    found = re.fullmatch(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]", line)
    return found[1].strip() if found else line


def one_line(
    expected: str, *, listed: bool = True
) -> Callable[[Callable[[str], T | None]], Reader[T]]:
    """Makes a reader of a function on a non-empty line that raises ValueError(hint).

    With `listed`, a list of one line is that line.
    """

    def reader_from(value_of: Callable[[str], T | None]) -> Reader[T]:
        def reader(node: Node) -> T | InvalidValue | None:
            if listed and isinstance(node, List):
                node = alone(node)
            if not isinstance(node, Scalar):
                return InvalidValue(expected=expected)
            line = collapse(node.text)
            try:
                return value_of(line) if line else None
            except ValueError as fault:
                hint = fault.args[0] if fault.args else None
                return InvalidValue(expected=expected, hint=hint)

        return reader

    return reader_from


@one_line("one line of text", listed=False)
def text(line: str) -> str:
    """One line of text."""
    return line


def texts(node: Node) -> tuple[str, ...] | InvalidValue | None:
    """A list of texts; one text alone is a list too."""
    found = []
    for item in node.items if isinstance(node, List) else (node,):
        value = text(alone(item))  # `[[A title]]` without quotes is a list in a list
        if isinstance(value, InvalidValue):
            return InvalidValue(expected="a list of texts", node=item)
        found += [unlinked(value)] if value else []
    return tuple(dict.fromkeys(found)) or None


def paragraphs(node: Node) -> str | InvalidValue | None:
    """Text that may have several paragraphs."""
    if not isinstance(node, Scalar):
        return InvalidValue(expected="text")
    parts = re.split(r"\n\s*\n", node.text)
    return "\n\n".join(filter(None, map(collapse, parts))) or None


def tags(node: Node) -> tuple[str, ...] | InvalidValue | None:
    """A list, a line with commas, or words with `#`; each tag once."""
    parts = tag_parts(node)
    if isinstance(parts, InvalidValue):
        return parts
    unique: dict[str, str] = {}
    for tag in map(tag_in, parts):
        unique.setdefault(tag.casefold(), tag)
    return tuple(filter(None, unique.values())) or None


def tag_parts(node: Node) -> list[str] | InvalidValue:
    """The pieces of a value that are a tag each, as they stand there."""
    if isinstance(node, Scalar):
        return [] if is_nothing(node) else _parts_of(node.text.strip())
    items = tuple(map(alone, node.items)) if isinstance(node, List) else (node,)
    for item in items:
        if not isinstance(item, Scalar):
            return InvalidValue(
                expected="a list of tags", hint="tags: [one, two]", node=item
            )
    return [item.text for item in items if isinstance(item, Scalar)]


def tag_in(part: str) -> str:
    """The tag that a piece holds."""
    return unlinked(collapse(part)).removeprefix("#")


def tags_in_form(old: Node | None, parts: Sequence[str]) -> Value:
    """These pieces in the form of the old value: a list, a line with commas, words with `#`."""
    line = old.text.strip() if isinstance(old, Scalar) and not is_nothing(old) else ""
    if not line:
        return list(parts)
    if all(part.startswith("#") for part in _parts_of(line)):
        parts = [f"#{tag_in(part)}" for part in parts]
    comma = _TAG_COMMA.search(line)
    words = _is_hashed(line) and not any(" " in part for part in parts)
    return (comma.group() if comma else " " if words else ", ").join(parts)


_TAG_COMMA = re.compile(r"\s*[,;]\s*")


def _parts_of(line: str) -> list[str]:
    return line.split() if _is_hashed(line) else _TAG_COMMA.split(line)


def _is_hashed(line: str) -> bool:
    return not _TAG_COMMA.search(line) and all(
        word.startswith("#") for word in line.split()
    )


_THOUSANDS = re.compile(r"(?<=[0-9])[,_ .'](?=[0-9]{3}(?![0-9]))")
_DIGITS = re.compile(r"[0-9]{1,9}")


@one_line("a whole number")
@lru_cache(maxsize=4096)
def count(line: str) -> int:
    """A whole number, thousands parted as one likes."""
    digits = _THOUSANDS.sub("", line)
    if not _DIGITS.fullmatch(digits):
        raise ValueError
    return int(digits)


def snapshot(node: Node) -> int | InvalidValue | None:
    """A count; Jekyll's `comments: true` allows comments and counts none."""
    number = count(node)
    is_switch = not isinstance(number, int) and isinstance(truth(node), bool)
    return None if is_switch else number


_STARS = re.compile(r"(?:[★⭐🌟*]\ufe0f?){1,5}[☆✩]*")
_OUT_OF_FIVE = re.compile(
    r"(?:rank|rated)? \s* (?P<stars>[0-5]) (?:\.0)? \s* (?:/\s*5|out\ of\ 5|stars?|[★⭐]\ufe0f?)?",
    re.IGNORECASE | re.VERBOSE,
)


@one_line("a whole number from 1 to 5")
def rating(line: str) -> int | None:
    """One to five: `4`, `4/5`, `★★★★`, `rank4`; zero says nothing."""
    if _STARS.fullmatch(line):
        return len(re.findall("[★⭐🌟*]", line))
    found = _OUT_OF_FIVE.fullmatch(line)
    if not found:
        raise ValueError("rating: 4")
    return int(found["stars"]) or None


_STATUS_WORDS = {
    Status.TO_READ: "to_read toread unread queued queue todo to_do new later want_to_read inbox "
    "to_be_read tbr read_later not_started not_read backlog planned",
    Status.READING: "reading in_progress started current currently_reading ongoing wip doing",
    Status.READ: "read done completed complete finished have_read finished_reading",
    Status.SKIMMED: "skimmed skim skimming browsed",
    Status.SKIPPED: "skipped skip not_reading abandoned dropped wont_read ignored dnf",
}
_STATUSES = {
    word: status for status, words in _STATUS_WORDS.items() for word in words.split()
}


@one_line("one of " + ", ".join(Status))
@lru_cache(maxsize=1024)
def status(line: str) -> Status:
    """How far the reader is, in the words people use."""
    word = spelled(re.sub(r"^\W+|\W+$", "", line))  # `✅ Done`
    if word not in _STATUSES:
        near = nearest(word, _STATUSES, cutoff=0.7)
        raise ValueError(*([f"did you mean `{_STATUSES[near]}`?"] if near else []))
    return _STATUSES[word]


_TRUTHS = dict.fromkeys(("true", "yes", "on", "y", "1", "x"), True) | dict.fromkeys(
    ("false", "no", "off", "n", "0"), False
)


@one_line("true or false")
def truth(line: str) -> bool:
    """Yes or no."""
    if line.casefold() not in _TRUTHS:
        raise ValueError
    return _TRUTHS[line.casefold()]


_day_in_line = one_line("a day as YYYY-MM-DD")(day_from)


def day(node: Node) -> dt.date | InvalidValue | None:
    """A line that names a day, or CSL's `{date-parts: [[2020, 2, 8]]}`."""
    parts = node.get("date-parts") if isinstance(node, Map) else None
    if parts is None:
        return _day_in_line(node)
    parts = alone(parts) if isinstance(alone(parts), List) else parts
    numbers = parts.items if isinstance(parts, List) else ()
    line = "-".join(item.text for item in numbers if isinstance(item, Scalar))
    return _day_in_line(Scalar(line, parts.span))


@one_line("one of " + ", ".join(PublishedSource))
def published_source(line: str) -> PublishedSource:
    """How the year is known."""
    word = spelled(line).replace("_", "-")
    if word not in list(PublishedSource):
        raise ValueError
    return PublishedSource(word)


_ARXIV_ID = re.compile(
    r"""
    (?:^|[/:\s])                                  # behind `arXiv:` or `abs/`
    (?P<id> [0-9]{4}\.[0-9]{4,5}                  # since 2007
          | [a-z-]+ (?:\.[a-z]{2})? /[0-9]{7} )   # before
    (?:v[0-9]+)? (?:\.pdf)? (?:\s* \[[\w.-]+\])? $    # `[cs.CL]`
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOI = re.compile(r"(?:^|[/:\s])(?P<doi>10\.[0-9]{4,9}/\S+)$")


@one_line("an arXiv id such as 2408.01234")
def arxiv_id(line: str) -> str:
    """An arXiv identifier without version, from itself or from an address."""
    found = _ARXIV_ID.search(line)
    if not found:
        raise ValueError
    return found["id"]


@one_line("a DOI such as 10.48550/arXiv.2408.01234")
def doi(line: str) -> str:
    """A DOI without resolver."""
    found = _DOI.search(line)
    if not found:
        raise ValueError
    return found["doi"]


_MARKDOWN_LINK = re.compile(r"\[[^\[\]]*\]\((\S+)\)|<(\S+)>")
_FILE = re.compile(r"\.{0,2}/\S*|(?!www\.)[^\s:]+\.(?:pdf|html?|md)", re.IGNORECASE)
"""A place on somebody's own site, as Hugo and Jekyll have it in `url` and `url_pdf`."""


@one_line("an address that begins with https://")
def address(line: str) -> str | None:
    """An address on the web, also as a Markdown link; a file of another site says nothing."""
    if found := _MARKDOWN_LINK.fullmatch(line):
        line = found[1] or found[2]
    if not re.match(r"https?://\S+$", line) or not is_safe(line):
        if _FILE.fullmatch(line) and not line.startswith("//"):
            return None
        bare = re.fullmatch(
            r"(?://)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)", line, re.IGNORECASE
        )
        raise ValueError(*([f"https://{bare[1]}"] if bare else []))
    return line


_SOURCE = "{seed: FILE, position: NUMBER}, or a list of such"


def listings(node: Node) -> tuple[Listing, ...] | InvalidValue | None:
    """`{seed: FILE, position: N}`, or a list of such maps."""
    found = []
    if isinstance(node, Scalar) and not node.text:
        return None
    for item in node.items if isinstance(node, List) else (node,):
        listing = _listing(item) if isinstance(item, Map) else None
        if listing is None:
            return InvalidValue(expected=_SOURCE, node=item)
        found.append(listing)
    return tuple(found) or None


def _listing(item: Map) -> Listing | None:
    """One appearance, None when it does not name its seed or says something unreadable."""
    nothing = Scalar("", item.span)
    seed, query = text(item.get("seed") or nothing), text(item.get("query") or nothing)
    position = count(item.get("position") or nothing)
    listed = day(item.get("listed") or nothing)
    if not isinstance(seed, str) or isinstance(query, InvalidValue):
        return None
    if isinstance(position, InvalidValue) or isinstance(listed, InvalidValue):
        return None
    return Listing(seed=seed, position=position or 0, date=listed, query=query)
