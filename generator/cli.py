"""The command line: options in, exit code out. What people read goes to stderr, data to stdout.

Exit codes: 0 fine, 1 problems, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from generator.commands import modules
from generator.commands._shared.exit_codes import PROBLEMS
from generator.commands._shared.paper_args import arguments
from generator.core.project_layout import SEEDS, project_around
from generator.terminal.console import Console


def program() -> NoReturn:
    """Run the command that this process was started for, and end the process.

    At once: Python lets go of every value first, which takes as long as a small edit of a large list.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    _complete()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    words = arguments(sys.argv[1:] if argv is None else argv)
    options = parser(words).parse_args(words)
    console = Console(
        sys.stderr, sys.stdout, quiet=options.quiet, folders=tuple(_folders(options))
    )
    run: Callable[[argparse.Namespace, Console], int] = options.run
    try:
        code = run(options, console)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        console.say("stopped; nothing is half written")
        return PROBLEMS
    except Exception as fault:
        from generator.core.errors import PapershelfError  # noqa: PLC0415 - most runs are fine

        if not isinstance(fault, PapershelfError):
            raise
        console.problems(fault.problems)
        return PROBLEMS
    return code


def _folders(options: argparse.Namespace) -> Iterator[Path]:
    """Where the files that problems name are, the likeliest first: a seed goes by its name."""
    named = getattr(options, "root", None) or getattr(options, "project", None)
    root = (
        named
        or (project_around(Path.cwd()) if "project" in options else None)
        or Path()
    )
    yield from (file.parent for file in getattr(options, "files", ()))
    yield from (root / SEEDS, root)


def parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line's grammar, one sub-parser a command, as far as `argv` needs it."""
    whole = _Parser(
        prog="papershelf",
        description="A reading list of papers that is yours: plain files in, a site out.",
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show the version")
    commands = (
        whole.add_subparsers(  # with `prog` named, since to work it out loads `shutil`
            title="commands", metavar="COMMAND", required=True, prog=whole.prog
        )
    )
    for module in modules(argv):
        command = module.add(commands)
        command.add_argument("--quiet", action="store_true", help="print problems only")
    return whole


class _Help(argparse.HelpFormatter):
    """Help as wide as the terminal: told how wide, `argparse` loads no `shutil` to find that out."""

    def __init__(self, prog: str) -> None:
        width = 80
        with suppress(OSError, ValueError):
            width = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
        super().__init__(prog, width=width - 2)


class _Parser(argparse.ArgumentParser):
    """Shows its help so, as do the parsers of commands, which are of the same class."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever the class is told
        super().__init__(formatter_class=_Help, **settings)


class _Version(argparse.Action):
    """Looks the version up when it is asked for: that takes as long as completing a word."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415

        sys.stdout.write(f"papershelf {version('papershelf')}\n")
        parser.exit()


def _complete() -> None:
    """Answer a shell that asks how a word goes on, and end the run; else do nothing."""
    if "_ARGCOMPLETE" not in os.environ:
        return
    import argcomplete  # noqa: PLC0415 -- as slow as the rest of the start

    typed = os.environ.get("COMP_LINE", "").split()[1:]
    argcomplete.autocomplete(parser(typed), always_complete_options=False)
