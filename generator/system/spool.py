"""Where worked-out things wait until they are shown: in files, so that memory holds few of them.

Every process that puts something down writes a file of its own; all may read.
"""

import os
from collections.abc import Sequence
from io import FileIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import error


class SpoolRef(NamedTuple):
    """Where something lies."""

    file: str
    start: int
    length: int


class Spool:
    """Things in a folder that lasts as long as a build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, FileIO] = {}
        self._ends: dict[str, int] = {}

    def put(self, thing: bytes) -> SpoolRef:
        """Put something down; raises `PapershelfError` where the disk refuses."""
        return self.put_all([thing])[0]

    def put_all(self, things: Sequence[bytes]) -> list[SpoolRef]:
        """The same with many things at once, which is quicker."""
        try:
            return self._put(things)
        except OSError as fault:
            raise error(
                "drawer-write",
                f"cannot put down what a page comes to: {fault.strerror or fault}",
                path=self._folder.as_posix(),
                hint="make room there, or let TMPDIR name a folder that has some",
            ) from fault

    def _put(self, things: Sequence[bytes]) -> list[SpoolRef]:
        name = f"{os.getpid()}"
        if name not in self._ends:
            self._files[name] = FileIO(self._folder / name, "a+")
            self._ends[name] = 0
        ends = [*accumulate(map(len, things), initial=self._ends[name])]
        self._ends[name] = ends[-1]
        rest = b"".join(things)
        while rest:  # a full disk takes a part, and refuses the rest
            rest = rest[self._files[name].write(rest) :]
        return [SpoolRef(name, start, end - start) for start, end in pairwise(ends)]

    def get(self, place: SpoolRef) -> bytes | None:
        """What was put there; None when the build is over."""
        name, start, length = place
        try:
            if name not in self._files:
                self._files[name] = FileIO(self._folder / name)
        except FileNotFoundError:
            return None
        file = self._files[name]
        if hasattr(os, "pread"):  # processes share how far a file is read
            return os.pread(file.fileno(), length, start)
        file.seek(start)  # where there is no `pread`, there is one process
        return file.read(length)

    def close(self) -> None:
        """Let go of the files."""
        while self._files:
            self._files.popitem()[1].close()
