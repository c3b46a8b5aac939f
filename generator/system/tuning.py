"""Thresholds that decide how fast a build is, never what it makes.

They are handed down from the top, so that a test can use small ones: with a list of
twelve papers it then sees several parts, several processes and young files.
"""

from typing import NamedTuple


class Tuning(NamedTuple):
    """A tuple because each build loads it: `dataclasses` and `inspect` take 17 ms."""

    part: int = 128
    """Tasks that one process takes at a time."""
    fork_from: int = 512
    """Fewer tasks than this are done before a second process would have started."""
    page_batch: int = 512
    """Pages that go through each step of reading together."""
    clock_tick: int = 2_000_000_000
    """Nanoseconds between two times that a file system can tell apart, at the coarsest
    (FAT)."""


DEFAULT = Tuning()
"""Measured with lists of 36 to 10,000 papers."""
