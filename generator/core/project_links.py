"""Which links of a project are followed: those that stay in it, and those that it names.

Out of the project a link is followed only if `papershelf.toml` names it, since a list
that others contribute to must not publish what is on somebody's disk. Hidden folders,
such as `.git`, count as out of it.
"""

import errno
import os
from pathlib import Path


class ProjectLinks:
    """The links of one project; where the named ones lead is found out once."""

    def __init__(self, root: Path, *, asks_settings: bool = True) -> None:
        self._root = root
        self._project = os.path.realpath(root)
        self._named: dict[str, str] | None = None if asks_settings else {}
        """Where the links lead that settings name; None until somebody asks."""

    def leads_out(self, path: str) -> str:
        """Where a path of the project leads that is not to be read; empty if it is.

        `path` has POSIX slashes; any part of it may be a link.
        """
        target = os.path.realpath(self._root / path)
        if target == os.path.join(self._project, *path.split("/")):  # noqa: PTH118 - as text
            return ""  # no link is on the way
        return "" if self.may_follow(path, target) else target

    def may_follow(self, path: str, target: str) -> bool:
        """Whether a link that leads to `target` may be followed."""
        if _is_public_in(self._project, target):
            return True
        if self._named is None:
            links = _linked_in_settings(self._root)
            self._named = {link: os.path.realpath(self._root / link) for link in links}
        if path in self._named:
            return True
        # A link into a folder that is followed anyway.
        return any(_is_public_in(folder, target) for folder in self._named.values())


def stop_at_link_out(root: Path, path: str, *, asks_settings: bool = True) -> None:
    """Raise OSError if a link takes this file out of the project.

    The settings themselves cannot be asked whether they name it.
    """
    target = ProjectLinks(root, asks_settings=asks_settings).leads_out(path)
    if target:
        reason = f"the link leads out of the project, to {target}"
        raise OSError(errno.ELOOP, reason, path)


def _is_public_in(folder: str, target: str) -> bool:
    """Whether the target is below the folder, and in no hidden folder of it."""
    try:
        way = Path(os.path.relpath(target, folder))
    except ValueError:  # on another drive
        return False
    # `..` leads out of the folder, and `.` is all of it.
    return way != Path() and not any(part.startswith(".") for part in way.parts)


def _linked_in_settings(root: Path) -> frozenset[str]:
    # 30 ms to load, and few projects have links that lead out of them.
    from generator.core.config import linked_folders  # noqa: PLC0415

    return linked_folders(root)
