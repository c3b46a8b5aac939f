"""A site has a folder of its own, and no link leads its files elsewhere."""

import os
from pathlib import Path

import pytest

from generator.cli import main
from generator.content.update.apply import unfinished
from generator.incremental.build_cache import CACHE_FOLDER
from generator.site.output.manifest import MANIFEST


@pytest.fixture
def project(small_project, tmp_path, monkeypatch):
    """The project that the command works in, in a home of its own."""
    monkeypatch.chdir(small_project)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    (tmp_path / "home").mkdir()
    return small_project


def everything(folder: Path) -> dict[str, bytes | None]:
    """The content of all files below a folder; None for folders and links."""
    found = {}
    for path in folder.rglob("*"):
        is_plain = path.is_file() and not path.is_symlink()
        name = path.relative_to(folder).as_posix()
        if CACHE_FOLDER not in name:
            found[name] = path.read_bytes() if is_plain else None
    return found


@pytest.mark.parametrize("command", ["build", "clean"])
@pytest.mark.parametrize(
    "folder",
    [
        "/", ".", "..", "../home", "content", "seeds/x", "templates", "content/papers",
        "papershelf.toml", ".git", ".git/hooks", "x/.Git/y", CACHE_FOLDER, "../other",
    ],
)  # fmt: skip
def test_output_that_is_no_folder_of_its_own_is_refused(
    project, tmp_path, capsys, command, folder
):
    (project / ".git").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/papershelf.toml").touch()
    (project / "content/papers" / MANIFEST).write_text("lanterns.md\n")
    (tmp_path / MANIFEST).write_text("small/content/papers/lanterns.md\n")
    main(["build", "--quiet"])
    before = everything(tmp_path)

    assert main([command, "--output", folder]) == 1

    assert "[output-folder]" in capsys.readouterr().err
    assert everything(tmp_path) == before


@pytest.mark.parametrize("command", ["build", "clean", "check"])
@pytest.mark.parametrize("empty", ["", " "])
def test_empty_output_is_wrong_usage(project, capsys, command, empty):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--output", empty])

    assert stopped.value.code == 2
    assert "the name of a folder is missing" in capsys.readouterr().err


@pytest.mark.posix
@pytest.mark.parametrize("command", ["build", "clean"])
@pytest.mark.parametrize("name", ["site", "public/site", "public"])
def test_site_that_is_a_link_is_refused(project, tmp_path, capsys, command, name):
    other = tmp_path / "other"
    (other / "site").mkdir(parents=True)
    for folder in (other, other / "site"):
        (folder / "mine.html").write_text("mine")
        (folder / MANIFEST).write_text("mine.html\n")
    link = project / name
    if name == "public/site":
        link.parent.mkdir()
    link.symlink_to(other)
    before = everything(tmp_path)
    output = [] if name == "site" else ["--output", "public/site"]

    assert main([command, *output]) == 1

    assert "[output-link]" in capsys.readouterr().err
    assert everything(tmp_path) == before


@pytest.mark.posix
def test_cache_that_is_a_link_is_refused(project, tmp_path, capsys):
    (tmp_path / "other").mkdir()
    (project / CACHE_FOLDER).symlink_to(tmp_path / "other")

    assert main(["build"]) == 1

    assert "[cache-link]" in capsys.readouterr().err
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.posix
@pytest.mark.parametrize("command", ["build", "clean"])
def test_pages_behind_a_link_are_never_removed(project, tmp_path, capsys, command):
    notes = tmp_path / "vault"
    notes.mkdir()
    (notes / "note.md").write_text("---\ntitle: Note\n---\n")
    (notes / MANIFEST).write_text("note.md\n")
    (project / "content/vault").symlink_to(notes)
    settings = project / "papershelf.toml"
    settings.write_text(f'linked_folders = ["content/vault"]\n{settings.read_text()}')

    assert main([command, "--output", os.fspath(notes)]) == 1

    assert "pages of the reading list are in this folder" in capsys.readouterr().err
    assert (notes / "note.md").exists()


@pytest.mark.posix
@pytest.mark.parametrize("command", ["build", "clean"])
def test_no_file_is_removed_through_a_link_in_the_site(
    project, tmp_path, capsys, command
):
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.html").write_text("mine")
    (project / "site").mkdir()
    (project / "site/tags").symlink_to(other)
    (project / "site/index.html").write_text("ours")
    (project / "site" / MANIFEST).write_text("index.html\ntags/mine.html\n")
    before = everything(project / "site")

    assert main([command, "--no-import"] if command == "build" else [command]) == 1

    assert "site/tags: error: this is a link" in capsys.readouterr().err
    assert everything(project / "site") == before
    assert (other / "mine.html").exists()


@pytest.mark.posix
def test_journal_that_is_a_link_is_replaced_and_its_target_stays(project):
    settings = (project / "papershelf.toml").read_bytes()
    (project / "content/.importing").symlink_to("../papershelf.toml")

    assert main(["build", "--quiet"]) == 0

    assert (project / "papershelf.toml").read_bytes() == settings
    assert not (project / "content/.importing").is_symlink()
    assert unfinished(project / "content") == frozenset()


@pytest.mark.posix
def test_journal_that_is_a_link_is_not_read(project):
    (project.parent / "elsewhere").write_text("words of somebody else\n")
    (project / "content/.importing").symlink_to(project.parent / "elsewhere")

    assert unfinished(project / "content") == frozenset()
