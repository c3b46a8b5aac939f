"""What a change would do to a file, as the unified diff that people and `git apply` read."""

import difflib
from collections.abc import Iterator

_NO_NEWLINE = "\n\\ No newline at end of file\n"


def unified(path: str, before: str, after: str) -> Iterator[str]:
    """Lines of the diff, each with its line end; none when nothing changes.

    `path` is the file in the project, POSIX slashes. A file that is new has `before` empty.
    """
    old = f"a/{path}" if before else "/dev/null"
    for line in difflib.unified_diff(_lines(before), _lines(after), old, f"b/{path}"):
        yield line if line.endswith("\n") else line + _NO_NEWLINE


def _lines(text: str) -> list[str]:
    """Parted at line feeds alone, as Git parts them."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
