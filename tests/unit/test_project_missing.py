"""A command in a folder that is no reading list says so, and writes nothing there."""

import pytest

from generator.cli import main

COMMANDS = (
    "build",
    "check",
    "import",
    "import x.txt",
    "clean",
    "explain index.html",
    "new Tea",
    "status tea read",
    "rate tea 4",
    "tag tea +one",
)


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def here(tmp_path, monkeypatch):
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "README.md").write_text("# Downloads\n")
    (folder / "x.txt").write_text("words\n")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("line", COMMANDS)
def test_command_in_a_wrong_folder_writes_nothing(line, here, capsys):
    before = files_in(here)

    assert main(line.split()) == 1

    err = capsys.readouterr().err
    assert "[project-missing]" in err
    assert "papershelf init" in err
    assert files_in(here) == before


@pytest.mark.parametrize("name", ["papershelf.toml", "content/", "seeds/"])
def test_any_of_three_names_makes_a_reading_list(name, here):
    if name.endswith("/"):
        (here / name).mkdir()
    else:
        (here / name).write_text("")

    assert main(["build", "--quiet"]) == 0


def test_reading_list_above_is_named(small_project, monkeypatch, capsys):
    monkeypatch.chdir(small_project / "content" / "papers")

    assert main(["build"]) == 1

    assert "hint: there is one in ../..:" in capsys.readouterr().err
    assert not (small_project / "content" / "papers" / "site").exists()


def test_reading_list_below_is_named(small_project, monkeypatch, capsys):
    monkeypatch.chdir(small_project.parent)

    assert main(["build"]) == 1

    assert "hint: there is one in small:" in capsys.readouterr().err


def test_site_itself_is_no_reading_list(small_project, capsys):
    main(["build", str(small_project), "--quiet"])

    assert main(["build", str(small_project / "site")]) == 1

    assert "[project-missing]" in capsys.readouterr().err


def test_file_is_no_folder(here, capsys):
    assert main(["build", "x.txt"]) == 1
    assert "papershelf import x.txt" in capsys.readouterr().err


def test_folder_that_does_not_exist_can_be_made(here, capsys):
    assert main(["build", "nowhere"]) == 1

    err = capsys.readouterr().err
    assert "there is no such folder" in err
    assert "papershelf init nowhere" in err
