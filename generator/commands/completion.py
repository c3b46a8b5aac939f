"""`papershelf completion`: lets a shell complete commands, options and slugs."""

import argparse

from argcomplete.shell_integration import shellcode

from generator.commands._shared.exit_codes import OK, Commands
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "completion",
        help="print a script for completion in your shell",
        description="Print a script that makes your shell complete commands, options and slugs.",
    )
    command.add_argument("shell", choices=("bash", "zsh", "fish"), help="your shell")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    console.text(shellcode(["papershelf"], shell=options.shell))
    return OK
