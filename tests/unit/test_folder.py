"""The door for every write: nothing outside of the folder that was opened."""

import ast
import os
from pathlib import Path

import pytest

from generator.core.project_layout import is_temporary
from generator.system import folder as door
from generator.system.changes import Changes
from generator.system.folder import Folder, LinkedError

ROOT = Path(__file__).parents[2] / "generator"

OTHERS = {
    "cli.py": {"os.open", "open"},  # the null device, and streams that were closed
    "core/reading.py": {"os.open"},  # for reading
    "system/lock.py": {"os.open"},  # folders, and the file that Windows locks
    "system/parallel.py": {"os.write"},  # pipes between processes
    "system/spool.py": {"FileIO"},  # for reading
}
"""What other modules do that looks like writing."""
NAMES = {"open", "FileIO", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile"}
METHODS = {
    *("write_text", "write_bytes", "touch", "mkdir", "makedirs", "rmdir", "rmtree"),
    *(
        "unlink",
        "removedirs",
        "rename",
        "renames",
        "symlink",
        "symlink_to",
        "hardlink_to",
    ),
    *("chmod", "fchmod", "lchmod", "chown", "lchown", "utime", "truncate", "ftruncate"),
    *("copyfile", "copy2", "copytree", "copymode", "mkstemp", "mkdtemp", "mkfifo"),
    *("mknod", "sendfile", "pwrite", "writev", "FileIO", "TemporaryDirectory"),
}
MODULES = {
    "os": {"open", "write", "replace", "remove", "link", "posix_spawn", "system"},
    "shutil": {"move", "copy", "make_archive", "unpack_archive"},
}


def open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def writes(module: Path) -> set[str]:
    """What a module calls or imports that can write, rename or remove."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Call(ast.Name(name)) if name in NAMES:
                found.add(name)
            case ast.Attribute(ast.Name(owner), name) if name in MODULES.get(owner, ()):
                found.add(f"{owner}.{name}")
            case ast.Attribute(_, name) if name in METHODS:
                found.add(f".{name}")
            # `Path.replace` has one argument; that of texts has two, of values none.
            case ast.Call(ast.Attribute(_, "replace"), [_]):
                found.add(".replace")
            case ast.Call(ast.Attribute(owner, "open")) if ast.unparse(owner) != "os":
                found.add(".open")
            case ast.ImportFrom(module="os" | "shutil" | "tempfile" as owner):
                found.update(f"from {owner}" for _ in node.names)
    return found


def test_nothing_but_the_door_writes_renames_or_removes():
    found = {}
    for module in ROOT.rglob("*.py"):
        name = module.relative_to(ROOT).as_posix()
        calls = writes(module) - OTHERS.get(name, set())
        if calls and name != "system/folder.py":
            found[name] = calls

    assert found == {}


def test_the_search_for_writes_finds_them():
    assert {"os.open", "os.replace", "os.link", ".rmtree"} <= writes(
        ROOT / "system/folder.py"
    )


@pytest.fixture
def opened(tmp_path):
    """An open folder beside one of somebody else, with links to that one."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").write_text("mine")
    (tmp_path / "ours/sub").mkdir(parents=True)
    (tmp_path / "ours/file").write_text("ours")
    (tmp_path / "ours/link").symlink_to(tmp_path / "other")
    (tmp_path / "ours/sub/link").symlink_to("../../other")
    (tmp_path / "ours/file-link").symlink_to("../other/file")
    with Folder.within(tmp_path, "ours") as folder:
        yield folder


ATTEMPTS = {
    "create": lambda folder, path: folder.create(f"{path}/new", b"x"),
    "create log": lambda folder, path: folder.create_log(f"{path}/new"),
    "add": lambda folder, path: folder.add(f"{path}/new", b"x"),
    "write": lambda folder, path: folder.write(f"{path}/file", b"x"),
    "move in": lambda folder, path: folder.move("file", folder, f"{path}/new"),
    "move out": lambda folder, path: folder.move(f"{path}/file", folder, "new"),
    "link in": lambda folder, path: folder.link("file", folder, f"{path}/new"),
    "link out": lambda folder, path: folder.link(f"{path}/file", folder, "new"),
    "remove": lambda folder, path: folder.remove(f"{path}/file"),
    "make folders": lambda folder, path: folder.make_folders(f"{path}/new"),
    "remove folder": lambda folder, path: folder.remove_folder(f"{path}/empty"),
    "remove tree": lambda folder, path: folder.remove_tree(f"{path}/empty"),
    "open": lambda folder, path: folder.inner(path),
    "temporary file": lambda folder, path: folder.temporary_file(
        f"{path}/x", b""
    ).__enter__(),
}
OUTSIDE = [
    "../other",
    "sub/../../other",
    ".",
    "",
    "link",
    "sub/link",
    "/tmp",
    "sub//",
    "\0",
]


@pytest.mark.posix
@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_way_leads_out_of_the_folder(opened, tmp_path, attempt, path):
    (tmp_path / "other/empty").mkdir()

    with pytest.raises(OSError, match=r"link|no file of ours"):
        ATTEMPTS[attempt](opened, path)

    names = sorted(file.name for file in (tmp_path / "other").iterdir())
    assert names == ["empty", "file"]
    assert (tmp_path / "other/file").read_text() == "mine"


@pytest.mark.posix
def test_a_link_in_place_of_a_file_is_replaced_or_removed_itself(opened, tmp_path):
    opened.write("file-link", b"new")
    opened.remove("link")

    assert (tmp_path / "ours/file-link").read_text() == "new"
    assert not (tmp_path / "ours/file-link").is_symlink()
    assert (tmp_path / "other/file").read_text() == "mine"


@pytest.mark.posix
def test_a_folder_that_is_replaced_by_a_link_meanwhile_is_not_left(opened, tmp_path):
    opened.write("sub/first", b"1")
    (tmp_path / "ours/sub").rename(tmp_path / "ours/moved")
    (tmp_path / "ours/sub").symlink_to(tmp_path / "other")

    opened.write("sub/second", b"2")

    assert (tmp_path / "ours/moved/second").read_text() == "2"
    assert [file.name for file in (tmp_path / "other").iterdir()] == ["file"]


@pytest.mark.posix
def test_a_folder_behind_a_link_is_not_opened(opened, tmp_path):
    with pytest.raises(LinkedError):
        Folder.within(tmp_path, "ours/link")
    with pytest.raises(LinkedError):
        Folder.at(tmp_path / "ours/link")
    with Folder(tmp_path / "ours/link") as named:  # by the user
        assert named.mode("file")


@pytest.mark.posix
def test_links_are_refused_where_no_folder_can_be_opened(tmp_path, monkeypatch, opened):
    monkeypatch.setattr(door, "_HAS_DESCRIPTORS", False)
    with Folder(tmp_path / "ours") as folder:
        for attempt in ATTEMPTS.values():
            with pytest.raises(OSError, match=r"link|no file of ours"):
                attempt(folder, "link")
        folder.write("sub/new/file", b"new")
        folder.move("sub/new/file", folder, "sub/moved")
        assert folder.mode("sub/moved")
        with folder.temporary_folder() as inner:
            inner.create("x", b"")

    assert [file.name for file in (tmp_path / "other").iterdir()] == ["file"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("old")
    write = os.write

    def short(descriptor, content):
        if len(content) < 4:
            raise OSError("no space")
        return write(descriptor, content[:3])

    monkeypatch.setattr(os, "write", short)
    with Folder(tmp_path) as folder:
        for store in (folder.write, folder.add):
            with pytest.raises(OSError, match="no space"):
                store("file" if store == folder.write else "new", b"content")

    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "old"


def test_temporary_names_differ_and_are_taken_by_nobody(tmp_path):
    with Folder(tmp_path) as folder:
        with (
            folder.temporary_file("x", b"1") as one,
            folder.temporary_file("x", b"2") as two,
        ):
            assert one != two
            assert is_temporary(one)
            assert (tmp_path / two).read_bytes() == b"2"
            with pytest.raises(FileExistsError):
                folder.create(one, b"3")
        assert list(tmp_path.iterdir()) == []


@pytest.mark.posix
def test_many_folders_do_not_stay_open(tmp_path):
    before = open_files()
    with Folder(tmp_path) as folder:
        for number in range(300):
            folder.create(f"{number}/file", b"")
        assert open_files() - before <= door._MOST_OPEN + 1
    assert open_files() == before


def test_changes_are_undone_from_the_last_to_the_first_and_edits_stay(tmp_path):
    (tmp_path / "old").write_text("1")

    def fail():
        with Changes() as changes, Folder(tmp_path) as folder:
            for path, content in {
                "old": b"2",
                "new/page": b"3",
                "edited": b"4",
            }.items():
                changes.note_file(tmp_path, path, content)
                folder.write(path, content)
            (tmp_path / "edited").write_text("by somebody else")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    found = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert found == {"old": "1", "edited": "by somebody else"}


def test_undoing_goes_on_after_a_fault_and_an_interrupt(tmp_path):
    done = []
    faults = [OSError(), KeyboardInterrupt(), None, None]

    def undo(name):
        fault = faults.pop(0)
        if fault is not None:
            raise fault
        done.append(name)

    changes = Changes()
    changes.note(lambda: undo("first"))
    changes.note(lambda: undo("second"))
    changes.undo()

    assert done == ["second", "first"]
