"""`papershelf check`: one report of content and site, for people, programs and GitHub."""

import json
import re
import shutil

import pytest

from generator.cli import main


@pytest.fixture
def here(small_project, monkeypatch):
    monkeypatch.chdir(small_project)
    assert main(["build", "--quiet"]) == 0
    return small_project


def put(here, text, name="one.md"):
    (here / "content/papers" / name).write_text(text, encoding="utf-8")


def test_sound_project_is_fine_even_when_strict(here, capsys):
    assert main(["check", "--strict"]) == 0
    streams = capsys.readouterr()
    assert streams.out == ""
    assert re.fullmatch(r"7 pages and \d+ files of the site checked\n", streams.err)


def test_project_without_a_site_is_looked_at_too(small_project, capsys):
    assert main(["check", str(small_project)]) == 0
    assert capsys.readouterr().err == "3 pages and no site yet checked\n"


def test_all_problems_of_content_and_site_are_reported_in_one_order(here, capsys):
    put(here, "---\nrating: 9\n---\n", "z.md")
    put(here, "---\ntitle: [\nratng: 9\n---\n", "a.md")
    (here / "papershelf.toml").write_text('titel = "x"\n')
    (here / "site/index.html").write_text('<a href="gone.html">x</a>')

    assert main(["check"]) == 1

    out = capsys.readouterr().out
    order = ["content/papers/a.md:2:8: error", "content/papers/z.md:2:9: error"]
    order += ["papershelf.toml:1: error", "site/index.html:1:1: error"]
    assert sorted(order, key=out.index) == order
    assert "\n  2 | rating: 9\n    |         ^\n" in out


def test_warnings_fail_only_when_strict(here, capsys):
    put(here, "---\nratng: 9\n---\n")
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1


def test_json_has_the_problems_that_parse_has(here, capsys):
    put(here, "---\nrating: 9\n---\n")

    assert main(["check", "--format", "json"]) == 1

    assert json.loads(capsys.readouterr().out) == {
        "problems": [
            {
                "severity": "error",
                "code": "front-matter-value",
                "message": "`rating` `9`: expected a whole number from 1 to 5",
                "path": "content/papers/one.md",
                "line": 2,
                "column": 9,
                "hint": "rating: 4",
            }
        ]
    }


def test_json_stays_json_when_something_is_mended(here, capsys):
    put(here, "---\nratng: 4\n---\n")
    assert main(["check", "--fix", "--format", "json"]) == 0
    streams = capsys.readouterr()
    assert json.loads(streams.out) == {"problems": []}
    assert "+rating: 4" in streams.err


def test_github_gets_workflow_commands(here, capsys):
    put(here, '---\nstatus: "100%, \\e: red"\n---\n', "a,b.md")

    assert main(["check", str(here), "--format", "github"]) == 1

    path = f"{here.as_posix()}/content/papers/a%2Cb.md"
    assert capsys.readouterr().out == (
        f"::error file={path},line=2,col=9,title=front-matter-value::`status` "
        "`100%25, \\x1b: red`: expected one of to-read, reading, read, skimmed, skipped\n"
    )


def test_site_elsewhere_is_looked_at(here, tmp_path, capsys):
    assert main(["build", "--quiet", "--output", str(tmp_path / "out")]) == 0
    (tmp_path / "out/papers/hidden.html").write_text("x")
    (tmp_path / "out/index.html").write_text("Private Paper")

    assert main(["check", "--output", str(tmp_path / "out")]) == 1

    assert (
        f"{tmp_path.as_posix()}/out/index.html:1: error: the private title of"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    "base_url",
    ["https://a.org", "https://a.org/x", "http://a.org:8080/x/assets/", ""],
)
def test_site_built_for_another_address_is_sound(base_url, here, tmp_path, capsys):
    elsewhere = str(tmp_path / "out")
    assert main(["build", "--base-url", base_url, "--output", elsewhere]) == 0

    assert main(["check", "--strict", "--output", elsewhere]) == 0

    # What the last build was asked is forgotten with its record.
    shutil.rmtree(here / ".papershelf-cache")
    assert main(["check", "--strict", "--output", elsewhere]) == 0
    assert capsys.readouterr().out == ""


def test_wrong_link_of_the_page_for_missing_pages_is_still_found(here, capsys):
    main(["build", "--base-url", "https://a.org/x/", "--quiet"])
    page = here / "site" / "404.html"
    page.write_text(page.read_text("utf-8").replace("/x/index.html", "/x/gone.html"))

    assert main(["check"]) == 1

    assert "`/x/gone.html` leads to no file" in capsys.readouterr().out


@pytest.mark.posix
@pytest.mark.parametrize("linked", ["site/index.html", "site/papers"])
def test_site_is_not_read_through_a_link(here, capsys, linked):
    (here / "site").rename(here / "elsewhere")
    shutil.copytree(here / "elsewhere", here / "site")
    if (here / linked).is_dir():
        shutil.rmtree(here / linked)
    else:
        (here / linked).unlink()
    (here / linked).symlink_to(here / linked.replace("site", "elsewhere"))

    assert main(["check"]) == 1
    assert f"{linked}: error: this is a link" in capsys.readouterr().err
