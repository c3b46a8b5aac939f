"""The user's cache folder, and the secret with which a machine knows its own caches.

A list may be a stranger's, and may bring a `.papershelf-cache/` with it. What a build
finds there is believed only if it bears a seal that nobody else can make. The secret
that seals lies in the user's cache folder, which no clone brings, and nobody but the
user may read it. Where it cannot be kept (there is no home, or nothing may be written
there), each run has a secret of its own: builds work, and remember nothing.
"""

import os
import stat
import sys
from functools import lru_cache
from pathlib import Path

from generator.core.reading import read_file
from generator.system.folder import Folder

_KEY = "key"
_LENGTH = 32
_PRIVATE = 0o600


def user_cache_folder(project: Path) -> Path | None:
    """Where Papershelf keeps what is the user's and of no list; None for nowhere.

    A folder in the project is none, since it may have come with it.
    """
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # noqa: PTH117 - as text
        base = _system_cache_folder()
    if not os.path.isabs(base):  # noqa: PTH117 - as text
        return None
    folder = Path(base, "papershelf")
    place = Path(os.path.realpath(folder))
    return None if place.is_relative_to(os.path.realpath(project)) else folder


def machine_key(project: Path) -> bytes:
    """The secret of this machine, for caches of the project; the same in every run."""
    folder = user_cache_folder(project)
    return _kept_key(folder) if folder else _passing_key()


def _system_cache_folder() -> str:
    """The folder that systems have for caches of a user; no path if there is no home."""
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA", "")
    home = os.path.expanduser("~")  # noqa: PTH111 - raises nothing
    return f"{home}/Library/Caches" if sys.platform == "darwin" else f"{home}/.cache"


@lru_cache(maxsize=1)
def _passing_key() -> bytes:
    return os.urandom(_LENGTH)


@lru_cache
def _kept_key(folder: Path) -> bytes:
    try:
        file = folder / _KEY
        if not _is_secret(file):
            with Folder.at(folder) as opened:
                opened.write(_KEY, os.urandom(_LENGTH), mode=_PRIVATE)
        # Another process may have made one at the same moment: the last one counts.
        key = read_file(file, most=_LENGTH)
        if _is_secret(file) and len(key) == _LENGTH:
            return key
    except OSError:
        pass
    return _passing_key()


def _is_secret(file: Path) -> bool:
    """Whether the key is there, and nobody but us can have read or made it."""
    try:
        found = os.lstat(file)
    except FileNotFoundError:
        return False
    is_key = stat.S_ISREG(found.st_mode) and found.st_size == _LENGTH
    if os.name != "posix":
        return is_key
    return is_key and found.st_uid == os.geteuid() and not found.st_mode & 0o077
