"""Every file that a build reads: the project's, and those of Papershelf itself.

Told by names alone and without loading what reads them, so that a build that has nothing to do
finds that out before it loads anything.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.core.project_layout import FILE_NAME, FOLDER, JOURNAL, SEEDS

_PACKAGE = Path(__file__).parent.parent
_TEMPLATES = (_PACKAGE / "_templates", _PACKAGE.parent / "templates")
"""Where our own may stand: in the wheel, or in the checkout that one develops in."""
COMPILED = _PACKAGE / "__pycache__" / f"templates.{sys.implementation.cache_tag}"
"""Where our templates are kept compiled, beside our modules."""
_PROGRAM = os.path.join(_PACKAGE, "")  # noqa: PTH118 -- with a slash at its end


def template_folders(project: Path) -> tuple[Path, ...]:
    """Where templates of the project in folder `project` may stand, the reader's own first."""
    candidates = (project / "templates", *_TEMPLATES)
    found = {
        folder.resolve(): folder for folder in reversed(candidates) if folder.is_dir()
    }
    return tuple(reversed(found.values()))


def input_files(project: Path, pages: Iterable[str]) -> Iterator[str]:
    """The files that a build of the project in folder `project` reads, by absolute paths.

    `pages` are those of its pages, by their paths in it.
    """
    project = project.absolute()
    top = os.path.join(project, "")  # noqa: PTH118 -- with a slash at its end
    yield from [top + path for path in pages]
    single = (project / FILE_NAME, project / FOLDER / JOURNAL)
    yield from (os.fspath(file) for file in single if file.exists())
    folders = (project / SEEDS, *template_folders(project), _PACKAGE)
    yield from _files_in(map(os.fspath, folders))


def is_ours(template: str) -> bool:
    """Whether a template is one that comes with Papershelf."""
    return any(map(Path(template).is_relative_to, _TEMPLATES))


def is_program(file: str) -> bool:
    """Whether one of these files is a part of Papershelf that runs."""
    return file.endswith(".py") and file.startswith(_PROGRAM)


def _files_in(folders: Iterable[str]) -> Iterator[str]:
    """All files below these folders; folders reached by links once, since links may be circular."""
    seen = set()
    for folder in folders:
        for where, inner, names in os.walk(folder, followlinks=True):
            here = os.path.realpath(where)
            if here in seen or where.endswith("__pycache__"):
                inner.clear()
                continue
            seen.add(here)
            yield from (os.path.join(where, name) for name in names)  # noqa: PTH118 -- as above
