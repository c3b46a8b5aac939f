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
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Self, TypeAlias

Fingerprint: TypeAlias = tuple[str, int | None]
"""Digest of a file's content, and the hash of its marks; none as long as these may lie.

Marks are its size, its inode, and the times of its last modification and its last change.
"""
_UNTOLD = -1
"""In place of marks that may lie: CPython gives this hash to nothing."""
_MARKS = "q"
DIGEST = 32
"""Characters of a digest."""
UNREAD = " " * DIGEST
"""In place of the digest of a file that was not read: no file has it."""

_FEW = 64
"""One of so many files, and fewer, are changed one by one."""
_MARGIN = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system, that of FAT."""


def content_digest(content: bytes) -> str:
    """The name of a content."""
    # Twice as quick as BLAKE2 on most processors.
    return hashlib.sha256(content).hexdigest()[:DIGEST]


def cache_key(*values: object) -> bytes:
    """A digest of plain values (numbers, texts, bytes, tuples of these, None).

    In `marshal`'s second version, equal values are equal bytes; later ones tell what is shared.
    """
    plain = marshal.dumps(values, 2)  # type: ignore[arg-type]
    return hashlib.blake2b(plain, digest_size=16).digest()


class Fingerprints:
    """Footprints of files by their names: few large values, which are kept and taken up at once."""

    def __init__(self, files: list[str], digests: str, marks: "array[int]") -> None:
        self.files = files
        self.marks = marks
        """Of each file."""
        self._digests = digests

    @classmethod
    def of(cls, traces: Mapping[str, Fingerprint]) -> Self:
        """These footprints."""
        marks = (_UNTOLD if trace[1] is None else trace[1] for trace in traces.values())
        return cls(
            [*traces],
            "".join([trace[0] for trace in traces.values()]),
            array(_MARKS, marks),
        )

    @classmethod
    def from_plain(cls, plain: tuple[str, str, bytes]) -> Self:
        """Those that `plain` gave; raises ValueError for anything else."""
        names, digests, marks = plain
        found = cls(names.split("\0")[:-1], digests, array(_MARKS, marks))
        if not len(digests) == len(found.files) * DIGEST == len(found.marks) * DIGEST:
            raise ValueError("footprints of other files")
        return found

    def plain(self) -> tuple[str, str, bytes]:
        """The same as a cache holds it; no name of a file has a zero in it."""
        return (
            "".join([f"{file}\0" for file in self.files]),
            self._digests,
            self.marks.tobytes(),
        )

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, part: slice) -> Self:
        start, end, _ = part.indices(len(self))
        digests = self._digests[start * DIGEST : end * DIGEST]
        return type(self)(self.files[part], digests, self.marks[part])

    @cached_property
    def by_file(self) -> Mapping[str, Fingerprint]:
        """Each file's own."""
        starts = range(0, len(self._digests), DIGEST)
        digests = [self._digests[start : start + DIGEST] for start in starts]
        marks = [None if mark == _UNTOLD else mark for mark in self.marks]
        return dict(zip(self.files, zip(digests, marks, strict=True), strict=True))

    def digests(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
        """Names and digests of the wanted files."""
        for place, file in enumerate(self.files):
            if wanted(file):
                yield file, self._digests[place * DIGEST : (place + 1) * DIGEST]

    def of_files(self, files: list[str]) -> "Fingerprints":
        """Those of these files; of one that is unknown, a footprint that it does not have."""
        if files == self.files:
            return self
        unknown: Fingerprint = UNREAD, None
        return Fingerprints.of(
            {file: self.by_file.get(file, unknown) for file in files}
        )

    def renewed(self, changed: Mapping[str, Fingerprint | None]) -> "Fingerprints":
        """The same with these others, as `changed_files` tells them; itself where there are none."""
        if not changed:
            return self
        if len(changed) * _FEW > len(self):
            every = self.by_file | changed  # type: ignore[operator]
            return Fingerprints.of(
                {file: trace for file, trace in every.items() if trace}
            )
        return self._edited(changed)

    def _edited(self, changed: Mapping[str, Fingerprint | None]) -> "Fingerprints":
        """The same with a few others, ten times quicker than putting all together again."""
        place_of = dict(zip(self.files, range(len(self)), strict=True))
        files, digests, marks = (
            [*self.files],
            bytearray(self._digests, "ascii"),
            self.marks[:],
        )
        for file in [
            file for file in changed if changed[file] and file not in place_of
        ]:
            place_of[file] = len(files)
            files.append(file)
            digests += UNREAD.encode()
            marks.append(_UNTOLD)
        for place, file in sorted(
            ((place_of.get(f, -1), f) for f in changed), reverse=True
        ):
            part, trace = slice(place * DIGEST, (place + 1) * DIGEST), changed[file]
            if trace:
                digests[part] = trace[0].encode()
                marks[place] = _UNTOLD if trace[1] is None else trace[1]
            elif place >= 0:
                del files[place], digests[part], marks[place]
        return Fingerprints(files, digests.decode(), marks)

    def same_as(self, other: "Fingerprints") -> bool:
        """Whether both are of the same files with the same content."""
        if self is other:
            return True
        one, two = self.by_file, other.by_file
        return one.keys() == two.keys() and all(
            one[file][0] == two[file][0] for file in one
        )


def changed_files(
    known: Fingerprints, folder: str = ""
) -> dict[str, Fingerprint | None]:
    """The files of a folder that are not as they were, with their footprints.

    None for one that is gone or cannot be read. `folder` has a slash at its end. Files are looked
    up from it where a system can do that, which saves a quarter.
    """
    found: dict[str, Fingerprint | None] = {}
    with _opened(folder) as (start, place):
        for file, before in zip(known.files, known.marks, strict=True):
            try:
                now = os.stat(start + file, dir_fd=place)
                if _marks(now) != before:
                    found[file] = _read(folder + file, now)
            except OSError:
                found[file] = None
    return found


def unread_fingerprints(files: Sequence[str]) -> dict[str, Fingerprint | None]:
    """Footprints of files that are read later: all but what they hold. None for one that is gone."""
    found: dict[str, Fingerprint | None] = {}
    for file in files:
        try:
            now = os.stat(file)  # noqa: PTH116 -- ten thousand of them
            found[file] = (UNREAD, _lasting(now)) if stat.S_ISREG(now.st_mode) else None
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


def _lasting(now: os.stat_result) -> int | None:
    """Its marks, none while they may lie."""
    is_old = max(now.st_mtime_ns, now.st_ctime_ns) + _MARGIN < time.time_ns()
    return _marks(now) if is_old and os.name == "posix" else None


def _read(file: str, now: os.stat_result) -> Fingerprint | None:
    """The footprint of a file that must be read; raises OSError."""
    if not stat.S_ISREG(now.st_mode):  # a pipe would be waited for
        return None
    marks = _lasting(now)
    with open(file, "rb", buffering=0) as content:  # noqa: PTH123 -- ten thousand of them
        return content_digest(content.read()), marks
