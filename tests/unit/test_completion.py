"""Completion as a shell has it: the words it offers, and that no page is read for them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import COMMANDS

BASH = shutil.which("bash")
ASKING = """
eval "$(papershelf completion bash)"
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
[[ $1 == *" " ]] && COMP_CWORD=$((COMP_CWORD + 1))
_python_argcomplete papershelf "" ""
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "content" / "papers"
    folder.mkdir(parents=True)
    for name in ("scaling-laws", "scaling-up", "attention", "_hidden"):
        (folder / f"{name}.md").write_text("")
    monkeypatch.chdir(folder)
    monkeypatch.setenv(
        "PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    return folder


def offered(line):
    script = subprocess.run(
        [BASH, "-c", ASKING, "-", line], capture_output=True, check=True
    )
    return [word.strip() for word in script.stdout.decode().split("\n") if word.strip()]


WORDS = {
    "papershelf sta": ["status"],
    "papershelf tag sca": ["scaling-laws", "scaling-up"],
    "papershelf tag ": ["attention", "scaling-laws", "scaling-up"],
    "papershelf tag attention sca": ["scaling-laws", "scaling-up"],
    "papershelf status scaling-up sk": ["skimmed", "skipped"],
    "papershelf rate att": ["attention"],
    "papershelf tag --dr": ["--dry-run"],
    "papershelf tag +new": [],
    "papershelf completion z": ["zsh"],
}


@pytest.mark.posix
@pytest.mark.skipif(not BASH, reason="needs bash")
@pytest.mark.parametrize(("line", "words"), WORDS.items(), ids=WORDS)
def test_bash_offers(here, line, words):
    assert offered(line) == words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(shell, capsys):
    assert main(["completion", shell]) == 0
    assert "papershelf" in capsys.readouterr().out


def modules_of(*argv, **environment):
    """The modules that a run has loaded by its end."""
    code = (
        "import sys, json, atexit; from generator.cli import main\n"
        "import os; os._exit = sys.exit\n"
        "atexit.register(lambda: print(json.dumps([*sys.modules]), file=sys.__stderr__))\n"
        f"main({[*argv]!r})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=os.environ | environment,
        check=False,
    )
    return set(json.loads(run.stderr.decode().rstrip().split("\n")[-1]))


def test_completing_reads_no_page(here, tmp_path):
    line = "papershelf tag sca"
    found = tmp_path / "found"
    loaded = modules_of(
        _ARGCOMPLETE="1", COMP_LINE=line, COMP_POINT=str(len(line)),
        _ARGCOMPLETE_STDOUT_FILENAME=str(found), _ARGCOMPLETE_IFS="\n",
    )  # fmt: skip
    assert found.read_text().split() == ["scaling-laws", "scaling-up"]
    assert not loaded & {"yaml", "markdown_it", "jinja2", "importlib.metadata"}


def test_annotating_loads_no_renderer(here):
    assert not modules_of("tag", "attention", "+x") & {
        "jinja2",
        "lunr",
        "generator.pipelines.build",
    }


def test_every_command_has_its_module(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in COMMANDS)


def test_version_is_printed(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("papershelf ")
