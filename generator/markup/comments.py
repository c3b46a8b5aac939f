r"""Comments, which only their writer sees: `<!-- … -->`, and Obsidian's `%% … %%`.

The one definition of them. A mark begins a comment anywhere but in code, behind a
backslash, and, if it is `%%`, in an address. All from there to the first mark that ends
it is hidden, whatever it is to Markdown; without one, all that follows is. What is
behind a comment is shown, on the line where it stands.

So comments are taken out of a text before anything else looks at it. Lines stay where
they are, and words that are left in a line begin no heading, list or quotation.
"""

import re
from functools import lru_cache

from generator.markup.comment_places import marks_in_code
from generator.markup.comment_removal import CLOSERS, OPENER, Cleaner, Uncommented

_EMPTY = re.compile(r"<!--(?:-?>)")
"""HTML's shortest comments."""
_MAY_BE_CODE = re.compile(r"[`:/@\t]|~~~|\]\(| {4}")
"""What a text has that has code, or an address, by any chance."""
_IN_A_CLOSED_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))|%%.*?%%", re.DOTALL)

_MOST_PARSED = 400_000
"""Characters that are parsed to find the code of a text, anew behind each comment over
several lines. Nobody writes as many of these in a long text with code; if somebody does,
marks in code behind them begin comments as well."""


def may_have_comments(text: str) -> bool:
    """Whether a text has a mark that may begin a comment; most have none."""
    return any(mark in text for mark in CLOSERS)


def without_comments(markdown: str) -> str:
    """The text as its readers see it, line by line."""
    return uncommented(markdown).text


# HTML, plain text and links of one text are asked for one after another.
@lru_cache(maxsize=8)
def uncommented(markdown: str) -> Uncommented:
    """The text without its comments, and where its characters were."""
    if not may_have_comments(markdown):
        return Uncommented(markdown, markdown)
    cleaner = Cleaner(markdown)
    code = _CodeFinder(markdown) if _MAY_BE_CODE.search(markdown) else None
    at = 0
    while found := OPENER.search(markdown, at):
        start, at = found.span("mark")
        if code and code.has(start, cleaner):
            continue
        end = _comment_end(markdown, start)
        cleaner.keep_to(start)
        if end is None:
            return cleaner.result(open_at=start)
        changes_code = cleaner.drop_to(end)
        if code and changes_code:
            code.forget()
        at = cleaner.position
    cleaner.keep_to(len(markdown))
    return cleaner.result()


def without_comments_in_value(text: str) -> str:
    """A value of front matter, which is no Markdown, without its comments.

    A `%%` needs another one to hide anything, and in an address it is text.
    """
    if not may_have_comments(text):
        return text
    if re.match(r"https?://\S*+$", text):
        return text
    return _IN_A_CLOSED_COMMENT.sub("", text).strip()


def comment_marks(text: str, start: int) -> tuple[str, str]:
    """The mark that begins the comment here, and the one that ends it."""
    opener = next(mark for mark in CLOSERS if text.startswith(mark, start))
    return opener, CLOSERS[opener]


def _comment_end(text: str, start: int) -> int | None:
    """Where the comment that begins here ends; None if it never does."""
    empty = _EMPTY.match(text, start)
    if empty:
        return empty.end()
    opener, closer = comment_marks(text, start)
    found = text.find(closer, start + len(opener))
    return None if found < 0 else found + len(closer)


class _CodeFinder:
    """Which marks of a text are in code or in an address, as the parser sees it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._known: frozenset[int] = frozenset()
        self._in_code: frozenset[int] = frozenset()
        self._budget = _MOST_PARSED

    def has(self, start: int, cleaner: Cleaner) -> bool:
        """Whether the mark that starts here is no mark but text."""
        if start not in self._known and self._budget > 0:
            self._look(start, cleaner)
        return start in self._in_code

    def forget(self) -> None:
        """What was dropped may have changed what is code."""
        self._known = frozenset()
        self._in_code = frozenset()

    def _look(self, start: int, cleaner: Cleaner) -> None:
        found = OPENER.finditer(self._source, start)
        # Backslashes before the first mark would hide it from a search that begins there.
        marks = sorted({start, *(mark.start("mark") for mark in found)})
        self._known = frozenset(marks)
        self._budget -= len(self._source)
        clean = "".join(cleaner.parts)
        shift = len(clean) - cleaner.position
        text = clean + self._source[cleaner.position :]
        found_in_code = marks_in_code(text, [mark + shift for mark in marks])
        self._in_code = frozenset(mark - shift for mark in found_in_code)
