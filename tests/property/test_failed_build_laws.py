"""A build that fails changes nothing, whichever step fails and in whatever way.

Every operation on the disk fails once, each in a run of its own: refused, no space, half
of it done, and interrupted before and after. Either the build fails, and site, content and
seeds are as they were to the byte; or it does without, and the site is a cold build's.
"""

import errno
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.core import reading
from generator.core.build_options import BuildOptions
from generator.core.errors import PapershelfError
from generator.incremental.build_cache import CACHE_FOLDER
from generator.pipelines.build import build
from generator.pipelines.verify import verify

pytestmark = pytest.mark.posix

DUMP = """\
One word on tea
A first abstract, which is about tea.
·
2 authors
· Dec 3, 2025

Two words on tea
A second abstract, which is about tea too.
·
3 authors
· Dec 4, 2025
"""
CALLS = (
    "open",
    "write",
    "replace",
    "link",
    "unlink",
    "mkdir",
    "rmdir",
    "dup",
    "fchmod",
)
"""What changes something, or opens a folder to change something there."""
READS = reading._WITHOUT_WAITING
"""How files are opened that are only read."""
OUR_FOLDERS = ("content", "seeds", "site")


def refused(call, *arguments, **options):
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def full(call, *arguments, **options):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def half_done(call, *arguments, **options):
    if call.__name__ == "write":
        descriptor, content = arguments
        call(descriptor, bytes(content[: len(content) // 2]))
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def interrupted(call, *arguments, **options):
    raise KeyboardInterrupt


def interrupted_after(call, *arguments, **options):
    call(*arguments, **options)
    raise KeyboardInterrupt


EVERY = 30
WAYS = (refused, full, half_done, interrupted, interrupted_after)


@contextmanager
def failing(step, way):
    """Have one operation on the disk fail; a list that grows with their names."""
    names = []

    def counted(call):
        def counting(*arguments, **options):
            if call.__name__ == "open" and arguments[1] == READS:
                return call(*arguments, **options)
            names.append(call.__name__)
            if len(names) == step:
                return way(call, *arguments, **options)
            return call(*arguments, **options)

        return counting

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, counted(getattr(os, name)))
        yield names


def everything(project: Path) -> dict[str, object]:
    """All that is in our folders: contents of files, `None` for folders."""
    found = {}
    for name in OUR_FOLDERS:
        for path in (project / name).rglob("*"):
            found[str(path)] = path.read_bytes() if path.is_file() else None
    return found


def restore(project: Path, kept: Path) -> None:
    for name in (*OUR_FOLDERS, CACHE_FOLDER):
        shutil.rmtree(project / name, ignore_errors=True)
        if (kept / name).exists():
            shutil.copytree(kept / name, project / name)


@pytest.fixture
def projects(small_project, tmp_path, monkeypatch):
    """A project where a build imports, makes, moves and removes; and a copy of it."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    build(small_project, BuildOptions())
    pages = sorted((small_project / "content/papers").glob("*.md"))
    pages[0].unlink()
    pages[1].write_text(pages[1].read_text().replace("tags: []", "tags: [tea, pots]"))
    (small_project / "seeds/2025-12-11.txt").write_text(DUMP)
    (small_project / "site/tags/mine.txt").write_text("mine")
    return small_project, Path(shutil.copytree(small_project, tmp_path / "kept"))


@pytest.mark.parametrize("way", WAYS)
def test_a_build_that_fails_changes_nothing(projects, way):
    project, kept = projects
    with failing(0, way) as names:
        build(project, BuildOptions())
    steps = len(names)
    assert {"open", "write", "replace", "link", "unlink", "mkdir"} <= {*names}
    made = everything(project)

    failed = 0
    # Each way for every fifth step, so that all of them try each step.
    for step in range(1 + WAYS.index(way), steps + 1, EVERY):
        restore(project, kept)
        before = everything(project)
        assert before != made
        try:
            with failing(step, way) as names:
                build(project, BuildOptions())
        except (PapershelfError, OSError, KeyboardInterrupt):
            failed += 1
            assert everything(project) == before, (step, names[step - 1 :])
        else:
            assert everything(project) == made, (step, names[step - 1 :])
            assert verify(project, BuildOptions()) == ()
    assert failed
