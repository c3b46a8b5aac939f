"""The step of a build that plans its pages: apart from the others, since it loads Jinja."""

from pathlib import Path

from generator.core.config import Config
from generator.incremental.snapshot import Snapshot
from generator.incremental.template_cache import load_templates, save_templates
from generator.library.library import Library
from generator.site.output.file import OutputFile
from generator.site.render.site_files import site_files


def plan_page_files(
    root: Path,
    snapshot: Snapshot,
    library: Library,
    settings: Config,
) -> list[OutputFile]:
    """All files of the site but the search index; none is made yet."""
    templates = load_templates(root, snapshot.cache)
    files = list(site_files(library, settings, templates))
    save_templates(root, snapshot.cache, templates)
    return files
