"""Exit codes, a hint for beginners, and the arguments for the project and its site."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001
else:
    Commands = object

OK, PROBLEMS, MISUSED = 0, 1, 2
"""Exit codes: fine, problems were reported, wrong usage."""

FIRST_STEP = "save the text of a listing page in seeds/, or papershelf new TITLE"
"""What to do in a reading list without papers."""


def add_root(command: argparse.ArgumentParser) -> None:
    """Declare `DIR`, the project's folder."""
    command.add_argument(
        "root",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the project (default: here)",
    )


def add_output(command: argparse.ArgumentParser, explained: str) -> None:
    """Declare `--output`, the folder of the site."""
    command.add_argument("--output", type=_folder, metavar="DIR", help=explained)


def _folder(text: str) -> Path:
    # An empty path means this folder: a variable in a script that has no value.
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of a folder is missing")
    return Path(text)
