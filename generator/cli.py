"""The command line: options in, exit code out.

What people read goes to stderr, data to stdout. Exit codes: 0 fine, 1 problems, 2 wrong
usage. What a command does is left to its module in `commands`.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from generator.commands import COMMANDS, modules
from generator.commands._shared import usage
from generator.commands._shared.exit_codes import MISUSED, OK, PROBLEMS
from generator.commands._shared.help_page import command_list
from generator.commands._shared.paper_args import arguments
from generator.core.project_layout import SEEDS, project_around
from generator.system import lock
from generator.terminal.code_frame import safe
from generator.terminal.console import Console

_OPTIONS_ALONE = ("-h", "--help", "-V", "--version")
"""Options that need no command."""
_LONG_DASHES = (*"\u2010\u2011\u2012\u2013\u2014\u2015\u2212",)
"""Dashes that web pages and word processors make of `--`."""


def program() -> NoReturn:
    """Run the command that this process was started for, and end the process."""
    _fill_closed_streams()
    try:
        code = main()
    except SystemExit as end:  # argparse ends so, after help and after wrong usage
        code = int(end.code or OK)
    try:
        sys.stdout.flush()
    except (
        OSError
    ):  # `_run_command` has said it already, unless it is help that is lost
        code = code or PROBLEMS
    # Freeing every value first would take 7 ms, 4 % of a build of 10,000 papers with
    # nothing to do.
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    if "_ARGCOMPLETE" in os.environ:
        _complete_word()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    console = Console(sys.stderr, sys.stdout)
    try:
        options = _parse_words(sys.argv[1:] if argv is None else argv)
        folders = tuple(_problem_folders(options))
        console = Console(sys.stderr, sys.stdout, quiet=options.quiet, folders=folders)
        lock.say = console.say
        return _run_command(options, console)
    except _MisusedError as fault:
        _stop_misused(fault.parser, fault.message)
    except BrokenPipeError:  # the reader has closed the pipe, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except KeyboardInterrupt:
        console.say("stopped; no file is half written")
        return PROBLEMS
    except Exception as fault:  # noqa: BLE001 - nobody is to read a traceback
        # 17 ms, with dataclasses; most runs do not fail.
        from generator.core.errors import problems_of  # noqa: PLC0415

        console.problems(problems_of(fault))
        return PROBLEMS


def _fill_closed_streams() -> None:
    """Open what a caller has closed, or a file of ours would get its number.

    What a command prints as data must not get lost in silence: writing to this stdout
    fails. Without stderr there is nobody to tell.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    # Python has no stream for a number that was closed when it started.
    if sys.stdout is None:
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def _plain_words(argv: Sequence[str]) -> list[str]:
    """The words as argparse understands them: `help build` is `build --help`."""
    match argv:
        case []:
            return ["--help"]
        case ["help", *commands]:
            return [*commands[:1], "--help"]
        case ["version"]:
            return ["--version"]
    return arguments(argv)


def _parse_words(argv: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; ends the process for help and for wrong usage."""
    words = _plain_words(argv)
    parser = command_parser(words)
    first = words[0]
    if first not in (*COMMANDS, *_OPTIONS_ALONE):
        _stop_misused(parser, *usage.unknown_command(words))
    if any(word[:1] in _LONG_DASHES for word in argv):
        _stop_at_long_dash(argv)
    try:
        options, extra = parser.parse_known_args(words)
    except _MisusedError as fault:
        _stop_not_understood(words, fault)
    if extra:
        _stop_not_understood(words, extra=extra)
    return options


def _stop_at_long_dash(argv: Sequence[str]) -> None:
    """Explain an option whose dashes a web page has made a long one, if there is any."""
    parser = command_parser(argv[:1]).commands[argv[0]]
    found = usage.long_dashed_option(argv[0], argv[1:], parser)
    if found:
        _stop_misused(parser, *found)


def _stop_not_understood(
    words: Sequence[str],
    fault: "_MisusedError | None" = None,
    extra: Sequence[str] = (),
) -> NoReturn:
    """Say what is wrong in the words of a command.

    An unknown option comes first: it may be why argparse misses something else.
    """
    name = words[0]
    parsers = command_parser().commands
    found = usage.unknown_option(name, words[1:], parsers)
    if found is None and fault:
        found = usage.Misuse(fault.message)
    if found is None:
        found = usage.extra_words(name, extra)
    _stop_misused(parsers[name], *found)


def _stop_misused(
    parser: argparse.ArgumentParser,
    message: str,
    hint: str | None = None,
) -> NoReturn:
    """End the process as wrong usage does."""
    lines = f"{parser.prog}: error: {message}\n"
    if hint:
        lines += f"  hint: {hint}\n"
    parser.print_usage(sys.stderr)
    parser.exit(MISUSED, lines)


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


def command_parser(argv: Sequence[str] = ()) -> "_Parser":
    """The command line's grammar, as far as `argv` needs it."""
    parser = _Parser(
        prog="papershelf",
        usage="%(prog)s [-h] [-V] COMMAND …",
        description="A reading list of papers that is yours: plain files in, a site out.",
    )
    parser.add_argument(
        "-V", "--version", action=_Version, nargs=0, help="show the version"
    )
    # Without `prog`, argparse would load `shutil` to work it out: see `_HelpFormatter`.
    commands = parser.add_subparsers(
        metavar="COMMAND",
        required=True,
        prog=parser.prog,
        help=argparse.SUPPRESS,
    )
    for module in modules(argv):
        command = module.add(commands)
        command.add_argument("--quiet", action="store_true", help="print problems only")
    parser.commands = commands.choices
    # argparse keeps the lines of its own list of commands here.
    rows = commands._choices_actions  # noqa: SLF001
    parser.summaries = {row.dest: row.help or "" for row in rows}
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


class _MisusedError(Exception):
    """A command line that argparse, or the command, cannot do anything with."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        self.parser = parser
        self.message = message
        super().__init__(message)


class _Parser(argparse.ArgumentParser):
    """A parser with our help and errors; argparse makes the commands' parsers like it."""

    commands: Mapping[str, argparse.ArgumentParser] = {}
    """The parser of each command; empty in that of a command."""
    summaries: Mapping[str, str] = {}
    """What the help says of each command in a line."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever argparse passes
        # An abbreviation would be an option that nobody has documented.
        super().__init__(formatter_class=_HelpFormatter, allow_abbrev=False, **settings)

    def format_help(self) -> str:
        """The help; that of the program has its commands by what they are for."""
        text = super().format_help()
        if not self.commands:
            return text
        here = Path("/")
        with suppress(OSError):  # the folder was removed
            here = Path.cwd()
        return f"{text}\n{command_list(self.summaries, here)}\n"

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ANN401
        super()._print_message(safe(message), file)

    def error(self, message: str) -> NoReturn:
        """Leave it to `main` to explain the fault."""
        raise _MisusedError(self, message)

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is not None and value not in action.choices:
            message = usage.unknown_choice(value, [*action.choices])
            raise argparse.ArgumentError(action, message)


class _Version(argparse.Action):
    """Looks the version up when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        # 25 ms, half of a build with nothing to do.
        from importlib.metadata import version  # noqa: PLC0415

        parser._print_message(f"papershelf {version('papershelf')}\n", sys.stdout)  # noqa: SLF001
        parser.exit()


def _complete_word() -> None:
    """Answer a shell that asks how a word goes on; argcomplete ends the process."""
    # 10 ms, and no other run needs it.
    import argcomplete  # noqa: PLC0415

    words = os.environ.get("COMP_LINE", "").split()[1:]
    argcomplete.autocomplete(command_parser(words), always_complete_options=False)
