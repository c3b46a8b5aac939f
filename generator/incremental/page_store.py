"""The pages of a project: changed files are read, what is known of the others is kept.

Constraints:
- What follows from one page depends on its file alone, so several processes can share
  the reading, and the result can be kept under the digest of the file.
- 10,000 summaries take 40 MB as objects; contents (HTML, plain text) do not fit beside
  them. Content is spooled to a temporary file until its page is rendered.
- After one edit nearly all pages come from the cache: their rows load in 24 ms, their
  contents are not kept at all. Of these, a build reads again the few that it renders.

Keeping contents in the cache was rejected: the cache would be as large as the site, and
writing it costs more than reading the pages that an edit affects.

Layout of the cache: by path, a `PageRow` of digest, summary and problems; in a file of
its own, by path, the `FileFacts` of what pages show.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.content.files import ContentFiles, FileFacts
from generator.content.page import Page, page_from
from generator.content.reader import (
    odd_path_problem,
    stop_on_missing_folders,
    unreadable,
    without_doubles,
)
from generator.core.errors import Parsed, Problem, error, problem_from, problem_row
from generator.core.reading import read_file
from generator.incremental.build_cache import BuildCache
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
    SearchText,
    pack_text,
    search_text,
    unpack_text,
)
from generator.system.fingerprints import content_digest
from generator.system.parallel import Workers
from generator.system.spool import Spool, SpoolRef

_PAGES = "pages"
_ATTACHMENTS = "attachments"

_PlainSummary: TypeAlias = tuple[Any, ...] | None
_PlainProblems: TypeAlias = tuple[Mapping[str, Any], ...]
PageRow: TypeAlias = tuple[str, _PlainSummary, _PlainProblems]
"""What follows from one page's file: its digest; the summary as a row, None for a page
with errors; its problems in their plain form."""


class PageStore(NamedTuple):
    """Summaries of all pages, and a way to the content of each."""

    root: Path
    summaries: tuple[PageSummary, ...]
    """Sorted by path; of pages with the same address only the first."""
    problems: tuple[Problem, ...]
    """Sorted by path."""
    read: tuple[str, ...]
    """The pages whose files were read."""
    rows: Mapping[str, PageRow]
    """For the next build, by path."""
    refs: Mapping[str, "_PageRefs"]
    """Where the spool has the pages that were read, by path."""
    files: ContentFiles
    """What pages may show."""
    spool: Spool

    def load_content(self, summary: PageSummary) -> PageContent:
        """The content of a page: the `ContentLoader` of the library.

        This is the one way in which rendering reads a file of `content/`, and it may
        fail: a page that this build has not read yet is read now, and if it changed
        since the snapshot, `PapershelfError` with `content-changed` ends the build.
        """
        refs = self.refs.get(summary.path)
        record = self.spool.get(refs.content) if refs else None
        if record:
            return unpack_content(record)
        return _read_content_again(self.root, summary)

    def load_search_text(self, summary: PageSummary) -> SearchText | None:
        """What search reads of a page; None if this build has not read it."""
        refs = self.refs.get(summary.path)
        record = self.spool.get(refs.search_text) if refs else None
        return unpack_text(record) if record else None


def load_page_rows(cache: BuildCache) -> Mapping[str, PageRow]:
    """What earlier builds know about pages, by path."""
    rows: Any = cache.load(_PAGES)
    return rows if isinstance(rows, dict) else {}


def save_page_rows(cache: BuildCache, rows: Mapping[str, PageRow]) -> None:
    """Keep what is known about pages."""
    cache.save(_PAGES, dict(rows))


def load_pages(
    root: Path,
    snapshot: Snapshot,
    known: Mapping[str, PageRow],
    spool: Spool,
    workers: Workers,
) -> PageStore:
    """The pages of the snapshot; those are read that `known` has no valid row for.

    Raises `PapershelfError` if a folder of pages could not be walked.
    """
    stop_on_missing_folders(snapshot.oddities)
    rows: dict[str, PageRow] = {}
    unknown: list[str] = []
    for path in snapshot.pages:
        row = known.get(path)
        if row and row[0] == snapshot.digest(path):
            rows[path] = row
        else:
            unknown.append(path)

    refs: dict[str, _PageRefs] = {}
    for page in _read_in_batches(root, unknown, spool, workers):
        rows[page.path] = page.row
        if page.refs:
            refs[page.path] = page.refs

    summaries, problems = _unpack_rows(rows[path] for path in snapshot.pages)
    problems = (*map(odd_path_problem, snapshot.oddities), *problems)
    return PageStore(
        root=root,
        summaries=summaries,
        problems=tuple(sorted(problems, key=lambda problem: problem.path)),
        read=tuple(unknown),
        rows=rows,
        refs=refs,
        files=_content_files(root, snapshot),
        spool=spool,
    )


def save_attachments(cache: BuildCache, files: ContentFiles) -> None:
    """Keep what is known about the files that pages show."""
    cache.save(_ATTACHMENTS, {path: tuple(facts) for path, facts in files.read.items()})


def _content_files(root: Path, snapshot: Snapshot) -> ContentFiles:
    """What pages may show; a file that did not change is not read."""
    rows: Any = snapshot.cache.load(_ATTACHMENTS) or {}

    def known_facts(path: str) -> FileFacts | None:
        row = rows.get(path)
        is_valid = row and row[0] == snapshot.digest(path)
        return FileFacts._make(row) if is_valid else None

    return ContentFiles(root, snapshot.content, known_facts)


def _unpack_rows(
    rows: Iterable[PageRow],
) -> tuple[tuple[PageSummary, ...], tuple[Problem, ...]]:
    summaries: list[PageSummary] = []
    problems: list[Problem] = []
    for _, summary, plain_problems in rows:
        if summary is not None:
            summaries.append(summary_from_row(summary))
        problems += map(problem_from, plain_problems)
    # Two pages with the same file name would have the same address.
    unique, doubles = without_doubles(summaries)
    problems += doubles
    return tuple(unique), tuple(problems)


class _PageRefs(NamedTuple):
    """Where the spool has what was made of a page."""

    content: SpoolRef
    search_text: SpoolRef


class _ReadPage(NamedTuple):
    """One page after reading; a tuple, as it is sent between processes."""

    path: str
    row: PageRow
    refs: _PageRefs | None


def _read_in_batches(
    root: Path,
    paths: Sequence[str],
    spool: Spool,
    workers: Workers,
) -> Iterator[_ReadPage]:
    """Read pages, in several processes if there are many."""

    def read_batch(part: range) -> list[_ReadPage]:
        return _read_pages(root, paths[part.start : part.stop], spool)

    size = workers.tuning.page_batch
    batches = workers.map_ranges(read_batch, len(paths), "reading pages", part=size)
    return chain.from_iterable(batches)


def _read_pages(
    root: Path,
    paths: Sequence[str],
    spool: Spool,
) -> list[_ReadPage]:
    """Read pages and spool what rendering and search need of them.

    All pages of a batch go through one step before the next, so the code and data of a
    step stay in the processor's cache: that saves a fifth of the reading, 5 % of a
    first build.
    """
    read = [_read_page(root, path) for path in paths]
    contents = []
    for _, parsed in read:
        page = parsed.items[0] if parsed.items else None
        contents.append(page_content(page) if page else None)
    summaries = []
    for content, (digest, _) in zip(contents, read, strict=True):
        summaries.append(summarize(content, digest) if content else None)
    texts = []
    for content, summary in zip(contents, summaries, strict=True):
        if content and summary:
            texts.append(pack_text(search_text(content)))

    # Two writes a batch instead of two a page.
    content_records = [pack_content(content) for content in contents if content]
    content_refs = spool.put_all(content_records)
    text_refs = spool.put_all(texts)
    refs = map(_PageRefs, content_refs, text_refs)

    pages = []
    for path, from_file, summary in zip(paths, read, summaries, strict=True):
        digest, parsed = from_file
        plain_summary = summary_row(summary) if summary else None
        problems = tuple(map(problem_row, parsed.problems))
        row = (digest, plain_summary, problems)
        pages.append(_ReadPage(path, row, next(refs) if summary else None))
    return pages


def _read_page(root: Path, path: str) -> tuple[str, Parsed[Page]]:
    """Digest of a page's file, and the page in it."""
    try:
        data = read_file(f"{root}/{path}")
    except OSError as fault:
        problem = unreadable(path, fault)
        return "", Parsed(problems=(problem,))
    return content_digest(data), page_from(data, path)


def _read_content_again(root: Path, summary: PageSummary) -> PageContent:
    digest, parsed = _read_page(root, summary.path)
    if digest != summary.file_digest:
        raise error(
            "content-changed",
            "the page changed while the site was being built",
            path=summary.path,
            hint="build again",
        )
    return page_content(parsed.items[0])
