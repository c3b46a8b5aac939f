"""`papershelf completion`: lets the shell complete commands, options and slugs, by argcomplete."""

import argparse

from generator.commands._shared.exit_codes import FINE, Commands
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "completion",
        help="print what makes a shell complete commands and papers",
        description="Print a script that makes your shell complete commands, options and slugs.",
    )
    command.add_argument("shell", choices=("bash", "zsh", "fish"), help="your shell")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, _console: Console) -> int:
    """Run the command; the exit code."""
    from argcomplete.shell_integration import shellcode

    print(shellcode(["papershelf"], shell=options.shell))
    return FINE
