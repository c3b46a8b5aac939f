"""`papershelf explain CODE`: the documentation of a problem, from anywhere."""

import tomllib
from pathlib import Path

import pytest

from generator.cli import main
from generator.pipelines.problem_docs import problem_sections

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", problem_sections())
def test_every_section_is_printed(code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["explain", code]) == 0

    head, text = capsys.readouterr().out.split("\n\n", 1)
    assert head == code
    assert len(text.split()) > 3
    assert "](" not in text
    assert "\n##" not in text


def test_code_may_be_copied_with_its_brackets(capsys):
    assert main(["explain", "[config-key]"]) == 0
    assert capsys.readouterr().out.startswith("config-key\n")


def test_lines_of_code_keep_their_indentation(capsys):
    main(["explain", "front-matter-value"])
    assert "\n    read_date: 2024-06-05" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["config-kye", "dump-year-unknwon"])
def test_misspelt_code_is_guessed(code, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["explain", code]) == 1

    assert "hint: did you mean `" in capsys.readouterr().err


def test_file_wins_over_a_code(small_project, monkeypatch, capsys):
    monkeypatch.chdir(small_project)
    (small_project / "config-key").write_text("")

    assert main(["explain", "config-key"]) == 1

    assert "no build of this project makes" in capsys.readouterr().err


def test_every_document_is_in_the_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for document in (ROOT / "docs").glob("*.md"):
        name = f"docs/{document.name}"
        assert included[name] == f"generator/_{name}"
