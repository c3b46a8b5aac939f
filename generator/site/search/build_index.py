"""The search index of a list, from scratch or from the state of the last build.

The recipe of this package: see its map in `__init__`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.library.library import Library
from generator.site.search.documents import (
    SearchRow,
    SearchText,
    TextLoader,
    search_row,
    text_loader,
)
from generator.site.search.index.build import build_index_data
from generator.site.search.index.corpus import Corpus
from generator.site.search.index.state import unpack_state
from generator.site.search.index.update import update_index_data
from generator.site.search.output import SearchIndex, index_files
from generator.site.search.settings import LIMITS, IndexLimits
from generator.system.parallel import SERIAL, Workers
from generator.system.spool import Spool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexOptions:
    """How an index is made; the files are the same with any state, workers, spool."""

    state: object = None
    """What the last build has kept."""
    workers: Workers = SERIAL
    spool: Spool | None = None
    """Takes the contents that are made."""
    limits: IndexLimits = LIMITS


DEFAULTS = IndexOptions()


def search_files(
    library: Library,
    load_text: TextLoader | None = None,
    options: IndexOptions = DEFAULTS,
) -> SearchIndex:
    """The search index of a reading list."""
    load_text = load_text or text_loader(library)
    # Oldest first, so that new papers get new numbers and all others keep theirs.
    summaries = library.summaries[::-1]
    rows = [search_row(library, summary) for summary in summaries]

    def text(number: int) -> SearchText:
        return load_text(summaries[number])

    return search_index(rows, text, options)


def search_index(
    rows: Sequence[SearchRow],
    text: Callable[[int], SearchText],
    options: IndexOptions = DEFAULTS,
) -> SearchIndex:
    """The search index of papers, of which `text` gives the texts by place.

    It is asked only for papers that the state of the last build does not have.
    """
    limits = options.limits
    former = unpack_state(options.state, limits)
    corpus = Corpus(rows, text, former, limits, options.spool)
    changed = corpus.changed_places()
    if len(changed) > len(rows) * limits.rebuild_share:
        data = build_index_data(corpus, options.workers)
    else:
        data = update_index_data(corpus, changed)
    return index_files(corpus, data)
