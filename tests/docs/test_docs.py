"""The documentation says what the program does: every command, option and setting."""

import argparse
import dataclasses
import re
from pathlib import Path

import pytest

from generator.cli import command_parser
from generator.core.config import Config, FetchSettings

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")


def subparsers():
    (action,) = (
        a
        for a in command_parser()._actions
        if isinstance(a, argparse._SubParsersAction)
    )
    return action.choices


@pytest.mark.parametrize("name", subparsers())
def test_command_and_its_options_are_documented(name):
    section = re.search(rf"(?ms)^## `papershelf {name}\b.*?(?=^## |\Z)", COMMANDS)
    assert section, f"docs/commands.md has no section on {name}"
    for action in subparsers()[name]._actions:
        for option in action.option_strings:
            if option not in ("-h", "--help", "--quiet"):
                assert f"`{option}" in section[0], option


def test_no_command_is_documented_that_does_not_exist():
    assert set(re.findall(r"(?m)^## `papershelf (\w+)", COMMANDS)) == set(subparsers())


SIMPLE_SETTINGS = [
    field
    for field in (*dataclasses.fields(Config), *dataclasses.fields(FetchSettings))
    if field.default is not dataclasses.MISSING
]


@pytest.mark.parametrize("field", SIMPLE_SETTINGS, ids=lambda field: field.name)
def test_setting_is_documented_with_its_default(field):
    default = field.default
    if isinstance(default, str):
        default = f'"{default}"'
    if isinstance(default, tuple):
        default = [*default]
    assert f"| `{field.name}` | `{default}` |" in SETTINGS


def test_links_between_documents_lead_somewhere():
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        without_code = re.sub(r"`[^`\n]+`", "", document.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)#:\s]+)\)", without_code):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_readme_commands_are_the_makefiles():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for command in re.findall(r"\$\(BIN\)/(\S+)", makefile):
        assert f".venv/bin/{command}" in readme, command
