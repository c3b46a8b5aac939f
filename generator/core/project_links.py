"""Which links of a project are followed: those that stay in it, and those that it names.

Out of the project a link is followed only if `papershelf.toml` names it, since a list
that others contribute to must not publish what is on somebody's disk. What is hidden by
its name, such as `.git` or `_drafts`, counts as out of it.
"""

import errno
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

HIDDEN_MARKS = "._"
"""A file or folder whose name begins with one of these is neither a page nor published."""


class ProjectLinks:
    """The links of one project; where the named ones lead is found out once."""

    def __init__(self, root: Path, *, asks_settings: bool = True) -> None:
        self._root = root
        self._project = os.path.realpath(root)
        self._asks_settings = asks_settings

    def leads_out(self, path: str) -> str:
        """Where a path of the project leads that is not to be read; empty if it is.

        `path` has POSIX slashes; any part of it may be a link.
        """
        target = os.path.realpath(self._root / path)
        steps = path.split("/")
        if target == os.path.join(self._project, *steps):  # noqa: PTH118 - as text
            return ""  # no link is on the way
        return "" if self.may_follow(path, target) else target

    def may_follow(self, path: str, target: str) -> bool:
        """Whether a link that leads to `target` may be followed."""
        if _is_public_in(self._project, target):
            return True
        if path in self._named:
            return True
        # A link into a folder that is followed anyway.
        return any(_is_public_in(folder, target) for folder in self._named.values())

    @cached_property
    def _named(self) -> Mapping[str, str]:
        """Where the links lead that the settings name."""
        named = {}
        links = _linked_in_settings(self._root) if self._asks_settings else ()
        for link in links:
            named[link] = os.path.realpath(self._root / link)
        return named


def place_to_write(root: Path, path: str) -> tuple[Path, str]:
    """Where a file of the project is written: a folder, and the path in it.

    Links that a walk follows are followed, from the project or from one of them. What is
    behind another link is no place to write; the door for writes refuses that link.
    """
    steps = path.split("/")
    links = ProjectLinks(root)
    base, rest = root, path
    for depth in range(1, len(steps) + 1):
        here = "/".join(steps[:depth])
        if not os.path.islink(root / here):  # noqa: PTH114 - as text
            continue
        target = os.path.realpath(root / here)
        if not links.may_follow(here, target):
            return root, path
        behind = steps[depth:]
        base, rest = Path(target), "/".join(behind)
        if not behind:
            base, rest = base.parent, base.name
    return base, rest


def stop_at_link_out(root: Path, path: str, *, asks_settings: bool = True) -> None:
    """Raise OSError if a link takes this file out of the project.

    The settings themselves cannot be asked whether they name it.
    """
    target = ProjectLinks(root, asks_settings=asks_settings).leads_out(path)
    if target:
        reason = f"the link leads to {target}, out of the project or hidden"
        raise OSError(errno.ELOOP, reason, path)


def _is_public_in(folder: str, target: str) -> bool:
    """Whether the target is below the folder, and nothing on the way is hidden."""
    try:
        way = Path(os.path.relpath(target, folder))
    except ValueError:  # on another drive
        return False
    # `..` leads out of the folder, and `.` is all of it.
    is_below = way != Path()
    return is_below and not any(part[0] in HIDDEN_MARKS for part in way.parts)


def _linked_in_settings(root: Path) -> frozenset[str]:
    # 30 ms to load, and few projects have links that lead out of them.
    from generator.core.config import linked_folders  # noqa: PLC0415

    return linked_folders(root)
