"""One command writes at a time; what a killed one left is gone at once."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.core.project_layout import is_temporary, temporary_name
from generator.system import lock
from generator.system.lock import locked
from generator.system.temporary import (
    remove_leftovers,
    temporary_folder,
    temporary_root,
)

HOLDER = """
import sys, time
from pathlib import Path
from generator.system.folder import Folder
from generator.system.lock import locked
with locked(Path(sys.argv[1])), Folder(Path(sys.argv[1])) as folder:
    with folder.temporary_folder(), folder.temporary_file("x", b"half"):
        print("held", flush=True)
        time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of a folder and writes in it."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def temporaries(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if is_temporary(file.name)]


def hold_until(event, folder, order):
    with locked(folder):
        order.append("first")
        event.wait(10)
        order.append("first is done")


def test_a_lock_is_waited_for_and_a_person_told(tmp_path, monkeypatch):
    order = []
    said = threading.Event()
    monkeypatch.setattr(lock, "_PATIENCE", 0)
    monkeypatch.setattr(lock, "say", lambda line: (order.append(line), said.set()))
    first = threading.Thread(target=hold_until, args=(said, tmp_path, order))
    first.start()
    while not order:
        time.sleep(0.001)

    with locked(tmp_path):
        order.append("second")
    first.join()

    waiting = f"another command is writing in {tmp_path.as_posix()}: waiting for it"
    assert order == ["first", waiting, "first is done", "second"]


@pytest.mark.posix
def test_readers_share_a_lock(tmp_path):
    with locked(tmp_path, shared=True), locked(tmp_path, shared=True):
        pass


def test_a_folder_that_is_not_there_has_no_lock(tmp_path):
    with locked(tmp_path / "gone"):
        assert not (tmp_path / "gone").exists()


@pytest.mark.posix
def test_a_lock_is_of_the_folder_that_has_the_name_now(tmp_path, monkeypatch):
    folder = tmp_path / "site"
    folder.mkdir()
    try_lock = lock.try_lock

    def removed_meanwhile(descriptor, **options):
        monkeypatch.setattr(lock, "try_lock", try_lock)
        folder.rmdir()
        folder.mkdir()
        return try_lock(descriptor, **options)

    monkeypatch.setattr(lock, "try_lock", removed_meanwhile)

    with locked(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        assert try_lock(descriptor) is False
        os.close(descriptor)


@pytest.mark.posix
def test_a_system_without_locks_is_gone_on_without(tmp_path, monkeypatch):
    monkeypatch.setattr(lock, "try_lock", lambda *_, **__: None)

    with locked(tmp_path), locked(tmp_path):
        pass


@pytest.mark.posix
def test_a_killed_process_holds_no_lock_and_what_it_left_is_removed(tmp_path, holder):
    assert len(temporaries(tmp_path)) == 2
    remove_leftovers([tmp_path])
    assert len(temporaries(tmp_path)) == 2

    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with locked(tmp_path):
        remove_leftovers([tmp_path])

    assert temporaries(tmp_path) == []


def test_only_what_has_a_temporary_name_is_removed(tmp_path):
    kept = ["papershelf-checkout", ".papershelf-manifest", f"{temporary_name()}x"]
    for name in (*kept, temporary_name()):
        (tmp_path / name).mkdir()
    left = next(tmp_path / name for name in temporaries(tmp_path))
    os.utime(left, (1, 1))

    remove_leftovers([tmp_path])

    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(kept)


@pytest.mark.posix
def test_a_link_with_a_temporary_name_is_not_followed(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/file").touch()
    folder = tmp_path / temporary_name()
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "mine")
    (tmp_path / temporary_name()).symlink_to(tmp_path / "mine")

    remove_leftovers([tmp_path])

    assert (tmp_path / "mine/file").exists()
    assert not folder.exists()


def test_a_temporary_folder_is_where_the_system_says(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "gone"))
    monkeypatch.setenv("TEMP", str(tmp_path))

    assert temporary_root() == tmp_path
    with temporary_folder() as folder:
        assert folder.parent == tmp_path
        assert is_temporary(folder.name)
    assert not folder.exists()
