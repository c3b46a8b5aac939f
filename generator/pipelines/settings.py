"""The settings of a project: where each recipe begins."""

from pathlib import Path

from generator.core.config import Config, read_config, with_base_url
from generator.core.errors import error


def read_settings(root: Path, base_url: str | None = None) -> Config:
    """The settings of the project; `base_url` replaces the one in the file."""
    stop_without_project(root)
    config = read_config(root)
    return config if base_url is None else with_base_url(config, base_url)


def stop_without_project(root: Path) -> None:
    """Raise `PapershelfError` when there is no such folder."""
    if not root.is_dir():
        raise error(
            "project-missing",
            "there is no such folder",
            path=root.as_posix(),
            hint=f"`papershelf init {root.as_posix()}` makes a new reading list",
        )
