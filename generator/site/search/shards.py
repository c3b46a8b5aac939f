"""A long sorted list of rows, cut into files of which an edit changes few.

Once a file is half full, it ends before the next key whose checksum says so. Such places do not
depend on what stands before them: after an edit the former cuts are met again within a file or two.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias
from zlib import crc32

from generator.site.search.codec import in_utf16_order, utf16_order

Row: TypeAlias = tuple[str, ...]
"""A key, and what is written of it."""
Shard: TypeAlias = str
"""The rows of one file as one text, each a line: quicker to keep and to load than the rows are."""
Edit: TypeAlias = Callable[[str, Row | None], Row | None]
"""From a key and its row, none when it is new, to what stands there now, none when it goes."""

_ONE_IN = 48
"""Keys before which a file may end: with rows of about 80 characters, each four thousand."""


def shard(rows: Iterable[Row]) -> Shard:
    """Rows, in which there is no white space, as they are kept."""
    return "\n".join(map("\t".join, rows))


def rows_of(shard: Shard) -> list[Row]:
    """The rows that `shard` was given."""
    return [tuple(line.split("\t")) for line in shard.split("\n")] if shard else []


def runs(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in files of about `size` characters; a longer row has a file of its own."""
    run: list[Row] = []
    length = 0
    for row in rows:
        added = len("".join(row))
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


def edited(
    shards: Sequence[Shard], keys: Iterable[str], edit: Edit, size: int
) -> list[Shard]:
    """What `runs` would make of all rows after an edit of some, found without most of them."""
    changed = {
        place: _edited_rows(rows_of(shards[place]) if shards else [], those, edit)
        for place, those in _by_place(shards, keys).items()
    }
    return (
        [*_Cuts(shards=shards or [""], changed=changed, size=size).again()]
        if changed
        else [*shards]
    )


def _by_place(shards: Sequence[Shard], keys: Iterable[str]) -> dict[int, list[str]]:
    lookup = Lookup(shards)
    places: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        places[lookup.place(key)].append(key)
    return places


class Lookup:
    """Shards in which rows are looked up by their keys."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._shards = shards
        self._starts = [utf16_order(first_key(shard)) for shard in shards]

    def place(self, key: str) -> int:
        """The place of the shard that holds the key, or would hold it."""
        return max(0, bisect_right(self._starts, utf16_order(key)) - 1)

    def row(self, key: str) -> Row | None:
        """The row of a key, if there is one."""
        if not self._shards:
            return None
        lines = f"\n{self._shards[self.place(key)]}\n"
        start = lines.find(f"\n{key}\t") + 1
        return (
            tuple(lines[start : lines.index("\n", start)].split("\t"))
            if start
            else None
        )


def _edited_rows(rows: Iterable[Row], keys: Iterable[str], edit: Edit) -> list[Row]:
    found = {row[0]: row for row in rows}
    for key in keys:
        row = edit(key, found.pop(key, None))
        if row is not None:
            found[key] = row
    return [found[key] for key in in_utf16_order(found)]


class _Cuts(NamedTuple):
    """Where the rows are cut after an edit: as before, but around what it changed."""

    shards: Sequence[Shard]
    changed: Mapping[int, list[Row]]
    """The rows of shards in which some changed."""
    size: int

    def again(self) -> Iterator[Shard]:
        """All shards."""
        place = 0
        while place < len(self.shards):
            if self._stands(place):
                yield self.shards[place]
                place += 1
            else:
                place = yield from self._anew(place)

    def _stands(self, place: int) -> bool:
        """Whether a shard that begins where it began ends where it ended.

        That depends on its rows and on the key and the length of the one that follows.
        """
        following = self.changed.get(place + 1)
        if place in self.changed or following is None:
            return place not in self.changed
        former = rows_of(self.shards[place + 1])[0]
        return bool(following) and _measures(following[0]) == _measures(former)

    def _anew(self, place: int) -> Generator[Shard, None, int]:
        """Shards from there on, up to one that begins where it began; its place."""
        fork_task: dict[int, int] = {}
        done = 0
        for run in runs(self._rows(place, fork_task), self.size):
            yield shard(run)
            done += len(run)
            if done in fork_task:
                return fork_task[done]
        return len(self.shards)

    def _rows(self, place: int, fork_task: dict[int, int]) -> Iterator[Row]:
        """All rows from there on; notes after how many of them each shard began."""
        done = 0
        for each in range(place, len(self.shards)):
            fork_task[done] = each
            rows = (
                self.changed[each]
                if each in self.changed
                else rows_of(self.shards[each])
            )
            yield from rows
            done += len(rows)


def _measures(row: Row) -> tuple[str, int]:
    return row[0], len("".join(row))


def separators(shards: Iterable[Shard]) -> list[str]:
    """For each shard the shortest text that parts its first key from the last one before."""
    found: list[str] = []
    last = ""
    for each in shards:
        first = first_key(each)
        length = next(
            (n for n in range(1, len(first) + 1) if first[:n] != last[:n]), len(first)
        )
        found.append(first[:length])
        last = each[each.rfind("\n") + 1 :].partition("\t")[0]
    return found


def first_key(shard: Shard) -> str:
    """The key of the first row."""
    return shard.partition("\t")[0]
