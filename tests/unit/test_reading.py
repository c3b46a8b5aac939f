"""The door for every read: only regular files, of a bounded size, without waiting."""

import ast
import os
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.core import reading
from generator.core.reading import files_below, list_folder, read_file, read_named_file

ROOT = Path(__file__).parents[2] / "generator"
PAGE = "---\ntitle: {}\n---\n\nWords.\n"

WRITERS = {
    "cli.py": "closes the output of a terminal that is gone",
    "system/folder.py": "is the door for writes",
    "system/lock.py": "locks folders",
    "system/parallel.py": "has pipes between processes",
    "system/spool.py": "reads back what this build wrote",
}
"""Modules that open files for another purpose than to read what is there."""
FUNCTIONS = {"open"}
METHODS = {
    *("open", "fdopen", "read_text", "read_bytes", "scandir", "listdir", "iterdir"),
    *("glob", "rglob", "copyfile", "copy", "copy2", "copytree", "readlink"),
}


def reads(module: Path) -> list[str]:
    """The calls of a module that open or list something, as `line: name`."""
    found = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(name) if name in FUNCTIONS:
                found.append(f"{node.lineno}: {name}")
            case ast.Attribute(ast.Name("package"), "read_text"):
                continue  # of an installed distribution, as `importlib.metadata` has it
            case ast.Attribute(attr=name) if name in METHODS:
                found.append(f"{node.lineno}: {name}")
            case ast.Attribute(ast.Name("os" | "fs"), "walk" | "fwalk" as name):
                found.append(f"{node.lineno}: {name}")
    return found


def test_nothing_but_the_door_opens_or_lists_anything():
    found = {}
    for module in ROOT.rglob("*.py"):
        name = module.relative_to(ROOT).as_posix()
        if name != "core/reading.py" and name not in WRITERS:
            found[name] = reads(module)

    assert {name: calls for name, calls in found.items() if calls} == {}


def test_the_search_for_reads_finds_them():
    assert reads(ROOT / "core/reading.py") != []


@pytest.mark.parametrize("length", [0, 1, 10])
def test_file_is_read_whole(tmp_path, length):
    file = tmp_path / "a"
    file.write_bytes(b"x" * length)

    assert read_file(file, most=10) == b"x" * length
    assert read_named_file(file, most=10) == b"x" * length


def test_file_that_grows_meanwhile_is_read_to_its_end(tmp_path, monkeypatch):
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    former = os.fstat

    def grow(descriptor):
        found = former(descriptor)
        with file.open("ab") as more:
            more.write(b"y" * 5)
        return found

    monkeypatch.setattr(reading.os, "fstat", grow)
    assert read_file(file) == b"x" * 10 + b"y" * 5
    with pytest.raises(OSError, match="more than"):
        read_file(file, most=18)


@pytest.mark.parametrize("read", [read_file, read_named_file])
def test_file_beyond_the_bound_is_refused(tmp_path, read):
    file = tmp_path / "a"
    with file.open("wb") as target:
        target.truncate(3 * 2**20)

    with pytest.raises(OSError, match="more than 2 MB"):
        read(file, most=2 * 2**20)


@pytest.mark.parametrize("read", [read_file, read_named_file])
def test_folder_is_no_file(tmp_path, read):
    with pytest.raises(IsADirectoryError):
        read(tmp_path)


@pytest.mark.posix
def test_pipe_and_device_are_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")

    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="a device or a pipe"):
            read_file(tmp_path / name)


@pytest.mark.posix
def test_endless_device_that_the_user_names_is_read_to_the_bound():
    with pytest.raises(OSError, match="more than"):
        read_named_file("/dev/zero", most=2**20)


@pytest.mark.posix
def test_pipe_that_the_user_names_is_read_to_its_end(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert read_named_file(tmp_path / "pipe") == b""  # since nobody writes

    with subprocess.Popen(
        ["/bin/sh", "-c", "sleep 0.1; printf tea"], stdout=subprocess.PIPE
    ) as writer:
        assert read_named_file(f"/dev/fd/{writer.stdout.fileno()}") == b"tea"


@pytest.mark.posix
def test_circles_of_links_are_walked_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_text("")
    (tmp_path / "a/round").symlink_to("..")

    assert [Path(file).name for file in files_below(tmp_path)] == ["b"]


@pytest.mark.posix
@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_folder_that_cannot_be_listed_is_no_empty_one(tmp_path):
    (tmp_path / "a").mkdir(mode=0)

    for listing in (list_folder, lambda path: [*files_below(path)]):
        with pytest.raises(PermissionError):
            listing(tmp_path / "a")


@pytest.fixture
def project(tmp_path):
    """A project with a page, beside a file that nobody should see."""
    page = tmp_path / "list/content/papers/one.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE.format("One"))
    (tmp_path / "secret").write_text("hunter2 {{ 1 }}")
    return tmp_path / "list"


LINKS = {
    "settings": "papershelf.toml",
    "page": "content/papers/two.md",
    "seed": "seeds/two.txt",
    "days of seeds": "seeds/seeds.toml",
    "template": "templates/partials/footer.html",
    "font": "templates/assets/two.woff2",
    "style sheet": "templates/assets/css/theme.css",
}


@pytest.mark.posix
@pytest.mark.parametrize("options", [(), ("--skip-broken",)], ids=str)
@pytest.mark.parametrize("path", LINKS.values(), ids=LINKS)
def test_link_out_of_the_project_is_refused_by_name(project, capsys, path, options):
    link = project / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(project.parent / "secret")

    code = main(["build", str(project), *options])

    told = capsys.readouterr().err
    assert f"{path}: error: " in told
    assert "out of the project or hidden" in told
    assert "hunter2" not in told
    assert code == 1 or path.startswith("content/")
    for file in project.glob("site/**/*"):
        assert file.is_dir() or b"hunter2" not in file.read_bytes()


@pytest.mark.posix
@pytest.mark.parametrize("folder", ["content", "seeds", "templates"])
def test_linked_folder_is_read_when_settings_name_it(project, capsys, folder):
    elsewhere = project.parent / "elsewhere"
    (elsewhere / "papers").mkdir(parents=True)
    (project / "content").rename(project / "pages")
    if folder != "content":
        (project / "pages").rename(project / "content")
    (project / folder).symlink_to(elsewhere)

    assert main(["build", str(project)]) == 1
    assert f"{folder}: error: " in capsys.readouterr().err
    settings = project / "papershelf.toml"
    settings.write_text(f'linked_folders = ["{folder}"]\n')
    assert main(["build", str(project)]) == 0


@pytest.mark.posix
@pytest.mark.parametrize("command", ["build", "import"])
def test_pipe_among_the_seeds_is_told(project, capsys, monkeypatch, command):
    (project / "seeds").mkdir()
    os.mkfifo(project / "seeds/one.txt")
    monkeypatch.chdir(project)

    assert main([command]) == 1
    assert "seeds/one.txt: error: this is a device or a pipe" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["content", "seeds", "templates"])
def test_file_in_place_of_a_folder_is_no_empty_folder(project, capsys, folder):
    if folder == "content":
        (project / "content").rename(project / "pages")
    (project / folder).write_text("")
    (project / "papershelf.toml").write_text("")

    assert main(["build", str(project)]) == 1
    assert f"{folder}: error: cannot list the folder" in capsys.readouterr().err


SPECIAL = ("content/.importing", "site/index.html", "site/.papershelf-manifest")


@pytest.mark.posix
@pytest.mark.parametrize("path", SPECIAL)
def test_pipe_in_place_of_a_file_of_ours_ends_the_build(project, capsys, path):
    (project / path).parent.mkdir(exist_ok=True)
    os.mkfifo(project / path)

    assert main(["build", str(project)]) == 1
    assert "a device or a pipe" in capsys.readouterr().err


OUTSIDE = ("../../secret", "/etc/hostname", "x/../../../secret", "..\\..\\secret")


@pytest.mark.parametrize("name", OUTSIDE)
def test_template_includes_nothing_from_outside(project, capsys, name):
    footer = project / "templates/partials/footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text(f"{{% include {name!r} %}}")

    assert main(["build", str(project)]) == 1
    assert "templates/partials/footer.html:1: error" in capsys.readouterr().err


def test_style_sheets_are_joined_of_nothing_outside(project, capsys):
    order = project / "templates/assets/css/order.txt"
    order.parent.mkdir(parents=True)
    order.write_text("../../../../secret\n")

    assert main(["build", str(project)]) == 1
    assert "[assets-missing]" in capsys.readouterr().err
