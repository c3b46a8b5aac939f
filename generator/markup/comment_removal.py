"""A text copied without its comments, so that what is left means what it meant.

Lines stay where they are, and so do the quotation and the indentation of a comment's
lines; words behind a comment begin no heading, list or quotation, and no new comment.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

from generator.core.positions import Lines

OPENER = re.compile(r"(?<!\\)(?:\\\\)*+(?P<mark>%%|<!--)")
CLOSERS = {"<!--": "-->", "%%": "%%"}
"""The mark that ends a comment, by the one that begins it."""

_BLANKS = re.compile(r"[ \t]*")
_LEAD = re.compile(r"[ \t>]{0,40}")
_MARKS_ALONE = re.compile(r"[ \t>]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+[ \t>]*)*")
"""What stands before the first word of a line, in lists and quotations."""
_BLOCK_START = re.compile(
    r"""
    (?P<number> [0-9]{1,9} (?=[.)](?:\s|$)) )
  | (?= \#{1,6}(?:\s|$) | [-+*](?:\s|$) | > | =+[ \t]*$ | -{2,}[ \t]*$ | `{3} | ~{3}
      | (?:[-*_][ \t]*){3,}$ )
    """,
    re.VERBOSE | re.MULTILINE,
)
_LINE_KEPT = 200
"""Characters of a line that are looked at for what stands before its words."""


@dataclass(frozen=True, slots=True)
class Uncommented:
    """A text without its comments; it has the same number of lines up to its end."""

    text: str
    source: str
    """The text as it was."""
    open_at: int | None = None
    """Offset in the source of a comment that never ends."""
    kept: tuple[tuple[int, int], ...] = ((0, 0),)
    """For each stretch that is left its offset here and in the source."""

    @property
    def has_comments(self) -> bool:
        """Whether anything is gone."""
        return self.text != self.source


class SourceColumns:
    """Where characters of a text without comments were in its source."""

    def __init__(self, shown: Uncommented) -> None:
        self._kept = shown.kept
        self._end = len(shown.source)
        self._lines = Lines(shown.text)
        self._source_lines = Lines(shown.source)

    def column(self, line: int, column: int) -> int:
        """The column in the source of a character of this line, all from 0."""
        offset = self._lines.line_start(line + 1) + column
        at = bisect_right(self._kept, (offset, self._end)) - 1
        here, there = self._kept[at]
        return self._source_lines.position(there + offset - here).column - 1


class Cleaner:
    """A text that is copied stretch by stretch, without what is dropped."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        """In the source: what is before it is copied or dropped."""
        self.parts: list[str] = []
        self.length = 0
        """Of the copy."""
        self.kept: list[tuple[int, int]] = [(0, 0)]
        self._line = ""
        """The beginning of the line that is being copied."""
        self._tail = ""
        """The last characters of the copy."""

    def keep_to(self, end: int) -> None:
        """Copy the source up to here."""
        if end > self.position:
            self.kept.append((self.length, self.position))
            self._add(self.source[self.position : end])
            self.position = end

    def drop_to(self, end: int) -> bool:
        """Leave out the comment up to here; whether that may change what is code behind it.

        A line whose only words are behind the comment keeps them as words.
        """
        comment = self.source[self.position : end]
        breaks = comment.count("\n")
        is_first = _MARKS_ALONE.fullmatch(self._line) is not None
        blanks = _BLANKS.match(self.source, end)
        behind = blanks.end() if blanks else end
        is_last = behind == len(self.source) or self.source[behind] == "\n"
        # 1. The lines of the comment stay, as empty ones of the same quotation.
        if breaks:
            lead = self._lead()
            marks = lead.rstrip()
            self._drop_blanks()
            self._add(f"\n{marks}" * (breaks - 1) + "\n")
            self._add(marks if is_last else lead)
            is_first = True
        # 2. One blank at most is left of those around it, and none at a line's end.
        if is_last and not is_first:
            self._drop_blanks()
        has_blank = is_first or is_last or self._tail[-1:] in (" ", "\t")
        self.position = behind if has_blank else end
        # 3. Words behind it begin no block, and no new comment.
        if is_first and not is_last:
            self._escape_block_start()
        elif not is_last:
            self._escape_new_mark()
        # 4. An empty line, a word that began in the comment or before it, or marks of code
        # that are gone may make other blocks, addresses or code of what is behind.
        is_joined = behind == end and not is_last
        is_gone = is_first and is_last
        return breaks > 0 or is_gone or is_joined or "`" in comment or "~" in comment

    def result(self, open_at: int | None = None) -> Uncommented:
        """What is copied; `open_at` is where a comment begins that never ends."""
        return Uncommented(
            text="".join(self.parts),
            source=self.source,
            open_at=open_at,
            kept=tuple(self.kept),
        )

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        _, line_break, line = text.rpartition("\n")
        if line_break:
            self._line = line[:_LINE_KEPT]
        elif len(self._line) < _LINE_KEPT:
            self._line += text[:_LINE_KEPT]
        self._tail = (self._tail + text)[-3:]

    def _lead(self) -> str:
        """Blanks and marks of quotations at the beginning of the line."""
        found = _LEAD.match(self._line)
        return found.group() if found else ""

    def _drop_blanks(self) -> None:
        """Take blanks off the end of the copy, which would be a break of the line."""
        if self.parts and not _MARKS_ALONE.fullmatch(self._line):
            last = self.parts.pop()
            words = last.rstrip(" \t")
            self.parts.append(words)
            self.length -= len(last) - len(words)

    def _escape_block_start(self) -> None:
        found = _BLOCK_START.match(self.source, self.position)
        if found:
            self.keep_to(found.end())
            self._add("\\")

    def _escape_new_mark(self) -> None:
        """Where two halves of a mark would come together."""
        ahead = self.source[self.position : self.position + 3]
        if OPENER.match(self.source, self.position):
            return
        for mark in CLOSERS:
            for half in range(1, len(mark)):
                begins = self._tail.endswith(mark[:half])
                if begins and ahead.startswith(mark[half:]):
                    self._add("\\")
                    return
