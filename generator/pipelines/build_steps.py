"""The steps of a build, each a call or two of the room that does it.

Apart from the recipe in `build`, which calls them, so that a build with nothing to do
loads none of this.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from fnmatch import fnmatch
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.core.build_options import BuildOptions
from generator.core.config import Config
from generator.core.errors import (
    PapershelfError,
    Problem,
    Severity,
    error,
    problem_row,
)
from generator.core.project_layout import (
    FOLDER,
    JOURNAL,
    SEED_DAYS,
    SEEDS,
    seed_paths,
)
from generator.core.text import count
from generator.core.urls import paper_path
from generator.incremental.build_log import (
    BuildRecord,
    OutputLog,
    load_output_log,
    save_build_record,
    save_output_log,
)
from generator.incremental.index_worker import BackgroundIndex, IndexJob
from generator.incremental.page_store import (
    PageStore,
    load_page_rows,
    load_pages,
    save_attachments,
)
from generator.incremental.snapshot import Snapshot, retake_snapshot
from generator.incremental.staleness import RebuildPlan
from generator.library.library import Library, library_from_summaries
from generator.pipelines.build import BuildReport
from generator.pipelines.output_folder import stop_with_output
from generator.pipelines.settings import read_settings
from generator.site.output.file import OutputFile
from generator.site.output.manifest import manifest
from generator.site.output.report import WriteReport
from generator.site.output.writer import open_site
from generator.system.changes import Changes
from generator.system.fingerprints import Fingerprint, Fingerprints
from generator.system.lock import locked
from generator.system.parallel import Workers
from generator.system.spool import open_spool

if TYPE_CHECKING:
    # Importing takes 15 ms to load, of the 250 of a first build of 36 papers.
    from generator.content.update.apply import ImportReport

__all__ = [
    "IndexJob",
    "load_page_rows",
    "load_pages",
    "open_spool",
    "read_settings",
    "stop_with_output",
]
"""Steps that are the functions of a room as they are."""

_PAPER_PAGES = paper_path("*")
_MANY_PAPERS = 3
"""A list of so many papers is not given up by deleting its pages one by one."""
_CONTENTS = 64
"""Contents of pages that stay loaded: many notes may link to headings of one page."""


class SeedNews(NamedTuple):
    """What seeds bring to a build."""

    day_problems: tuple[Problem, ...] = ()
    """Days in `seeds.toml` that a person should settle; told by every build."""
    report: "ImportReport | None" = None
    """None if there was nothing to import."""


def import_seeds(
    root: Path,
    pages: PageStore,
    options: BuildOptions,
    ends: ExitStack,
) -> SeedNews:
    """Import the seeds that no page names yet, and those to be imported again.

    They are again after an import that was killed, and where their day was corrected.
    `ends` undoes it if the build fails after all.
    """
    imported: set[str] = set()
    for page in pages.summaries:
        imported.update(page.seeds)
    seeds = [path.name for path in seed_paths(root)]
    has_work = (root / FOLDER / JOURNAL).exists() or not imported.issuperset(seeds)
    problems: tuple[Problem, ...] = ()
    if (root / SEEDS / SEED_DAYS).exists():
        # Most projects have no days to decide, and the reader of TOML takes 6 ms to load.
        from generator.importers import seed_days  # noqa: PLC0415

        # Before the import, since that tells what it decides.
        problems = seed_days.seed_day_problems(root)
        has_work = has_work or seed_days.has_edited_days(root)
    if not has_work or not options.imports:
        return SeedNews(problems)
    # Until this build has ended, no other one makes pages of the same papers.
    ends.enter_context(locked(root))
    changes = ends.enter_context(Changes())
    carry_out = _plan_import(root, pages, imported, problems, options)
    return SeedNews(problems, carry_out(changes))


def _plan_import(
    root: Path,
    pages: PageStore,
    imported: Collection[str],
    problems: Sequence[Problem],
    options: BuildOptions,
) -> "Callable[[Changes], ImportReport]":
    """What imports new seeds; raises `PapershelfError` if the build would fail anyway."""
    # Most builds import nothing, and the importers take 20 ms to load.
    from generator.pipelines import import_seeds as recipe  # noqa: PLC0415

    planned = recipe.plan_new_seeds(root, frozenset(imported), options.today)
    found = [*pages.problems, *problems, *planned.problems, *planned.plan.problems]
    left_out = _broken_pages(pages.problems) if options.skip_broken else ()
    _stop_on_errors(found, strict=options.strict, left_out=left_out)
    if options.strict:
        # A warning about links would come too late once the pages are written.
        found += recipe.pages_after(planned, drafts=options.drafts)
        _stop_on_errors(found, strict=True, left_out=left_out)
    return partial(recipe.carry_out, planned)


def _has_changed_pages(imported: "ImportReport | None") -> bool:
    """Whether an import made pages or brought some up to date."""
    return bool(imported and (imported.new or imported.refreshed))


def has_news_for(pages: PageStore, imported: "ImportReport | None") -> bool:
    """Whether pages are to be loaded again after an import.

    Another build's import may have been quicker: its pages are new to this build too.
    """
    if imported is None:
        return False
    others = set(imported.unchanged).difference(pages.rows)
    return bool(others) or _has_changed_pages(imported)


def load_again(
    snapshot: Snapshot,
    pages: PageStore,
    options: BuildOptions,
    workers: Workers,
) -> tuple[Snapshot, PageStore]:
    """A new snapshot with its pages; of these, only what differs is read again."""
    snapshot = retake_snapshot(pages.root, options, workers, snapshot)
    pages = load_pages(pages.root, snapshot, pages.rows, pages.spool, workers)
    return snapshot, pages


def stop_if_all_are_gone(snapshot: Snapshot, options: BuildOptions) -> None:
    """Raise `PapershelfError` where a site of papers would lose them all at once.

    A folder that was moved, renamed or not mounted is likelier than a reader who has
    deleted every page.
    """
    if snapshot.pages or options.clean:
        return
    site = manifest(Path(snapshot.output))
    papers = [path for path in site if fnmatch(path, _PAPER_PAGES)]
    if len(papers) < _MANY_PAPERS:
        return
    found = count(len(papers), "paper")
    raise error(
        "build-empties",
        f"there are no pages here, and the site has {found}",
        path=FOLDER,
        hint="bring the pages back; if you deleted them all, run "
        "`papershelf build --clean`",
    )


class Content(NamedTuple):
    """The reading list, and what is wrong with it."""

    library: Library
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    """Broken pages that are forgiven, as in `Page.path`, sorted."""


def link_pages(
    pages: PageStore,
    news: SeedNews,
    options: BuildOptions,
) -> Content:
    """Link the pages to a library; raises `PapershelfError` on errors in them."""
    problems = [*news.day_problems]
    problems += news.report.problems if news.report else ()
    problems += pages.problems
    left_out: tuple[str, ...] = ()
    if options.skip_broken:
        left_out = _broken_pages(pages.problems)
    # Links to a broken page look broken too: they are reported after its repair.
    _stop_on_errors(problems, strict=False, left_out=left_out)
    library = library_from_summaries(
        pages.summaries,
        lru_cache(_CONTENTS)(pages.load_content),
        files=pages.files,
        drafts=options.drafts,
    )
    problems += library.problems
    _stop_on_errors(problems, strict=options.strict, left_out=left_out)
    return Content(library, tuple(problems), left_out)


class Site(NamedTuple):
    """The site after a build."""

    report: WriteReport
    log: OutputLog


def make_site(
    job: IndexJob,
    settings: Config,
    options: BuildOptions,
    ends: ExitStack,
) -> Site | None:
    """Bring the files of the site up to date; None and `ends` as in `write_site`."""
    # The search index and the pages do not need each other.
    with BackgroundIndex(job) as index:
        files = plan_page_files(job.root, job.snapshot, job.library, settings)
        return write_site(job, files, index, options, ends)


def plan_page_files(
    root: Path,
    snapshot: Snapshot,
    library: Library,
    settings: Config,
) -> list[OutputFile]:
    """All files of the site but the search index; none is made yet."""
    # Jinja takes 40 ms to load: meanwhile another process makes the index.
    from generator.pipelines import page_files  # noqa: PLC0415

    return page_files.plan_page_files(root, snapshot, library, settings)


def write_site(
    job: IndexJob,
    files: Sequence[OutputFile],
    index: BackgroundIndex,
    options: BuildOptions,
    ends: ExitStack,
) -> Site | None:
    """Make the files that are stale, and put them in place once all are made.

    None if another build changed the site since the snapshot was taken. `ends` undoes it
    if the build fails after all.
    """
    snapshot = job.snapshot
    plan = RebuildPlan(snapshot, load_output_log(snapshot.cache))
    opened = open_site(
        Path(snapshot.output),
        plan.is_stale,
        clean=options.clean,
        workers=job.workers,
        seen=snapshot.site_stamp,
    )
    with ExitStack() as closing:
        site = closing.enter_context(opened)
        site.stage(files)
        index_files = index.files()
        site.stage(index_files)
        report = site.commit()
        if report is None:
            return None
        ends.push(closing.pop_all())
    all_files = (*files, *index_files)
    return Site(report, plan.output_log(all_files, report.digests))


def build_report(
    content: Content,
    pages: PageStore,
    imported: "ImportReport | None",
    site: Site,
) -> BuildReport:
    """What this build did."""
    files = (*site.report.written, *site.report.kept)
    return BuildReport(
        papers=len(content.library.summaries),
        pages=sum(path.endswith(".html") for path in files),
        files=site.report,
        problems=content.problems,
        left_out=content.left_out,
        read=pages.read,
        imported=imported,
        library=content.library,
    )


def remember(
    report: BuildReport,
    log: OutputLog,
    pages: PageStore,
    snapshot: Snapshot,
    options: BuildOptions,
) -> None:
    """Keep what the next build needs to know of this one."""
    # Nobody knows what was read of a file that was touched; what an earlier build left
    # is still true of what it made.
    if not snapshot.cache.writes or snapshot.is_touched():
        return
    read = {path: pages.rows[path][0] for path in pages.read}
    snapshot = snapshot.with_read(read, pages.files.asked)
    # Messages of an import are not repeated, so the next build must not reuse these.
    has_imported = _has_changed_pages(report.imported)
    record = BuildRecord(
        asked={} if has_imported else options.asked,
        program=snapshot.cache.program,
        output=snapshot.output,
        input_files=snapshot.input_files,
        outputs=_outputs_after(snapshot, report.files),
        papers=report.papers,
        pages=report.pages,
        left_out=report.left_out,
        attachments=tuple(pages.files.asked),
        files_key=snapshot.files_key,
        oddities=tuple(tuple(odd) for odd in snapshot.oddities),
        problems=tuple(map(problem_row, report.problems)),
    )
    save_attachments(snapshot.cache, pages.files)
    save_output_log(snapshot.cache, log)
    save_build_record(snapshot.record_cache, record)


def _outputs_after(snapshot: Snapshot, files: WriteReport) -> Fingerprints:
    """Fingerprints of the site's files now. Those just written have no stat key yet."""
    ours = {*files.kept, *files.written}
    changes: dict[str, Fingerprint | None] = {}
    for path in snapshot.outputs.files:
        if path not in ours:
            changes[path] = None
    for path, digest in files.digests.items():
        changes[path] = (digest, None)
    return snapshot.outputs.updated(changes)


def _broken_pages(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The pages that these problems keep out of the library, sorted.

    Nothing else can be left out: without its templates, it would be another site.
    """
    broken = set()
    for problem in problems:
        is_error = problem.severity is Severity.ERROR
        if is_error and problem.path.startswith(f"{FOLDER}/"):
            broken.add(problem.path)
    return tuple(sorted(broken))


def _stop_on_errors(
    problems: Sequence[Problem],
    *,
    strict: bool,
    left_out: Collection[str],
) -> None:
    """Raise `PapershelfError` with all problems if one of them is fatal.

    Errors in pages that are left out are not; with `strict`, warnings are.
    """
    for problem in problems:
        is_warning = problem.severity is Severity.WARNING
        is_error = problem.severity is Severity.ERROR
        is_forgiven = problem.path in left_out
        if (strict and is_warning) or (is_error and not is_forgiven):
            raise PapershelfError(problems)
