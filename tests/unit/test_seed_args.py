"""Names of dumps on a command line: what is no file is refused before anything is read."""

import os

import pytest

from generator.cli import main

DUMP = "Daily Papers\n\nTea\n\nHot.\n\n  • 2 authors\n·\nApr 5, 2023 1\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    project = tmp_path / "list"
    (project / "content").mkdir(parents=True)
    monkeypatch.chdir(project)
    return project


@pytest.mark.parametrize("command", ["import", "parse"])
@pytest.mark.parametrize(
    "address",
    [
        "https://huggingface.co/papers",
        "http://example.org/tea.txt",
        "HTTPS://huggingface.co/papers?q=tea",
        "https:/huggingface.co/papers",
        "huggingface.co/papers",
        "arxiv.org/abs/2409.00001",
        "www.example.org",
        "ftp://example.org/x",
    ],
)
def test_address_is_not_fetched_and_the_message_says_what_to_do(
    here, capsys, command, address
):
    assert main([command, address]) == 1
    said = capsys.readouterr().err
    assert "does not fetch addresses" in said
    assert address in said
    assert "copy the text" in said
    assert list(here.rglob("*")) == [here / "content"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2409.00001", "papershelf new TITLE --arxiv 2409.00001"),
        ("*.txt", "no file fits this pattern"),
        ("~/tea.txt", "without quotes"),
        ("C:\\dumps\\tea.txt", "no such file"),
        (".", "this is a folder"),
        ("/dev/zero", "no regular file"),
        ("x" * 5000, "no such file"),
    ],
)
def test_what_is_no_file_gets_a_hint(here, capsys, name, words):
    assert main(["import", name]) == 1
    assert words in capsys.readouterr().err


def test_all_wrong_names_are_reported_together(here, capsys):
    assert main(["import", "a.txt", "b.txt"]) == 1
    said = capsys.readouterr().err
    assert "a.txt" in said
    assert "b.txt" in said


def test_address_of_a_local_file_is_its_path(here, capsys):
    dump = here.parent / "a dump.txt"
    dump.write_text(DUMP, encoding="utf-8")
    assert main(["parse", dump.as_uri()]) == 0
    assert "Tea" in capsys.readouterr().out


def test_a_file_whose_name_looks_like_an_address_is_a_file(here):
    (here / "www.tea.txt").write_text(DUMP, encoding="utf-8")
    assert main(["parse", "www.tea.txt"]) == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_import_does_not_wait_for_a_pipe(here, capsys):
    os.mkfifo("pipe.txt")
    assert main(["import", "pipe.txt"]) == 1
    assert "no regular file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.pdf", b"%PDF-1.7\n"),
        ("library.bib", b"@misc{tea}"),
        ("tea.html", b"<html><body>Tea</body></html>"),
        ("notes.txt", b"Buy tea.\n"),
        ("empty.txt", b""),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0"),
        (
            "nothing-found.txt",
            b"Daily Papers\n\nby AK and the research community\n\nDec 1\n",
        ),
    ],
)
def test_file_without_papers_is_not_copied_into_seeds(here, capsys, name, data):
    file = here.parent / name
    file.write_bytes(data)

    assert main(["import", f"../{name}"]) == 1

    assert not (here / "seeds").exists()
    said = capsys.readouterr().err
    assert f"../{name}" in said
    assert "undated_" not in said


def test_good_file_is_imported_beside_one_without_papers(here):
    (here.parent / "tea.txt").write_text(DUMP, encoding="utf-8")
    (here.parent / "notes.txt").write_text("Buy tea.\n", encoding="utf-8")

    assert main(["import", "../notes.txt", "../tea.txt", "../tea.txt"]) == 1

    assert len(list((here / "seeds").iterdir())) == 1
    assert (here / "content/papers/tea.md").exists()


@pytest.mark.parametrize("text", ["", "Daily Papers\n", "A note on tea.\n", "%PDF-1.4"])
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_file_of_seeds_that_is_named_and_has_no_paper_is_a_failure(
    here, capsys, text, options
):
    (here / "seeds").mkdir()
    (here / "seeds/odd.txt").write_text(text)
    (here / "seeds/tea.txt").write_text(DUMP)

    assert main(["import", "seeds/odd.txt", *options]) == 1
    assert "odd.txt" in capsys.readouterr().err
    assert main(["import"]) == 0
    assert (here / "content/papers/tea.md").is_file()
