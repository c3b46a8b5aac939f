"""The recipe of an import: seeds become pages, or bring pages up to date. Read it from the top.

Every stage returns values; this module hands them on, and never looks at the site.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
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


def import_new_seeds(root: Path, named: frozenset[str]) -> ImportReport:
    """Import the seeds that no page names yet, and those whose import was killed."""
    done = named - unfinished(root / FOLDER)
    paths = [path for path in seed_paths(root) if path.name not in done]
    return carry_out(plan_import(root, paths, ImportOptions(revive=False)))


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
    standing: PageIndex
    plan: ImportPlan
    problems: tuple[Problem, ...]
    """Of the seeds."""
    is_whole: bool
    """Whether it is for all pages of the seeds, so that they are imported with it."""


def new_page(root: Path, asked: Paper, annotations: Mapping[str, Value]) -> str:
    """Path of a new page for a paper that the reader names, with all that seeds say of it.

    Raises `PapershelfError` when a page stands for it already.
    """
    standing = PageIndex(root / FOLDER)
    days = standing.listing_days()
    seeds = (Seed(name=path.name, file=path) for path in seed_paths(root))
    paper = complete(
        asked, chain.from_iterable(parse_seed(one, days).items for one in seeds)
    )
    # A build imports the seeds that no page names: naming one here would hide its other papers.
    named = standing.seeds()
    listings = tuple(listing for listing in paper.listings if listing.seed in named)
    return write_page(standing, replace(paper, listings=listings), annotations)


def plan_import(
    root: Path, paths: Iterable[Path], options: ImportOptions
) -> PlannedImport:
    """What importing these dumps does, all other seeds being remembered."""
    seeds = tuple(seed_from(root, path, listed=options.listed) for path in paths)
    names = frozenset(seed.name for seed in seeds)
    others = (Seed(name=path.name, file=path) for path in seed_paths(root))
    remembered = (*seeds, *(seed for seed in others if seed.name not in names))
    standing = PageIndex(root / FOLDER)
    days = standing.listing_days()
    said = {seed.name: parse_seed(seed, days) for seed in remembered}
    papers = cluster(chain.from_iterable(parsed.items for parsed in said.values()))
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


def carry_out(planned: PlannedImport) -> ImportReport:
    """The import done: its dumps kept in `seeds/`, its pages written."""
    for seed in planned.seeds:
        copy_seed(planned.root, seed)
    names = frozenset(seed.name for seed in planned.seeds if planned.is_whole)
    report = write_plan(planned.standing, planned.plan, names)
    return replace(report, problems=(*planned.problems, *report.problems))
