"""Papers named on a command line: options, completion, and words that begin with a dash.

Loaded whenever a shell completes a word, hence nothing here reads a page.
"""

import argparse
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from generator.core.project_layout import FOLDER, page_paths, project_around, stem

_WORDED = ("status", "rate", "tag")
"""Commands whose words may begin with a dash, and stand before and behind options."""
_WITH_VALUE = ("--project", "--date")
_OFFERED = 1000
"""Completions that a person may look through; argcomplete takes seconds over thousands."""


def arguments(argv: Sequence[str]) -> list[str]:
    """The command line as argparse understands it: `-old` and `-1` are words, not options.

    Options go first; `--` parts them from the words.
    """
    if not argv or argv[0] not in _WORDED:
        return [*argv]
    options: list[str] = []
    words: list[str] = []
    rest = iter(argv[1:])
    for word in rest:
        if word == "--":
            words += rest
        elif word == "-h" or word.startswith("--"):
            valued = any(option.startswith(word) for option in _WITH_VALUE)
            options += [word, *islice(rest, int(valued))]
        else:
            words.append(word)
    return [*argv[:1], *options, *(["--", *words] if words else [])]


def add_words(command: argparse.ArgumentParser, explained: str, *others: str) -> None:
    """Declare the papers and what is said of them; `others` are words a shell offers besides."""
    words = command.add_argument("words", nargs="+", metavar="WORD", help=explained)
    words.completer = _completer(others)  # type: ignore[attr-defined]
    add_project(command)
    command.add_argument(
        "--dry-run", action="store_true", help="show the changes, write nothing"
    )
    command.set_defaults(misuse=command.error)


def add_project(command: argparse.ArgumentParser) -> None:
    """Declare `--project`."""
    command.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="the project (default: here or above)",
    )


def project(options: argparse.Namespace) -> Path:
    """The project's folder; raises `PapershelfError` when there is none."""
    found = options.project or project_around(Path.cwd())
    if found is None or not found.is_dir():
        from generator.core.errors import error

        raise error(
            "project-missing",
            "there is no reading list here, and none above",
            path=(found or Path.cwd()).as_posix(),
            hint="go into one, or name it with --project DIR",
        )
    return Path(found).absolute()


def _completer(others: Sequence[str]) -> Callable[..., list[str]]:
    """What argcomplete asks for the words that may stand here."""

    def words(prefix: str, parsed_args: argparse.Namespace, **_: object) -> list[str]:
        root = parsed_args.project or project_around(Path.cwd())
        slugs = [stem(path) for path in page_paths(root / FOLDER)] if root else []
        found = [word for word in (*others, *slugs) if word.startswith(prefix)]
        return found if len(found) <= _OFFERED else []

    return words
