"""The recipe: seeds become content, and content becomes a site. Read it from the top.

Every stage returns values; this module hands them on. The two halves share types and nothing
else: `import_seeds` never looks at the site, `site_files` never looks at a seed.
"""

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from generator import importers, pagefiles
from generator.assets import assets_from, template_folders
from generator.config import Config, read_config, with_base_url
from generator.content import (
    ImportReport,
    read_pages,
    seeds_named,
    write_new_pages,
    write_page,
)
from generator.errors import PapershelfError, Parsed, Problem, Severity, error
from generator.feeds import feed_files
from generator.frontmatter import Value
from generator.library import Library, library_from
from generator.merge import completed, title_clashes
from generator.output import OutputFile, WriteReport, write_site
from generator.paper import Paper
from generator.render import pages
from generator.search import search_files
from generator.text import digest

SEEDS = "seeds"
CONTENT = pagefiles.FOLDER
SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What one build is asked to do besides the settings; the command line's words."""

    output: Path | None = None
    """Folder of the site; `site/` in the project by default."""
    base_url: str | None = None
    """In place of the setting."""
    strict: bool = False
    """Warnings fail the build."""
    drafts: bool = False
    imports: bool = True
    """Import the seeds that no page names yet."""
    clean: bool = False
    """Write every file anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build made of what."""

    library: Library
    files: WriteReport
    imported: ImportReport | None
    problems: tuple[Problem, ...]


def build(root: Path, options: BuildOptions) -> BuildReport:
    """Build the project in folder `root`.

    Raises `PapershelfError`, and leaves the site as it was, when there is an error anywhere.
    """
    config = _settings(root, options.base_url)
    imported = import_new_seeds(root) if options.imports else None
    content = read_pages(root / CONTENT)
    problems = (*(imported.problems if imported else ()), *content.problems)
    stop_on_errors(problems, strict=options.strict)
    library = library_from(content.items, drafts=options.drafts)
    output = options.output or root / SITE
    files = write_site(output, site_files(library, config, root), clean=options.clean)
    return BuildReport(library=library, files=files, imported=imported, problems=problems)


def site_files(library: Library, config: Config, root: Path) -> Iterator[OutputFile]:
    """Every file of the site, each made when it is asked for."""
    assets = assets_from(template_folders(root))
    search = search_files(library)
    paths = []
    for page in pages(library, config, assets, search.attributes):
        paths.append(page.path)
        yield page
    published = [path for path in paths if path != "404.html"]
    yield from chain(assets.files, search.files, feed_files(library, config, published))
    yield OutputFile(path=".nojekyll", content=b"")


def import_new_seeds(root: Path) -> ImportReport:
    """Import the seeds that no page names yet; what a reader deleted stays deleted."""
    named = seeds_named(read_pages(root / CONTENT).items)
    return import_seeds(root, [path for path in seed_paths(root) if path.name not in named])


def import_seeds(
    root: Path, paths: Iterable[Path], *, listed: dt.date | None = None
) -> ImportReport:
    """Pages for the papers in these files; a dump from elsewhere is copied to `seeds/` first."""
    seeds = [_kept_seed(root, path, listed) for path in paths]
    parsed = [parsed_file(seed, listed=listed) for seed in seeds]
    papers = [paper for result in parsed for paper in result.items]
    report = write_new_pages(root / CONTENT, papers)
    found = chain.from_iterable(result.problems for result in parsed)
    return replace(report, problems=(*found, *title_clashes(papers), *report.problems))


def new_page(root: Path, asked: Paper, annotations: Mapping[str, Value]) -> str:
    """Path of a new page for a paper that the reader names, with all that seeds say of it.

    Raises `PapershelfError` when a page stands for it already.
    """
    seeds = [paper for path in seed_paths(root) for paper in parsed_file(path).items]
    paper = completed(asked, seeds)
    # A build imports the seeds that no page names: naming one here would hide its other papers.
    named = seeds_named(read_pages(root / CONTENT).items) if paper.listings else set()
    listings = tuple(listing for listing in paper.listings if listing.seed in named)
    return write_page(root / CONTENT, replace(paper, listings=listings), annotations)


def parsed_file(path: Path, *, listed: dt.date | None = None) -> Parsed[Paper]:
    """What the importer for this file sees in it; `PapershelfError` if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise error(
            "seed-unreadable", f"cannot read the seed: {fault.strerror}", path=path.as_posix()
        ) from fault
    return importers.parse(data, seed=path.name, listed=listed)


def seed_paths(root: Path) -> list[Path]:
    """The files in `seeds/`, by name; hidden ones and READMEs are not seeds."""
    folder = root / SEEDS
    if not folder.is_dir():
        return []
    files = (path for path in folder.iterdir() if path.is_file())
    named = (path for path in files if path.stem.lower() != "readme")
    return sorted(path for path in named if not path.name.startswith("."))


def stop_on_errors(problems: Sequence[Problem], *, strict: bool) -> None:
    """Raise `PapershelfError` with all problems when one of them forbids to go on."""
    fatal = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in fatal for problem in problems):
        raise PapershelfError(problems)


def _settings(root: Path, base_url: str | None) -> Config:
    if not root.is_dir():
        raise error(
            "project-missing",
            "there is no such folder",
            path=root.as_posix(),
            hint=f"`papershelf init {root.as_posix()}` makes a new reading list",
        )
    config = read_config(root)
    return config if base_url is None else with_base_url(config, base_url)


def _kept_seed(root: Path, path: Path, listed: dt.date | None) -> Path:
    """The seed in `seeds/`, copied there by its date and digest if it comes from elsewhere.

    `seeds/` is the memory of what sources said: without the dump, nobody could tell later what a
    reader changed.
    """
    folder = root / SEEDS
    if path.resolve().parent == folder.resolve():
        return path
    papers = parsed_file(path, listed=listed).items
    days = [listing.date for paper in papers for listing in paper.listings if listing.date]
    day = max(days).isoformat() if days else "undated"
    name = f"{day}_{digest(path.read_bytes().decode('latin-1'), 16)}{path.suffix or '.txt'}"
    if not (folder / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f".{name}.new"
        shutil.copyfile(path, temporary)
        temporary.replace(folder / name)
    return folder / name
