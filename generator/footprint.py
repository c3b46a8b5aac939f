"""What files hold, told without reading them again where their times cannot lie.

A file is known again by its size, its inode and its times, if these were old already when it was
read: only a change within the same tick of the disk's clock would leave them all as they were.
A younger file is read each time, and so is every file on Windows, where all times can be set.
The clock decides what is distrusted, never what is true.
"""

import hashlib
import marshal
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeAlias

Footprint: TypeAlias = tuple[str, int | None]
"""Digest of a file's content, and the hash of its marks; none as long as these may lie.

Marks are its size, its inode, and the times of its last modification and its last change.
"""

_MARGIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system, that of FAT."""


def content_digest(content: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(content).hexdigest()[:32]  # twice as quick as BLAKE2 on most processors


def value_digest(*values: object) -> bytes:
    """The name of plain values (numbers, texts, bytes, tuples of these, None).

    In `marshal`'s second version, equal values are equal bytes; later ones tell what is shared.
    """
    plain = marshal.dumps(values, 2)  # type: ignore[arg-type]
    return hashlib.blake2b(plain, digest_size=16).digest()


def footprints(files: Iterable[str], known: Mapping[str, Footprint]) -> dict[str, Footprint]:
    """The footprint of each file, as `known` from an earlier look if it is the same file still.

    What is no file that can be read is left out.
    """
    found: dict[str, Footprint] = {}
    for file in files:
        trace = known.get(file)
        try:
            now = os.stat(file)  # noqa: PTH116 -- half the time of `Path.stat`
            marks = _marks(now)
            if trace is None or trace[1] != marks:
                trace = _read(file, now, marks)
        except OSError:
            continue
        if trace:
            found[file] = trace
    return found


def changes(known: Mapping[str, Footprint], folder: str) -> dict[str, Footprint | None]:
    """The files of a folder that are not as they were, with their footprints; None for one gone.

    `folder` has a slash at its end. Files are looked up from it where a system can do that, which
    saves a quarter.
    """
    found: dict[str, Footprint | None] = {}
    with _opened(folder) as (start, place):
        for file, trace in known.items():
            try:
                now = os.stat(start + file, dir_fd=place)
                if (marks := _marks(now)) != trace[1]:
                    found[file] = _read(folder + file, now, marks)
            except OSError:
                found[file] = None
    return found


@contextmanager
def _opened(folder: str) -> Iterator[tuple[str, int | None]]:
    """How files of a folder are named to the system: what goes before, and the folder if it is open."""
    if os.stat not in os.supports_dir_fd or not os.path.isdir(folder):  # noqa: PTH112
        yield folder, None
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        yield "", place
    finally:
        os.close(place)


def _marks(now: os.stat_result) -> int:
    return hash((now.st_size, now.st_ino, now.st_mtime_ns, now.st_ctime_ns))


def hold_the_same(one: Mapping[str, Footprint], other: Mapping[str, Footprint]) -> bool:
    """Whether both are footprints of the same files with the same content."""
    return one == other or (
        one.keys() == other.keys() and all(one[file][0] == other[file][0] for file in one)
    )


def _read(file: str, now: os.stat_result, marks: int) -> Footprint | None:
    """The footprint of a file that must be read; raises OSError."""
    if not stat.S_ISREG(now.st_mode):  # a pipe would be waited for
        return None
    is_old = max(now.st_mtime_ns, now.st_ctime_ns) + _MARGIN < time.time_ns()
    with open(file, "rb", buffering=0) as content:  # noqa: PTH123 -- ten thousand of them
        return content_digest(content.read()), marks if is_old and os.name == "posix" else None
