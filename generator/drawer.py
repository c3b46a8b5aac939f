"""Where worked-out pages wait until they are shown: in files, so that memory holds few of them.

Every process that puts pages down writes a file of its own; all may read.
"""

import os
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from generator.sheets import Sheet, packed, unpacked


class Place(NamedTuple):
    """Where a sheet lies."""

    file: str
    start: int
    length: int


class Drawer:
    """Sheets in a folder that lasts as long as a build."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, FileIO] = {}
        self._ends: dict[str, int] = {}

    def put(self, sheet: Sheet) -> Place:
        """Put a sheet down."""
        name, data = f"{os.getpid()}", packed(sheet)
        if name not in self._files:
            self._files[name] = FileIO(self._folder / name, "a+")
            self._ends[name] = 0
        start = self._ends[name]
        self._ends[name] += self._files[name].write(data)
        return Place(name, start, len(data))

    def get(self, place: Place) -> Sheet | None:
        """The sheet that was put there; None when the build is over."""
        try:
            if place.file not in self._files:
                self._files[place.file] = FileIO(self._folder / place.file)
        except FileNotFoundError:
            return None
        return unpacked(_read(self._files[place.file], place))

    def close(self) -> None:
        """Let go of the files."""
        while self._files:
            self._files.popitem()[1].close()


def _read(file: FileIO, place: Place) -> bytes:
    if hasattr(os, "pread"):  # processes share how far a file is read
        return os.pread(file.fileno(), place.length, place.start)
    file.seek(place.start)  # where there is no `pread`, there is one process
    return file.read(place.length)
