"""Temporary files for what is made early and needed late, so that memory stays small.

Constraints:
- The content of 10,000 pages and their search documents take 100 MB and more; a build
  may use 150 MiB in all, so they cannot wait in memory.
- Several processes write at once, and each must read what any of them wrote.
- Every record is written once and read at most once or twice, in any order.

Every process appends to a file of its own, named by its process id, so there are no
locks. A record has no header: its `SpoolRef` holds file, start and length, and travels
between processes as a small tuple. One file per record was rejected: creating 20,000
files takes longer than writing their contents. A database would be one more format.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import FileIO
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import error
from generator.system.temporary import temporary_folder


class SpoolRef(NamedTuple):
    """Where one record is; a tuple because there are two per page."""

    file: str
    start: int
    length: int


class Spool:
    """Records in a folder that lasts as long as a build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, FileIO] = {}
        self._ends: dict[str, int] = {}

    def put(self, record: bytes) -> SpoolRef:
        """Write one record; raises `PapershelfError` when the disk refuses."""
        return self.put_all([record])[0]

    def put_all(self, records: Sequence[bytes]) -> list[SpoolRef]:
        """Write many records in one go, which is faster; raises as `put` does."""
        try:
            return self._append(records)
        except OSError as fault:
            raise error(
                "spool-write",
                f"cannot write to a temporary file: {fault.strerror or fault}",
                path=self._folder.as_posix(),
                hint="free some space there, or set TMPDIR to a folder that has some",
            ) from fault

    def get(self, ref: SpoolRef) -> bytes | None:
        """The record; None when the build that wrote it is over."""
        name, start, length = ref
        try:
            if name not in self._files:
                self._files[name] = FileIO(self._folder / name)
        except FileNotFoundError:
            return None
        file = self._files[name]
        if hasattr(os, "pread"):
            # Forked processes share an open file's position, `pread` does not use it.
            return os.pread(file.fileno(), length, start)
        # Systems without `pread` do not fork here either.
        file.seek(start)
        return file.read(length)

    def close(self) -> None:
        """Close the files."""
        while self._files:
            _, file = self._files.popitem()
            file.close()

    def _append(self, records: Sequence[bytes]) -> list[SpoolRef]:
        name = str(os.getpid())
        if name not in self._ends:
            self._files[name] = FileIO(self._folder / name, "a+")
            self._ends[name] = 0
        lengths = map(len, records)
        bounds = list(accumulate(lengths, initial=self._ends[name]))
        self._ends[name] = bounds[-1]
        unwritten = b"".join(records)
        # A disk that is nearly full takes a part, and refuses the rest the next time.
        while unwritten:
            written = self._files[name].write(unwritten)
            unwritten = unwritten[written:]
        refs = []
        for start, end in pairwise(bounds):
            refs.append(SpoolRef(name, start, end - start))
        return refs


@contextmanager
def open_spool() -> Iterator[Spool]:
    """A spool in a temporary folder, gone when the build ends."""
    with temporary_folder() as folder:
        spool = Spool(folder)
        try:
            yield spool
        finally:
            spool.close()
