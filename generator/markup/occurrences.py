"""Where parts of a text occur, in time by its length."""

from bisect import bisect_left


class Occurrences:
    """Where parts of a text occur; no stretch is searched twice for the same part."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offsets: dict[str, list[int]] = {}

    def number(self, part: str, offset: int) -> int:
        """How often a part that is at an offset occurs before it."""
        offsets = self._offsets.setdefault(part, [])
        while not offsets or offsets[-1] < offset:
            self._find_next(part, offsets)
        return bisect_left(offsets, offset)

    def offset(self, part: str, number: int) -> int | None:
        """Where a part occurs for the time `number` (from 0)."""
        offsets = self._offsets.setdefault(part, [])
        while len(offsets) <= number:
            if not self._find_next(part, offsets):
                return None
        return offsets[number]

    def _find_next(self, part: str, offsets: list[int]) -> bool:
        start = offsets[-1] + 1 if offsets else 0
        offset = self._text.find(part, start)
        if offset >= 0:
            offsets.append(offset)
        return offset >= 0
