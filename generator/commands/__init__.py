"""One module a command: `add` declares its options, `run` does it and returns the exit code.

Only the module of the command that is asked for is loaded. So a short command is quick,
and a shell can complete words by running this program.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType

GROUPS = {
    "Every day": ("build", "import", "new", "status", "rate", "tag"),
    "Look": ("check", "parse", "explain"),
    "Set up": ("init", "clean", "completion"),
}
"""The commands in the order in which the help shows them."""

COMMANDS = tuple(name for group in GROUPS.values() for name in group)


def modules(argv: Sequence[str]) -> Iterator[ModuleType]:
    """The module of the command that a command line begins with, else those of all."""
    is_known = bool(argv) and argv[0] in COMMANDS
    names = argv[:1] if is_known else COMMANDS
    for name in names:
        module = "import_" if name == "import" else name
        yield import_module(f"{__name__}.{module}")
