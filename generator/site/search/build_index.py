"""The search index of a list of papers: from the ground, or from what an earlier one remembers."""

from collections.abc import Callable, Sequence

from generator.site.search.documents import SearchDocument, SearchRow
from generator.site.search.index.build import build_index_data
from generator.site.search.index.corpus import Corpus
from generator.site.search.index.state import index_state_from
from generator.site.search.index.update import update_index
from generator.site.search.output import SearchIndex, index_files
from generator.system.parallel import SERIAL, Workers
from generator.system.spool import Spool

_MANY = 4
"""Where more than one of so many papers changed, everything is joined anew: measured."""


def search_index(
    rows: Sequence[SearchRow],
    document: Callable[[int], SearchDocument],
    *,
    memory: object | None = None,
    workers: Workers = SERIAL,
    spool: Spool | None = None,
) -> SearchIndex:
    """The search index of a reading list, oldest paper first, so that new ones get new numbers.

    `document` gives the document of a row by its place in the list; it is asked of papers that
    the memory of an earlier index does not hold, or holds at another place. The files are the
    same with any memory and any workers.
    """
    papers = Corpus(rows, document, index_state_from(memory), spool)
    changed = papers.changed()
    is_new = len(changed) * _MANY > len(rows)
    return index_files(
        papers,
        build_index_data(papers, workers) if is_new else update_index(papers, changed),
    )
