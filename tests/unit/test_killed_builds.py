"""A build that is killed at any step leaves nothing that the next one does not remove."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from generator.core.build_options import BuildOptions
from generator.core.project_layout import is_temporary
from generator.incremental.build_cache import CACHE_FOLDER
from generator.pipelines.build import build
from generator.pipelines.verify import verify
from generator.system.tuning import Tuning

pytestmark = pytest.mark.posix

DUMP = """\
One word on tea
A first abstract, which is about tea.
·
2 authors
· Dec 3, 2025
"""
CALLS = ("open", "write", "replace", "link", "unlink", "mkdir", "rmdir", "close")
"""Steps of a build, as far as the disk sees them."""
STEPS = 12
"""So many of the steps are tried."""
MANY_PARTS = Tuning(part=3, fork_from=6, page_batch=3)


@pytest.fixture
def project(small_project, tmp_path, monkeypatch):
    """A project where pages are to be made, and files of the site moved and removed."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    build(small_project, BuildOptions())
    pages = sorted((small_project / "content/papers").glob("*.md"))
    pages[0].unlink()
    pages[1].write_text(pages[1].read_text() + "\nMore.\n")
    (small_project / "seeds/2025-12-11.txt").write_text(DUMP)
    return small_project


def build_in_child(project: Path, step: int, jobs: int) -> int:
    """Build in another process, which kills itself before a step; the steps, 0 if killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        count = 0

        def counted(function):
            def call(*arguments, **options):
                nonlocal count
                count += 1
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return function(*arguments, **options)

            return call

        write, leave = os.write, os._exit
        for name in CALLS:
            setattr(os, name, counted(getattr(os, name)))
        build(project, BuildOptions(jobs=jobs), tuning=MANY_PARTS)
        write(writing, str(count).encode())
        leave(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as steps:
        counted_steps = steps.read()
    os.waitpid(child, 0)
    return int(counted_steps or 0)


def files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_build_leaves_nothing_after_the_next_one(project, tmp_path, jobs):
    kept = shutil.copytree(project, tmp_path / "kept")
    steps = build_in_child(project, 0, jobs)
    assert steps > STEPS
    expected = {name: files(project / name) for name in ("content", "seeds", "site")}

    for step in range(1, steps, steps // STEPS):
        shutil.rmtree(project)
        shutil.copytree(kept, project)
        assert build_in_child(project, step, jobs) == 0
        build(project, BuildOptions())

        found = {name: files(project / name) for name in expected}
        assert found == expected, step
        cached = [file.name for file in (project / CACHE_FOLDER).iterdir()]
        assert not any(map(is_temporary, cached)), step
        assert list((tmp_path / "tmp").iterdir()) == [], step
        assert verify(project, BuildOptions()) == (), step
