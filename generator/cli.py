"""The command line: options in, exit code out. What people read goes to stderr, data to stdout.

Exit codes: 0 fine, 1 problems, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator import __version__
from generator.commands import COMMANDS
from generator.commands.common import PROBLEMS
from generator.console import Console
from generator.errors import PapershelfError
from generator.seeds import SEEDS


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    options = parser().parse_args(argv)
    console = Console(
        sys.stderr, sys.stdout, quiet=options.quiet, folders=tuple(_folders(options))
    )
    run: Callable[[argparse.Namespace, Console], int] = options.run
    try:
        return run(options, console)
    except PapershelfError as fault:
        console.problems(fault.problems)
        return PROBLEMS
    except BrokenPipeError:  # whoever read has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        console.say("stopped; nothing is half written")
        return PROBLEMS


def _folders(options: argparse.Namespace) -> Iterator[Path]:
    """Where the files that problems name are, the likeliest first: a seed goes by its name."""
    root = getattr(options, "root", Path())
    yield from (file.parent for file in getattr(options, "files", ()))
    yield from (root / SEEDS, root)


def parser() -> argparse.ArgumentParser:
    """The whole command line, one sub-parser a command."""
    whole = argparse.ArgumentParser(
        prog="papershelf",
        description="A reading list of papers that is yours: plain files in, a site out.",
    )
    whole.add_argument("--version", action="version", version=f"papershelf {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        command = module.add(commands)
        command.add_argument("--quiet", action="store_true", help="print problems only")
    return whole
