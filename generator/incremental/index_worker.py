"""The search index of a build, made beside the pages: in a process of its own where that pays.

What comes of it is little: names and digests. The contents wait in the drawer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generator.incremental.page_store import Briefing, keep_rows
from generator.incremental.snapshot import Look
from generator.library.library import Library
from generator.library.page_summary import Brief
from generator.site.output.file import OutputFile
from generator.site.search import DocumentOf, documents, result_card, search_files
from generator.system.cache_file import load, save
from generator.system.parallel import ALONE, MANY, Workers, begun
from generator.system.spool import Drawer, Place

if TYPE_CHECKING:
    from generator.site.search.output import SearchFile, SearchIndex

_NAME = "search"
"""What the index of the last build is called in the cache."""

_Found: TypeAlias = tuple[str, str, tuple[Any, ...] | None]
"""Path and digest of a file, and where in the drawer its content is, if it was made already."""
_Makes: TypeAlias = Mapping[str, Callable[[], bytes]]


class Indexing(NamedTuple):
    """An index to be made."""

    root: Path
    seen: Look
    content: Briefing
    library: Library
    workers: Workers = ALONE


def index_files(told: Indexing) -> tuple[OutputFile, ...]:
    """The files of the index."""
    return tuple(_output_files(told, *_found(_index(told))))


class BegunIndex:
    """An index that is being made, in another process where that pays.

    What follows from the pages is kept there too, whatever becomes of the site.
    """

    def __init__(self, told: Indexing) -> None:
        self._told = told
        self._memory: object = None
        self._found = begun(
            self._made, told.workers.jobs, pays=len(told.content.rows) >= MANY, then=self._kept
        )

    def files(self) -> tuple[OutputFile, ...]:
        """The files of the index."""
        return tuple(_output_files(self._told, *self._found()))

    def ended(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let it be done, unless whoever runs the build wants no more."""
        if kind is KeyboardInterrupt:
            self._found.stop()
        self._found.wait()

    def _made(self) -> tuple[list[_Found], list[_Found]]:
        index = _index(self._told)
        self._memory = index.memory
        return _found(index)

    def _kept(self) -> None:
        root, seen = self._told.root, self._told.seen
        if seen.remembers:
            keep_rows(root, seen, self._told.content)
            save(root, _NAME, seen.program, self._memory)


def _index(told: Indexing) -> "SearchIndex":
    return search_files(
        told.library,
        _document(told),
        memory=load(told.root, _NAME, told.seen.program) if told.seen.last else None,
        workers=Workers(max(1, told.workers.jobs // 2)),  # pages are made meanwhile
        drawer=told.content.drawer,
    )


def _document(told: Indexing) -> DocumentOf:
    return documents(told.library, told.content.document)


def _found(index: "SearchIndex") -> tuple[list[_Found], list[_Found]]:
    """The files of an index, and its cards, as plain values."""
    return [*map(_plain, index.files)], [*map(_plain, index.cards)]


def _plain(file: "SearchFile") -> _Found:
    return file.path, file.digest, file.place and tuple(file.place)


def _output_files(
    told: Indexing, files: Iterable[_Found], cards: Iterable[_Found]
) -> Iterator[OutputFile]:
    drawer, document = told.content.drawer, _document(told)
    again = cache(lambda: {file.path: file.make for file in _index(told).files})
    for path, digest, place in files:
        yield _output_file(path, digest, partial(_content, drawer, place, again, path))
    for (path, digest, place), brief in zip(cards, reversed(told.library.briefs), strict=False):
        yield _output_file(path, digest, partial(_card, drawer, place, document, brief))


def _output_file(path: str, digest: str, make: Callable[[], bytes]) -> OutputFile:
    return OutputFile(path, make, bytes.fromhex(digest) or None, ("its content",))


def _content(
    drawer: Drawer, place: Iterable[Any] | None, again: Callable[[], _Makes], path: str
) -> bytes:
    """A file of the index; one that stands in the site and must be made is made with all others."""
    return (place and drawer.get(Place._make(place))) or again()[path]()


def _card(
    drawer: Drawer, place: Iterable[Any] | None, document: DocumentOf, brief: Brief
) -> bytes:
    return (place and drawer.get(Place._make(place))) or result_card(document(brief))
