"""The recipe of an import: seeds become pages, or bring pages up to date.

Every stage returns values; this module passes them on, and never looks at the site.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator.content.create import write_page
from generator.content.files import ContentFiles
from generator.content.frontmatter import Value
from generator.content.reader import (
    Source,
    pages_from,
    read_sources,
    stop_on_odd_seeds,
)
from generator.content.update.apply import (
    ImportReport,
    unfinished,
    without_pages,
    write_plan,
)
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportPlan, ImportRequest, import_plan
from generator.core.errors import Problem, Severity
from generator.core.identity import cluster
from generator.core.merge import complete, title_clashes
from generator.core.page_walk import walk_pages
from generator.core.paper import Paper
from generator.core.project_layout import FOLDER, SEEDS, seed_paths
from generator.importers.parsed_seed import ParsedSeed
from generator.importers.seed_days import SeedDays, read_seed_days, write_seed_days
from generator.importers.seeds import Seed, copy_seed, seed_from
from generator.library.library import library_from_pages
from generator.pipelines.read_seeds import SeedReader, new_days, project_seeds
from generator.system.changes import Changes
from generator.system.lock import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What one import is asked to do; the command line's words."""

    listed: dt.date | None = None
    """Day of the listing, for dumps that do not say it."""
    format: str = ""
    """Key of the seeds' format, where it is not to be told from their content."""
    revive: bool = True
    """Papers get a page again that were imported before and deleted by their reader."""
    take: frozenset[str] = frozenset()
    """Keys whose values the source replaces even where they are the reader's."""
    only: frozenset[str] = frozenset()
    """Slugs of the only pages to bring up to date; empty for all."""
    today: dt.date | None = None
    """No listing is of a later day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedImport:
    """An import before anything is written."""

    root: Path
    seeds: tuple[Seed, ...]
    pages: PageIndex
    plan: ImportPlan
    problems: tuple[Problem, ...]
    """Of the seeds."""
    is_whole: bool
    """It is for all pages of the seeds, which count as imported afterwards."""
    days: SeedDays
    """What `seeds.toml` says before it."""
    days_before_pages: str
    """The text of `seeds.toml` while pages are written: an import that is killed is not
    forgotten, and no guess is taken for a day that the user gave."""
    days_after_pages: str


def plan_new_seeds(
    root: Path,
    named: frozenset[str],
    today: dt.date | None = None,
) -> PlannedImport:
    """Plan to import the seeds that no page names yet.

    So are those whose import was killed, or whose day was edited in `seeds.toml`.
    """
    done = named - unfinished(root / FOLDER)
    days = read_seed_days(root / SEEDS)
    found = seed_paths(root)
    new = [path for path in found if path.name not in done]
    edited = [path for path in found if days.is_edited(path.name)]
    paths = dict.fromkeys([*new, *edited])
    return plan_import(root, paths, ImportOptions(revive=False, today=today))


def plan_import(
    root: Path,
    paths: Iterable[Path],
    options: ImportOptions,
) -> PlannedImport:
    """What importing these dumps would do, given all other seeds of the project.

    Raises `PapershelfError` if there is one that must not be read.
    """
    stop_on_odd_seeds(root)
    pages = PageIndex(root / FOLDER)
    reader = SeedReader(root, pages, options.today)
    seeds = _named_seeds(root, paths, options, reader)
    names = frozenset(seed.name for seed in seeds)
    earlier = [seed for seed in project_seeds(root) if seed.name not in names]
    all_seeds = (*seeds, *earlier)
    parsed = {seed.name: reader.read(seed) for seed in all_seeds}
    # A paper may be in several seeds: all of them decide what its page says.
    papers = cluster(chain.from_iterable(each.items for each in parsed.values()))
    request = ImportRequest(
        seeds=names,
        complete=_finished_seeds(pages, options),
        take=options.take,
        only=options.only,
        as_before=reader.read_as_before(all_seeds),
    )

    decided = {name: each.day for name, each in parsed.items() if each.items}
    before, after = new_days(reader.days, decided, seeds, is_whole=not options.only)
    return PlannedImport(
        root=root,
        seeds=_with_papers(seeds, parsed),
        pages=pages,
        plan=import_plan(pages, papers, request),
        problems=tuple(_problems_of(seeds, parsed, papers)),
        is_whole=not options.only,
        days=reader.days,
        days_before_pages=before,
        days_after_pages=after,
    )


def _problems_of(
    seeds: Collection[Seed],
    parsed: Mapping[str, ParsedSeed],
    papers: Iterable[tuple[Paper, ...]],
) -> Iterator[Problem]:
    """The problems of these seeds; those of earlier ones were reported before."""
    for seed in seeds:
        yield from parsed[seed.name].problems
    names = {seed.name for seed in seeds}
    for clash in title_clashes(papers):
        if clash.path in names:
            yield clash


def _with_papers(
    seeds: Iterable[Seed],
    parsed: Mapping[str, ParsedSeed],
) -> tuple[Seed, ...]:
    """The seeds, which know now whether there are papers in them."""
    known = []
    for seed in seeds:
        has_papers = bool(parsed[seed.name].items)
        known.append(replace(seed, has_papers=has_papers))
    return tuple(known)


def _named_seeds(
    root: Path,
    paths: Iterable[Path],
    options: ImportOptions,
    reader: SeedReader,
) -> tuple[Seed, ...]:
    """The seeds to import, with the day that the user gave them.

    Where no file is named, a day is for the seeds that nobody has told the day of.
    """
    seeds: dict[str, Seed] = {}
    for path in paths:
        seed = seed_from(
            root,
            path,
            listed=options.listed,
            format_key=options.format,
            taken=seeds,
        )
        if options.listed and not options.revive and not reader.is_open(seed):
            seed = replace(seed, listed=None)
        seeds[seed.name] = seed
    return tuple(seeds.values())


def carry_out(
    planned: PlannedImport,
    changes: Changes | None = None,
) -> ImportReport:
    """Keep the dumps in `seeds/` and write the pages; `changes` can undo all of it.

    Whoever calls it holds the lock of the project since before the import was planned.
    """
    changes = changes or Changes()
    seeds = [seed for seed in planned.seeds if seed.has_papers]
    for seed in seeds:
        copy_seed(planned.root, seed, changes)
    problems = [*planned.problems]
    if planned.days_before_pages != planned.days.text:
        problems += write_seed_days(planned.root, planned.days_before_pages, changes)
    imported = frozenset(seed.name for seed in seeds)
    names = imported if planned.is_whole else frozenset()
    report = write_plan(planned.pages, planned.plan, names, changes)
    is_done = not any(one.severity is Severity.ERROR for one in report.problems)
    if is_done and planned.days_after_pages != planned.days_before_pages:
        problems += write_seed_days(planned.root, planned.days_after_pages, changes)
    problems += report.problems
    return replace(report, problems=tuple(problems))


def import_files(
    root: Path,
    paths: Iterable[Path],
    options: ImportOptions,
) -> tuple[PlannedImport, ImportReport]:
    """Import these dumps; what was planned, and what was done."""
    with locked(root):
        planned = plan_import(root, paths, options)
        return planned, carry_out(planned)


def pages_after(planned: PlannedImport, *, drafts: bool) -> tuple[Problem, ...]:
    """The problems that pages would have after this import."""
    content = planned.root / FOLDER
    texts = {page.path: page.text for page in planned.plan.new}
    for update in planned.plan.updates:
        texts[update.page.path] = update.after
    data = {source.path: source.data for source in read_sources(content).items}
    for path, text in texts.items():
        data[path] = text.encode("utf-8", "replace")
    pages = pages_from(Source(path, data[path]) for path in sorted(data))
    files = ContentFiles(planned.root, walk_pages(content))
    library = library_from_pages(pages.items, files=files, drafts=drafts)
    return (*pages.problems, *library.problems)


def new_page(
    root: Path,
    asked: Paper,
    annotations: Mapping[str, Value],
    today: dt.date | None = None,
) -> str:
    """Write a page for a paper that the reader names, with all that seeds know of it.

    Returns its path. Raises `PapershelfError` when the paper has a page already.
    """
    with locked(root):
        return _new_page(root, asked, annotations, today)


def _new_page(
    root: Path,
    asked: Paper,
    annotations: Mapping[str, Value],
    today: dt.date | None,
) -> str:
    pages = PageIndex(root / FOLDER)
    reader = SeedReader(root, pages, today)
    known: list[Paper] = []
    for seed in project_seeds(root):
        known += reader.read(seed).items
    paper = complete(asked, known)

    # A build imports the seeds that no page names: if this page named such a seed, its
    # other papers would never get a page.
    imported = pages.seeds()
    listings = [listing for listing in paper.listings if listing.seed in imported]
    paper = replace(paper, listings=tuple(listings))
    return write_page(pages, paper, annotations)


def _finished_seeds(pages: PageIndex, options: ImportOptions) -> frozenset[str]:
    """Seeds whose missing pages were deleted by the reader, and stay deleted."""
    if options.revive:
        return frozenset()
    return frozenset(pages.seeds()) - without_pages(pages.folder)
