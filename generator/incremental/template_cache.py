"""Compiled templates, kept for later builds.

Ours are kept once for all reading lists, in the user's cache folder; the reader's own in
the project's cache. All are sealed: code that a stranger's list brings is never run.
"""

from pathlib import Path
from typing import Any

from generator.incremental.build_cache import BuildCache
from generator.incremental.inputs import is_shipped_template, template_folders
from generator.site.render.templates import Compiled, Templates
from generator.system.machine_key import user_cache_folder

_SHIPPED = "shipped"
_OWN = "templates"


def load_templates(root: Path, cache: BuildCache) -> Templates:
    """The project's templates, as far as possible compiled already."""
    shared = _shared_cache(root, cache)
    shipped: Any = shared.load(_SHIPPED) if shared else None
    own: Any = cache.load(_OWN)
    # Keys are digests of a template's text and place, so the two cannot disagree.
    rows = {**(shipped or {}), **(own or {})}
    known = {key: Compiled._make(row) for key, row in rows.items()}
    return Templates(template_folders(root), known)


def save_templates(root: Path, cache: BuildCache, templates: Templates) -> None:
    """Keep what was compiled, if this build compiled anything."""
    if not templates.has_news:
        return
    rows = {}
    shipped = {}
    for key, template in templates.compiled.items():
        rows[key] = tuple(template)
        if is_shipped_template(template.file):
            shipped[key] = tuple(template)
    cache.save(_OWN, rows)
    shared = _shared_cache(root, cache)
    if shared:
        shared.save(_SHIPPED, shipped)


def _shared_cache(root: Path, cache: BuildCache) -> BuildCache | None:
    folder = user_cache_folder(root)
    return cache._replace(folder=folder) if folder else None
