"""Marks that an unresolved merge leaves in a file: `<<<<<<< HEAD` and its like."""

import re

_MARKS = ("<<<<<<<", ">>>>>>>", "|||||||")
_SEPARATOR = "======="
_IN_PROSE = re.compile(r"(?:\A|(?<=[\r\n]))[ ]{0,3}(?P<mark><{7}|>{7}|\|{7})(?=\s|\Z)")
_ANYWHERE = re.compile(r"(?:\A|(?<=[\r\n]))(?P<mark><{7}|>{7}|\|{7}|={7})(?=\s|\Z)")
KEEP_ONE_SIDE = "keep one side and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"
"""The cure, for hints."""


def merge_mark(text: str, *, is_prose: bool = False) -> tuple[int, str] | None:
    """Offset and text of the first mark of a merge; None if there is none.

    In prose a line of equals signs is the underline of a heading, and a mark may be
    indented like a paragraph.
    """
    # One search each is much faster than the pattern, and most files have no mark.
    signs = _MARKS if is_prose else (*_MARKS, _SEPARATOR)
    if not any(sign in text for sign in signs):
        return None
    found = (_IN_PROSE if is_prose else _ANYWHERE).search(text)
    return (found.start("mark"), found["mark"]) if found else None
