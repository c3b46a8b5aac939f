"""The search index of a build, made while pages are rendered, in its own process.

Indexing is the longest step that cannot be shared, and pages do not need the index. The
other process sends back names and digests; contents wait in the spool.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias

from generator.incremental.page_store import PageStore, save_page_rows
from generator.incremental.snapshot import Snapshot
from generator.library.library import Library
from generator.library.page_summary import PageSummary
from generator.site.output.file import OutputFile
from generator.site.search.documents import (
    SearchDocument,
    TextLoader,
    search_row,
    text_loader,
)
from generator.site.search.result_cards import result_card
from generator.system.parallel import Workers
from generator.system.spool import Spool, SpoolRef

if TYPE_CHECKING:
    from generator.site.search.output import SearchFile, SearchIndex

_SEARCH = "search"

_PlainFile: TypeAlias = tuple[str, str, tuple[Any, ...] | None]
"""Path and digest of a file; where the spool has its content, if it was made."""
_PlainIndex: TypeAlias = tuple[list[_PlainFile], list[_PlainFile]]
"""The files of the index, and the cards of the results."""
_Make: TypeAlias = Callable[[], bytes]


class IndexJob(NamedTuple):
    """What an index is made from."""

    root: Path
    snapshot: Snapshot
    pages: PageStore
    library: Library
    workers: Workers


def plan_index_files(job: IndexJob) -> tuple[OutputFile, ...]:
    """The files of the index, made in this process."""
    return tuple(_output_files(job, _plain_index(_search_index(job))))


class BackgroundIndex:
    """An index that another process makes, where that pays; a context manager.

    The same process saves what the next build can start from, whatever happens to the
    site: it follows from the pages alone.
    """

    def __init__(self, job: IndexJob) -> None:
        self._job = job
        self._state: object = None
        pages = len(job.pages.rows)
        self._task = job.workers.fork(self._index, pages, then=self._save)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # Someone who presses Ctrl+C does not want to wait for the caches.
        if kind is KeyboardInterrupt:
            self._task.stop()
        self._task.wait()

    def files(self) -> tuple[OutputFile, ...]:
        """The files of the index; waits for them."""
        return tuple(_output_files(self._job, self._task()))

    def _index(self) -> _PlainIndex:
        index = _search_index(self._job)
        self._state = index.state
        return _plain_index(index)

    def _save(self) -> None:
        cache = self._job.snapshot.cache
        save_page_rows(cache, self._job.pages.rows)
        cache.save(_SEARCH, self._state)


def _search_index(job: IndexJob) -> "SearchIndex":
    # Files that the last index had are not made again: the site must have them.
    snapshot = job.snapshot
    state = snapshot.cache.load(_SEARCH) if snapshot.last_build else None
    # Half of the processes: the others render pages meanwhile.
    jobs = max(1, job.workers.jobs // 2)
    # 40 ms, which only the process that makes the index has to wait for.
    from generator.site.search.build_index import (  # noqa: PLC0415
        IndexOptions,
        search_files,
    )

    options = IndexOptions(
        state=state,
        workers=job.workers._replace(jobs=jobs, show=None),
        spool=job.pages.spool,
    )
    return search_files(job.library, _text_loader(job), options)


def _text_loader(job: IndexJob) -> TextLoader:
    return text_loader(job.library, job.pages.load_search_text)


def _plain_index(index: "SearchIndex") -> _PlainIndex:
    files = list(map(_plain_file, index.files))
    cards = list(map(_plain_file, index.cards))
    return files, cards


def _plain_file(file: "SearchFile") -> _PlainFile:
    return file.path, file.digest, tuple(file.spool_ref) if file.spool_ref else None


def _output_files(job: IndexJob, index: _PlainIndex) -> Iterator[OutputFile]:
    files, cards = index
    spool = job.pages.spool

    # A file that the site lost, and that was not made, is made with all the others.
    @cache
    def make_index() -> Mapping[str, _Make]:
        index = _search_index(job)
        return {file.path: file.make for file in index.files}

    for path, digest, ref in files:
        make = partial(_index_file, make_index, path)
        content = partial(_spooled_or_made, spool, ref, make)
        yield _output_file(path, digest, content)

    load_text = _text_loader(job)
    newest_last = reversed(job.library.summaries)
    # A small index holds its cards itself: then there are none here.
    for card, summary in zip(cards, newest_last, strict=False):
        path, digest, ref = card
        make = partial(_card, job.library, load_text, summary)
        content = partial(_spooled_or_made, spool, ref, make)
        yield _output_file(path, digest, content)


def _output_file(
    path: str,
    digest: str,
    make: _Make,
) -> OutputFile:
    key = bytes.fromhex(digest) or None
    return OutputFile(path, make, key, ("its content",))


def _spooled_or_made(
    spool: Spool,
    ref: Iterable[Any] | None,
    make: _Make,
) -> bytes:
    """Content from the spool; made if it is not there."""
    content = None
    if ref:
        content = spool.get(SpoolRef._make(ref))
    return content or make()


def _index_file(make_index: Callable[[], Mapping[str, _Make]], path: str) -> bytes:
    return make_index()[path]()


def _card(library: Library, load_text: TextLoader, summary: PageSummary) -> bytes:
    row = search_row(library, summary)
    return result_card(SearchDocument(row, load_text(summary)))
