"""`site/` holds exactly what was made, plus whatever was never ours."""

import errno
import os
import sys
from pathlib import Path

import pytest

from generator.core.errors import PapershelfError
from generator.site.output.file import finished
from generator.site.output.manifest import MANIFEST, manifest
from generator.site.output.site_folder import disk_problems, remove_site
from generator.site.output.writer import open_site


def write_site(folder, files, **options):
    with open_site(folder, **options) as site:
        site.stage(files)
        return site.commit()


def files(**contents):
    return [
        finished(name.replace("__", "/").replace("_", "."), text.encode())
        for name, text in contents.items()
    ]


def snapshot(folder: Path) -> dict[str, bytes]:
    paths = (
        path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_second_identical_build_writes_nothing(tmp_path):
    write_site(tmp_path, files(index_html="a", papers__x_html="b"))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    report = write_site(tmp_path, files(index_html="a", papers__x_html="b"))

    assert (report.written, report.removed) == ((), ())
    assert report.kept == ("index.html", "papers/x.html")
    files_only = {path: time for path, time in before.items() if path.is_file()}
    assert {path: path.stat().st_mtime_ns for path in files_only} == files_only


def test_page_no_longer_made_is_removed_with_its_empty_folder(tmp_path):
    write_site(tmp_path, files(index_html="a", papers__x_html="b"))

    report = write_site(tmp_path, files(index_html="a"))

    assert report.removed == ("papers/x.html",)
    assert not (tmp_path / "papers").exists()


def test_strangers_files_stay(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "mine.txt").write_text("mine")
    (tmp_path / "CNAME").write_text("papers.example.org")
    write_site(tmp_path, files(papers__x_html="b"))

    write_site(tmp_path, [])

    assert snapshot(tmp_path) == {
        "CNAME": b"papers.example.org",
        "papers/mine.txt": b"mine",
    }


def test_failing_build_changes_nothing(tmp_path):
    write_site(tmp_path, files(index_html="old", about_html="old"))
    before = snapshot(tmp_path)

    def failing():
        yield from files(index_html="new", fresh_html="new")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_site(tmp_path, failing())

    assert snapshot(tmp_path) == before
    assert manifest(tmp_path) == {"index.html", "about.html"}


def test_file_of_somebody_else_is_never_overwritten(tmp_path):
    (tmp_path / "index.html").write_text("my home page")

    with pytest.raises(PapershelfError, match="output-stranger"):
        write_site(tmp_path, files(index_html="ours", other_html="ours"))

    assert snapshot(tmp_path) == {"index.html": b"my home page"}


def test_clean_build_replaces_strangers_at_our_addresses_only(tmp_path):
    (tmp_path / "index.html").write_text("my home page")
    (tmp_path / "CNAME").write_text("x")

    write_site(tmp_path, files(index_html="ours"), clean=True)

    assert snapshot(tmp_path) == {"index.html": b"ours", "CNAME": b"x"}


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a/../../x", "a//b", "a\\b", "", "."]
)
def test_file_outside_the_site_is_refused(tmp_path, path):
    with pytest.raises(PapershelfError, match="output-path"):
        write_site(tmp_path / "site", [finished(path, b"")])


@pytest.mark.parametrize("path", ["../victim", "/etc/hostname", ".git/config", "\0"])
def test_manifest_that_names_a_file_outside_the_site_is_an_error(tmp_path, path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    site = tmp_path / "site"
    site.mkdir()
    (site / MANIFEST).write_text(f"index.html\n{path}\n")

    for command in (lambda: write_site(site, []), lambda: remove_site(site)):
        with pytest.raises(PapershelfError, match=f"{MANIFEST}:2: .*output-manifest"):
            command()

    assert victim.exists()


def test_two_files_that_differ_by_case_only_are_an_error(tmp_path):
    with pytest.raises(PapershelfError, match="output-collision"):
        write_site(tmp_path, files(Tag_html="a", tag_html="b"))


def test_clean_command_removes_ours_alone(tmp_path):
    (tmp_path / "CNAME").write_text("x")
    write_site(tmp_path, files(index_html="a", papers__x_html="b"))

    assert remove_site(tmp_path) == ("index.html", "papers/x.html")
    assert snapshot(tmp_path) == {"CNAME": b"x"}
    assert not (tmp_path / MANIFEST).exists()


def test_a_commit_that_is_interrupted_is_undone(tmp_path, monkeypatch):
    write_site(tmp_path, files(a_html="1", b_html="1", gone_html="1"))
    before = snapshot(tmp_path)
    replace = os.replace

    def stopping(source, target, **folders):
        if target == "b.html":
            monkeypatch.setattr(os, "replace", replace)
            raise KeyboardInterrupt
        replace(source, target, **folders)

    monkeypatch.setattr(os, "replace", stopping)
    with pytest.raises(KeyboardInterrupt):
        write_site(tmp_path, files(a_html="2", b_html="2", c_html="2"))

    assert snapshot(tmp_path) == before
    assert manifest(tmp_path) == {"a.html", "b.html", "gone.html"}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX file kinds")
def test_output_that_is_a_file_is_a_problem_not_a_traceback(tmp_path):
    (tmp_path / "site").write_text("not a folder")

    with pytest.raises(PapershelfError, match="output-write"):
        write_site(tmp_path / "site", files(index_html="a"))


def test_refusal_names_the_site_where_the_system_names_no_path(tmp_path):
    refusal = PermissionError(errno.EACCES, "Permission denied", ".papershelf-1.tmp")

    with pytest.raises(PapershelfError) as caught, disk_problems(tmp_path):
        raise refusal

    assert caught.value.problems[0].path == tmp_path.as_posix()


@pytest.mark.parametrize("path", [".GIT/config", ".Git/x", "a/.gIT/x", "git~1/config"])
def test_manifest_that_names_files_of_git_is_refused_however_spelled(tmp_path, path):
    write_site(tmp_path, files(index_html="a"))
    (tmp_path / MANIFEST).write_text(f"index.html\n{path}\n")

    with pytest.raises(PapershelfError, match="output-manifest"):
        manifest(tmp_path)
