"""Every command that a document, a message or the workflow shows is one that exists."""

import re
from pathlib import Path

import pytest

from generator.cli import command_parser
from generator.commands._shared.paper_args import arguments
from generator.commands._shared.usage import unknown_option

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "generator" / "starter"
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/*.md"),
    *STARTER.glob("*.*"),
    *(ROOT / "generator").rglob("*.py"),
]
PARSERS = command_parser().commands
ALONE = {"help", "version", "COMMAND"}
SHOWN = re.compile(r"papershelf ((?:[a-z]+|COMMAND))((?: --?[a-z-]+| [^\s`-]\S*)*)")


def shown_commands(text):
    """Commands in code spans and at the beginning of lines of code."""
    for line in text.split("\n"):
        spans = re.findall(r"`(papershelf [^`]+)`", line)
        code = re.match(r"(?:    |\$ |- run: )+(papershelf .*)", line)
        if code:
            spans.append(code[1])
        for part in re.split(" && |; ", "; ".join(spans)):
            found = SHOWN.match(part)
            if found:
                yield found[1], found[2].split()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_exist(document):
    for command, words in shown_commands(document.read_text("utf-8")):
        if command in ALONE:
            continue
        assert command in PARSERS, command
        options = arguments([command, *words])[1:]
        assert unknown_option(command, options, PARSERS) is None, words


def test_commands_are_found():
    readme = (STARTER / "README.md").read_text("utf-8")
    assert ("build", []) in list(shown_commands(readme))
    assert len(list(shown_commands(readme))) > 7
