"""All that a command prints goes through the console, which disarms it."""

import ast
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator
from generator.cli import main
from generator.terminal.code_frame import safe, safe_json
from generator.terminal.console import Console

PACKAGE = Path(generator.__file__).parent
DOOR = PACKAGE / "terminal" / "console.py"
OPENS_STREAMS = PACKAGE / "cli.py"
"""Hands stdout and stderr to the console and to argparse, and flushes them."""


def words_that_print(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "print":
                yield "print"
        elif isinstance(node, ast.Attribute):
            if node.attr in ("stdout", "stderr", "__stdout__", "__stderr__"):
                yield node.attr
        elif isinstance(node, ast.Import):
            names = {alias.name for alias in node.names}
            yield from names & {"logging", "warnings", "traceback"}


def test_nothing_but_the_console_prints():
    for file in PACKAGE.rglob("*.py"):
        if file in (DOOR, OPENS_STREAMS):
            continue
        assert not [*words_that_print(ast.parse(file.read_text("utf-8")))], file


def test_the_command_line_itself_never_writes_to_a_stream():
    tree = ast.parse(OPENS_STREAMS.read_text("utf-8"))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [getattr(call, "attr", getattr(call, "id", "")) for call in calls]
    assert not {"print", "write", "writelines"} & {*names}


@pytest.mark.parametrize(
    "text",
    ["::error::x", "  ::stop-commands::x", "a\n\t::add-mask::x", "see ##[error]x",
     "##vso[task.setvariable]x", "\xa0::x"],
)  # fmt: skip
def test_no_line_is_a_command_to_the_log_of_a_build(text):
    shown = safe(text)
    assert "##[" not in shown
    assert "##vso[" not in shown
    assert not [line for line in shown.split("\n") if line.lstrip().startswith("::")]
    assert shown.count("\\x") == 1


@given(st.recursive(st.text(), st.lists))
def test_json_means_the_same_and_steers_nothing(value):
    text = safe_json(value)
    assert json.loads(text) == value
    assert "##[" not in text
    assert safe(text) == text


@given(st.text())
def test_data_is_one_safe_line(text):
    stream = io.StringIO()
    Console(stream, stream).data(text)
    assert stream.getvalue().count("\n") == 1
    assert safe(stream.getvalue()) == stream.getvalue()


def test_a_command_works_where_nobody_can_read_its_messages(tmp_path):
    class Full(io.StringIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    Console(Full(), io.StringIO()).say("made")


def test_tags_are_printed_without_what_a_terminal_obeys(tmp_path, monkeypatch, capsys):
    page = tmp_path / "content" / "papers" / "tea.md"
    page.parent.mkdir(parents=True)
    page.write_text('---\ntitle: Tea\ntags: ["\\e[31mred", "::error::x"]\n---\n')
    monkeypatch.chdir(tmp_path)
    assert main(["tag", "tea"]) == 0
    assert capsys.readouterr().out == "\\x1b[31mred\n\\x3a:error::x\n"
