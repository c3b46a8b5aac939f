"""The recipe of a build: content becomes a site. Read it from the top.

If nothing changed since the last build, we skip it; otherwise only outputs whose inputs
changed are rebuilt. The steps are in `build_steps`. New seeds are imported by the
recipe in `import_seeds`, which shares types with this one and nothing else.
"""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.core.build_options import BuildOptions
from generator.core.project_layout import SEEDS, SITE, TEMPLATES
from generator.incremental.build_cache import CACHE_FOLDER, project_cache
from generator.incremental.build_log import BuildRecord, load_build_record
from generator.incremental.inputs import is_shipped_template
from generator.incremental.snapshot import Snapshot, take_snapshot
from generator.incremental.staleness import up_to_date
from generator.site.output.manifest import MANIFEST
from generator.site.output.report import WriteReport
from generator.system.parallel import Show, Workers, default_jobs
from generator.system.temporary import (
    remove_abandoned,
    remove_leftovers,
    temporary_root,
)
from generator.system.tuning import DEFAULT, Tuning

if TYPE_CHECKING:
    from generator.content.update.apply import ImportReport
    from generator.core.errors import Problem
    from generator.library.library import Library


class BuildReport(NamedTuple):
    """What a build made of what; a tuple, since builds without changes load it too."""

    papers: int
    pages: int
    """Files of the site that are pages."""
    files: WriteReport
    problems: "tuple[Problem, ...]"
    left_out: tuple[str, ...]
    """Broken pages, which are not in the site, as in `Page.path`, sorted."""
    read: tuple[str, ...] = ()
    """Pages whose files were read; everything about the others was known."""
    imported: "ImportReport | None" = None
    """None if there was no new seed."""
    library: "Library | None" = None
    """None if nothing changed, so that none was needed."""


def build(
    root: Path,
    options: BuildOptions,
    *,
    show: Show | None = None,
    tuning: Tuning = DEFAULT,
    remembers: bool = True,
) -> BuildReport:
    """Build the project in folder `root`; without `remembers` from scratch.

    Raises `PapershelfError`, and leaves the site as it was, when there is an error.
    """
    workers = Workers(options.jobs or default_jobs(), show, tuning)
    remove_leftovers(_written_folders(root, options))
    snapshot = take_snapshot(root, options, workers, remembers=remembers)
    remove_abandoned(root, snapshot.content.temporary)
    if last := up_to_date(snapshot, options):
        return _report_again(last)
    return _build_site(root, options, workers, snapshot)


def _build_site(
    root: Path,
    options: BuildOptions,
    workers: Workers,
    snapshot: Snapshot,
) -> BuildReport:
    """Bring the site up to date with what is on disk."""
    # Loading the steps takes 110 ms, as long as a build without changes of 10,000 papers.
    from generator.pipelines import build_steps as steps  # noqa: PLC0415

    # What fails from here on leaves content, seeds and site as they were: `ends` undoes
    # what was written, the last change first, and then lets go of locks.
    with steps.open_spool() as spool, ExitStack() as ends:
        settings = steps.read_settings(root, options.base_url)
        steps.stop_with_output(root, options.output, snapshot.content.folders)
        # Pages are read before seeds: they name the seeds that were imported.
        rows = steps.load_page_rows(snapshot.cache)
        pages = steps.load_pages(root, snapshot, rows, spool, workers)
        news = steps.import_seeds(root, pages, options, ends)
        if steps.has_news_for(pages, news.report):
            snapshot, pages = steps.load_again(snapshot, pages, options, workers)
        site = None
        while site is None:
            steps.stop_if_all_are_gone(snapshot, options)
            # Errors in pages and links end the build here, before the site is written.
            content = steps.link_pages(pages, news, options)
            job = steps.IndexJob(root, snapshot, pages, content.library, workers)
            site = steps.make_site(job, settings, options, ends)
            if site is None:
                # Another build has changed the site since we looked, perhaps for pages
                # that we have not seen. Whoever waits for it sees each of them once.
                snapshot, pages = steps.load_again(snapshot, pages, options, workers)
        report = steps.build_report(content, pages, news.report, site)
        steps.remember(report, site.log, pages, snapshot, options)
        return report


def _written_folders(root: Path, options: BuildOptions) -> tuple[Path, ...]:
    """Where builds have temporary files, apart from those beside pages."""
    site = options.output or root / SITE
    temporary = temporary_root().resolve()  # on macOS a link leads there
    return root / CACHE_FOLDER, root / SEEDS, site, temporary


def has_foreign_templates(root: Path) -> bool:
    """Whether a list brings templates of its own, and was never built on this machine."""
    folder = (root / TEMPLATES).resolve()
    # In a checkout of Papershelf, they are those that it ships.
    if not folder.is_dir() or is_shipped_template(os.fspath(folder)):
        return False
    return load_build_record(project_cache(root)) is None


def _report_again(last: BuildRecord) -> BuildReport:
    """The report of a build that had nothing to do."""
    problems: tuple[Problem, ...] = ()
    if last.problems:
        # Problems are dataclasses, which take 17 ms to load; most builds have none.
        from generator.core.errors import problem_from  # noqa: PLC0415

        problems = tuple(map(problem_from, last.problems))
    kept = sorted(last.outputs.files)
    kept.remove(MANIFEST)
    files = WriteReport(
        written=(),
        kept=tuple(kept),
        removed=(),
        digests={},
    )
    return BuildReport(
        papers=last.papers,
        pages=last.pages,
        files=files,
        problems=problems,
        left_out=last.left_out,
    )
