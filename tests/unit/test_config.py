"""Settings: defaults, and faults that name line and remedy, all at once."""

import pytest

from generator.core.config import (
    Config,
    FetchSettings,
    config_from,
    read_config,
    with_base_url,
)
from generator.core.errors import PapershelfError


def faults(text):
    with pytest.raises(PapershelfError) as caught:
        config_from(text, "papershelf.toml")
    return caught.value.problems


def test_project_without_settings_has_defaults(tmp_path):
    assert read_config(tmp_path) == Config()


def test_settings_are_read(tmp_path):
    (tmp_path / "papershelf.toml").write_text(
        '\ufefftitle = "Überblick"\npage_size = 7\n', "utf-8"
    )

    assert read_config(tmp_path) == Config(title="Überblick", page_size=7)


def test_unknown_key_is_an_error_with_its_line_and_a_suggestion():
    (problem,) = faults('title = "x"\n\npagesize = 3\n')

    assert (problem.line, problem.code) == (3, "config-key")
    assert "page_size" in problem.hint


def test_all_faults_are_reported_together():
    codes = [
        problem.code
        for problem in faults('colour = 1\npage_size = "ten"\nbase_url = "x"\n')
    ]

    assert codes == ["config-key", "config-value", "config-value"]


@pytest.mark.parametrize(
    "line",
    ["page_size = 0", "page_size = true", "page_size = 1001", "title = 3", 'base_url = "ftp://x"',
     'base_url = "https://"', 'repository = "git@host:x"', 'base_url = "https://a.org/?x"', 'base_url = "https://a.org/index.html"',
     'base_url = "https://a.org//b.org/"', 'repository = "https://token@a.org/x"',
     'language = "english"', f"page_size = 0x{'f' * 5000}", f"title = 0x{'f' * 5000}"],
)  # fmt: skip
def test_wrong_value_is_an_error(line):
    (problem,) = faults(line)

    assert (problem.line, problem.code) == (1, "config-value")


def test_syntax_error_names_line_and_column():
    (problem,) = faults('title = "x"\nauthor = me\n')

    assert (problem.line, problem.code) == (2, "config-syntax")
    assert problem.column


def test_settings_that_are_not_utf8_are_an_error(tmp_path):
    (tmp_path / "papershelf.toml").write_bytes(b'title = "\xff"')

    with pytest.raises(PapershelfError, match="UTF-8"):
        read_config(tmp_path)


def test_base_url_from_the_command_line_is_checked_too():
    assert with_base_url(Config(), "https://a.org/x").base_url == "https://a.org/x"
    with pytest.raises(PapershelfError, match="--base-url"):
        with_base_url(Config(), "a.org")


def test_mark_of_a_merge_is_an_error_at_its_line():
    (problem,) = faults('author = "A"\n<<<<<<< HEAD\ntitle = "x"\n=======\n>>>>>>> b\n')
    assert (problem.line, problem.code) == (2, "config-conflict")


@pytest.mark.parametrize(
    "line", [f"page_size = {'9' * 5000}", f"title = {'[' * 5000}{']' * 5000}"]
)
def test_settings_beyond_measure_are_an_error(line):
    (problem,) = faults(line)

    assert problem.code == "config-syntax"
    assert len(problem.message) < 200


def test_settings_that_are_a_folder_are_an_error(tmp_path):
    (tmp_path / "papershelf.toml").mkdir()

    with pytest.raises(PapershelfError, match="config-unreadable"):
        read_config(tmp_path)


def test_password_in_an_address_is_refused_and_not_repeated():
    (problem,) = faults('base_url = "https://ada:hunter2@a.org/"')

    assert problem.code == "config-value"
    assert "hunter2" not in str(problem)


def test_tables_are_read():
    config = config_from(
        '[fetch]\nkeywords = ["tea"]\nmin_upvotes = 3\n'
        '[import.columns]\n"my score" = "rating"\n',
        "papershelf.toml",
    )

    assert config.fetch == FetchSettings(keywords=("tea",), min_upvotes=3)
    assert config.columns == {"my score": "rating"}


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ('query = "x"\n', 1, "config-key"),
        ('title = "x"\n[fetch]\ntitle = "x"\n', 3, "config-key"),
        ("[fetch]\nmin_upvotes = -1\n", 2, "config-value"),
        ('[fetch]\nmin_upvotes = "3"\n', 2, "config-value"),
        ('[fetch]\narxiv_url = "ftp://x"\n', 2, "config-value"),
        ("fetch = 3\n", 1, "config-value"),
        ("[import]\ncolumn = 3\n", 2, "config-key"),
        ('[import.columns]\n"my score" = 3\n', 1, "config-value"),
    ],
)
def test_fault_in_a_table_has_its_line(text, line, code):
    (problem,) = faults(text)

    assert (problem.line, problem.code) == (line, code)
