"""What in a project is not read, and why: so that nothing disappears in silence.

Here are the kinds, and what is odd in `seeds/` and `templates/`. What is odd below
`content/` is found by `page_walk`.
"""

import os
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from generator.core.project_layout import SEEDS, TEMPLATES
from generator.core.project_links import ProjectLinks
from generator.core.reading import list_folder


class Oddity(Enum):
    """Why something in a project is not read."""

    UNLISTED = "unlisted"
    """The system does not list this folder."""
    DANGLING = "dangling"
    """A link that leads nowhere, and may have led to a folder."""
    DANGLING_FILE = "dangling file"
    """A link that leads nowhere, named as a file that is no page."""
    FOLDER_OUTSIDE = "folder outside"
    """A link to a folder out of the project, which no setting names."""
    FILE_OUTSIDE = "file outside"
    """A link to a file out of the project, which no setting names."""
    NO_PAGE = "no page"
    """A link, named as a page, to a file that is not named as one."""
    NO_FILE = "no file"
    """A device or a pipe in place of a file."""
    SEED_FOLDER = "seed folder"
    """A folder in `seeds/`, whose files are no seeds."""
    ENDING = "ending"
    """A Markdown file with another ending than `.md`."""
    TEXT = "text"
    """A text file, which may be a page, a dump in the wrong folder, or neither."""


class OddPath(NamedTuple):
    """Something in a project that is not read; a tuple, as builds keep them."""

    path: str
    """In the project, POSIX slashes."""
    oddity: str
    """The value of an `Oddity`."""
    detail: str
    """Where a link leads, or what the system said."""


def other_oddities(root: Path) -> tuple[OddPath, ...]:
    """What is in `seeds/` and `templates/` of a project and is not read, sorted."""
    links = ProjectLinks(root)
    oddities = [
        *_oddities_below(root, SEEDS, links),
        *_oddities_below(root, TEMPLATES, links),
    ]
    return tuple(sorted(oddities))


def seed_oddities(root: Path) -> tuple[OddPath, ...]:
    """What is in `seeds/` of a project and is no seed, sorted."""
    return tuple(sorted(_oddities_below(root, SEEDS, ProjectLinks(root))))


def _oddities_below(
    root: Path,
    folder: str,
    links: ProjectLinks,
) -> Iterator[OddPath]:
    target = links.leads_out(folder)
    if target:
        yield OddPath(folder, Oddity.FOLDER_OUTSIDE.value, target)
        return
    visited = set()
    folders = [folder] if os.path.lexists(root / folder) else []
    while folders:
        path = folders.pop()
        real = os.path.realpath(root / path)
        if real in visited:
            continue
        visited.add(real)
        try:
            entries = list_folder(root / path)
        except OSError as fault:
            reason = fault.strerror or str(fault)
            yield OddPath(path, Oddity.UNLISTED.value, reason)
            continue
        for entry in entries:
            inner = f"{path}/{entry.name}"
            if path == SEEDS and entry.name.startswith("."):
                continue
            oddity = _oddity_of(entry, inner, links)
            if oddity:
                detail = os.path.realpath(entry.path)
                yield OddPath(inner, oddity.value, detail)
            elif entry.is_dir() and folder != SEEDS:
                folders.append(inner)


def _oddity_of(
    entry: "os.DirEntry[str]",
    path: str,
    links: ProjectLinks,
) -> Oddity | None:
    """Why something in `seeds/` or `templates/` is not read; None if it is."""
    is_folder = entry.is_dir()
    if entry.is_symlink():
        if not os.path.exists(entry.path):  # noqa: PTH110 - as text
            return Oddity.DANGLING_FILE
        if links.leads_out(path):
            return Oddity.FOLDER_OUTSIDE if is_folder else Oddity.FILE_OUTSIDE
    if is_folder:
        is_odd = path.startswith(f"{SEEDS}/") and _has_files(entry.path)
        return Oddity.SEED_FOLDER if is_odd else None
    return None if entry.is_file() else Oddity.NO_FILE


def _has_files(folder: str) -> bool:
    """Whether there is anything in a folder, or nobody can know."""
    try:
        return bool(list_folder(folder))
    except OSError:
        return True
