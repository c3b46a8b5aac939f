"""Locks of folders: of all commands that write in one, one does so at a time.

The lock is of an open folder, not of a file in it: nobody can delete it, and nothing is
left of it. The system frees it when the process ends, however it ends. A forked child
has its parent's locks too, so one lasts until the last process of a build is gone.

Where a system cannot lock (some network disks), commands go on without: temporary names
are random, and files are replaced in one step, so no file is ever half of one build.
Windows cannot open folders and locks a file in them.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 1.0
"""Seconds after which a person wants to know why nothing happens."""
_LOOK_EVERY = 0.02
"""Seconds between two looks whether a lock is free."""


def _say_nothing(_line: str) -> None:
    """Nobody is there to be told."""


say: Callable[[str], None] = _say_nothing
"""Shows a person that a command waits; the command line sets it."""

if sys.platform == "win32":
    import msvcrt

    _LOCK_FILE = ".papershelf-lock"

    def _open(folder: Path) -> int:
        return os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT)

    def try_lock(descriptor: int, *, shared: bool = False) -> bool | None:
        """Lock what is open, if it is free; None where the system cannot lock."""
        del shared  # Windows has only locks for one
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        except OSError:
            return None
        return True

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def try_lock(descriptor: int, *, shared: bool = False) -> bool | None:
        """Lock what is open, if it is free; None where the system cannot lock."""
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True


@contextmanager
def locked(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of a folder; wait for it while another command has it.

    Many may have a shared one at once, while nobody writes. A folder that is not there
    has no lock.
    """
    descriptor = _wait_for(folder, shared=shared)
    try:
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)


def _wait_for(folder: Path, *, shared: bool) -> int | None:
    """The locked folder; None where nothing can be locked."""
    impatient_at = time.monotonic() + _PATIENCE
    while True:
        try:
            descriptor = _open(folder)
        except OSError:
            return None
        is_locked = _lock(descriptor, folder, impatient_at, shared=shared)
        if is_locked and _is_open(folder, descriptor):
            return descriptor
        os.close(descriptor)
        if is_locked is None:
            return None
        # The folder was removed and made again while we waited: its lock is another.


def _lock(
    descriptor: int,
    folder: Path,
    impatient_at: float,
    *,
    shared: bool,
) -> bool | None:
    """Wait until what is open is locked; None where the system cannot lock."""
    has_said = False
    while (is_locked := try_lock(descriptor, shared=shared)) is False:
        if not has_said and time.monotonic() > impatient_at:
            say(f"another command is writing in {_folder_name(folder)}: waiting for it")
            has_said = True
        time.sleep(_LOOK_EVERY)
    return is_locked


def _is_open(folder: Path, descriptor: int) -> bool:
    """Whether this is the folder of that name still."""
    if sys.platform == "win32":
        return True  # nobody can remove a folder with an open file
    try:
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    except OSError:
        return False


def _folder_name(folder: Path) -> str:
    return folder.as_posix() if folder != Path() else "this folder"
