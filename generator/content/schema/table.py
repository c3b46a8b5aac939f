"""The one table of front matter keys: what each is called, how it is read and written, whose it is.

The order of the rows is the order in which a new page has them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from generator.content.frontmatter import Quoted, Value
from generator.content.schema import readers
from generator.content.schema.names import names
from generator.content.schema.readers import Reader, folded, spelled
from generator.core.paper import Listing, PublishedSource
from generator.core.text import nearest


class Owner(StrEnum):
    """Whose word counts for a key."""

    SOURCE = "source"
    """What the seeds say, until the reader says otherwise."""
    HUMAN = "human"
    """The reader alone: an import never touches it."""


def _as_it_is(value: Any) -> Value:  # noqa: ANN401 -- each row knows its own type
    return value  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Key:
    """One row of the table, itself and no other."""

    name: str
    field: str
    """The field of `Paper` or `Annotations` it fills."""
    owner: Owner
    read: Reader[Any]
    write: Callable[[Any], Value | None] = _as_it_is
    """The typed value, never None, as front matter; None when it need not be said."""
    spellings: tuple[str, ...] = ()
    """Other names it goes by in the wild, the most telling first."""


def _source(
    name: str,
    reader: Reader[Any],
    *spellings: str,
    field: str = "",
    write: Callable[[Any], Value | None] = _as_it_is,
) -> Key:
    return Key(
        name=name,
        field=field or name,
        owner=Owner.SOURCE,
        read=reader,
        write=write,
        spellings=spellings,
    )


def _human(name: str, reader: Reader[Any], *spellings: str) -> Key:
    return Key(
        name=name, field=name, owner=Owner.HUMAN, read=reader, spellings=spellings
    )


def _elsewhere(_value: str) -> None:
    """The abstract is read wherever it stands, and written into the body."""


def _date_source(value: PublishedSource) -> str | None:
    """Only a date that is not printed in full needs to say how it is known."""
    return None if value is PublishedSource.EXPLICIT else value.value


def _listed(listings: tuple[Listing, ...]) -> Value | None:
    """The day of the newest listing."""
    return max((listing.date for listing in listings if listing.date), default=None)


def _listings(listings: tuple[Listing, ...]) -> Value | None:
    """One map, or a list of maps that have days of their own where these differ."""
    days = {listing.date for listing in listings}
    maps = [
        _listing(listing, dated=len(days) > 1) for listing in listings if listing.seed
    ]
    return maps[0] if len(maps) == 1 else maps or None


def _listing(listing: Listing, *, dated: bool) -> dict[str, Value]:
    fields: dict[str, Value] = {"seed": listing.seed, "position": listing.position}
    if dated and listing.date:
        fields["listed"] = listing.date
    if listing.query:
        fields["query"] = listing.query
    return fields


KEYS: tuple[Key, ...] = (
    _source("title", readers.text, write=Quoted),
    _source("abstract", readers.paragraphs, write=_elsewhere),
    _source(
        "date",
        readers.day,
        "publication_date",
        "pubdate",
        "date_published",
        "published",
        "issued",
        field="published",
    ),
    _source(
        "date_source",
        readers.published_source,
        field="published_source",
        write=_date_source,
    ),
    _source("authors", names, "author"),
    _source("author_count", readers.count),
    _source("organization", readers.text, "organisation"),
    _source("comments", readers.snapshot),
    _source("upvotes", readers.count),
    _source("arxiv_id", readers.arxiv_id, "arxiv", "arxivid", "eprint"),
    _source("doi", readers.doi),
    _source("url", readers.address, "link", "paper_url", "reference"),
    _source("url_pdf", readers.address, "pdf_url", "pdf"),
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
    _source("listed", readers.day, field="listings", write=_listed),
    _source("source", readers.listings, field="listings", write=_listings),
    _human("status", readers.status, "read_status", "reading_status", "readstatus"),
    _human("rating", readers.rating, "ranking", "stars"),
    _human("tags", readers.tags, "tag", "keywords", "keyword"),
    _human("priority", readers.text),
    _human("summary", readers.text, "tldr", "tl;dr", "excerpt", "description"),
    _human("added", readers.day, "date_added", "added_date", "created", "publishdate"),
    _human(
        "read_date",
        readers.day,
        "date_read",
        "read_on",
        "finished",
        "last_read",
        "read_status_date",
    ),
    _human("aliases", readers.texts, "alias"),
    _human("draft", readers.truth),
    _human("private", readers.truth),
)

INVITING: dict[str, Value] = {"status": "to-read", "rating": "", "tags": ()}
"""The keys that a new page has so that its reader fills them in."""

NAMES = tuple(key.name for key in KEYS)

_BY_NAME = {key.name: key for key in KEYS}
_BY_SPELLING = {
    folded(spelling): key
    for key in reversed(KEYS)
    for spelling in (*key.spellings[::-1], key.name)
}


def key_named(name: str) -> Key:
    """The key of just this name; KeyError where there is none."""
    return _BY_NAME[name]


@lru_cache(maxsize=1024)
def key_called(name: str) -> Key | None:
    """The key of this name, whatever its spelling."""
    return _BY_SPELLING.get(folded(name))


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """Whether a key's value may never leave the front matter."""
    return name.strip().startswith("_") or spelled(name).startswith("private_note")


@lru_cache(maxsize=1024)
def near_miss(name: str) -> Key | None:
    """The key that a name which is none was probably meant to be: `ratng`, `titel`."""
    word = spelled(name)
    swapped = (known for known in NAMES if sorted(known) == sorted(word))
    near = next(swapped, None) or nearest(word, NAMES, cutoff=0.8)
    return _BY_SPELLING[folded(near)] if near else None


def slip_of(name: str) -> Key | None:
    """The key that a name misses by one letter too much, too few, wrong or swapped, if only one."""
    key = None if key_called(name) else near_miss(name)
    near = [known for known in NAMES if known in _slips(spelled(name))] if key else []
    return key if key and near == [key.name] else None


@lru_cache(maxsize=1024)
def _slips(word: str) -> frozenset[str]:
    """Every word that one slip of the pen makes of this one."""
    letters = "abcdefghijklmnopqrstuvwxyz_"
    parts = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    return frozenset(
        [
            *(head + tail[1:] for head, tail in parts if tail),
            *(head + letter + tail for head, tail in parts for letter in letters),
            *(
                head + letter + tail[1:]
                for head, tail in parts
                if tail
                for letter in letters
            ),
            *(
                head + tail[1] + tail[0] + tail[2:]
                for head, tail in parts
                if len(tail) > 1
            ),
        ]
    )
