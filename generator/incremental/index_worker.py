"""The search index of a build, made beside the pages: in a process of its own where that pays.

What comes of it is little: names and digests. The contents wait in the drawer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

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
from generator.system.cache_file import load, save
from generator.system.parallel import MANY, SERIAL, Workers, fork_task
from generator.system.spool import Spool, SpoolRef

if TYPE_CHECKING:
    from generator.site.search.output import SearchFile, SearchIndex

_NAME = "search"
"""What the index of the last build is called in the cache."""

_Found: TypeAlias = tuple[str, str, tuple[Any, ...] | None]
"""Path and digest of a file, and where in the drawer its content is, if it was made already."""
_Makes: TypeAlias = Mapping[str, Callable[[], bytes]]


class IndexJob(NamedTuple):
    """An index to be made."""

    root: Path
    seen: Snapshot
    content: PageStore
    library: Library
    workers: Workers = SERIAL


def index_files(told: IndexJob) -> tuple[OutputFile, ...]:
    """The files of the index."""
    return tuple(_output_files(told, *_found(_index(told))))


class BackgroundIndex:
    """An index that is being made, in another process where that pays.

    What follows from the pages is kept there too, whatever becomes of the site.
    """

    def __init__(self, told: IndexJob) -> None:
        self._told = told
        self._state: object = None
        self._found = fork_task(
            self._made,
            told.workers.jobs,
            pays=len(told.content.rows) >= MANY,
            then=self._kept,
        )

    def files(self) -> tuple[OutputFile, ...]:
        """The files of the index."""
        return tuple(_output_files(self._told, *self._found()))

    def finish(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let it be done, unless whoever runs the build wants no more."""
        if kind is KeyboardInterrupt:
            self._found.stop()
        self._found.wait()

    def _made(self) -> tuple[list[_Found], list[_Found]]:
        index = _index(self._told)
        self._state = index.state
        return _found(index)

    def _kept(self) -> None:
        root, seen = self._told.root, self._told.seen
        if seen.remembers:
            save_page_rows(root, seen, self._told.content)
            save(root, _NAME, seen.program, self._state)


def _index(told: IndexJob) -> "SearchIndex":
    # 40 ms, which only the process that makes the index has to wait for.
    from generator.site.search.build_index import (  # noqa: PLC0415
        IndexOptions,
        search_files,
    )

    options = IndexOptions(
        state=load(told.root, _NAME, told.seen.program) if told.seen.last else None,
        workers=Workers(max(1, told.workers.jobs // 2)),  # pages are made meanwhile
        spool=told.content.spool,
    )
    return search_files(told.library, _load_text(told), options)


def _load_text(told: IndexJob) -> TextLoader:
    return text_loader(told.library, told.content.search_text)


def _found(index: "SearchIndex") -> tuple[list[_Found], list[_Found]]:
    """The files of an index, and its cards, as plain values."""
    return [*map(_plain, index.files)], [*map(_plain, index.cards)]


def _plain(file: "SearchFile") -> _Found:
    return file.path, file.digest, file.spool_ref and tuple(file.spool_ref)


def _output_files(
    told: IndexJob, files: Iterable[_Found], cards: Iterable[_Found]
) -> Iterator[OutputFile]:
    spool, load_text = told.content.spool, _load_text(told)
    again = cache(lambda: {file.path: file.make for file in _index(told).files})
    for path, digest, place in files:
        yield _output_file(path, digest, partial(_content, spool, place, again, path))
    for (path, digest, place), summary in zip(
        cards, reversed(told.library.summaries), strict=False
    ):
        yield _output_file(
            path,
            digest,
            partial(_card, told.library, spool, place, load_text, summary),
        )


def _output_file(path: str, digest: str, make: Callable[[], bytes]) -> OutputFile:
    return OutputFile(path, make, bytes.fromhex(digest) or None, ("its content",))


def _content(
    spool: Spool, place: Iterable[Any] | None, again: Callable[[], _Makes], path: str
) -> bytes:
    """A file of the index; one that stands in the site and must be made is made with all others."""
    return (place and spool.get(SpoolRef._make(place))) or again()[path]()


def _card(
    library: Library,
    spool: Spool,
    place: Iterable[Any] | None,
    load_text: TextLoader,
    summary: PageSummary,
) -> bytes:
    content = place and spool.get(SpoolRef._make(place))
    if content:
        return content
    return result_card(SearchDocument(search_row(library, summary), load_text(summary)))
