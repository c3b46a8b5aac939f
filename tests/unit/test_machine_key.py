"""Caches are believed by the machine that made them, and by no other."""

import hashlib
import marshal
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.core.build_options import BuildOptions
from generator.incremental.build_cache import CACHE_FOLDER
from generator.incremental.snapshot import take_snapshot
from generator.pipelines.build import build, has_foreign_templates
from generator.system.cache_file import load_sealed, save_sealed
from generator.system.machine_key import machine_key, user_cache_folder

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
RUNS = "open('ran', 'w').close()"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A fresh folder for the caches of a user."""
    folder = tmp_path / "home" / "caches"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def test_value_is_loaded_with_the_key_that_sealed_it(tmp_path):
    save_sealed(tmp_path / "a", b"1", KEY, ("x", 1))

    assert load_sealed(tmp_path / "a", b"1", KEY) == ("x", 1)
    assert load_sealed(tmp_path / "a", b"1", OTHER_KEY) is None
    assert load_sealed(tmp_path / "a", b"2", KEY) is None


def test_value_is_loaded_by_its_own_name_alone(tmp_path):
    save_sealed(tmp_path / "a", b"1", KEY, 1)
    shutil.copyfile(tmp_path / "a", tmp_path / "b")

    assert load_sealed(tmp_path / "b", b"1", KEY) is None


def test_nothing_is_unpacked_before_its_seal_is_proven(tmp_path, monkeypatch):
    payload = marshal.dumps(1)
    (tmp_path / "a").write_bytes(hashlib.sha256(b"1" + payload).digest() + payload)
    monkeypatch.setattr(marshal, "loads", None)

    assert load_sealed(tmp_path / "a", b"1", KEY) is None


def test_key_is_made_once_and_is_the_users_alone(tmp_path, home):
    key = machine_key(tmp_path / "list")

    assert (
        key == machine_key(tmp_path / "other") == (home / "papershelf/key").read_bytes()
    )
    assert len(key) == 32
    if os.name == "posix":
        assert stat.S_IMODE((home / "papershelf/key").stat().st_mode) == 0o600


def key_in_another_process(home: Path) -> str:
    program = (
        "from pathlib import Path; from generator.system.machine_key import machine_key; "
        "print(machine_key(Path('list')).hex())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_every_process_has_the_same_key(home):
    assert key_in_another_process(home) == key_in_another_process(home)


@pytest.mark.posix
@pytest.mark.parametrize("content", [b"", b"k" * 32, b"k" * 33])
def test_key_that_somebody_else_can_know_is_replaced(home, content):
    file = home / "papershelf/key"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)  # for all to read, or of another length

    key = key_in_another_process(home)

    assert key == file.read_bytes().hex() != content.hex()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.posix
def test_key_that_is_a_link_is_replaced(home, tmp_path):
    (home / "papershelf").mkdir(parents=True)
    (tmp_path / "known").write_bytes(b"k" * 32)
    (tmp_path / "known").chmod(0o600)
    (home / "papershelf/key").symlink_to(tmp_path / "known")

    assert key_in_another_process(home) != (b"k" * 32).hex()
    assert (tmp_path / "known").read_bytes() == b"k" * 32


@pytest.mark.parametrize("base", ["list/cache", "list/.cache/deep"])
def test_cache_folder_in_a_project_is_no_home_for_a_key(tmp_path, monkeypatch, base):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / base))

    assert user_cache_folder(tmp_path / "list") is None
    assert user_cache_folder(tmp_path / "other") is not None
    assert machine_key(tmp_path / "list") != machine_key(tmp_path / "other")


@pytest.mark.posix
def test_home_where_nothing_can_be_kept_costs_only_time(small_project, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    command = [sys.executable, "-m", "generator", "build", str(small_project)]
    unset = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    for home in ({"HOME": str(blocked)}, {"HOME": ""}, {"XDG_CACHE_HOME": "relative"}):
        for _ in range(2):
            run = subprocess.run(
                command,
                env=unset | home,
                capture_output=True,
                cwd=tmp_path,
                check=False,
            )
            assert run.returncode == 0, run.stderr
    assert not (tmp_path / "relative").exists()


def test_module_beside_a_list_is_not_imported(tmp_path):
    for name in ("jinja2", "yaml", "argparse"):
        (tmp_path / f"{name}.py").write_text(RUNS)
    page = tmp_path / "content" / "a.md"
    page.parent.mkdir()
    page.write_text("---\ntitle: {a: [b]}\n---\n\nA *word*.\n")

    command = [sys.executable, "-m", "generator", "build"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert not (tmp_path / "ran").exists()


def test_first_build_of_foreign_templates_says_that_they_are_code(
    small_project, capsys, home
):
    words = "templates of its own: they are code"
    main(["build", str(small_project)])
    assert words not in capsys.readouterr().err
    shutil.rmtree(small_project / CACHE_FOLDER)
    (small_project / "templates").mkdir()

    main(["build", str(small_project)])
    assert words in capsys.readouterr().err
    main(["build", str(small_project)])
    assert words not in capsys.readouterr().err


def test_templates_of_papershelf_itself_are_not_foreign(home):
    checkout = Path(__file__).parents[2]
    assert (checkout / "templates").is_dir()
    assert not has_foreign_templates(checkout)


def test_cache_of_another_machine_is_as_good_as_none(
    small_project, tmp_path, monkeypatch
):
    """Even one that is sealed well, with a template in it that runs something."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    build(small_project, BuildOptions())
    theirs = take_snapshot(small_project, BuildOptions()).cache
    code = compile(f"{RUNS}\nname, blocks, debug_info = 'x', {{}}, ''", "x", "exec")
    rows = theirs.load("templates")
    forged = {key: (row[0], marshal.dumps(code), row[2]) for key, row in rows.items()}
    theirs.save("templates", forged)
    assert theirs.load("templates") == forged
    for name in ("build_record", "output_log"):
        (small_project / CACHE_FOLDER / name).unlink()

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    report = build(small_project, BuildOptions())

    assert not Path("ran").exists()
    assert len(report.read) == len([*small_project.glob("content/**/*.md")])
