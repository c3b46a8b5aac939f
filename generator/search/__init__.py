"""Search: the index that a build writes, in the form that the scripts `search-*.js` read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.briefs import Brief
from generator.groups import Membership
from generator.library import Library
from generator.output import OutputFile
from generator.parallel import ALONE, Workers
from generator.search.documents import SearchDocument, SearchRow, document_of
from generator.search.files import SearchFile, SearchIndex
from generator.search.index import search_index

__all__ = [
    "SearchDocument",
    "SearchFile",
    "SearchFiles",
    "SearchIndex",
    "SearchRow",
    "document_of",
    "search_files",
    "search_index",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFiles:
    """What search adds to a site."""

    attributes: Mapping[str, str]
    """Data attributes of the search form, and the files of the site that they name."""
    files: tuple[OutputFile, ...]
    cards: tuple[OutputFile, ...]
    """One a paper, in the library's order; none where the index travels in one file."""
    memory: object
    """What the next build can start from: values that `marshal` can write."""


def search_files(
    library: Library, *, memory: object = None, workers: Workers = ALONE
) -> SearchFiles:
    """The search index of a reading list, from what an earlier one remembers."""
    briefs = library.briefs[::-1]
    rows = [*_rows(library, briefs)]
    index = search_index(
        rows,
        lambda number: document_of(library.entry(briefs[number])),
        memory=memory,
        workers=workers,
    )
    return SearchFiles(
        attributes={"data-search-index": index.entry},
        files=tuple(map(_output_file, index.files)),
        cards=tuple(map(_output_file, reversed(index.cards))),
        memory=index.memory,
    )


def _output_file(file: SearchFile) -> OutputFile:
    inputs = {"its content": bytes.fromhex(file.digest)} if file.digest else None
    return OutputFile(path=file.path, make=file.make, inputs=inputs)


def _rows(library: Library, briefs: Iterable[Brief]) -> Iterator[SearchRow]:
    """What is known of papers without reading their pages."""
    names: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for brief in briefs:
        lists = library.memberships[brief.slug]  # which papers of one day often share
        if id(lists) not in names:
            names[id(lists)] = _names(lists, "tags"), _names(lists, "listings")
        tags, listings = names[id(lists)]
        yield SearchRow(
            slug=brief.slug,
            key=library.stamp(brief).hex(),
            title=brief.title,
            tags=tags,
            status=brief.status,
            rating=brief.rating or None,
            year=int(brief.published[:4]) if brief.published else None,
            listings=listings,
            published=brief.published,
            listed=brief.listed,
            read=brief.read,
            comments=brief.comments,
            has_code=brief.has_code,
            has_notes=brief.has_words,
        )


def _names(lists: Sequence[Membership], kind: str) -> tuple[str, ...]:
    return tuple(one.name for one in lists if one.kind == kind)
