"""The recipe of `papershelf check`: what is read, checked and mended."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.content.atomic import replace as replace_page
from generator.content.files import ContentFiles
from generator.content.page import Page
from generator.content.reader import odd_path_problem, pages_from, read_sources
from generator.core.config import Config, read_config
from generator.core.errors import PapershelfError, Problem
from generator.core.oddities import other_oddities
from generator.core.page_walk import walk_pages
from generator.core.project_layout import FOLDER, SITE
from generator.core.urls import paper_path
from generator.importers.seed_days import seed_day_problems
from generator.pipelines.settings import stop_without_project
from generator.site.check import (
    BuiltSite,
    find_secrets,
    page_problems,
    repair_text,
    site_problems,
)
from generator.site.check.link_targets import NOT_FOUND, built_base_path
from generator.site.output.manifest import (
    files_in,
    manifest,
    read_if_present,
)
from generator.site.output.site_folder import read_site
from generator.system.lock import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a check found."""

    problems: tuple[Problem, ...]
    """By file, then by line."""
    pages: int
    """How many files of `content/` were checked."""
    files: int
    """How many files of the site; 0 when none there is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One page as it is, and as it was meant."""

    path: str
    before: str
    after: str


def review(root: Path, *, output: Path | None = None) -> Review:
    """Check the project's content, and its site if there is one."""
    stop_without_project(root)
    # A build that goes on meanwhile waits before it moves its files into place.
    with locked(output or root / SITE, shared=True):
        return _review(root, output or root / SITE)


def _review(root: Path, folder: Path) -> Review:
    settings, setting_problems = _settings_or_defaults(root)
    sources = read_sources(root / FOLDER)
    pages = pages_from(sources.items)
    data = {source.path: source.data for source in sources.items}
    site = _site_to_check(folder, root, settings, pages.items, data)
    secrets = find_secrets(pages.items, data)

    # Three sets of checks: what cannot be read, content by itself, content and site.
    problems = [*setting_problems, *sources.problems, *pages.problems]
    problems += seed_day_problems(root)
    problems += map(odd_path_problem, other_oddities(root))
    files = ContentFiles(root, walk_pages(root / FOLDER))
    problems += page_problems(pages.items, data, files)
    problems += site_problems(site, read_site(folder), secrets)
    problems.sort(key=_problem_order)
    return Review(
        problems=tuple(problems),
        pages=len(data),
        files=len(manifest(folder)),
    )


def repairs(root: Path) -> Iterator[Repair]:
    """The repairs of the project's pages that are certain; nothing is written yet."""
    for source in read_sources(root / FOLDER).items:
        try:
            before = source.data.decode("utf-8")
        except UnicodeDecodeError:
            continue  # a problem of its own, that no repair is certain for
        after = repair_text(before, source.path)
        if after != before:
            yield Repair(path=source.path, before=before, after=after)


def mend(root: Path, repair: Repair) -> Problem | None:
    """Write a repair into its page; a problem if the page changed meanwhile."""
    before = repair.before.encode("utf-8")
    after = repair.after.encode("utf-8")
    return replace_page(root, repair.path, before, after)


def _settings_or_defaults(root: Path) -> tuple[Config, tuple[Problem, ...]]:
    try:
        return read_config(root), ()
    except PapershelfError as fault:
        return Config(), fault.problems


def _site_to_check(
    folder: Path,
    root: Path,
    settings: Config,
    pages: Sequence[Page],
    data: Mapping[str, bytes],
) -> BuiltSite:
    shown_folder = folder
    if folder.is_relative_to(root):
        shown_folder = folder.relative_to(root)
    not_found = read_if_present(folder / NOT_FOUND) or b""
    base_path = built_base_path(not_found.decode("utf-8", "replace"))
    if base_path is None and settings.base_url:
        base_path = urlsplit(settings.base_url).path.rstrip("/")
    sources = {}
    for page in pages:
        sources[paper_path(page.slug)] = (page.path, data[page.path])
    return BuiltSite(
        folder=shown_folder.as_posix(),
        files=files_in(folder),
        base_path=base_path,
        sources=sources,
    )


def _problem_order(problem: Problem) -> tuple[str, int, int, str, str]:
    return (
        problem.path,
        problem.line or 0,
        problem.column or 0,
        problem.code,
        problem.message,
    )
