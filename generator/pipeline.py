"""The recipe: seeds become content, and content becomes a site. Read it from the top.

Every stage returns values; this module hands them on. The two halves share types and nothing
else: `planned_import` never looks at the site, `site_files` never looks at a seed.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import pagefiles
from generator.assets import assets_from
from generator.briefing import Briefing, briefing_on, keep_rows, known_rows
from generator.briefs import Brief
from generator.config import Config, read_config, with_base_url
from generator.content import (
    ImportPlan,
    ImportReport,
    ImportRequest,
    Standing,
    import_plan,
    unfinished,
    without_pages,
    write_page,
    write_plan,
)
from generator.errors import PapershelfError, Problem, Severity, error
from generator.feeds import feed_files
from generator.frontmatter import Value
from generator.library import Library, library_of
from generator.merge import completed, same_papers, title_clashes
from generator.options import BuildOptions
from generator.origins import template_folders
from generator.output import MANIFEST, OutputFile, WriteReport, finished, read_site, write_site
from generator.paper import Paper
from generator.parallel import ALONE, Show, Workers, default_jobs
from generator.receipt import Look, Making, Receipt, keep_making, last_making, look, reason
from generator.receipt import keep as keep_receipt
from generator.render import pages
from generator.search import search_files
from generator.seeds import Seed, keep, parsed_seed, seed_from, seed_paths

CONTENT = pagefiles.FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made of what."""

    library: Library
    read: tuple[str, ...]
    """Pages whose files were read, as in `Page.path`; of the others all was known."""
    files: WriteReport
    imported: ImportReport | None
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
        return sum(path.endswith(".html") for path in (*self.files.written, *self.files.kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """A site before any of its files is made."""

    seen: Look
    content: Briefing
    library: Library
    files: tuple[OutputFile, ...]
    imported: ImportReport | None
    problems: tuple[Problem, ...]
    left_out: tuple[str, ...]


def build(
    root: Path, options: BuildOptions, seen: Look | None = None, show: Show | None = None
) -> BuildReport:
    """Build the project in folder `root`; `seen` is what stands on disk, looked at just now.

    Raises `PapershelfError`, and leaves the site as it was, when there is an error anywhere.
    """
    with TemporaryDirectory(prefix="papershelf-") as scratch:
        workers = Workers(jobs=options.jobs or default_jobs(), show=show)
        seen = seen or look(root, options)
        plan = planned_site(root, options, seen, Path(scratch), workers)
        before = last_making(root, plan.seen)
        reasons = {f.path: why for f in plan.files if (why := reason(f, plan.seen, before))}
        files = write_site(
            Path(plan.seen.output),
            plan.files,
            stands=lambda file: file.path not in reasons,
            clean=options.clean,
            workers=workers,
        )
        report = BuildReport(
            library=plan.library, read=plan.content.read, files=files, imported=plan.imported,
            problems=plan.problems, left_out=plan.left_out,
        )  # fmt: skip
        if plan.seen.remembers:
            keep_rows(root, plan.seen, plan.content)
            inputs = {file.path: file.key for file in plan.files if file.inputs is not None}
            keep_making(root, plan.seen, Making(inputs=inputs, reasons=reasons))
            keep_receipt(root, _receipt(report, plan, options))
    return report


def planned_site(
    root: Path, options: BuildOptions, seen: Look, scratch: Path, workers: Workers = ALONE
) -> SitePlan:
    """The site of the project, its new seeds imported if that is asked for.

    `scratch` is an empty folder that stays until the files are made.
    """
    config = _settings(root, options.base_url)
    known = {} if options.clean else known_rows(root, seen)
    content = briefing_on(root, seen, known, scratch, workers)
    imported = import_new_seeds(root, content.briefs) if options.imports else None
    if imported and (imported.new or imported.refreshed):
        seen = look(root, options, remembers=seen.remembers)
        content = briefing_on(root, seen, content.rows, scratch, workers)
    problems = (*(imported.problems if imported else ()), *content.problems)
    left_out = broken_pages(content.problems) if options.skip_broken else ()
    # A page that is missing would break links to it, so that these are looked at later.
    stop_on_errors(problems, strict=False, forgiven=left_out)
    library = library_of(content.briefs, content.sheet, drafts=options.drafts)
    problems += library.problems
    stop_on_errors(problems, strict=options.strict, forgiven=left_out)
    return SitePlan(
        seen=seen, content=content, library=library, imported=imported,
        files=tuple(site_files(library, config, root)), problems=problems, left_out=left_out,
    )  # fmt: skip


def differing(root: Path, options: BuildOptions) -> tuple[str, ...]:
    """The files of the site that a build which remembers nothing makes otherwise, sorted."""
    site = Path(look(root, options).output)
    with TemporaryDirectory(prefix="papershelf-") as folder:
        cold = replace(options, output=Path(folder), imports=False)
        build(root, cold, look(root, cold, remembers=False))
        made = {file.path: file.content for file in read_site(Path(folder))}
    found = {file.path: file.content for file in read_site(site)}
    return tuple(sorted(p for p in made.keys() | found if made.get(p) != found.get(p)))


def site_files(library: Library, config: Config, root: Path) -> Iterator[OutputFile]:
    """Every file of the site, each made when it is asked for."""
    assets = assets_from(template_folders(root))
    search = search_files(library)
    paths = []
    for page in pages(library, config, assets, search.attributes):
        paths.append(page.path)
        yield page
    unlisted = {"404.html", *(redirect.path for redirect in library.redirects)}
    published = [path for path in paths if path not in unlisted]
    yield from chain(assets.files, search.files, feed_files(library, config, published))
    yield finished(".nojekyll", b"")


def import_new_seeds(root: Path, briefs: Iterable[Brief]) -> ImportReport:
    """Import the seeds that none of the pages names yet, and those whose import was killed."""
    named = {seed for brief in briefs for seed in brief.seeds}
    done = named - unfinished(root / CONTENT)
    paths = [path for path in seed_paths(root) if path.name not in done]
    if not paths:
        return ImportReport()
    return carried_out(planned_import(root, paths, ImportOptions(revive=False)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What one import is asked to do; the command line's words."""

    listed: dt.date | None = None
    """Day of the listing, for dumps that do not say it."""
    revive: bool = True
    """Papers of seeds that were imported before get a page again if their reader deleted it."""
    take: frozenset[str] = frozenset()
    """Keys whose values the source replaces even where they are the reader's."""
    only: frozenset[str] = frozenset()
    """Slugs of the only pages to bring up to date; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedImport:
    """An import before anything is written."""

    root: Path
    seeds: tuple[Seed, ...]
    standing: Standing
    plan: ImportPlan
    problems: tuple[Problem, ...]
    """Of the seeds."""
    is_whole: bool
    """Whether it is for all pages of the seeds, so that they are imported with it."""


def new_page(root: Path, asked: Paper, annotations: Mapping[str, Value]) -> str:
    """Path of a new page for a paper that the reader names, with all that seeds say of it.

    Raises `PapershelfError` when a page stands for it already.
    """
    standing = Standing(root / CONTENT)
    days = standing.listing_days()
    seeds = (Seed(name=path.name, file=path) for path in seed_paths(root))
    paper = completed(asked, chain.from_iterable(parsed_seed(one, days).items for one in seeds))
    # A build imports the seeds that no page names: naming one here would hide its other papers.
    named = standing.seeds()
    listings = tuple(listing for listing in paper.listings if listing.seed in named)
    return write_page(standing, replace(paper, listings=listings), annotations)


def planned_import(root: Path, paths: Iterable[Path], options: ImportOptions) -> PlannedImport:
    """What importing these dumps does, all other seeds being remembered."""
    seeds = tuple(seed_from(root, path, listed=options.listed) for path in paths)
    names = frozenset(seed.name for seed in seeds)
    others = (Seed(name=path.name, file=path) for path in seed_paths(root))
    remembered = (*seeds, *(seed for seed in others if seed.name not in names))
    standing = Standing(root / CONTENT)
    days = standing.listing_days()
    said = {seed.name: parsed_seed(seed, days) for seed in remembered}
    papers = same_papers(chain.from_iterable(parsed.items for parsed in said.values()))
    done = frozenset(standing.seeds()) - without_pages(standing.folder)
    request = ImportRequest(
        seeds=names,
        complete=frozenset() if options.revive else done,
        take=options.take,
        only=options.only,
    )
    found = chain.from_iterable(said[seed.name].problems for seed in seeds)
    clashes = (problem for problem in title_clashes(papers) if problem.path in names)
    return PlannedImport(
        root=root,
        seeds=seeds,
        standing=standing,
        plan=import_plan(standing, papers, request),
        problems=(*found, *clashes),
        is_whole=not options.only,
    )


def carried_out(planned: PlannedImport) -> ImportReport:
    """The import done: its dumps kept in `seeds/`, its pages written."""
    for seed in planned.seeds:
        keep(planned.root, seed)
    names = frozenset(seed.name for seed in planned.seeds if planned.is_whole)
    report = write_plan(planned.standing, planned.plan, names)
    return replace(report, problems=(*planned.problems, *report.problems))


def broken_pages(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The pages that these problems of `content/` keep out of the library, sorted."""
    return tuple(sorted({item.path for item in problems if item.severity is Severity.ERROR}))


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


def _receipt(report: BuildReport, plan: SitePlan, options: BuildOptions) -> Receipt:
    seen = plan.seen
    outputs = {path: seen.outputs[path] for path in report.files.kept if path in seen.outputs}
    outputs |= {path: (name, None) for path, name in report.files.made.items()}
    outputs[MANIFEST] = (report.files.manifest, None)
    # An import has had its say; the next build finds its pages made, and may have less to tell.
    return Receipt(
        asked={} if report.has_imported else options.asked,
        program=seen.program,
        output=seen.output,
        origins=seen.origins,
        outputs=outputs,
        papers=len(report.library.briefs),
        pages=report.pages,
        left_out=report.left_out,
        problems=report.problems,
    )


def _settings(root: Path, base_url: str | None) -> Config:
    stop_without_project(root)
    config = read_config(root)
    return config if base_url is None else with_base_url(config, base_url)
