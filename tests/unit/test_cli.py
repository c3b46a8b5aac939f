"""The command line: what goes to which stream, and exit codes."""

import json
import re
import subprocess
import sys
from subprocess import PIPE

import pytest

from generator.cli import main


@pytest.fixture
def here(small_project, monkeypatch):
    monkeypatch.chdir(small_project)
    return small_project


def test_last_line_of_a_build_counts_and_times(here, capsys):
    assert main(["build"]) == 0

    streams = capsys.readouterr()
    assert streams.out == ""
    last = streams.err.rstrip().split("\n")[-1]
    assert last.startswith("5 papers, ")
    counted = re.search(r", (\d+) files: (\d+) written, 0 kept, 0 removed in ", last)
    assert counted
    assert counted[1] == counted[2]


def test_build_without_changes_counts_as_the_build_before(here, capsys):
    main(["build"])
    first = re.search(r".* files: ", capsys.readouterr().err)
    main(["build"])

    last = re.search(r"(.* files: )0 written, ", capsys.readouterr().err)
    assert last[1] == first[0]


def test_quiet_build_says_nothing(here, capsys):
    assert main(["build", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_parse_prints_json_to_stdout_and_writes_nothing(here, capsys):
    before = sorted(here.rglob("*"))

    assert main(["parse", "seeds/2025-12-10_lanterns.txt", "--json"]) == 0

    table = json.loads(capsys.readouterr().out)
    assert [paper["position"] for paper in table["papers"]] == [1, 2, 3, 4]
    assert table["papers"][0]["published"] == "2025-08-29"
    assert table["papers"][2]["abstract"] is None
    assert table["papers"][2]["comments"] == 1234
    assert table["papers"][3]["organization"] == "Example Lab"
    assert sorted(here.rglob("*")) == before


def test_parse_for_people_lists_titles(here, capsys):
    assert main(["parse", "seeds/2025-12-10_lanterns.txt"]) == 0
    assert "2025-08-29  Lantern: Lighting <think>" in capsys.readouterr().out


def test_closed_pipe_is_no_problem(here):
    seeds = map(str, (here / "seeds").iterdir())
    command = [sys.executable, "-m", "generator", "parse", "--json", *seeds]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE) as run:
        run.stdout.close()

        assert (run.stderr.read(), run.wait()) == (b"", 1)


def test_missing_file_is_a_problem(here, capsys):
    assert main(["parse", "seeds/nothing.txt"]) == 1
    assert "seeds/nothing.txt: error: cannot read the seed" in capsys.readouterr().err


def test_wrong_usage_exits_with_two(here):
    with pytest.raises(SystemExit) as caught:
        main(["parse", "x.txt", "--listed", "yesterday"])
    assert caught.value.code == 2


def test_import_counts_new_and_kept_pages(here, capsys):
    assert main(["import"]) == 0
    assert "4 new pages, 0 refreshed, 0 unchanged" in capsys.readouterr().err
    assert main(["import"]) == 0
    assert "0 new pages, 0 refreshed, 4 unchanged" in capsys.readouterr().err


def test_init_makes_a_project_that_builds(tmp_path, capsys, monkeypatch):
    assert main(["init", str(tmp_path / "new")]) == 0
    monkeypatch.chdir(tmp_path / "new")
    assert main(["build", "--strict"]) == 0
    assert capsys.readouterr().err.rstrip().split("\n")[-1].startswith("0 papers, ")


def test_clean_removes_the_site(here, capsys):
    main(["build"])
    assert main(["clean"]) == 0
    assert not list((here / "site").rglob("*.html"))
    assert list((here / "content").rglob("*.md"))


def test_all_problems_are_reported_together(here, capsys):
    (here / "content/papers/one.md").write_text("---\ntitle: x\nrating: 9\n---\n")
    (here / "content/papers/two.md").write_text("---\ntitle: [\n---\n")

    assert main(["build"]) == 1

    err = capsys.readouterr().err
    assert "content/papers/one.md:3:9: error:" in err
    assert "content/papers/two.md:" in err
    assert "2 errors" in err


def test_one_problem_is_counted_as_one(here, capsys):
    (here / "content/papers/one.md").write_text("---\ntitle: x\nrating: 9\n---\n")

    assert main(["build"]) == 1

    assert capsys.readouterr().err.rstrip().split("\n")[-1] == "1 error"


def test_build_that_skips_broken_pages_names_them_and_is_fine(here, capsys):
    (here / "content/papers/one.md").write_text("---\ntitle: x\nrating: 9\n---\n")

    assert main(["build", "--skip-broken"]) == 0

    err = capsys.readouterr().err
    assert "content/papers/one.md:3:9: error:" in err
    assert "\n1 broken page left out of the site:\n  content/papers/one.md\n" in err
    assert err.rstrip().split("\n")[-1].startswith("5 papers, ")


def test_reading_list_without_papers_says_how_to_begin(tmp_path, monkeypatch, capsys):
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)

    assert main(["build"]) == 0
    assert main(["import"]) == 0

    err = capsys.readouterr().err
    assert "no papers yet: save the text of a listing page in seeds/" in err
    assert "no seeds yet: save the text of a listing page in seeds/" in err
