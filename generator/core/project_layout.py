"""Where the project is, and which of its files are seeds, by their names alone.

Which are pages is up to `page_walk`. No file is opened here.
"""

import os
from pathlib import Path

from generator.core.project_links import ProjectLinks
from generator.core.reading import list_folder

FILE_NAME = "papershelf.toml"
"""Name of the settings in a project."""
FOLDER = "content"
"""Name of the folder of pages in a project."""
SEEDS = "seeds"
"""Name of the folder of dumps in a project."""
SEED_DAYS = "seeds.toml"
"""File in the folder of dumps with the days of their listings."""
TEMPLATES = "templates"
"""Name of the folder of a project's own templates."""
JOURNAL = ".importing"
"""File in the folder of pages during an import; a build resumes a killed one."""
SITE = "site"
"""Name of the folder of the site in a project, unless a build is given another."""

_TEMPORARY = ".papershelf-"
_RANDOM = 16
"""Hexadecimal digits in a temporary name."""


def temporary_name() -> str:
    """A name for what is made before it has its own; nobody can guess it."""
    return f"{_TEMPORARY}{os.urandom(_RANDOM // 2).hex()}.tmp"


def is_temporary(name: str) -> bool:
    """Whether `temporary_name` made this name."""
    if not name.startswith(_TEMPORARY):
        return False
    digits = name.removeprefix(_TEMPORARY).removesuffix(".tmp")
    if name != f"{_TEMPORARY}{digits}.tmp" or len(digits) != _RANDOM:
        return False
    return set(digits) <= set("0123456789abcdef")


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
        folders = [Path(entry.path) for entry in list_folder(here)]
    except OSError:
        return []
    return sorted(filter(is_project, folders))


def stem(path: str) -> str:
    """A page's file name without its ending."""
    return path[path.rfind("/") + 1 : -len(".md")]


def seed_paths(root: Path) -> list[Path]:
    """The files in `seeds/`, by name; raises OSError if it cannot be listed.

    Hidden ones, READMEs, editors' copies and `seeds.toml` are not seeds, nor is what a
    link takes out of the project.
    """
    links = ProjectLinks(root)
    if not (root / SEEDS).is_dir() or links.leads_out(SEEDS):
        return []
    seeds = []
    for entry in list_folder(root / SEEDS):
        if not _is_seed_name(entry.name) or not entry.is_file():
            continue
        if not entry.is_symlink() or not links.leads_out(f"{SEEDS}/{entry.name}"):
            seeds.append(root / SEEDS / entry.name)
    return sorted(seeds)


def _is_seed_name(name: str) -> bool:
    if name.startswith(".") or name.endswith("~"):
        return False
    base = name.rpartition(".")[0] or name
    return name.casefold() != SEED_DAYS and base.casefold() != "readme"
