"""The option `--from`, and the table of formats that it may name."""

import argparse
from collections.abc import Iterator

from generator.core.text import nearest
from generator.importers.formats import FORMATS


def add_format(command: argparse.ArgumentParser) -> None:
    """Declare `--from`, for files whose format cannot be told from their content."""
    command.add_argument(
        "--from",
        dest="format",
        type=_format_key,
        metavar="FORMAT",
        help="format of the files, if it is not recognised (`import --list-formats`)",
    )


def format_lines() -> Iterator[str]:
    """A line for each format: its key, its name and its files."""
    width = max(len(one.key) for one in FORMATS)
    for one in FORMATS:
        suffixes = ", ".join(filter(None, one.suffixes))
        yield f"{one.key:{width}}  {one.name} ({suffixes})"


def _format_key(text: str) -> str:
    known = [one.key for one in FORMATS]
    if text in known:
        return text
    near = nearest(text, known)
    hint = f"did you mean {near}?" if near else f"known are {', '.join(known)}"
    raise argparse.ArgumentTypeError(f"no format is called {text!r}; {hint}")
