"""Papers named on a command line: options, completion, words that begin with a dash.

This is loaded whenever a shell completes a word, hence nothing here reads a page.
"""

import argparse
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from generator.core.page_walk import page_paths
from generator.core.project_layout import FOLDER, is_project, project_around, stem

_COMMANDS_OF_WORDS = ("status", "rate", "tag")
"""Commands whose words may begin with a dash, and be before and after options."""
_OPTIONS_WITH_VALUE = ("--project", "--date")
_MOST_OFFERED = 1000
"""Completions that a person may look through; argcomplete takes seconds over thousands."""


def arguments(argv: Sequence[str]) -> list[str]:
    """The command line as argparse understands it: `-old` and `-1` are words, not options.

    Options go first, and `--` ends them.
    """
    if not argv or argv[0] not in _COMMANDS_OF_WORDS:
        return [*argv]
    options: list[str] = []
    words: list[str] = []
    rest = iter(argv[1:])
    for word in rest:
        if word == "--":
            words += rest
        elif word != "-h" and not word.startswith("--"):
            words.append(word)
        else:
            options.append(word)
            if word in _OPTIONS_WITH_VALUE:
                options += islice(rest, 1)
    if words:
        words.insert(0, "--")
    return [argv[0], *options, *words]


def add_words(command: argparse.ArgumentParser, explained: str, *others: str) -> None:
    """Declare papers and a value or tags; a shell also offers `others`."""
    words = command.add_argument(
        "words",
        nargs="*",  # a command says better than argparse what is missing
        metavar="WORD",
        help=explained,
    )
    words.completer = _paper_completer(others)  # type: ignore[attr-defined]
    add_project(command)
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="show the changes, write nothing",
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
    folder: Path = options.project or project_around(Path.cwd()) or Path()
    if not is_project(folder):
        # Loads dataclasses: 12 ms, which every completion would wait for.
        from generator.pipelines.settings import stop_without_project

        stop_without_project(folder)
    return folder.absolute()


def _paper_completer(others: Sequence[str]) -> Callable[..., list[str]]:
    """What argcomplete calls for the words that may come next."""

    def complete(
        prefix: str, parsed_args: argparse.Namespace, **_: object
    ) -> list[str]:
        candidates = [*others]
        root = parsed_args.project or project_around(Path.cwd())
        if root:
            candidates += map(stem, page_paths(root / FOLDER))
        offered = [word for word in candidates if word.startswith(prefix)]
        return offered if len(offered) <= _MOST_OFFERED else []

    return complete
