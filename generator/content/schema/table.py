"""The one table of front matter keys: names, how each is read and written, whose it is.

A new page has its keys in the order of the rows. How a value is read is in `readers`;
which field of a page fills which key, in `page_fields`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from generator.content.frontmatter import Node, Quoted, Value
from generator.content.schema import readers
from generator.content.schema.names import author_names
from generator.content.schema.readers import Reader, comparison_key, snake_case
from generator.core.dates import PaperDate, PartialDate
from generator.core.paper import Listing, PublishedSource
from generator.core.text import nearest


class Owner(StrEnum):
    """Who decides on a key's value."""

    SOURCE = "source"
    """The seeds, until the reader changes the value."""
    HUMAN = "human"
    """The reader alone: an import never touches it."""
    IMPORT = "import"
    """The import alone, which keeps its notes there."""


IMPORTED = "imported"
"""The key of an import's fingerprints; what they mean is in `imported`."""
MOST_VALUES = 10_000
"""How many values a list may have; papers of large experiments have 5,000 authors."""
MOST_PAGES = 100
"""How many values a list may have of which each makes a page of the site.

The page of a tag shows all tags of its papers: without a bound, the site of a page with
many tags would grow with their square.
"""
CONSONANTS = "bcdfghjklmnpqrstvwxz"
"""A fingerprint is a word of these, so that it is no word of any language."""
IMPORT_WORD = re.compile(f"[a-z][{CONSONANTS}]{{5}}")


def _unchanged(value: Any) -> Value:  # noqa: ANN401 -- each row knows its own type
    return value  # type: ignore[no-any-return]


@dataclass(
    frozen=True,
    slots=True,
    kw_only=True,
    eq=False,
)
class Key:
    """One row of the table; equal to itself alone."""

    name: str
    field: str
    """The field of `Paper` or `Annotations` it fills."""
    owner: Owner
    read: Reader[Any]
    write: Callable[[Any], Value | None] = _unchanged
    """The typed value, never None, as front matter; None if a page does not need it."""
    spellings: tuple[str, ...] = ()
    """Other names that people and tools use for it, the most specific first."""
    readers: tuple[tuple[str, Reader[Any]], ...] = ()
    """Of spellings whose values are read in another way."""
    most: int = MOST_VALUES
    """How many values of a list count."""

    def read_field(self, name: str, node: Node) -> Any:  # noqa: ANN401 -- as `read`
        """The value of a field that goes by this name."""
        if self.readers:
            spelling = comparison_key(name)
            for other, reader in self.readers:
                if spelling == other:
                    return reader(node)
        return self.read(node)


def _source(
    name: str,
    reader: Reader[Any],
    *spellings: str,
    field: str = "",
    write: Callable[[Any], Value | None] = _unchanged,
) -> Key:
    return Key(
        name=name,
        field=field or name,
        owner=Owner.SOURCE,
        read=reader,
        write=write,
        spellings=spellings,
    )


def _human(
    name: str,
    reader: Reader[Any],
    *spellings: str,
    most: int = MOST_VALUES,
) -> Key:
    return Key(
        name=name,
        field=name,
        owner=Owner.HUMAN,
        read=reader,
        spellings=spellings,
        most=most,
    )


def _nowhere(_value: str) -> None:
    """The abstract may be in front matter, but an import writes it into the body."""


def _date_text(date: PaperDate) -> Value:
    """A day, or a month or a year as ISO 8601 writes it."""
    return date.isoformat() if isinstance(date, PartialDate) else date


def _date_source(value: PublishedSource) -> str | None:
    """How a date is known; None for one that is printed in full, as most are."""
    if value is PublishedSource.EXPLICIT:
        return None
    return value.value


def _newest_listing_day(listings: tuple[Listing, ...]) -> Value | None:
    days = [listing.date for listing in listings if listing.date]
    return max(days, default=None)


def _sources(listings: tuple[Listing, ...]) -> Value | None:
    """`file#position`, or a list of such; maps where one has a query or days differ."""
    named = [listing for listing in listings if listing.seed]
    days = {listing.date for listing in listings}
    with_day = len(days) > 1
    items: list[Value]
    if with_day or any(listing.query for listing in named):
        items = [_listing_map(listing, with_day=with_day) for listing in named]
    else:
        items = [Quoted(f"{listing.seed}#{listing.position}") for listing in named]
    if len(items) == 1:
        return items[0]
    return items or None


def _listing_map(listing: Listing, *, with_day: bool) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "seed": listing.seed,
        "position": listing.position,
    }
    if with_day and listing.date:
        fields["listed"] = listing.date
    if listing.query:
        fields["query"] = listing.query
    return fields


KEYWORDS = ("keywords", "keyword")
"""Spellings of `tags` whose tags may have blanks."""

KEYS: tuple[Key, ...] = (
    _source("title", readers.text, write=Quoted),
    _source("abstract", readers.paragraphs, write=_nowhere),
    _source(
        "date",
        readers.paper_date,
        "publication_date",
        "pubdate",
        "date_published",
        "published",
        "issued",
        "year",
        field="published",
        write=_date_text,
    ),
    _source(
        "date_source",
        readers.published_source,
        field="published_source",
        write=_date_source,
    ),
    _source("authors", author_names, "author"),
    _source("author_count", readers.whole_number),
    _source("organization", readers.text, "organisation"),
    _source("comments", readers.comment_count),
    _source("upvotes", readers.whole_number),
    _source(
        "arxiv_id",
        readers.arxiv_identifier,
        "arxiv",
        "arxivid",
        "eprint",
        "arxiv_url",
        "arxiv_link",
        "arxiv_abs",
        "preprint",
        "huggingface",
        "huggingface_url",
        "hf",
        "hf_url",
        "alphaxiv",
    ),
    _source("doi", readers.doi, "doi_url", "doi_link"),
    _source(
        "url",
        readers.address,
        "link",
        "paper_url",
        "paper_link",
        "paper",
        "source_url",
        "reference",
        "openreview",
        "acl_anthology",
        "semantic_scholar",
    ),
    _source("url_pdf", readers.address, "pdf_url", "pdf_link", "pdf"),
    _source("url_code", readers.address, "code_url", "code", "github", "repo"),
    _source(
        "url_project",
        readers.address,
        "project_url",
        "project_page",
        "project",
        "website",
    ),
    _source(
        "venue",
        readers.text,
        "journal",
        "conference",
        "booktitle",
        "container_title",
        "publication",
    ),
    _source(
        "listed", readers.calendar_day, field="listings", write=_newest_listing_day
    ),
    _source("source", readers.listings, field="listings", write=_sources),
    Key(
        name=IMPORTED,
        field=IMPORTED,
        owner=Owner.IMPORT,
        read=readers.text,
    ),
    _human("status", readers.status, "read_status", "reading_status", "readstatus"),
    _human("rating", readers.rating, "ranking", "stars"),
    Key(
        name="tags",
        field="tags",
        owner=Owner.HUMAN,
        read=readers.tags,
        spellings=("tag", *KEYWORDS),
        readers=tuple((name, readers.keywords) for name in KEYWORDS),
        most=MOST_PAGES,
    ),
    _human("priority", readers.text),
    _human("summary", readers.text, "tldr", "tl;dr", "excerpt", "description"),
    _human(
        "added",
        readers.paper_date,
        "date_added",
        "added_date",
        "created",
        "publishdate",
    ),
    _human(
        "read_date",
        readers.paper_date,
        "date_read",
        "read_on",
        "finished",
        "last_read",
        "read_status_date",
    ),
    _human("aliases", readers.texts, "alias", most=MOST_PAGES),
    _human("draft", readers.truth),
    _human("private", readers.truth),
)

INVITING: dict[str, Value] = {
    "status": "to-read",
    "rating": "",
    "tags": (),
}
"""The keys of a new page that invite its reader to fill them in."""

NAMES = tuple(key.name for key in KEYS)

_MISSPELT = tuple(key.name for key in KEYS if key.owner is not Owner.IMPORT)
"""The names that a person may have meant."""
_BY_NAME = {key.name: key for key in KEYS}
_BY_SPELLING = {
    comparison_key(spelling): key
    for key in KEYS
    for spelling in (key.name, *key.spellings)
}
"""No two keys share a spelling."""


def key_named(name: str) -> Key:
    """The key of just this name; KeyError where there is none."""
    return _BY_NAME[name]


# Every field of every page is looked up here: without this cache and that of `is_secret`, reading a page takes a fifth longer (100 µs), a first build 1 %.
@lru_cache(maxsize=1024)
def key_called(name: str) -> Key | None:
    """The key of this name, in whatever spelling."""
    return _BY_SPELLING.get(comparison_key(name))


@lru_cache(maxsize=1024)  # 30 µs a name, and the reader's own keys are on many pages
def near_miss(name: str) -> Key | None:
    """The key that is most like a name that is none: `ratng`, `titel`."""
    word = snake_case(name)
    for known in _MISSPELT:
        if sorted(known) == sorted(word):
            return _BY_NAME[known]
    near = nearest(word, _MISSPELT, cutoff=0.8)
    return _BY_NAME[near] if near else None


def misspelled_key(name: str) -> Key | None:
    """The key that a name misses by one letter too many, too few, wrong or swapped.

    None if the name is a key, or is that near to several.
    """
    if key_called(name):
        return None
    key = near_miss(name)
    if key is None:
        return None
    word = snake_case(name)
    near = [known for known in _MISSPELT if _is_one_slip(word, known)]
    return key if near == [key.name] else None


def _is_one_slip(word: str, other: str) -> bool:
    """Whether one slip of the pen makes one word the other."""
    # Without what they begin and end with alike, only the slip is left.
    while word and other and word[0] == other[0]:
        word = word[1:]
        other = other[1:]
    while word and other and word[-1] == other[-1]:
        word = word[:-1]
        other = other[:-1]
    if len(word) == len(other) == 2:  # noqa: PLR2004 -- two letters swapped
        return word == other[::-1]
    return len(word) <= 1 and len(other) <= 1
