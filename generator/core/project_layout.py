"""Which files are pages, and where the project is: told by names alone.

No file is opened here, so that a shell can complete the name of one page among ten thousand.
"""

import os
from collections.abc import Iterator
from pathlib import Path

FILE_NAME = "papershelf.toml"
"""Name of the settings in a project."""
FOLDER = "content"
"""Name of the folder of pages in a project."""
SEEDS = "seeds"
"""Name of the folder of dumps in a project."""
JOURNAL = ".importing"
"""Stands in the folder of pages while an import runs; a build goes on with one that was killed."""
SITE = "site"
"""Name of the folder of the site in a project, unless told otherwise."""


def project_around(here: Path) -> Path | None:
    """The nearest folder, `here` or one above it, that holds settings or pages."""
    around = (here, *here.parents)
    return next(
        (at for at in around if (at / FILE_NAME).is_file() or (at / FOLDER).is_dir()),
        None,
    )


def page_paths(folder: Path) -> list[str]:
    """The pages below `folder` as paths from its parent on, POSIX slashes, sorted.

    Hidden files, those that begin with `_`, and READMEs are no pages.
    """
    return sorted(_paths(folder))


def seed_paths(root: Path) -> list[Path]:
    """The files in `seeds/`, by name; hidden ones and READMEs are not seeds."""
    folder = root / SEEDS
    if not folder.is_dir():
        return []
    files = (path for path in folder.iterdir() if path.is_file())
    named = (path for path in files if path.stem.lower() != "readme")
    return sorted(path for path in named if not path.name.startswith("."))


def stem(path: str) -> str:
    """A page's file name without its ending."""
    return path[path.rfind("/") + 1 : -len(".md")]


def _paths(folder: Path) -> Iterator[str]:
    top = len(os.fspath(folder))
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        inside = folder.name + where[top:].replace(os.sep, "/")
        yield from [f"{inside}/{name}" for name in names if _is_page(name)]


def _is_page(name: str) -> bool:
    return (
        name[-3:].lower() == ".md"
        and name[0] not in "._"
        and (len(name) != len("README.md") or name[:-3].lower() != "readme")
    )
