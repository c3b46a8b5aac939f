"""The recipe of an import: seeds become pages, or bring pages up to date.

Every stage returns values; this module passes them on, and never looks at the site.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.content.create import write_page
from generator.content.frontmatter import Value
from generator.content.update.apply import (
    ImportReport,
    unfinished,
    without_pages,
    write_plan,
)
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportPlan, ImportRequest, import_plan
from generator.core.errors import Problem
from generator.core.identity import cluster
from generator.core.merge import complete, title_clashes
from generator.core.paper import Paper
from generator.core.project_layout import FOLDER, seed_paths
from generator.importers.seeds import Seed, copy_seed, parse_seed, seed_from


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What one import is asked to do; the command line's words."""

    listed: dt.date | None = None
    """Day of the listing, for dumps that do not say it."""
    revive: bool = True
    """Papers get a page again that were imported before and deleted by their reader."""
    take: frozenset[str] = frozenset()
    """Keys whose values the source replaces even where they are the reader's."""
    only: frozenset[str] = frozenset()
    """Slugs of the only pages to bring up to date; empty for all."""


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


def import_new_seeds(root: Path, named: frozenset[str]) -> ImportReport:
    """Import the seeds that no page names yet, and those whose import was killed."""
    done = named - unfinished(root / FOLDER)
    new = [path for path in seed_paths(root) if path.name not in done]
    planned = plan_import(root, new, ImportOptions(revive=False))
    return carry_out(planned)


def plan_import(
    root: Path,
    paths: Iterable[Path],
    options: ImportOptions,
) -> PlannedImport:
    """What importing these dumps would do, given all other seeds of the project."""
    seeds = tuple(seed_from(root, path, listed=options.listed) for path in paths)
    names = frozenset(seed.name for seed in seeds)
    earlier = [seed for seed in _project_seeds(root) if seed.name not in names]
    pages = PageIndex(root / FOLDER)
    days = pages.listing_days()
    parsed = {}
    for seed in (*seeds, *earlier):
        parsed[seed.name] = parse_seed(seed, days)
    # A paper may be in several seeds: all of them decide what its page says.
    records: list[Paper] = []
    for each in parsed.values():
        records += each.items
    papers = cluster(records)
    request = ImportRequest(
        seeds=names,
        complete=_finished_seeds(pages, options),
        take=options.take,
        only=options.only,
    )
    plan = import_plan(pages, papers, request)

    # Problems of earlier seeds were reported when those were imported.
    problems: list[Problem] = []
    for seed in seeds:
        problems += parsed[seed.name].problems
    problems += [clash for clash in title_clashes(papers) if clash.path in names]
    return PlannedImport(
        root=root,
        seeds=seeds,
        pages=pages,
        plan=plan,
        problems=tuple(problems),
        is_whole=not options.only,
    )


def carry_out(planned: PlannedImport) -> ImportReport:
    """Keep the dumps in `seeds/` and write the pages."""
    for seed in planned.seeds:
        copy_seed(planned.root, seed)
    imported = frozenset(seed.name for seed in planned.seeds)
    names = imported if planned.is_whole else frozenset()
    report = write_plan(planned.pages, planned.plan, names)
    problems = (*planned.problems, *report.problems)
    return replace(report, problems=problems)


def new_page(
    root: Path,
    asked: Paper,
    annotations: Mapping[str, Value],
) -> str:
    """Write a page for a paper that the reader names, with all that seeds know of it.

    Returns its path. Raises `PapershelfError` when the paper has a page already.
    """
    pages = PageIndex(root / FOLDER)
    days = pages.listing_days()
    known: list[Paper] = []
    for seed in _project_seeds(root):
        known += parse_seed(seed, days).items
    paper = complete(asked, known)

    # A build imports the seeds that no page names: if this page named such a seed, its
    # other papers would never get a page.
    imported = pages.seeds()
    listings = [listing for listing in paper.listings if listing.seed in imported]
    paper = replace(paper, listings=tuple(listings))
    return write_page(pages, paper, annotations)


def _project_seeds(root: Path) -> list[Seed]:
    return [Seed(name=path.name, file=path) for path in seed_paths(root)]


def _finished_seeds(pages: PageIndex, options: ImportOptions) -> frozenset[str]:
    """Seeds whose missing pages were deleted by the reader, and stay deleted."""
    if options.revive:
        return frozenset()
    return frozenset(pages.seeds()) - without_pages(pages.folder)
