"""Where a long sorted list is cut into files, so that an edit moves few of the cuts.

Once a file is half full, it ends before the next key whose checksum says so. Such places do not
depend on what stands before them: after an edit the former cuts are met again within a file or two.
"""

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

Row = tuple[str, ...]
"""A key, and what is written of it."""

_ONE_IN = 48
"""Keys before which a file may end: with rows of about 80 characters, each four thousand."""


def runs(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in files of about `size` characters; a longer row has a file of its own."""
    run: list[Row] = []
    length = 0
    for row in rows:
        added = sum(map(len, row))
        is_full = length + added > size * 3 // 2
        if run and (is_full or (length >= size // 2 and _may_begin(row[0]))):
            yield run
            run, length = [], 0
        run.append(row)
        length += added
    if run:
        yield run


def _may_begin(key: str) -> bool:
    return crc32(key.encode("utf-8", "replace")) % _ONE_IN == 0


def separators(shards: Iterable[Sequence[str]]) -> list[str]:
    """For each file of sorted keys the shortest text that parts its first from the one before."""
    found: list[str] = []
    last = ""
    for keys in shards:
        first = keys[0]
        length = next((n for n in range(1, len(first) + 1) if first[:n] != last[:n]), len(first))
        found.append(first[:length])
        last = keys[-1]
    return found
