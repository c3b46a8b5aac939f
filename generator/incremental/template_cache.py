"""The templates of a project, compiled once and kept for later builds."""

import sys
from pathlib import Path
from typing import Any

from generator.incremental.inputs import COMPILED, is_ours, template_folders
from generator.incremental.snapshot import Snapshot
from generator.site.render.templates import Compiled, Templates
from generator.system import cache_file

_NAME = "templates"
"""What its compiled templates are called in the cache."""


def load_templates(root: Path, seen: Snapshot) -> Templates:
    """The project's templates, those compiled already that an earlier build compiled."""
    ours: Any = cache_file.taken(COMPILED, seen.program)
    own: Any = cache_file.load(root, _NAME, seen.program) if seen.remembers else None
    rows = (ours or {}) | (own or {})
    known = {key: Compiled._make(plain) for key, plain in rows.items()}
    return Templates(template_folders(root), known)


def save_templates(root: Path, seen: Snapshot, templates: Templates) -> None:
    """Keep what was compiled, ours with our modules too, where Python keeps these."""
    if not templates.has_news:
        return
    rows = {key: tuple(one) for key, one in templates.compiled.items()}
    cache_file.save(root, _NAME, seen.program, rows)
    if not sys.dont_write_bytecode:
        ours = {
            key: row
            for key, row in rows.items()
            if is_ours(templates.compiled[key].file)
        }
        cache_file.put(COMPILED, seen.program, ours)
