"""Where a site may be: in a folder of its own, in nobody's way, and behind no link."""

import os
from collections.abc import Iterable
from pathlib import Path

from generator.core.errors import error
from generator.core.project_layout import (
    FILE_NAME,
    FOLDER,
    SEEDS,
    SITE,
    TEMPLATES,
    is_project,
)
from generator.incremental.build_cache import CACHE_FOLDER
from generator.site.output.site_folder import linked_folder

_OTHERS = (FOLDER, SEEDS, TEMPLATES, CACHE_FOLDER, ".git")
"""Folders of a project that no site is mixed with."""


def stop_with_output(
    root: Path,
    output: Path | None,
    page_folders: Iterable[str],
) -> None:
    """Raise `PapershelfError` when the site cannot be in this folder; None for `site/`.

    `page_folders` are the real folders that pages are in, some of them behind links.
    """
    place = Path(os.path.abspath(output or root / SITE))  # noqa: PTH100 - links stay
    project = root.resolve()
    for folder in (place, *place.parents):
        # Links around the project are the user's, those in it may have come with it.
        is_ours = folder == place or folder.parent.resolve().is_relative_to(project)
        if is_ours and folder.is_symlink():
            raise linked_folder(os.path.relpath(folder))
    fault = _fault_of(root, place, page_folders)
    if fault:
        raise error(
            "output-folder",
            fault,
            path=place.as_posix(),
            hint="choose a folder of its own, such as site",
        )


def _fault_of(root: Path, place: Path, page_folders: Iterable[str]) -> str:
    """Why the site cannot be there; empty if it can."""
    around = [place, *place.parents]
    for name in _OTHERS:
        if _is_among(root / name, around):
            return f"the site would be mixed with the files of {name}/"
    if any(folder.name.casefold() == ".git" for folder in around):
        return "the site would be mixed with the files of .git/"
    home, project = Path.home(), root.resolve()
    is_around = is_project(root) and _is_among(place, [project, *project.parents])
    has_pages = any(_overlap(place.resolve(), Path(one)) for one in page_folders)
    faults = {
        "this is your home, or around it": _is_among(place, [home, *home.parents]),
        "the reading list itself is in this folder": is_around,
        "this is a reading list, not a site": (place / FILE_NAME).exists(),
        "pages of the reading list are in this folder": has_pages,
        "this is a file, not a folder": place.exists() and not place.is_dir(),
    }
    return next(filter(faults.get, faults), "")


def _is_among(folder: Path, others: Iterable[Path]) -> bool:
    """Whether a folder is one of these, by whatever name, or will be once it is made."""
    for other in others:
        if folder.absolute() == other:
            return True
        if folder.exists() and other.exists() and folder.samefile(other):
            return True
    return False


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
