"""The recipe of `papershelf check`: what is read, what looks at it, and how repairs are written."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.content.atomic import replace as replace_page
from generator.content.page import Page
from generator.content.reader import pages_from, read_sources
from generator.core.config import Config, read_config
from generator.core.errors import PapershelfError, Problem
from generator.core.project_layout import FOLDER, SITE
from generator.core.urls import paper_path
from generator.pipelines.build import stop_without_project
from generator.site.check import (
    BuiltSite,
    find_secrets,
    page_problems,
    repair_text,
    site_problems,
)
from generator.site.output.manifest import files_in, manifest, read_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a check found."""

    problems: tuple[Problem, ...]
    """By file, then by line."""
    pages: int
    """How many files of `content/` were looked at."""
    files: int
    """How many files of the site; 0 when none there is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One page as it is, and as it was meant."""

    path: str
    before: str
    after: str


def review(root: Path, *, output: Path | None = None) -> Review:
    """What a person should look at in the project's content, and in its site if there is one."""
    stop_without_project(root)
    config, faults = _settings(root)
    sources = read_sources(root / FOLDER)
    pages = pages_from(sources.items)
    data = {source.path: source.data for source in sources.items}
    folder = output or root / SITE
    problems = (
        *faults,
        *sources.problems,
        *pages.problems,
        *page_problems(pages.items, data),
        *site_problems(
            _site(folder, root, config, pages.items, data),
            read_site(folder),
            find_secrets(pages.items, data),
        ),
    )
    return Review(
        problems=tuple(sorted(problems, key=_place)),
        pages=len(data),
        files=len(manifest(folder)),
    )


def repairs(root: Path) -> Iterator[Repair]:
    """What can be mended for certain in the project's pages; nothing is written yet."""
    for source in read_sources(root / FOLDER).items:
        with suppress(UnicodeDecodeError):
            text = source.data.decode("utf-8")
            mended = repair_text(text, source.path)
            if mended != text:
                yield Repair(path=source.path, before=text, after=mended)


def mend(root: Path, repair: Repair) -> Problem | None:
    """Write a repair into its page; a problem when the page must stay as it is."""
    before, after = repair.before.encode("utf-8"), repair.after.encode("utf-8")
    return replace_page(root / repair.path, before, after, path=repair.path)


def _settings(root: Path) -> tuple[Config, tuple[Problem, ...]]:
    """The settings, or their defaults and what is wrong with them."""
    try:
        return read_config(root), ()
    except PapershelfError as fault:
        return Config(), fault.problems


def _site(
    folder: Path,
    root: Path,
    config: Config,
    pages: tuple[Page, ...],
    data: dict[str, bytes],
) -> BuiltSite:
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    return BuiltSite(
        folder=shown.as_posix(),
        files=files_in(folder),
        base_path=urlsplit(config.base_url).path.rstrip("/")
        if config.base_url
        else None,
        sources={paper_path(page.slug): (page.path, data[page.path]) for page in pages},
    )


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    """What problems are sorted by."""
    place = (problem.path, problem.line or 0, problem.column or 0)
    return (*place, problem.code, problem.message)
