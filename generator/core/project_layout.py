"""Where the project is, and which files are pages and seeds, by their names alone.

No file is opened here, so that a shell can complete the name of one page among ten
thousand.
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
TEMPLATES = "templates"
"""Name of the folder of a project's own templates."""
JOURNAL = ".importing"
"""File in the folder of pages during an import; a build resumes a killed one."""
SITE = "site"
"""Name of the folder of the site in a project, unless a build is given another."""


def is_project(folder: Path) -> bool:
    """Whether a folder is a reading list: it has settings, pages or seeds."""
    if (folder / FILE_NAME).is_file():
        return True
    return (folder / FOLDER).is_dir() or (folder / SEEDS).is_dir()


def project_around(here: Path) -> Path | None:
    """The nearest reading list, in `here` or in a folder above it."""
    for folder in (here, *here.parents):
        if is_project(folder):
            return folder
    return None


def projects_below(here: Path) -> list[Path]:
    """The reading lists among the folders in `here`, by name."""
    try:
        return sorted(path for path in here.iterdir() if is_project(path))
    except OSError:
        return []


def page_paths(folder: Path) -> list[str]:
    """The pages below `folder` as paths that begin with its name, POSIX slashes,
    sorted.

    Hidden files, those that begin with `_`, and READMEs are no pages.
    """
    return sorted(_walk_pages(folder))


def _walk_pages(folder: Path) -> Iterator[str]:
    length = len(os.fspath(folder))
    for where, folders, names in os.walk(folder):
        # What is taken out of this list is not walked.
        folders[:] = [name for name in folders if name[0] not in "._"]
        path = folder.name + where[length:].replace(os.sep, "/")
        for name in names:
            if _is_page_name(name):
                yield f"{path}/{name}"


def _is_page_name(name: str) -> bool:
    base = name[:-3]
    suffix = name[-3:]
    if suffix.lower() != ".md" or name[0] in "._":
        return False
    return base.lower() != "readme"


def stem(path: str) -> str:
    """A page's file name without its ending."""
    return path[path.rfind("/") + 1 : -len(".md")]


def seed_paths(root: Path) -> list[Path]:
    """The files in `seeds/`, by name; hidden ones and READMEs are not seeds."""
    folder = root / SEEDS
    if not folder.is_dir():
        return []
    seeds = []
    for path in folder.iterdir():
        is_hidden = path.name.startswith(".")
        if path.is_file() and not is_hidden and path.stem.lower() != "readme":
            seeds.append(path)
    return sorted(seeds)
