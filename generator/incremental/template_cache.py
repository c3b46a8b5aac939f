"""Compiled templates, kept for later builds.

Ours are kept once for all reading lists, where Python keeps our modules compiled; the
reader's own in the project's cache.
"""

import sys
from pathlib import Path
from typing import Any

from generator.incremental.build_cache import BuildCache
from generator.incremental.inputs import (
    PACKAGE,
    is_shipped_template,
    template_folders,
)
from generator.site.render.templates import Compiled, Templates

SHIPPED_FOLDER = PACKAGE / "__pycache__"
_SHIPPED = f"templates.{sys.implementation.cache_tag}"
_OWN = "templates"


def load_templates(root: Path, cache: BuildCache) -> Templates:
    """The project's templates, as far as possible compiled already."""
    shipped: Any = _shipped_cache(cache).load(_SHIPPED)
    own: Any = cache.load(_OWN)
    # Keys are digests of a template's text and place, so the two cannot disagree.
    rows = {**(shipped or {}), **(own or {})}
    known = {key: Compiled._make(row) for key, row in rows.items()}
    return Templates(template_folders(root), known)


def save_templates(cache: BuildCache, templates: Templates) -> None:
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
    if not sys.dont_write_bytecode:
        _shipped_cache(cache).save(_SHIPPED, shipped)


def _shipped_cache(cache: BuildCache) -> BuildCache:
    return cache._replace(folder=SHIPPED_FOLDER)
