"""A change to a file as the unified diff that people and `git apply` read."""

import difflib
from collections.abc import Iterator

from generator.terminal.code_frame import colour_text, safe

_COLOURS = {"+": "32", "-": "31", "@": "36"}
_NO_NEWLINE = "\n\\ No newline at end of file\n"


def unified_diff(
    path: str,
    before: str,
    after: str,
) -> Iterator[str]:
    """Lines of the diff, each with its line end; none when nothing changes.

    `path` is the file in the project, POSIX slashes. A file that is new has `before`
    empty.
    """
    old = f"a/{path}" if before else "/dev/null"
    new = f"b/{path}"
    lines = _git_lines(before), _git_lines(after)
    for line in difflib.unified_diff(*lines, old, new):
        yield line if line.endswith("\n") else line + _NO_NEWLINE


def terminal_diff(
    path: str,
    before: str,
    after: str,
    *,
    in_colour: bool,
) -> Iterator[str]:
    """The same lines without their ends, safe to show on a terminal."""
    for line in unified_diff(path, before, after):
        text = safe(line.removesuffix("\n").removesuffix("\r"))
        colour = _COLOURS.get(line[0]) if in_colour else None
        yield colour_text(text, colour)


def _git_lines(text: str) -> list[str]:
    """Split at line feeds alone, as Git splits."""
    *lines, rest = text.split("\n")
    lines = [f"{line}\n" for line in lines]
    if rest:
        lines.append(rest)
    return lines
