"""The command line: options in, exit code out.

What people read goes to stderr, data to stdout. Exit codes: 0 fine, 1 problems, 2 wrong
usage. What a command does is left to its module in `commands`.
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
    """Run the command that this process was started for, and end the process."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    # Freeing every value first would take 7 ms, 4 % of a build of 10,000 papers with
    # nothing to do.
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    if "_ARGCOMPLETE" in os.environ:
        _complete_word()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    words = arguments(sys.argv[1:] if argv is None else argv)
    options = command_parser(words).parse_args(words)
    folders = tuple(_problem_folders(options))
    console = Console(sys.stderr, sys.stdout, quiet=options.quiet, folders=folders)
    try:
        return _run_command(options, console)
    except BrokenPipeError:  # the reader has closed the pipe, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        console.say("stopped; no file is half written")
        return PROBLEMS
    except Exception as fault:
        # 17 ms, with dataclasses; most runs do not fail.
        from generator.core.errors import PapershelfError  # noqa: PLC0415

        if not isinstance(fault, PapershelfError):
            raise
        console.problems(fault.problems)
        return PROBLEMS


def _run_command(options: argparse.Namespace, console: Console) -> int:
    run: Callable[[argparse.Namespace, Console], int] = options.run
    code = run(options, console)
    sys.stdout.flush()
    return code


def _problem_folders(options: argparse.Namespace) -> Iterator[Path]:
    """Where the files that problems name may be, the likeliest first.

    A problem names a seed by its file name alone.
    """
    for file in getattr(options, "files", ()):
        yield Path(file).parent
    root = getattr(options, "root", None) or getattr(options, "project", None)
    if not root and "project" in options:
        root = project_around(Path.cwd())
    root = root or Path()
    yield root / SEEDS
    yield root


def command_parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line's grammar, as far as `argv` needs it."""
    parser = _Parser(
        prog="papershelf",
        description="A reading list of papers that is yours: plain files in, a site out.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version")
    # Without `prog`, argparse would load `shutil` to work it out: see `_HelpFormatter`.
    commands = parser.add_subparsers(
        title="commands",
        metavar="COMMAND",
        required=True,
        prog=parser.prog,
    )
    for module in modules(argv):
        command = module.add(commands)
        command.add_argument("--quiet", action="store_true", help="print problems only")
    return parser


class _HelpFormatter(argparse.HelpFormatter):
    """Help as wide as the terminal.

    Given a width, argparse does not load `shutil` to find one: 2.5 ms, 4 % of a build
    with nothing to do.
    """

    def __init__(self, prog: str) -> None:
        width = 80
        with suppress(OSError, ValueError):
            width = int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
        super().__init__(prog, width=width - 2)


class _Parser(argparse.ArgumentParser):
    """A parser with our help; argparse makes the commands' parsers like it."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever argparse passes
        super().__init__(formatter_class=_HelpFormatter, **settings)


class _Version(argparse.Action):
    """Looks the version up when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        # 25 ms, half of a build with nothing to do.
        from importlib.metadata import version  # noqa: PLC0415

        sys.stdout.write(f"papershelf {version('papershelf')}\n")
        parser.exit()


def _complete_word() -> None:
    """Answer a shell that asks how a word goes on; argcomplete ends the process."""
    # 10 ms, and no other run needs it.
    import argcomplete  # noqa: PLC0415

    words = os.environ.get("COMP_LINE", "").split()[1:]
    argcomplete.autocomplete(command_parser(words), always_complete_options=False)
