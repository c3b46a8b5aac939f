"""Which files below `content/` are pages, through links too; what is not read is told."""

import os
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.content.finder import PageFinder
from generator.content.update.page_index import PageIndex
from generator.core.errors import PapershelfError
from generator.core.page_walk import walk_pages

pytestmark = pytest.mark.posix

PAGE = "---\ntitle: {}\n---\n\nWords.\n"


@pytest.fixture
def project(tmp_path):
    """A project with one page, beside a vault with two."""
    root = tmp_path / "project"
    write(root / "content/papers/one.md", "One")
    write(tmp_path / "vault/two.md", "Two")
    write(tmp_path / "vault/deep/three.md", "Three")
    return root


def write(file: Path, title: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(title))


def link(project: Path, name: str, target: str) -> Path:
    path = project / "content" / name
    path.symlink_to(target)
    return path


def allow(project: Path, *links: str) -> None:
    (project / "papershelf.toml").write_text(f"linked_folders = {[*links]}\n")


def pages(project: Path) -> list[str]:
    return [
        path.removeprefix("content/") for path in walk_pages(project / "content").pages
    ]


def oddities(project: Path) -> list[tuple[str, str]]:
    walk = walk_pages(project / "content")
    return [(odd.path.removeprefix("content/"), odd.oddity) for odd in walk.oddities]


def test_link_to_a_folder_of_the_project_is_followed(project):
    write(project / "notes/inner/four.md", "Four")
    link(project, "papers/notes", "../../notes")

    assert pages(project) == ["papers/notes/inner/four.md", "papers/one.md"]
    assert oddities(project) == []


def test_link_out_of_the_project_is_followed_when_settings_name_it(project):
    link(project, "papers/vault", "../../../vault")

    assert pages(project) == ["papers/one.md"]
    assert oddities(project) == [("papers/vault", "folder outside")]

    allow(project, "content/papers/vault")

    assert pages(project) == [
        "papers/one.md",
        "papers/vault/deep/three.md",
        "papers/vault/two.md",
    ]
    assert oddities(project) == []


def test_links_in_circles_are_followed_once(project):
    link(project, "papers/up", "..")
    link(project, "papers/again", "../papers")
    link(project, "papers/vault", "../../../vault")
    (project.parent / "vault/back").symlink_to(project / "content")
    allow(project, "content/papers/vault", "content/papers/vault/back")

    assert pages(project) == [
        "papers/one.md",
        "papers/vault/deep/three.md",
        "papers/vault/two.md",
    ]


def test_of_two_links_to_one_folder_the_first_by_name_is_followed(project):
    write(project / "notes/four.md", "Four")
    link(project, "z", "../notes")
    link(project, "a", "../notes")

    assert pages(project) == ["a/four.md", "papers/one.md"]


def test_link_of_a_vault_into_the_same_vault_needs_no_setting_of_its_own(project):
    (project.parent / "vault/sub").symlink_to("deep")
    shutil.rmtree(project / "content")
    (project / "content").symlink_to(project.parent / "vault")
    allow(project, "content")

    assert pages(project) == ["deep/three.md", "two.md"]
    assert oddities(project) == []


@pytest.mark.parametrize(
    ("name", "target", "oddity"),
    [
        ("gone", "../nowhere", "dangling"),
        ("figure.png", "../nowhere", "dangling file"),
        ("all", "..", "folder outside"),
        ("git", "../.git", "folder outside"),
        ("x.md", "../../vault/two.md", "file outside"),
        ("x.md", "../.git/config", "file outside"),
        ("x.md", "../notes.txt", "no page"),
        ("x.md", "papers/_diary/one.md", "file outside"),
        ("x.md", "../_mine/deep/one.md", "file outside"),
        ("shown", "papers/_diary", "folder outside"),
        ("shown", "../_mine/deep", "folder outside"),
    ],
)
def test_link_that_is_not_followed_is_told(project, name, target, oddity):
    (project / ".git").mkdir()
    (project / ".git/config").write_text("secret")
    (project / "notes.txt").write_text("notes")
    write(project / "content/papers/_diary/one.md", "Diary")
    write(project / "_mine/deep/one.md", "Mine")
    link(project, name, target)

    assert pages(project) == ["papers/one.md"]
    assert oddities(project) == [(name, oddity)]


def test_link_to_what_is_hidden_is_followed_when_settings_name_it(project):
    write(project / "_mine/four.md", "Four")
    write(project / "_mine/_own/five.md", "Five")
    link(project, "shown", "../_mine")
    allow(project, "content/shown")

    assert pages(project) == ["papers/one.md", "shown/four.md"]
    assert oddities(project) == []


@pytest.mark.parametrize("name", [".hidden", "_drafts", ".#one.md"])
def test_hidden_link_is_no_link_of_ours(project, name):
    link(project, name, "../nowhere")

    assert oddities(project) == []


@pytest.mark.parametrize("name", ["a.markdown", "a.MDX", "a.md.txt", "a.Rmd"])
def test_page_with_another_ending_is_told(project, capsys, name):
    (project / "content" / name).write_text(PAGE.format("A"))

    assert main(["build", str(project)]) == 0
    assert f"content/{name}: warning: this is no page" in capsys.readouterr().err
    main(["build", str(project)])
    assert "content-name" in capsys.readouterr().err
    main(["check", str(project)])
    assert "content-name" in capsys.readouterr().out


def test_text_file_is_noted_and_fails_no_strict_build(project, capsys):
    (project / "content/2025-12-10.txt").write_text("Daily Papers")

    assert main(["build", str(project), "--strict"]) == 0
    told = capsys.readouterr().err
    assert "content/2025-12-10.txt: note: this is no page" in told
    assert "a dump belongs into `seeds/`" in told


@pytest.mark.parametrize("name", ["README.markdown", "readme.txt", "data.csv", "a.png"])
def test_other_files_are_nobodys_business(project, name):
    (project / "content" / name).write_text("x")

    assert oddities(project) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipe_with_the_name_of_a_page_is_not_opened(project, capsys):
    os.mkfifo(project / "content/pipe.md")

    assert main(["build", str(project)]) == 1
    assert (
        "content/pipe.md: error: this is a device or a pipe" in capsys.readouterr().err
    )


def test_folder_that_is_not_read_stops_every_command_before_it_writes(project, capsys):
    assert main(["build", str(project)]) == 0
    before = sorted((project / "site").rglob("*"))
    (project / "content/papers").rename(project.parent / "moved")
    link(project, "papers", "../../moved")

    assert main(["build", str(project), "--skip-broken"]) == 1
    assert 'linked_folders = ["content/papers"]' in capsys.readouterr().err
    assert sorted((project / "site").rglob("*")) == before
    with pytest.raises(PapershelfError, match="content-link"):
        PageIndex(project / "content")
    with pytest.raises(PapershelfError, match="content-link"):
        PageFinder(project, here=project)
    assert main(["check", str(project)]) == 1

    allow(project, "content/papers")
    assert main(["build", str(project)]) == 0
    assert (project / "site/papers/one.html").exists()


def test_folder_that_the_system_does_not_list_is_an_error(project, monkeypatch, capsys):
    def scandir(path):
        if str(path).endswith("content/papers"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    listed = os.scandir
    monkeypatch.setattr("generator.core.page_walk.os.scandir", scandir)

    assert main(["build", str(project)]) == 1
    told = capsys.readouterr().err
    assert "content/papers: error: cannot list the folder: Permission denied" in told


def test_change_of_what_is_not_read_is_told_at_once(project, capsys):
    main(["build", str(project), "--quiet"])
    link(project, "gone", "../nowhere")

    assert main(["build", str(project)]) == 1
    assert "this link leads nowhere" in capsys.readouterr().err


def test_site_is_not_emptied_when_all_pages_are_gone(project, capsys):
    for number in range(3):
        write(project / f"content/papers/more-{number}.md", f"More {number}")
    (project / "papershelf.toml").touch()
    main(["build", str(project)])
    (project / "content").rename(project.parent / "elsewhere")

    assert main(["build", str(project)]) == 1
    assert "build-empties" in capsys.readouterr().err
    assert (project / "site/papers/one.html").exists()

    assert main(["build", str(project), "--clean"]) == 0
    assert not (project / "site/papers/one.html").exists()


def test_what_is_in_seeds_and_not_read_is_told(project, capsys):
    (project / "seeds/old").mkdir(parents=True)
    (project / "seeds/empty").mkdir()
    (project / "seeds/old/a.txt").write_text("x")
    (project / "seeds/b.txt").symlink_to("gone.txt")

    assert main(["build", str(project)]) == 0
    told = capsys.readouterr().err
    assert "seeds/old: warning: folders in `seeds/` are not read" in told
    assert "seeds/b.txt: warning: this link leads nowhere" in told
    assert "seeds/empty" not in told
    main(["check", str(project)])
    assert "seed-folder" in capsys.readouterr().out


@pytest.mark.posix
@pytest.mark.parametrize(
    "named", ["content/../..", "..", "/", "", ".", "a\\\\..\\\\..", "C:/x"]
)
def test_settings_name_links_of_the_project_only(project, capsys, named):
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "theirs.md").write_text("---\ntitle: Theirs\n---\n")
    (project / "content/vault").symlink_to(outside)
    (project / "papershelf.toml").write_text(f'linked_folders = ["{named}"]\n')

    assert main(["build", str(project)]) == 1

    err = capsys.readouterr().err
    assert "which is no path in the project [config-value]" in err
    assert not (project / "site").exists()
