"""Wrong usage: what a person is told, and what was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import command_parser, main
from generator.commands import COMMANDS
from generator.commands._shared.usage import unknown_option
from generator.core.text import is_one_slip

MISUSED = {
    "misspelt command": ("biuld", "no command `biuld`", "`build`"),
    "capitals": ("BUILD", "no command `BUILD`", "`build`"),
    "nothing alike": ("frobnicate", "no command", "papershelf help"),
    "help on nothing": ("help ckeck", "no command `ckeck`", "`check`"),
    "misspelt option": ("build --clena", "no option `--clena`", "`--clean`"),
    "before its command is complete": ("parse --hepl", "`--hepl`", "`--help`"),
    "without command": ("--hepl", "no option `--hepl`", "`--help`"),
    "before the command": ("--quiet build", "before the command", "build --quiet"),
    "of other commands": ("import --strict", "`--strict`", "`build` and `check`"),
    "one dash": ("build -strict", "no option `-strict`", "`--strict`"),
    "long dash": ("build —strict", "no option `—strict`", "write `--strict`"),
    "shorter dash": ("tag tea –dry-run", "no option", "write `--dry-run`"),
    "abbreviation": ("build --out x", "no option `--out`", "`--output`"),
    "with a value": ("build --ouput=x", "no option `--ouput`", "`--output`"),
    "too short to guess": ("new -x", "no option `-x`", "new --help"),
    "misspelt choice": ("check --format jsn", "no `jsn`", "`json`"),
    "another choice": ("check --format xml", "no `xml`", "text, json, github"),
    "misspelt shell": ("completion bsah", "no `bsah`", "`bash`"),
    "one folder too many": ("build one two", "too many: two", "build --help"),
    "wrong type": ("build --jobs two", "'two'", "like 2"),
    "misspelt status": ("status tea raeding", "`raeding`", "`reading`"),
    "rating": ("rate tea 9", "`9`", "1 to 5"),
}


def misuse(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    return streams.err


@pytest.mark.parametrize(("line", "found", "cure"), MISUSED.values(), ids=MISUSED)
def test_mistake_is_named_with_its_cure(line, found, cure, small_project, capsys):
    err = misuse(line.split(), capsys)

    assert err.startswith("usage: papershelf")
    message = err[err.index("error: ") :]
    assert found in message
    assert cure in message


@pytest.mark.parametrize("words", [[], ["help"], ["-h"], ["--help"]])
def test_help_has_every_command_once(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)

    assert not caught.value.code
    out = capsys.readouterr().out
    for command in COMMANDS:
        assert out.count(f"\n  {command} ") == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_help_with_a_command_is_its_help(command, capsys):
    with pytest.raises(SystemExit):
        main(["help", command])
    helped = capsys.readouterr().out
    with pytest.raises(SystemExit):
        main([command, "--help"])

    assert capsys.readouterr().out == helped
    assert helped.startswith(f"usage: papershelf {command}")


@pytest.mark.parametrize("words", [["version"], ["-V"], ["--version"]])
def test_version_has_three_spellings(words, capsys):
    with pytest.raises(SystemExit):
        main(words)
    assert capsys.readouterr().out.startswith("papershelf ")


def test_help_says_where_one_stands(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main([])
    assert "papershelf init DIR" in capsys.readouterr().out

    (tmp_path / "papershelf.toml").write_text("")
    with pytest.raises(SystemExit):
        main([])
    assert f"papershelf build {tmp_path}" in capsys.readouterr().out


PARSERS = command_parser().commands
OPTIONS = [
    (name, option)
    for name, parser in PARSERS.items()
    for option in parser._option_string_actions
    if option.startswith("--")
]


@given(st.sampled_from(OPTIONS), st.data())
def test_an_option_with_one_slip_is_suggested(named, data):
    name, option = named
    place = data.draw(st.integers(3, len(option) - 1))
    slip = option[:place] + "y" + option[place:]
    others = [other for command, other in OPTIONS if command == name]
    alike = [other for other in others if is_one_slip(slip, other)]

    found = unknown_option(name, [slip], PARSERS)

    if slip not in others:
        assert any(f"`{other}`" in found.hint for other in alike)


@pytest.mark.parametrize("line", ["rate", "status", "tag +one", "rate tea"])
def test_missing_paper_is_asked_for(line, small_project, capsys):
    assert "error: name a paper" in misuse(line.split(), capsys)


LONG = "x" * 300


@pytest.mark.parametrize(
    "words",
    [["build", LONG], ["explain", LONG], ["parse", LONG], ["import", LONG],
     ["check", LONG], ["check", "--output", "papershelf.toml"], ["status", LONG, "read"]],
)  # fmt: skip
def test_what_the_system_refuses_is_no_traceback(
    words, small_project, monkeypatch, capsys
):
    monkeypatch.chdir(small_project)

    assert main(words) == 1

    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    "folder", ["content", "seeds/x", "templates", "./content/papers", "papershelf.toml"]
)
def test_site_does_not_get_among_the_projects_own_files(
    folder, small_project, monkeypatch, capsys
):
    monkeypatch.chdir(small_project)
    before = sorted(small_project.rglob("*"))

    assert main(["build", "--no-import", "--output", folder]) == 1

    assert "[output-folder]" in capsys.readouterr().err
    after = sorted(
        path for path in small_project.rglob("*") if ".papershelf" not in str(path)
    )
    assert after == before


def test_unknown_paper_has_a_suggestion(small_project, monkeypatch, capsys):
    page = small_project / "content/papers/helpsteer2-open-source-dataset.md"
    page.write_text("---\ntitle: HelpSteer2\n---\n")
    monkeypatch.chdir(small_project)

    assert main(["status", "hepsteer", "read"]) == 1

    assert "did you mean `helpsteer2-open-source-dataset`?" in capsys.readouterr().err
