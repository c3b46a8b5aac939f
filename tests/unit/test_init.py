"""A new reading list holds what one needs, and is never laid over somebody's files."""

import tomllib

import pytest

from generator.core.config import config_from
from generator.core.errors import PapershelfError
from generator.pipelines.init import new_project


def test_new_project_has_settings_folders_and_workflow(tmp_path):
    root = tmp_path / "papers"

    made = new_project(root)

    assert {
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()
    } == set(made)
    assert (root / "seeds").is_dir()
    assert (root / "content" / "papers").is_dir()
    config_from((root / "papershelf.toml").read_text("utf-8"), "papershelf.toml")
    assert "deploy-pages" in (root / ".github/workflows/pages.yml").read_text("utf-8")


def test_commented_settings_of_a_new_project_are_valid_too(tmp_path):
    new_project(tmp_path)
    text = (tmp_path / "papershelf.toml").read_text("utf-8")
    settings = [line.removeprefix("# ") for line in text.split("\n") if " = " in line]

    assert tomllib.loads("\n".join(settings))
    config_from("\n".join(settings), "papershelf.toml")


def test_existing_file_stops_init_before_anything_is_written(tmp_path):
    (tmp_path / "README.md").write_text("mine")

    with pytest.raises(PapershelfError, match="init-exists"):
        new_project(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"
