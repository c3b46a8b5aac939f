"""The settings of a project: where each recipe begins."""

import os
from pathlib import Path

from generator.core.config import Config, read_config, with_base_url
from generator.core.errors import error
from generator.core.project_layout import (
    is_project,
    project_around,
    projects_below,
)


def read_settings(root: Path, base_url: str | None = None) -> Config:
    """The settings of the project; `base_url` replaces the one in the file."""
    stop_without_project(root)
    config = read_config(root)
    return config if base_url is None else with_base_url(config, base_url)


def stop_without_project(root: Path) -> None:
    """Raise `PapershelfError` when this folder is no reading list.

    A build in a wrong folder would leave an empty site there.
    """
    if root.is_dir() and is_project(root):
        return
    message = "this folder is no reading list: no settings, no content/, no seeds/"
    hint = f"`papershelf init {root.as_posix()}` makes a new reading list"
    nearby = _projects_near(root)
    if root.is_file():
        message = "this is a file, not the folder of a reading list"
        hint = f"to import it: papershelf import {root.as_posix()}"
    elif not root.exists():
        message = "there is no such folder"
    elif nearby:
        hint = f"there is one in {' and '.join(nearby)}: go there, or name it"
    elif root == Path():
        hint = "go into your reading list, or start one: papershelf init DIR"
    raise error("project-missing", message, path=root.as_posix(), hint=hint)


def _projects_near(root: Path) -> list[str]:
    """The reading list above a folder, else up to three in it, named as the folder is."""
    here = root.resolve()
    above = project_around(here)
    found = [above] if above else projects_below(here)[:3]
    return [os.path.normpath(root / os.path.relpath(path, here)) for path in found]
