"""All pages of a project in brief: changed files are read, what is known of the others is kept.

A page is worked out on its own, so that several processes can share the work. What was worked out
is put down on disk until the page is shown: memory holds the briefs alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.content.page import Page, page_from
from generator.content.reader import unreadable, without_doubles
from generator.core.errors import Parsed, Problem, error, problem_from, problem_row
from generator.incremental.snapshot import Snapshot
from generator.library.page_content import (
    PageContent,
    pack_content,
    page_content,
    unpack_content,
)
from generator.library.page_summary import (
    PageSummary,
    summarize,
    summary_from_row,
    summary_row,
)
from generator.site.search.documents import (
    SearchDocument,
    document_of,
    packed_document,
    unpacked_document,
)
from generator.system import cache_file
from generator.system.fingerprints import content_digest
from generator.system.parallel import SERIAL, Workers
from generator.system.spool import Spool, SpoolRef

_NAME = "briefs"
_AT_HAND = 512
"""Pages that are taken through each step together: measured."""

Row = tuple[str, tuple[Any, ...] | None, tuple[Mapping[str, Any], ...]]
"""What follows from one page's file, as a cache holds it: digest of the file; the page in brief,
None for one with errors; its problems."""


class PageStore(NamedTuple):
    """The pages of a project in brief."""

    root: Path
    summaries: tuple[PageSummary, ...]
    """Sorted by path; of pages with one address the first alone."""
    problems: tuple[Problem, ...]
    """Sorted by path."""
    read: tuple[str, ...]
    """The pages whose files were read."""
    rows: Mapping[str, Row]
    """For the next build, by path."""
    places: Mapping[str, "_Places"]
    """Where in the drawer is what was made of the pages that were read, by path."""
    spool: Spool

    def content(self, summary: PageSummary) -> PageContent:
        """A page worked out; it is read again when that was done in an earlier build.

        Raises `PapershelfError` when its file has changed since.
        """
        data = self._put_down(summary, "content")
        return unpack_content(data) if data else _read_again(self.root, summary)

    def document(self, summary: PageSummary) -> SearchDocument | None:
        """The document of a page by itself; None when that was made in an earlier build."""
        data = self._put_down(summary, "document")
        return unpacked_document(data) if data else None

    def _put_down(self, summary: PageSummary, what: str) -> bytes | None:
        places = self.places.get(summary.path)
        return self.spool.get(getattr(places, what)) if places else None


def load_page_rows(root: Path, seen: Snapshot) -> Mapping[str, Row]:
    """What earlier builds found out about the pages."""
    rows: Any = cache_file.load(root, _NAME, seen.program) if seen.remembers else None
    return rows if isinstance(rows, dict) else {}


def save_page_rows(root: Path, seen: Snapshot, page_store: PageStore) -> None:
    """Keep it for later builds."""
    cache_file.save(root, _NAME, seen.program, dict(page_store.rows))


def load_pages(
    root: Path,
    seen: Snapshot,
    known: Mapping[str, Row],
    spool: Spool,
    workers: Workers = SERIAL,
) -> PageStore:
    """The pages of a project; those are read that are not `known` as they were `seen`.

    Sheets of pages that are read are put into the drawer.
    """
    paths = seen.pages
    rows = {p: known[p] for p in paths if p in known and known[p][0] == seen.source(p)}
    unknown = [path for path in paths if path not in rows]

    def work(part: range) -> list[_Read]:
        return list(_worked_out(root, [unknown[number] for number in part], spool))

    parts = workers.map_ranges(work, len(unknown), "reading pages", part=_AT_HAND)
    read = list(chain.from_iterable(parts))
    rows |= {one.path: one.row for one in read}
    unique, doubles = without_doubles(
        summary_from_row(summary)
        for path in paths
        if (summary := rows[path][1]) is not None
    )
    problems = [problem_from(plain) for path in paths for plain in rows[path][2]]
    return PageStore(
        root=root,
        summaries=tuple(unique),
        problems=tuple(sorted((*problems, *doubles), key=lambda problem: problem.path)),
        read=tuple(unknown),
        rows=rows,
        places={one.path: one.places for one in read if one.places},
        spool=spool,
    )


class _Places(NamedTuple):
    """Where in the drawer is what was made of a page."""

    content: SpoolRef
    document: SpoolRef


class _Read(NamedTuple):
    """What came of reading one page."""

    path: str
    row: Row
    places: _Places | None


def _worked_out(root: Path, paths: Sequence[str], spool: Spool) -> Iterator[_Read]:
    """Each page read and worked out, its sheet put down.

    All of them are taken through a step before the next, so that a step finds in the processor's
    own memory what it needs: that saves a quarter.
    """
    found = [_parsed(root, path) for path in paths]
    contents = [
        page_content(parsed.items[0]) if parsed.items else None for _, parsed in found
    ]
    summaries = [
        summarize(content, source) if content else None
        for content, (source, _) in zip(contents, found, strict=True)
    ]
    documents = [
        document_of(content, summary) if content and summary else None
        for content, summary in zip(contents, summaries, strict=True)
    ]
    sheet_places = iter(
        spool.put_all([pack_content(content) for content in contents if content])
    )
    document_places = iter(
        spool.put_all([packed_document(one) for one in documents if one])
    )
    for path, (source, parsed), summary in zip(paths, found, summaries, strict=True):
        problems = tuple(map(problem_row, parsed.problems))
        places = _Places(next(sheet_places), next(document_places)) if summary else None
        yield _Read(path, (source, summary and summary_row(summary), problems), places)


def _parsed(root: Path, path: str) -> tuple[str, Parsed[Page]]:
    """Digest of a page's file, and the page in it."""
    try:
        with open(f"{root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - ten thousand
            data = file.read()
    except OSError as fault:
        return "", Parsed(problems=(unreadable(path, fault),))
    return content_digest(data), page_from(data, path)


def _read_again(root: Path, summary: PageSummary) -> PageContent:
    source, parsed = _parsed(root, summary.path)
    if source != summary.file_digest:
        raise error(
            "content-changed",
            "the page changed while the site was made",
            path=summary.path,
            hint="build again",
        )
    return page_content(parsed.items[0])
