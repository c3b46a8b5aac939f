"""The recipe of a build: content becomes a site. Read it from the top.

Every stage returns values; this module hands them on. Seeds that no page names yet are imported
first, by the recipe in `importing`; the two share types and nothing else.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack, closing
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from generator.core.build_options import BuildOptions
from generator.core.config import Config, read_config, with_base_url
from generator.core.errors import (
    PapershelfError,
    Problem,
    Severity,
    error,
    problem_row,
)
from generator.core.project_layout import FOLDER, JOURNAL, seed_paths
from generator.incremental.build_log import (
    BuildRecord,
    load_output_log,
    save_build_record,
    save_output_log,
)
from generator.incremental.index_worker import BackgroundIndex, IndexJob
from generator.incremental.page_store import PageStore, load_page_rows, load_pages
from generator.incremental.snapshot import Snapshot, take_snapshot
from generator.incremental.staleness import RebuildPlan
from generator.library.library import Library, library_from_summaries
from generator.library.page_summary import PageSummary
from generator.site.output.manifest import MANIFEST, read_site
from generator.site.output.writer import WriteReport, write_site
from generator.system.fingerprints import Fingerprint
from generator.system.parallel import SERIAL, Show, Workers, default_jobs
from generator.system.spool import Spool

if TYPE_CHECKING:
    from generator.content.update.apply import ImportReport

_AT_HAND = 64
"""Pages that are not fetched again at once, as where many notes link to one."""


class BuildReport(NamedTuple):
    """What a build made of what."""

    library: Library
    read: tuple[str, ...]
    """Pages whose files were read, as in `Page.path`; of the others all was known."""
    files: WriteReport
    imported: "ImportReport | None"
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...] = ()
    """Pages that are broken and so not in the site, as in `Page.path`, sorted."""

    @property
    def has_imported(self) -> bool:
        """Whether pages were made or renewed from seeds before the site was."""
        return bool(self.imported and (self.imported.new or self.imported.refreshed))

    @property
    def pages(self) -> int:
        """How many files of the site are pages."""
        return sum(
            path.endswith(".html") for path in (*self.files.written, *self.files.kept)
        )


class SitePlan(NamedTuple):
    """A site before any of its files is made."""

    root: Path
    seen: Snapshot
    content: PageStore
    library: Library
    config: Config
    imported: "ImportReport | None"
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]
    workers: Workers

    @property
    def index_job(self) -> IndexJob:
        """The search index that belongs to it."""
        return IndexJob(self.root, self.seen, self.content, self.library, self.workers)


def build(
    root: Path,
    options: BuildOptions,
    seen: Snapshot | None = None,
    show: Show | None = None,
) -> BuildReport:
    """Build the project in folder `root`; `seen` is what stands on disk, looked at just now.

    Raises `PapershelfError`, and leaves the site as it was, when there is an error anywhere.
    """
    with (
        TemporaryDirectory(prefix="papershelf-") as folder,
        closing(Spool(Path(folder))) as spool,
        ExitStack() as besides,
    ):
        workers = Workers(jobs=options.jobs or default_jobs(), show=show)
        seen = seen or take_snapshot(root, options)
        plan = plan_site(root, options, seen, spool, workers)
        index = BackgroundIndex(plan.index_job)
        besides.push(index.finish)
        # What makes pages is loaded while another process makes the index.
        from generator.incremental.template_cache import load_templates, save_templates  # noqa: PLC0415
        from generator.site.render.site_files import site_files  # noqa: PLC0415

        templates = load_templates(root, plan.seen)
        due = RebuildPlan(plan.seen, load_output_log(root, plan.seen.program))
        files = write_site(
            Path(plan.seen.output), due.add(site_files(plan.library, plan.config, templates)),
            later=lambda: due.add(index.files()), due=due.reasons,
            clean=options.clean, workers=workers,
        )  # fmt: skip
        report = BuildReport(
            library=plan.library, read=plan.content.read, files=files, imported=plan.imported,
            problems=plan.problems, left_out=plan.left_out,
        )  # fmt: skip
        if plan.seen.remembers:
            save_templates(root, plan.seen, templates)
            build_record = _receipt(report, plan, options)
            save_output_log(root, plan.seen.program, due.making(build_record.outputs))
            save_build_record(root, build_record)
    return report


def plan_site(
    root: Path,
    options: BuildOptions,
    seen: Snapshot,
    spool: Spool,
    workers: Workers = SERIAL,
) -> SitePlan:
    """The site of the project, its new seeds imported if that is asked for.

    Its files come from `sitefiles`; the drawer must stay until they are made.
    """
    config = _settings(root, options.base_url)
    known = {} if options.clean else load_page_rows(root, seen)
    content = load_pages(root, seen, known, spool, workers)
    imported = _imported(root, content.summaries) if options.imports else None
    if imported and (imported.new or imported.refreshed):
        seen = take_snapshot(root, options, remembers=seen.remembers, reads=True)
        content = load_pages(root, seen, content.rows, spool, workers)
    seen = seen.with_read((path, content.rows[path][0]) for path in content.read)
    problems = (*(imported.problems if imported else ()), *content.problems)
    left_out = broken_pages(content.problems) if options.skip_broken else ()
    # A page that is missing would break links to it, so that these are looked at later.
    stop_on_errors(problems, strict=False, forgiven=left_out)
    library = library_from_summaries(
        content.summaries, lru_cache(_AT_HAND)(content.content), drafts=options.drafts
    )
    problems += library.problems
    stop_on_errors(problems, strict=options.strict, forgiven=left_out)
    return SitePlan(
        root=root, seen=seen, content=content, library=library, config=config,
        imported=imported, problems=problems, left_out=left_out,
        workers=workers,
    )  # fmt: skip


def verify(root: Path, options: BuildOptions) -> tuple[str, ...]:
    """The files of the site that a build which remembers nothing makes otherwise, sorted."""
    site = Path(take_snapshot(root, options).output)
    with TemporaryDirectory(prefix="papershelf-") as folder:
        cold = options._replace(output=Path(folder), imports=False)
        build(root, cold, take_snapshot(root, cold, remembers=False))
        made = {file.path: file.content for file in read_site(Path(folder))}
    found = {file.path: file.content for file in read_site(site)}
    return tuple(sorted(p for p in made.keys() | found if made.get(p) != found.get(p)))


def _imported(root: Path, summaries: Iterable[PageSummary]) -> "ImportReport | None":
    """What came of importing the seeds that no page names yet, and those whose import was killed."""
    named = frozenset(seed for summary in summaries for seed in summary.seeds)
    is_done = all(path.name in named for path in seed_paths(root))
    if is_done and not (root / FOLDER / JOURNAL).exists():
        return None
    from generator.pipelines.import_seeds import import_new_seeds  # noqa: PLC0415 - most builds import nothing

    return import_new_seeds(root, named)


def broken_pages(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The pages that these problems of `content/` keep out of the library, sorted."""
    return tuple(
        sorted({item.path for item in problems if item.severity is Severity.ERROR})
    )


def stop_on_errors(
    problems: Sequence[Problem], *, strict: bool, forgiven: Collection[str] = ()
) -> None:
    """Raise `PapershelfError` with all problems when one of them forbids to go on.

    Errors of the files that are `forgiven` do not; with `strict`, warnings do.
    """
    fatal = {Severity.WARNING} if strict else set()
    if any(
        problem.severity in fatal
        or (problem.severity is Severity.ERROR and problem.path not in forgiven)
        for problem in problems
    ):
        raise PapershelfError(problems)


def stop_without_project(root: Path) -> None:
    """Raise `PapershelfError` when there is no such folder."""
    if not root.is_dir():
        raise error(
            "project-missing",
            "there is no such folder",
            path=root.as_posix(),
            hint=f"`papershelf init {root.as_posix()}` makes a new reading list",
        )


def _receipt(report: BuildReport, plan: SitePlan, options: BuildOptions) -> BuildRecord:
    seen = plan.seen
    files = report.files
    others = seen.outputs.by_file.keys() - {*files.kept, *files.written}
    changed: dict[str, Fingerprint | None] = dict.fromkeys(others)
    changed |= {path: (name, None) for path, name in files.made.items()}
    changed[MANIFEST] = (files.manifest, None)
    # An import has had its say; the next build finds its pages made, and may have less to tell.
    return BuildRecord(
        asked={} if report.has_imported else options.asked,
        program=seen.program,
        output=seen.output,
        input_files=seen.input_files,
        outputs=seen.outputs.renewed(changed),
        papers=len(report.library.summaries),
        pages=report.pages,
        left_out=report.left_out,
        problems=tuple(map(problem_row, report.problems)),
    )


def _settings(root: Path, base_url: str | None) -> Config:
    stop_without_project(root)
    config = read_config(root)
    return config if base_url is None else with_base_url(config, base_url)
