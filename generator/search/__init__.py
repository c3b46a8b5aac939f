"""Search: the index that a build writes, in the form that the scripts `search-*.js` read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.briefs import Brief
from generator.groups import Membership
from generator.library import Library
from generator.output import OutputFile
from generator.parallel import ALONE, Workers
from generator.search.documents import SearchDocument, SearchRow, document_of, row_of
from generator.search.files import SearchFile, SearchIndex
from generator.search.index import search_index

__all__ = [
    "SearchDocument",
    "SearchFile",
    "SearchFiles",
    "SearchIndex",
    "SearchRow",
    "document_of",
    "row_of",
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
    rows = [_row(library, brief) for brief in briefs]
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


def _row(library: Library, brief: Brief) -> SearchRow:
    """What is known of a paper without reading its page."""
    lists = library.memberships[brief.slug]
    return SearchRow(
        slug=brief.slug,
        key=b"".join(library.inputs(brief).values()).hex(),
        title=brief.title,
        tags=_names(lists, "tags"),
        status=brief.status,
        rating=brief.rating or None,
        year=int(brief.published[:4]) if brief.published else None,
        listings=_names(lists, "listings"),
        published=brief.published,
        listed=brief.listed,
        read=brief.read,
        comments=brief.comments,
        has_code=brief.has_code,
        has_notes=brief.has_words,
    )


def _names(lists: Sequence[Membership], kind: str) -> tuple[str, ...]:
    return tuple([one.name for one in lists if one.kind == kind])
