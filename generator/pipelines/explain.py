"""What a file of the site is made from, why it was made, and if it would be now.

Nothing is written: the site is planned as a build plans it, and no file of it is made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.core.build_options import BuildOptions
from generator.core.errors import error
from generator.core.text import nearest
from generator.incremental.build_cache import project_cache
from generator.incremental.build_log import load_build_record, load_output_log
from generator.incremental.index_worker import IndexJob, plan_index_files
from generator.incremental.page_store import load_page_rows, load_pages
from generator.incremental.snapshot import Snapshot, take_snapshot
from generator.incremental.staleness import RebuildPlan
from generator.incremental.template_cache import load_templates
from generator.library.library import Library
from generator.pipelines.build_steps import link_pages
from generator.pipelines.settings import read_settings
from generator.site.output.file import OutputFile
from generator.site.render.site_files import site_files
from generator.system.parallel import SERIAL
from generator.system.spool import open_spool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is known about one file of the site."""

    path: str
    """In the site."""
    source: str | None
    """The page in `content/` that it shows, if it shows one."""
    inputs: tuple[str, ...]
    """What it is made from, in words; empty if only its content can tell."""
    last_reason: str | None
    """Why the last build that had something to do made it; None if it was kept."""
    next_reason: str | None
    """Why a build would make it now; None if it is up to date."""


def explain(root: Path, name: str) -> Explanation:
    """What is known about a file, named by its path in the site, project or on disk.

    A page of `content/` names the file that shows it. Raises `PapershelfError` when no
    build makes such a file, and when the project cannot be built.
    """
    options = _options_of_last_build(root)
    snapshot = take_snapshot(root, options)
    with open_spool() as spool:
        settings = read_settings(root, options.base_url)
        known = load_page_rows(snapshot.cache)
        pages = load_pages(root, snapshot, known, spool, SERIAL)
        library = link_pages(pages, None, options).library
        templates = load_templates(root, snapshot.cache)
        job = IndexJob(root, snapshot, pages, library, SERIAL)
        files = list(site_files(library, settings, templates))
        files += plan_index_files(job)

    # Planning named the inputs of every file; nothing has been rendered.
    by_path = {file.path: file for file in files}
    file = _find_file(by_path, library, snapshot, name)
    log = load_output_log(snapshot.cache)
    sources = {summary.url: summary.path for summary in library.summaries}
    return Explanation(
        path=file.path,
        source=sources.get(file.path),
        inputs=file.inputs,
        last_reason=log.reasons.get(file.path),
        next_reason=RebuildPlan(snapshot, log).reason(file),
    )


def _options_of_last_build(root: Path) -> BuildOptions:
    """The options of the last build as far as they are known; nothing is imported."""
    last = load_build_record(project_cache(root))
    if last is None:
        return BuildOptions(imports=False)
    base_url = last.asked.get("base_url")
    return BuildOptions(
        output=root / last.output,
        base_url=base_url if isinstance(base_url, str) else None,
        drafts=bool(last.asked.get("drafts")),
        imports=False,
    )


def _find_file(
    files: Mapping[str, OutputFile],
    library: Library,
    snapshot: Snapshot,
    name: str,
) -> OutputFile:
    """The file that a name means; raises `PapershelfError` if there is none."""
    urls = {summary.path: summary.url for summary in library.summaries}
    for path in _possible_paths(snapshot, name):
        # A page of `content/` means the file that shows it.
        file = files.get(urls.get(path, path))
        if file:
            return file
    near = nearest(name, [*files, *urls])
    raise error(
        "explain-unknown",
        f"no build of this project makes `{name}`",
        hint=f"did you mean `{near}`?"
        if near
        else "name a file of the site, or a page",
    )


def _possible_paths(snapshot: Snapshot, name: str) -> Iterator[str]:
    """What a name can mean: a path in site or project, or from the current folder."""
    yield name
    file = Path(name).absolute()
    for folder in (snapshot.output, snapshot.root):
        if file.is_relative_to(folder):
            yield file.relative_to(folder).as_posix()
