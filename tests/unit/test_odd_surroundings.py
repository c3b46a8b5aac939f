"""Whatever is odd around a command, it ends with an exit code and never a traceback."""

import subprocess
import sys

import pytest

from generator.pipelines.init import new_project

COMMANDS = [
    "build",
    "check",
    "parse none.txt",
    "tag bert",
    "explain index.html",
    "help",
]
SURROUNDINGS = {
    "full output": "{} >/dev/full",
    "full messages": "{} 2>/dev/full",
    "closed output": "{} >&-",
    "all closed": "{} <&- >&- 2>&-",
    "folder removed": "mkdir gone; cd gone; rmdir ../gone; {}",
    "bare environment": "env -i LANG=C COLUMNS=0 TMPDIR=/nope {}",
}


@pytest.mark.posix
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_no_traceback(command, surroundings, tmp_path):
    new_project(tmp_path / "p", example=True)
    line = SURROUNDINGS[surroundings].format(f"{sys.executable} -m generator {command}")
    run = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path / "p", capture_output=True, check=False
    )
    assert run.returncode in (0, 1, 2)
    for said in (run.stdout, run.stderr):
        assert b"Traceback" not in said
        assert b"Exception ignored" not in said
        assert b"program-fault" not in said


@pytest.mark.posix
@pytest.mark.parametrize(
    "address", [b"https://h.example/\xff", b"https://h.example/\x01"]
)
def test_an_address_that_cannot_be_written_is_refused(address, tmp_path):
    new_project(tmp_path / "p")
    words = [sys.executable, "-m", "generator", "build", "--base-url", address]
    run = subprocess.run(words, cwd=tmp_path / "p", capture_output=True, check=False)
    assert run.returncode == 1
    assert b"[config-value]" in run.stderr
