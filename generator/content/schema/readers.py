"""Strings of front matter turned into typed values, as people really write them.

A reader returns the value, None if there is none, or an `InvalidValue` with what would
be right. Most read one line of text: a function turns the line into a value, or raises
`ValueError` with a hint if it has one, and `line_reader` makes a reader of it.
Which key has which reader is in `table`.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from generator.content.frontmatter import List, Map, Node, Scalar, Value
from generator.content.frontmatter.guards import truth_of, visible
from generator.core.date_text import date_from, day_from
from generator.core.dates import PaperDate
from generator.core.identifiers import arxiv_id_in, doi_in, identifier_in
from generator.core.paper import Listing, PublishedSource, Status
from generator.core.text import collapse, nearest, without_brackets
from generator.core.urls import is_safe

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidValue:
    """A value that cannot be read."""

    expected: str
    """What would be right: the end of "expected …"."""
    hint: str | None = None
    node: Node | None = None
    """The part that is wrong, if it is not the whole value."""


Result: TypeAlias = T | InvalidValue | None
Reader: TypeAlias = Callable[[Node], Result[T]]
_LineParser: TypeAlias = Callable[[str], T | None]


# Names and shapes that all readers share


def snake_case(name: str) -> str:
    """A key or a word in one spelling: `Read Date` and `read-date` are `read_date`."""
    plain = visible(name).casefold()
    return re.sub(r"[\s_-]+", "_", plain)


def comparison_key(name: str) -> str:
    """What all spellings of a key have in common, `readDate` and `read_date` too."""
    return snake_case(name).replace("_", "")


def is_null(node: Node) -> bool:
    """Whether a value is left empty, or is YAML's `null`, as some tools write it."""
    if not isinstance(node, Scalar) or node.style:
        return False
    return node.text.casefold() in ("", "~", "null")


def items_of(node: Node) -> tuple[Node, ...]:
    """A list's items; anything else alone counts as a list of one."""
    return node.items if isinstance(node, List) else (node,)


def only_item(node: Node) -> Node:
    """The item of a list that has one: `[read]` where several could be."""
    items = items_of(node)
    return items[0] if len(items) == 1 else node


def line_reader(
    expected: str, *, in_list: bool = True
) -> Callable[[_LineParser[T]], Reader[T]]:
    """Makes a reader of a function on a non-empty line that raises ValueError(hint).

    With `in_list`, a list of one line is that line.
    """

    def reader_from(parse: _LineParser[T]) -> Reader[T]:
        def reader(node: Node) -> Result[T]:
            if in_list:
                node = only_item(node)
            if not isinstance(node, Scalar):
                return InvalidValue(expected=expected)
            line = collapse(node.text)
            if not line:
                return None
            try:
                return parse(line)
            except ValueError as fault:
                hint = next(iter(fault.args), None)
                return InvalidValue(expected=expected, hint=hint)

        return reader

    return reader_from


# Text


@line_reader("one line of text", in_list=False)
def text(line: str) -> str:
    """One line of text."""
    return line


def texts(node: Node) -> Result[tuple[str, ...]]:
    """A list of texts; one text alone is a list too."""
    lines = []
    for item in items_of(node):
        value = text(
            only_item(item)
        )  # `[[A title]]` without quotes is a list in a list
        if isinstance(value, InvalidValue):
            return InvalidValue(expected="a list of texts", node=item)
        if value:
            lines.append(without_brackets(value))
    return tuple(dict.fromkeys(lines)) or None


def paragraphs(node: Node) -> Result[str]:
    """Text that may have several paragraphs."""
    if not isinstance(node, Scalar):
        return InvalidValue(expected="text")
    parts = re.split(r"\n\s*\n", node.text)
    lines = filter(None, map(collapse, parts))
    return "\n\n".join(lines) or None


# Tags

_TAG_COMMA = re.compile(r"\s*[,;，、]\s*|\s\|\s")


def tags(node: Node) -> Result[tuple[str, ...]]:
    """A list, a line with commas or blanks, or words with `#`; each tag once."""
    return _unique_tags(tag_parts(node))


def keywords(node: Node) -> Result[tuple[str, ...]]:
    """As `tags`, but blanks part none: bibliographies write `deep learning, vision`."""
    return _unique_tags(tag_parts(node, are_keywords=True))


def _unique_tags(
    parts: list[str] | InvalidValue,
) -> Result[tuple[str, ...]]:
    if isinstance(parts, InvalidValue):
        return parts
    unique: dict[str, str] = {}
    for part in parts:
        tag = tag_in(part)
        if tag:
            unique.setdefault(tag.casefold(), tag)
    return tuple(unique.values()) or None


def tag_parts(node: Node, *, are_keywords: bool = False) -> list[str] | InvalidValue:
    """The parts of a value that are a tag each, as the page spells them."""
    if is_null(node):
        return []
    if isinstance(node, Scalar):
        return _split_tags(node, are_keywords=are_keywords)
    parts = []
    for item in items_of(node):
        tag = only_item(item)
        if not isinstance(tag, Scalar):
            return InvalidValue(
                expected="a list of tags",
                hint="tags: [one, two]",
                node=tag,
            )
        parts.append(tag.text)
    return parts


def tag_in(part: str) -> str:
    """The tag that a part holds: without brackets, without `#`."""
    return without_brackets(collapse(part)).removeprefix("#")


def tags_in_form(
    old: Node | None,
    parts: Sequence[str],
    *,
    are_keywords: bool = False,
) -> Value:
    """These parts in the old value's form: a list, a line with commas, `#` words."""
    if not isinstance(old, Scalar) or is_null(old) or not old.text.strip():
        return list(parts)
    line = collapse(old.text)
    old_parts = _split_tags(old, are_keywords=are_keywords)
    if all(part.startswith("#") for part in old_parts):
        parts = [f"#{tag_in(part)}" for part in parts]
    # One tag with a blank would be two without quotes or commas.
    has_blanks = any(" " in part for part in parts)
    if has_blanks and len(parts) == 1 and not old.style and not are_keywords:
        return list(parts)
    comma = _TAG_COMMA.search(line)
    if comma:
        return comma.group().join(parts)
    if len(old_parts) > 1 and not has_blanks:
        return " ".join(parts)
    return ", ".join(parts)


def _split_tags(node: Scalar, *, are_keywords: bool) -> list[str]:
    """One line parted at commas, or at blanks if it is `#one #two` or has no quotes."""
    if "\n" in node.text.strip() and node.style == "|":
        rows = map(collapse, node.text.strip().split("\n"))
        return [part for row in rows for part in _TAG_COMMA.split(row)]
    # With single blanks the pattern takes one step a character.
    line = collapse(node.text)
    has_comma = _TAG_COMMA.search(line) is not None
    is_bare = not node.style and not are_keywords
    if not has_comma and (is_bare or _is_hashed(line)):
        return line.split()
    return _TAG_COMMA.split(line)


def _is_hashed(line: str) -> bool:
    """Whether a line is words with `#`, such as `#one #two`."""
    return all(word.startswith("#") for word in line.split())


# Numbers

_THOUSANDS = re.compile(r"(?<=[0-9])[,_ .'](?=[0-9]{3}(?![0-9]))")
_DIGITS = re.compile(r"[0-9]{1,9}")
_STARS = re.compile(r"(?:[★⭐🌟*]\ufe0f?){1,5}[☆✩]*")
_OUT_OF_FIVE = re.compile(
    r"""
    (?:rank|rated)? \s*
    (?P<stars>[0-5]) (?:\.0)? \s*
    (?:/\s*5|out\ of\ 5|stars?|[★⭐]\ufe0f?)?
    """,
    re.IGNORECASE | re.VERBOSE,
)


@line_reader("a whole number")
def whole_number(line: str) -> int:
    """A whole number, with any separator of thousands."""
    digits = _THOUSANDS.sub("", line)
    if not _DIGITS.fullmatch(digits):
        raise ValueError
    return int(digits)


def comment_count(node: Node) -> Result[int]:
    """A count; Jekyll's `comments: true` allows comments and counts none."""
    number = whole_number(node)
    if isinstance(number, InvalidValue) and isinstance(truth(node), bool):
        return None
    return number


@line_reader("a whole number from 1 to 5")
def rating(line: str) -> int | None:
    """One to five: `4`, `4/5`, `★★★★`, `rank4`; zero is no rating."""
    if _STARS.fullmatch(line):
        return len(re.findall("[★⭐🌟*]", line))
    match = _OUT_OF_FIVE.fullmatch(line)
    if not match:
        raise ValueError("rating: 4")
    return int(match["stars"]) or None


# Words of a fixed set

_STATUS_WORDS = {
    Status.TO_READ: "to_read toread unread queued queue todo to_do new later "
    "want_to_read inbox to_be_read tbr read_later not_started not_read backlog planned",
    Status.READING: "reading in_progress started current currently_reading ongoing "
    "wip doing",
    Status.READ: "read done completed complete finished have_read finished_reading",
    Status.SKIMMED: "skimmed skim skimming browsed",
    Status.SKIPPED: "skipped skip not_reading abandoned dropped wont_read ignored dnf",
}
_STATUSES = {
    word: status for status, words in _STATUS_WORDS.items() for word in words.split()
}


_BARE_WORDS = re.compile(r"\w(?:.*\w)?")


@line_reader("one of " + ", ".join(Status))
def status(line: str) -> Status:
    """How far the reader is, in the words people use."""
    bare = _BARE_WORDS.search(line)  # `✅ Done`
    word = snake_case(bare.group()) if bare else ""
    if word in _STATUSES:
        return _STATUSES[word]
    near = nearest(word, _STATUSES, cutoff=0.7)
    if near:
        raise ValueError(f"did you mean `{_STATUSES[near]}`?")
    raise ValueError


@line_reader("true or false")
def truth(line: str) -> bool:
    """Yes or no."""
    is_on = truth_of(line)
    if is_on is None:
        raise ValueError("write `true` or `false`")
    return is_on


def ticked(node: Node) -> bool | InvalidValue | None:
    """Yes or no, or a box, ticked `[x]` or not `[ ]`."""
    if isinstance(node, List) and not node.items:
        return False
    return truth(node)


@line_reader("one of " + ", ".join(PublishedSource))
def published_source(line: str) -> PublishedSource:
    """How the year is known."""
    word = snake_case(line).replace("_", "-")
    if word not in list(PublishedSource):
        raise ValueError
    return PublishedSource(word)


# Days

_date_in_line: Reader[PaperDate] = line_reader("a date as YYYY-MM-DD, YYYY-MM or YYYY")(
    date_from
)
_day_in_line = line_reader("a day as YYYY-MM-DD")(day_from)


def paper_date(node: Node) -> Result[PaperDate]:
    """A line that names a day, a month or a year, or numbers that do."""
    return _date_in_line(_date_as_line(node))


def calendar_day(node: Node) -> Result[dt.date]:
    """A line that names a day, or numbers that do."""
    return _day_in_line(_date_as_line(node))


def _date_as_line(node: Node) -> Node:
    """`[2020, 2, 8]`, CSL's `{date-parts: [[2020, 2, 8]]}` and `{year: 2020}` as text."""
    numbers: Sequence[Node] = ()
    if isinstance(node, Map):
        parts = node.get("date-parts")
        if parts is None:
            found = [node.get(name) for name in ("year", "month", "day")]
            numbers = [number for number in found if number is not None]
        else:
            inner = only_item(parts)
            numbers = items_of(inner if isinstance(inner, List) else parts)
    elif isinstance(node, List) and len(node.items) > 1:
        numbers = node.items
    if not numbers:
        return node
    line = "-".join(item.text for item in numbers if isinstance(item, Scalar))
    return Scalar(line, node.span)


# Identifiers and addresses

_ARXIV_ID = re.compile(
    r"""
    (?:^|[/:\s])                                  # behind `arXiv:` or `abs/`
    (?P<id> [0-9]{4}\.[0-9]{4,5}                  # since 2007
          | [a-z-]+ (?:\.[a-z]{2})? /[0-9]{7} )   # before
    (?:v[0-9]+)? (?:\.pdf)? (?:\s* \[[\w.-]+\])? $    # `[cs.CL]`
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOI = re.compile(r"(?:^|[/:])(?P<doi>10\.[0-9]{4,9}/\S+)$")
"""In a word: what has blanks behind it would be read again from each start."""


_MARKDOWN_LINK = re.compile(r"\[[^\[\]]*\]\((\S+)\)|<(\S+)>")
_HOST = re.compile(r"(?://)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?)", re.IGNORECASE)
_LOCAL_FILE = re.compile(
    r"\.{0,2}/\S*|(?!www\.)[^\s:]+\.(?:pdf|html?|md)", re.IGNORECASE
)
"""A file on somebody's own site, as Hugo and Jekyll have it in `url` and `url_pdf`."""


@line_reader("an arXiv id such as 2408.01234")
def arxiv_identifier(line: str) -> str:
    """An arXiv identifier without version, from itself or from an address."""
    identifier = arxiv_id_in(line)
    if identifier:
        return identifier
    match = _ARXIV_ID.search(line)  # in an address that we do not know
    if not match:
        raise ValueError
    return match["id"]


@line_reader("a DOI such as 10.48550/arXiv.2408.01234")
def doi(line: str) -> str:
    """A DOI without resolver; of an arXiv address the one that arXiv gives."""
    last_word = line.rsplit(maxsplit=1)[-1]
    match = _DOI.search(last_word)
    if not match:
        identifier = doi_in(line)
        if identifier:
            return identifier
    if not match:
        raise ValueError
    return match["doi"]


@line_reader("an address that begins with https://")
def address(line: str) -> str | None:
    """An address on the web, or a Markdown link to it; None for a site's own file."""
    link = _MARKDOWN_LINK.fullmatch(line)
    if link:
        line = link[1] or link[2]
    if re.match(r"https?://\S+$", line) and is_safe(line):
        return line
    if _LOCAL_FILE.fullmatch(line) and not line.startswith("//"):
        return None
    host = _HOST.fullmatch(line)
    if host and identifier_in(line):
        return f"https://{host[1]}"
    if host:
        raise ValueError(f"https://{host[1]}")
    raise ValueError


# Listings


_PLACE = re.compile(r"(?P<seed>[^/\\]*[^/\\\s])#(?P<position>[0-9]{1,9})")


def is_place(node: Node) -> bool:
    """Whether a value is `file#position`; with a slash it is an address."""
    return isinstance(node, Scalar) and bool(_PLACE.fullmatch(node.text.strip()))


def listings(node: Node) -> Result[tuple[Listing, ...]]:
    """`FILE#N`, `{seed: FILE, position: N}`, or a list of such."""
    if isinstance(node, Scalar) and not node.text:
        return None
    appearances = []
    for item in items_of(node):
        listing = _listing_in(item)
        if listing is None:
            expected = "FILE#NUMBER, such as my.txt#3, or a list of such"
            return InvalidValue(expected=expected, node=item)
        appearances.append(listing)
    return tuple(appearances) or None


def _listing_in(item: Node) -> Listing | None:
    """One appearance; None if it names no seed or has an invalid value."""
    if isinstance(item, Map):
        return _listing_in_map(item)
    if not isinstance(item, Scalar):
        return None
    place = _PLACE.fullmatch(item.text.strip())
    if not place:
        return None
    return Listing(seed=place["seed"], position=int(place["position"]))


def _listing_in_map(item: Map) -> Listing | None:
    nothing = Scalar("", item.span)
    seed = text(item.get("seed") or nothing)
    query = text(item.get("query") or nothing)
    position = whole_number(item.get("position") or nothing)
    listed = calendar_day(item.get("listed") or nothing)
    if not isinstance(seed, str) or isinstance(query, InvalidValue):
        return None
    if isinstance(position, InvalidValue):
        return None
    if isinstance(listed, InvalidValue):
        return None
    return Listing(
        seed=seed,
        position=position or 0,
        date=listed,
        query=query,
    )
