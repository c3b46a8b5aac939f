"""The door for every read: whatever Papershelf takes from a disk comes through it.

A list may have been cloned from a stranger, or be built from somebody's pull request:

- Only regular files are read. They are opened without waiting, so a pipe or a device in
  place of a file is refused and never waited for.
- No file is read beyond a bound, so none fills the memory.
- A folder that the system does not list is an error, never an empty one.

Which links are followed is up to `project_links`. All functions raise OSError with a
reason that can be shown. A test proves that no other module opens or lists anything.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

LARGEST = 64 * 2**20
"""Bytes of a file that are read at most: fifty times the largest dump that we know."""

_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_WITHOUT_WAITING = _READ_ONLY | getattr(os, "O_NONBLOCK", 0)
_CHUNK = 2**20
_MEGABYTE = 2**20


class TooLargeError(OSError):
    """A file has more bytes than are read."""


def read_file(file: str | Path, most: int = LARGEST) -> bytes:
    """All bytes of a regular file, at most `most`; raises OSError."""
    descriptor = os.open(file, _WITHOUT_WAITING)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _no_file(file, found.st_mode)
        if found.st_size > most:
            raise _too_large(file, most)
        # One byte more shows that the file ends here: most files take one read.
        data = os.read(descriptor, found.st_size + 1)
        if len(data) != found.st_size:
            data += _rest(descriptor, file, most - len(data))
        return data
    finally:
        os.close(descriptor)


def read_named_file(file: str | Path, most: int = LARGEST) -> bytes:
    """All bytes of a file that the user named, who may name a pipe; raises OSError.

    A pipe that nobody writes to is empty.
    """
    descriptor = os.open(file, _WITHOUT_WAITING)
    try:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise _no_file(file, stat.S_IFDIR)
        if os.name == "posix":
            os.set_blocking(descriptor, True)
        return _rest(descriptor, file, most)
    finally:
        os.close(descriptor)


def read_text(file: str | Path, most: int = LARGEST) -> str:
    """The text of a UTF-8 file; raises OSError or UnicodeDecodeError."""
    return read_file(file, most).decode("utf-8")


def list_folder(folder: str | Path) -> list["os.DirEntry[str]"]:
    """What is in a folder, in no order; raises OSError."""
    with os.scandir(folder) as entries:
        return list(entries)


def files_below(folder: str | Path, *, follows_links: bool = True) -> Iterator[str]:
    """Paths of all files below a folder that begin with its own; raises OSError.

    Each folder is walked once, since links can lead in circles.
    """
    visited = set()
    folders = [os.fspath(folder)]
    while folders:
        here = folders.pop()
        real = os.path.realpath(here)
        if real in visited:
            continue
        visited.add(real)
        for entry in list_folder(here):
            if entry.is_dir(follow_symlinks=follows_links):
                folders.append(entry.path)
            else:
                yield entry.path


def _rest(descriptor: int, file: str | Path, most: int) -> bytes:
    """What is left to read of a file; raises OSError if it is more than `most` bytes."""
    chunks = []
    length = 0
    while chunk := os.read(descriptor, _CHUNK):
        chunks.append(chunk)
        length += len(chunk)
        if length > most:
            raise _too_large(file, most)
    return b"".join(chunks)


def _no_file(file: str | Path, mode: int) -> OSError:
    if stat.S_ISDIR(mode):
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    reason = "this is a device or a pipe, not a file"
    return OSError(errno.EINVAL, reason, str(file))


def _too_large(file: str | Path, most: int) -> TooLargeError:
    reason = f"the file has more than {most // _MEGABYTE} MB"
    return TooLargeError(errno.EFBIG, reason, str(file))
