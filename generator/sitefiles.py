"""The files of a site, but for those of its search index; and the templates that they are made with."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator import cache
from generator.assets import assets_from
from generator.config import Config
from generator.feeds import feed_files
from generator.library import Library
from generator.origins import COMPILED, is_ours, template_folders
from generator.output import OutputFile, finished
from generator.receipt import Look
from generator.render import pages
from generator.search import ATTRIBUTES
from generator.templates import Compiled, Templates

_NAME = "templates"
"""What its compiled templates are called in the cache."""


def site_files(library: Library, config: Config, templates: Templates) -> Iterator[OutputFile]:
    """Every file but those of the search index, each made when it is asked for."""
    assets = assets_from(templates.folders)
    paths = []
    for page in pages(library, config, assets, ATTRIBUTES, templates):
        paths.append(page.path)
        yield page
    unlisted = {"404.html", *(redirect.path for redirect in library.redirects)}
    published = [path for path in paths if path not in unlisted]
    yield from assets.files
    yield from feed_files(library, config, published)
    yield finished(".nojekyll", b"")


def known_templates(root: Path, seen: Look) -> Templates:
    """The project's templates, those compiled already that an earlier build compiled."""
    ours: Any = cache.taken(COMPILED, seen.program)
    own: Any = cache.load(root, _NAME, seen.program) if seen.remembers else None
    rows = (ours or {}) | (own or {})
    known = {key: Compiled._make(plain) for key, plain in rows.items()}
    return Templates(template_folders(root), known)


def keep_templates(root: Path, seen: Look, templates: Templates) -> None:
    """Keep what was compiled, ours with our modules too, where Python keeps these."""
    if not templates.has_news:
        return
    rows = {key: tuple(one) for key, one in templates.compiled.items()}
    cache.save(root, _NAME, seen.program, rows)
    if not sys.dont_write_bytecode:
        ours = {key: row for key, row in rows.items() if is_ours(templates.compiled[key].file)}
        cache.put(COMPILED, seen.program, ours)
