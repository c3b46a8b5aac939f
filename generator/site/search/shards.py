"""Long sorted lists of rows, cut into files of which an edit changes few.

Constraints. A question loads the files of its terms, so they must be small; the
manifest names where each begins, so there must not be many. An edit must change only
the files that hold it, since each changed file is uploaded and loaded again.

Figures, for 10,000 papers: with files of 6,000 characters a question of one to three
words loads 9 KB of index (Pagefind: 63 KB), and an abstract that changes renews the
files of its terms and no others. Cutting at a fixed size was rejected: one longer row
would move every later cut, and so change every later file.

Layout. A row is a key and columns, a shard is the text of the rows of one file: a line
per row, tabs between its parts. In memory and in the cache a shard stays this one text,
since a thousand texts load faster than 100,000 rows:

    lamp<TAB>$$<TAB>(<TAB>#      first row, its key is `lamp`
    lampshad<TAB>$$<TAB>,<TAB>$

Cuts depend on the rows' content. Once a file is half full, it ends before the next key
whose checksum is a multiple of `one_in`; at one and a half times its size it ends
anyway. Such a place does not depend on the rows before it. So after an edit the former
cuts are met again within a file or two, and the files beyond stay what they were.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias
from zlib import crc32

from generator.site.search.codec import utf16_key, utf16_sorted
from generator.site.search.settings import ShardCut

KeyedRow: TypeAlias = tuple[str, ...]
"""A key (a term, or a word of the dictionary) and the columns written of it."""
Shard: TypeAlias = str
"""The rows of one file as one text."""


def join_rows(rows: Iterable[KeyedRow]) -> Shard:
    """The shard of rows, in which there is no white space."""
    return "\n".join(map("\t".join, rows))


def split_rows(shard: Shard) -> list[KeyedRow]:
    """The rows that `join_rows` was given."""
    if not shard:
        return []
    lines = shard.split("\n")
    return [tuple(line.split("\t")) for line in lines]


def _first_key(shard: Shard) -> str:
    key, _, _ = shard.partition("\t")
    return key


def _last_key(shard: Shard) -> str:
    _, _, last_line = shard.rpartition("\n")
    return _first_key(last_line)


def cut_rows(rows: Iterable[KeyedRow], cut: ShardCut) -> Iterator[list[KeyedRow]]:
    """The rows of each file; a row that is longer than a file has one of its own."""
    file: list[KeyedRow] = []
    length = 0
    shortest = cut.size // 2
    longest = cut.size * 3 // 2
    for row in rows:
        added = _row_length(row)
        is_cut = length + added > longest
        if length >= shortest and not is_cut:
            is_cut = _may_begin(row[0], cut)
        if file and is_cut:
            yield file
            file = []
            length = 0
        file.append(row)
        length += added
    if file:
        yield file


def cut_shards(rows: Iterable[KeyedRow], cut: ShardCut) -> list[Shard]:
    """All rows as shards."""
    files = cut_rows(rows, cut)
    return [join_rows(file) for file in files]


def _row_length(row: KeyedRow) -> int:
    return len("".join(row))


def _may_begin(key: str, cut: ShardCut) -> bool:
    checksum = crc32(key.encode("utf-8", "replace"))
    return checksum % cut.one_in == 0


class ShardTable:
    """Shards as one sorted table, in which rows are looked up by key."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._shards = shards
        first_keys = map(_first_key, shards)
        self._starts = [utf16_key(key) for key in first_keys]

    def place(self, key: str) -> int:
        """The number of the shard that holds the key, or would hold it."""
        after = bisect_right(self._starts, utf16_key(key))
        return max(0, after - 1)

    def row(self, key: str) -> KeyedRow | None:
        """The row of a key, if there is one."""
        if not self._shards:
            return None
        # A search for the line in the text, which is faster than splitting all lines.
        shard = self._shards[self.place(key)]
        lines = f"\n{shard}\n"
        before = lines.find(f"\n{key}\t")
        if before < 0:
            return None
        start = before + 1
        end = lines.index("\n", start)
        line = lines[start:end]
        return tuple(line.split("\t"))


def edit_shards(
    shards: Sequence[Shard],
    edits: Mapping[str, KeyedRow | None],
    cut: ShardCut,
) -> list[Shard]:
    """Replace, add or (None) remove rows; as if all rows were cut again."""
    if not edits:
        return [*shards]
    shards = shards or [""]
    # 1. Which shard holds each of the edited keys?
    table = ShardTable(shards)
    keys_by_place: dict[int, list[str]] = defaultdict(list)
    for key in edits:
        place = table.place(key)
        keys_by_place[place].append(key)
    # 2. Edit the rows of these shards, and of no others.
    changed: dict[int, list[KeyedRow]] = {}
    for place, keys in keys_by_place.items():
        former_rows = split_rows(shards[place])
        rows = {row[0]: row for row in former_rows}
        for key in keys:
            row = edits[key]
            if row:
                rows[key] = row
            else:
                rows.pop(key, None)
        changed[place] = [rows[key] for key in utf16_sorted(rows)]
    # 3. Cut them again, and as many others as the moved cuts reach.
    return _EditedShards(shards, changed, cut).cut_again()


class _EditedShards:
    """Shards of which some have other rows now, and are to be cut again."""

    def __init__(
        self,
        shards: Sequence[Shard],
        changed: Mapping[int, list[KeyedRow]],
        cut: ShardCut,
    ) -> None:
        self._shards = shards
        self._changed = changed
        self._cut = cut

    def cut_again(self) -> list[Shard]:
        """All shards; those that an edit cannot have moved are not looked at."""
        result: list[Shard] = []
        place = 0
        while place < len(self._shards):
            if self._ends_as_before(place):
                result.append(self._shards[place])
                place += 1
            else:
                moved, place = self._cut_from(place)
                result += moved
        return result

    def _ends_as_before(self, place: int) -> bool:
        """Whether a shard whose start did not move keeps its end.

        That depends on its rows, and on key and length of the row that follows them.
        """
        if place in self._changed:
            return False
        after = place + 1
        if after not in self._changed:
            return True
        rows = self._changed[after]
        if not rows:
            return False
        now = rows[0]
        before, *_ = split_rows(self._shards[after])
        if now[0] != before[0]:
            return False
        return _row_length(now) == _row_length(before)

    def _cut_from(self, place: int) -> tuple[list[Shard], int]:
        """Cut from this shard on to where a cut meets a former one; and that place."""
        starts: dict[int, int] = {}
        result: list[Shard] = []
        rows_cut = 0
        rows = self._rows_from(place, starts)
        for file in cut_rows(rows, self._cut):
            result.append(join_rows(file))
            rows_cut += len(file)
            if rows_cut in starts:
                return result, starts[rows_cut]
        return result, len(self._shards)

    def _rows_from(
        self,
        place: int,
        starts: dict[int, int],
    ) -> Iterator[KeyedRow]:
        """The rows from this shard on; notes after how many of them each shard starts.

        It is read lazily, so that shards beyond the last moved cut are not split.
        """
        count = 0
        for each in range(place, len(self._shards)):
            starts[count] = each
            rows = self._changed.get(each)
            if rows is None:
                rows = split_rows(self._shards[each])
            yield from rows
            count += len(rows)


def shard_separators(shards: Iterable[Shard]) -> list[str]:
    """For each shard the shortest text that separates it from the shard before.

    `lamp … lampshade` and `language … large` are separated by `lan`: words below it are
    in the first one, all others in the second. Against whole keys this saves 15 % of
    the manifest.
    """
    separators: list[str] = []
    before = ""
    for shard in shards:
        first = _first_key(shard)
        # The first prefix of this key that the last key before does not share.
        separator = first[:1]
        while before.startswith(separator) and separator != first:
            separator = first[: len(separator) + 1]
        separators.append(separator)
        before = _last_key(shard)
    return separators
