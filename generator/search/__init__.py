"""Search: the index that a build writes, in the form that the scripts `search-*.js` read."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.library import Library
from generator.output import OutputFile, finished
from generator.search.documents import documents_of
from generator.search.files import search_index


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFiles:
    """What search adds to a site."""

    attributes: Mapping[str, str]
    """Data attributes of the search form, and the files of the site that they name."""
    files: tuple[OutputFile, ...]


def search_files(library: Library) -> SearchFiles:
    """The search index of a reading list."""
    index = search_index(documents_of(map(library.entry, reversed(library.briefs))))
    return SearchFiles(
        attributes={"data-search-index": index.entry},
        files=tuple(finished(path, content) for path, content in index.files),
    )
