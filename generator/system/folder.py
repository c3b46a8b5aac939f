"""The door for every write: whatever Papershelf makes, renames or removes goes through it.

Nothing outside of the folder that was opened is ever touched, whatever lies in it:

- A path is walked name by name. Each folder is opened in the one before, and never
  through a link, so it does not matter when somebody puts one there.
- An absolute path, and one with `..` in it, is refused.
- A new file is created exclusively under a random name, and then takes its own in one
  step: it is whole or not there.

Whoever makes something temporary holds a lock on it as long as it exists. The system
frees the lock when the process ends, however it ends. So what is temporary and not
locked was left by a run that was killed, and any other run may remove it at once.

Windows opens no folders: there, each name on the way is looked at instead. A test proves
that no other module writes, renames or removes anything.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Self

from generator.core.project_layout import temporary_name
from generator.system.lock import try_lock

_HAS_DESCRIPTORS = os.open in os.supports_dir_fd
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ_ONLY = os.O_RDONLY | _NO_LINK | getattr(os, "O_NONBLOCK", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", 0)
"""With `O_PATH`, a folder can be passed that may not be listed."""
_NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK | getattr(os, "O_BINARY", 0)
_NOT_OPEN = -1
"""In place of a descriptor, where a system has none."""
_USUAL = 0o666
"""Permissions of a new file, less what the user's mask forbids."""
_MOST_OPEN = 64
"""Folders that stay open at once; a system may allow 256 files in all."""
_ABANDONED_AFTER = 3600
"""Seconds after which something temporary counts as left, where nothing can be locked."""


class LinkedError(OSError):
    """A link is where a folder of ours should be."""

    def __init__(self, path: str) -> None:
        message = "a link is in the way, and nothing is written through one"
        super().__init__(errno.ELOOP, message, path)


def place_in_folder(path: Path) -> tuple[Path, Path]:
    """The nearest folder around a path that exists, and the way to it from there."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links stay
    around = whole.parent
    while not around.exists():
        around = around.parent
    return around, whole.relative_to(around)


class Folder:
    """An open folder. Its methods take paths in it, with POSIX slashes.

    They raise OSError when the system refuses, and `LinkedError` where a link would have
    to be followed. A context manager, which closes what is open at its end.
    """

    def __init__(self, path: Path) -> None:
        """Open a folder that the user or the program named, links to it included."""
        self.path = path
        self._base = os.open(path, _FOLDER) if _HAS_DESCRIPTORS else None
        self._inner: dict[str, int] = {}
        """Descriptors of folders in it, by their paths."""

    @classmethod
    def within(cls, base: Path, path: str) -> "Folder":
        """Open a folder below another one, and follow no link from there on.

        It is made where it is missing.
        """
        with cls(base) as outer:
            return outer.inner(path)

    @classmethod
    def at(cls, path: Path) -> "Folder":
        """Open a folder that the user named, made where it is missing; it is no link."""
        around, way = place_in_folder(path)
        return cls.within(around, way.as_posix())

    def inner(self, path: str) -> "Folder":
        """Open a folder in this one, made where it is missing."""
        self.make_folders(path)
        _, descriptor = self.place(f"{path}/x")
        inner = Folder.__new__(Folder)
        inner.path = self.path / path
        inner._base = None if descriptor is None else os.dup(descriptor)  # noqa: SLF001
        inner._inner = {}  # noqa: SLF001
        return inner

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_inner()
        if self._base is not None:
            _close(self._base)

    def mode(self, path: str) -> int | None:
        """The `st_mode` of what is there, of a link itself; None for nothing."""
        try:
            name, folder = self.place(path)
            return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None

    # Files

    def create(self, path: str, content: bytes) -> None:
        """Make a file where nobody looks yet; raises FileExistsError if there is one."""
        descriptor = self._new_file(path)
        try:
            _write(descriptor, content)
        finally:
            os.close(descriptor)

    def create_log(self, path: str) -> FileIO:
        """An open new file, which grows with everything that is written to it."""
        name, folder = self.place(path, makes=True)
        descriptor = os.open(name, _NEW_FILE | os.O_APPEND, 0o600, dir_fd=folder)
        return FileIO(descriptor, "a+")

    def add(self, path: str, content: bytes) -> None:
        """Make a file whole; raises FileExistsError if its name is taken."""
        with self.temporary_file(path, content) as temporary:
            try:
                # A link fails where a file exists, and a rename would overwrite it.
                self.link(temporary, self, path)
            except FileExistsError:
                raise
            except OSError:  # a file system without hard links, such as FAT
                self.create(path, content)

    def write(self, path: str, content: bytes, *, mode: int | None = None) -> None:
        """Make a file whole, in place of what has its name; with these permissions."""
        with self.temporary_file(path, content, mode) as temporary:
            self.move(temporary, self, path)

    def move(self, path: str, goal: "Folder", goal_path: str) -> None:
        """Move a file or a folder in one step, in place of a file of that name."""
        goal_name, goal_folder = goal.place(goal_path, makes=True)
        name, folder = self.place(path)
        os.replace(name, goal_name, src_dir_fd=folder, dst_dir_fd=goal_folder)

    def link(self, path: str, goal: "Folder", goal_path: str) -> None:
        """Give a file a second name; raises FileExistsError if that is taken."""
        goal_name, goal_folder = goal.place(goal_path, makes=True)
        name, folder = self.place(path)
        os.link(name, goal_name, src_dir_fd=folder, dst_dir_fd=goal_folder)

    def remove(self, path: str) -> None:
        """Remove a file, or a link itself; it may be gone already."""
        with suppress(FileNotFoundError):
            name, folder = self.place(path)
            os.unlink(name, dir_fd=folder)

    # Folders

    def make_folders(self, path: str) -> list[str]:
        """Make a folder and those around it; the paths of those that were missing."""
        made = []
        steps = path.split("/")
        for depth in range(1, len(steps) + 1):
            here = "/".join(steps[:depth])
            name, folder = self.place(here)
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=folder)
                made.append(here)
        return made

    def remove_folder(self, path: str) -> None:
        """Remove a folder if it is empty."""
        self._close_inner()
        name, folder = self.place(path)
        try:
            os.rmdir(name, dir_fd=folder)
        except OSError as fault:
            if fault.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise

    def remove_tree(self, path: str) -> None:
        """Remove a folder with all that is in it, as far as the system lets us."""
        # 8 ms, for builds that have something to do.
        import shutil  # noqa: PLC0415

        self._close_inner()
        name, folder = self.place(path)
        # Where folders have descriptors, it walks as we do.
        shutil.rmtree(name, ignore_errors=True, dir_fd=folder)

    # What is temporary

    @contextmanager
    def temporary_folder(self) -> Iterator["Folder"]:
        """A new folder of a random name, for as long as it is needed."""
        name, lock = self._new_temporary("", self._new_folder)
        try:
            with self.inner(name) as folder:
                yield folder
        finally:
            # What the folder was for is done: an interrupt comes too late to stop it.
            self._discard(name)
            _close(lock)

    def remove_abandoned(self, path: str) -> None:
        """Remove something temporary, if the run that made it is over and was ours."""
        with suppress(OSError):
            name, folder = self.place(path)
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
                return
            lock = _NOT_OPEN
            if _HAS_DESCRIPTORS:
                lock = os.open(name, _READ_ONLY, dir_fd=folder)
            try:
                if not _is_abandoned(lock, found):
                    return
                if stat.S_ISDIR(found.st_mode):
                    self.remove_tree(path)
                else:
                    self.remove(path)
            finally:
                _close(lock)

    @contextmanager
    def temporary_file(
        self,
        beside: str,
        content: bytes,
        mode: int | None = None,
    ) -> Iterator[str]:
        """The path of a new file of a random name, in the folder of another file."""
        self.place(beside, makes=True)
        parent = beside.rpartition("/")[0]
        # Never readable by more than it is in the end, not even for a moment.
        permissions = _USUAL if mode is None else stat.S_IMODE(mode)
        make = partial(self._new_file, permissions=permissions)
        path, descriptor = self._new_temporary(parent, make)
        try:
            _write(descriptor, content)
            if not _HAS_DESCRIPTORS:
                # Windows does not rename what is open, and has no permissions.
                os.close(descriptor)
                descriptor = _NOT_OPEN
            elif mode is not None:
                os.fchmod(descriptor, stat.S_IMODE(mode))
            yield path
        finally:
            _close(descriptor)
            if self._discard(path):
                raise KeyboardInterrupt

    def _discard(self, path: str) -> bool:
        """Remove something temporary; whether that was interrupted.

        It is tried twice, and what stays after all is left to the next run.
        """
        is_interrupted = False
        for _ in range(2):
            try:
                if stat.S_ISDIR(self.mode(path) or 0):
                    self.remove_tree(path)
                else:
                    self.remove(path)
            except OSError:
                continue
            except KeyboardInterrupt:
                is_interrupted = True
        return is_interrupted

    def _new_temporary(
        self,
        parent: str,
        make: Callable[[str], int],
    ) -> tuple[str, int]:
        """The path and the descriptor of something new, which we hold the lock of."""
        while True:
            path = temporary_name()
            if parent:
                path = f"{parent}/{path}"
            try:
                descriptor = make(path)
                # Another run may have taken it for abandoned before we had the lock.
                if not _HAS_DESCRIPTORS or self._lock_new(path, descriptor):
                    return path, descriptor
            except BaseException:
                self._discard(path)
                raise
            _close(descriptor)

    def _lock_new(self, path: str, descriptor: int) -> bool:
        return try_lock(descriptor) is not False and self.mode(path) is not None

    def _new_file(self, path: str, permissions: int = _USUAL) -> int:
        name, folder = self.place(path, makes=True)
        return os.open(name, _NEW_FILE, permissions, dir_fd=folder)

    def _new_folder(self, path: str) -> int:
        name, folder = self.place(path)
        while True:
            os.mkdir(name, 0o700, dir_fd=folder)
            if not _HAS_DESCRIPTORS:
                return _NOT_OPEN
            # Another run may take it for abandoned while nobody holds its lock.
            with suppress(FileNotFoundError):
                return os.open(name, _READ_ONLY, dir_fd=folder)

    # The way to a path

    def place(self, path: str, *, makes: bool = False) -> tuple[str, int | None]:
        """The name at the end of a path, and the descriptor of the folder that has it.

        Where folders have no descriptors: the whole path, and None.
        """
        parent, slash, name = path.rpartition("/")
        _stop_at_strange_name(name)
        if slash and not parent:
            _stop_at_strange_name(parent)  # the path is absolute
        if self._base is None:
            self._look_at_way(parent, makes=makes)
            return os.fspath(self.path / path), None
        if not parent:
            return name, self._base
        if parent not in self._inner:
            descriptor = self._open_way(parent, makes=makes)
            if len(self._inner) == _MOST_OPEN:
                self._close_inner()
            self._inner[parent] = descriptor
        return name, self._inner[parent]

    def _open_way(self, parent: str, *, makes: bool) -> int:
        """Open a folder, step by step; with `makes` each that is missing is made."""
        here = os.dup(self._base)  # type: ignore[arg-type]
        for name in parent.split("/"):
            _stop_at_strange_name(name)
            outer = here
            try:
                if makes:
                    with suppress(FileExistsError):
                        os.mkdir(name, dir_fd=outer)
                here = os.open(name, _FOLDER | _NO_LINK, dir_fd=outer)
            except NotADirectoryError:
                found = os.stat(name, dir_fd=outer, follow_symlinks=False)
                if stat.S_ISLNK(found.st_mode):
                    raise LinkedError(parent) from None
                raise
            finally:
                _close(outer)
        return here

    def _look_at_way(self, parent: str, *, makes: bool) -> None:
        """As `_open_way`, where no folder can be opened."""
        here = self.path
        for name in parent.split("/") if parent else ():
            _stop_at_strange_name(name)
            here /= name
            if makes:
                here.mkdir(exist_ok=True)
            # A junction is a link too: both lead somewhere else.
            if here.exists() and here.resolve() != here.parent.resolve() / name:
                raise LinkedError(parent)

    def _close_inner(self) -> None:
        while self._inner:
            _, descriptor = self._inner.popitem()
            _close(descriptor)


def _stop_at_strange_name(name: str) -> None:
    """Raise OSError for a name that could lead out of a folder."""
    has_other_slash = os.sep != "/" and (os.sep in name or ":" in name)
    if name in ("", ".", "..") or "\0" in name or has_other_slash:
        raise OSError(errno.EINVAL, "no file of ours can have this name", name)


def _write(descriptor: int, content: bytes) -> None:
    # A disk that is nearly full takes a part, and refuses the rest then.
    while content:
        content = content[os.write(descriptor, content) :]


def _is_abandoned(lock: int, found: os.stat_result) -> bool:
    is_free = None if lock == _NOT_OPEN else try_lock(lock)
    if is_free is None:
        return found.st_mtime + _ABANDONED_AFTER < time.time()
    return is_free


def _close(descriptor: int) -> None:
    if descriptor != _NOT_OPEN:
        # It is only a lock or a folder any more, and loses nothing.
        with suppress(OSError):
            os.close(descriptor)
