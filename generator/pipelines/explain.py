"""What a file of the site is made from, why it was made last, and whether a build would make it now.

Nothing is written: the site is planned as a build plans it, and no file of it is made.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.core.build_options import BuildOptions
from generator.core.errors import error
from generator.core.text import nearest
from generator.incremental.build_log import (
    BuildRecord,
    load_build_record,
    load_output_log,
)
from generator.incremental.index_worker import index_files
from generator.incremental.snapshot import take_snapshot
from generator.incremental.staleness import rebuild_reason
from generator.incremental.template_cache import load_templates
from generator.pipelines.build import SitePlan, plan_site
from generator.site.output.file import OutputFile
from generator.site.render.site_files import site_files
from generator.system.spool import Spool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What is known of one file of the site."""

    path: str
    """In the site."""
    source: str | None
    """The page in `content/` that it shows, if it shows one."""
    inputs: tuple[str, ...]
    """What it is made from, in words; empty when only its content tells whether it changed."""
    made: str | None
    """Why the last build that had something to do made it; None when it was kept."""
    now: str | None
    """Why a build would make it now; None when it stands as it would be made."""


def explain(root: Path, name: str) -> Explanation:
    """What is known of a file, named by its path in the site, in the project or on disk.

    A page of `content/` stands for the file that shows it. Raises `PapershelfError` when no build
    makes such a file, and when the project cannot be built.
    """
    last = load_build_record(root)
    options = _options(root, last)
    with (
        TemporaryDirectory(prefix="papershelf-") as folder,
        closing(Spool(Path(folder))) as spool,
    ):
        plan = plan_site(root, options, take_snapshot(root, options), spool)
        pages = site_files(plan.library, plan.config, load_templates(root, plan.seen))
        files = {file.path: file for file in (*pages, *index_files(plan.index_job))}
    file = _meant(files, plan, root, name)
    making = load_output_log(root, plan.seen.program)
    sources = {summary.url: summary.path for summary in plan.library.summaries}
    return Explanation(
        path=file.path,
        source=sources.get(file.path),
        inputs=file.inputs,
        made=making.reasons.get(file.path),
        now=rebuild_reason(file, plan.seen, making),
    )


def _options(root: Path, last: BuildRecord | None) -> BuildOptions:
    """What the last build was asked, as far as it is known."""
    if last is None:
        return BuildOptions(imports=False)
    base_url, drafts = last.asked.get("base_url"), last.asked.get("drafts")
    return BuildOptions(
        output=root / last.output,
        base_url=base_url if isinstance(base_url, str) else None,
        drafts=bool(drafts),
        imports=False,
    )


def _meant(
    files: Mapping[str, OutputFile], plan: SitePlan, root: Path, name: str
) -> OutputFile:
    shown = {summary.path: summary.url for summary in plan.library.summaries}
    for path in _readings(plan, root, name):
        if found := files.get(shown.get(path, path)):
            return found
    near = nearest(name, [*files, *shown])
    raise error(
        "explain-unknown",
        f"no build of this project makes `{name}`",
        hint=f"did you mean `{near}`?"
        if near
        else "name a file of the site, or a page",
    )


def _readings(plan: SitePlan, root: Path, name: str) -> Iterator[str]:
    """What a name may say: a path in the site or the project, or one from here."""
    yield name
    file = Path(name).absolute()
    for folder in (Path(plan.seen.output), root.absolute()):
        if file.is_relative_to(folder):
            yield file.relative_to(folder).as_posix()
