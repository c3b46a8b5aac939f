"""Search: the index that a build writes, in the form that the scripts of `assets/js/search/` read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from generator.library.library import Library
from generator.library.page_summary import PageSummary
from generator.site.search.documents import (
    SearchDocument,
    SearchRow,
    document_of,
    listed_in,
    names,
    year_of,
)
from generator.site.search.jsonp import ENTRY
from generator.site.search.result_cards import card_script
from generator.system.parallel import SERIAL, Workers
from generator.system.spool import Spool

if TYPE_CHECKING:
    from generator.site.search.output import SearchIndex

__all__ = [
    "ATTRIBUTES",
    "DocumentOf",
    "SearchDocument",
    "SearchRow",
    "document_of",
    "documents",
    "result_card",
    "search_files",
]

ATTRIBUTES: Mapping[str, str] = {"data-search-index": ENTRY}
"""Data attributes of the search form, and the files of the site that they name: the same in every
build, so that an edit of one paper leaves the pages of all others as they were."""

DocumentOf = Callable[[PageSummary], SearchDocument]


def documents(
    library: Library,
    alone: Callable[[PageSummary], SearchDocument | None] = lambda _: None,
) -> DocumentOf:
    """A function from papers to their documents; `alone` has those that pages make by themselves."""
    return partial(_document, library, alone)


def _document(
    library: Library,
    alone: Callable[[PageSummary], SearchDocument | None],
    summary: PageSummary,
) -> SearchDocument:
    lists = library.terms[summary.slug]
    # What notes with links say as plain text depends on the pages that they lead to.
    known = None if summary.wikilinks else alone(summary)
    return (
        listed_in(lists, known)
        if known
        else document_of(library.entry(summary).content, summary, lists)
    )


def search_files(
    library: Library,
    document: DocumentOf | None = None,
    *,
    memory: object = None,
    workers: Workers = SERIAL,
    spool: Spool | None = None,
) -> "SearchIndex":
    """The search index of a reading list, from what an earlier one remembers.

    Contents that are made at once are put into the drawer.
    """
    # A process that makes no index loads nothing of this.
    from generator.site.search.build_index import search_index  # noqa: PLC0415

    summaries, found = library.summaries[::-1], document or documents(library)
    return search_index(
        [*_rows(library, summaries)],
        lambda number: found(summaries[number]),
        memory=memory,
        workers=workers,
        spool=spool,
    )


def result_card(document: SearchDocument) -> bytes:
    """The file of one paper's card."""
    return card_script(document)[1]


def _rows(library: Library, summaries: Iterable[PageSummary]) -> Iterator[SearchRow]:
    """What is known of papers without reading their pages."""
    known: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for summary in summaries:
        lists = library.terms[summary.slug]  # which papers of one day often share
        if id(lists) not in known:
            known[id(lists)] = names(lists, "tags"), names(lists, "listings")
        tags, listings = known[id(lists)]
        yield SearchRow(
            summary.slug,
            library.entry_keys[summary.slug].hex(),
            summary.title,
            tags,
            summary.status,
            summary.rating or None,
            year_of(summary),
            listings,
            summary.published,
            summary.listed,
            summary.read,
            summary.comments,
            summary.has_code,
            summary.has_notes,
        )
