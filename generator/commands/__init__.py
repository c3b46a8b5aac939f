"""One module a command: `add` declares its options, `run` does it and returns the exit code."""

from generator.commands import build, check, clean, import_, init, parse

COMMANDS = (build, import_, parse, check, init, clean)
"""In the order in which the help shows them."""
