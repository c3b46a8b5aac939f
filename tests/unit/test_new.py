"""`papershelf new`: a page by hand is the page that an import would have created."""

import datetime as dt
import stat

import pytest

from generator.cli import main
from generator.content.reader import read_pages
from generator.core.merge import complete
from generator.core.paper import Listing, Paper

TODAY = dt.date(2025, 12, 24)
LANTERN = "lantern: lighting <THINK> traces in small models & large"


@pytest.fixture
def here(small_project, monkeypatch):
    monkeypatch.chdir(small_project)
    monkeypatch.setattr("generator.commands.new.today", lambda: TODAY)
    return small_project


def new_text(capsys, *argv):
    assert main(["new", *argv]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("new page for ")
    with open(out.removesuffix("\n"), encoding="utf-8") as file:  # noqa: PTH123 -- as a shell would
        return file.read()


def test_new_page_has_what_was_given(here, capsys):
    text = new_text(
        capsys, "Attention Is All You Need", "--arxiv", "arXiv:1706.03762v7", "--date", "12 June 2017",
        "--authors", "Ashish Vaswani, Noam Shazeer", "--url", "https://example.org/a",
        "--doi", "https://doi.org/10.1000/xyz", "--tag", "one, two", "--tag", "three",
        "--status", "reading",
    )  # fmt: skip
    assert text == (
        '---\ntitle: "Attention Is All You Need"\ndate: 2017-06-12\n'
        'authors: [Ashish Vaswani, Noam Shazeer]\narxiv_id: "1706.03762"\ndoi: 10.1000/xyz\n'
        "url: https://example.org/a\n# Yours from here on\nstatus: reading\nrating:\n"
        "tags: [one, two, three]\nadded: 2025-12-24\n---\n\n## Notes\n"
    )


@pytest.mark.parametrize(
    "argv",
    [
        ["--arxiv", "https://arxiv.org/abs/2401.01230v2"],
        ["2401.01230"],
        ["arxiv.org/pdf/2401.01230"],
    ],
)
def test_paper_known_by_its_id_alone_has_no_title_yet(here, capsys, argv):
    text = new_text(capsys, *argv)

    assert text.startswith('---\narxiv_id: "2401.01230"\n# Yours')
    (page,) = [p for p in read_pages(here / "content").items if p.slug == "2401-01230"]
    assert page.paper.title == "arXiv:2401.01230"


def test_paper_known_by_its_doi_is_named_by_that(here, capsys):
    new_text(capsys, "https://doi.org/10.1000/xyz")
    (page,) = [p for p in read_pages(here / "content").items if p.slug == "10-1000-xyz"]
    assert page.paper.title == "doi:10.1000/xyz"


def test_seed_fills_the_page_but_is_not_named_before_it_is_imported(here, capsys):
    text = new_text(capsys, LANTERN)

    assert 'title: "Lantern: Lighting <think> Traces in Small Models & Large"\n' in text
    assert "author_count: 4\n" in text
    assert "\n\nWe present Lantern" in text
    assert "source:" not in text
    assert (
        main(["build", "--quiet"]) == 0
    )  # and the seed's other papers are not forgotten
    assert len(read_pages(here / "content").items) == 7


def test_seed_that_was_imported_is_named(here, capsys):
    main(["import", "--quiet"])
    (file,) = (here / "content" / "papers").glob("lantern*")
    before = file.read_text("utf-8")
    file.unlink()

    text = new_text(capsys, LANTERN)
    assert text == before.replace("tags: []\n", "tags: []\nadded: 2025-12-24\n")


def test_paper_that_has_a_page_gets_no_other(here, capsys):
    main(["new", "Some Title", "--arxiv", "2401.01230"])
    pages = sorted((here / "content").rglob("*.md"))
    capsys.readouterr()

    for argv in (
        ["some title"],
        ["2401.01230"],
        ["Other title", "--arxiv", "2401.01230"],
    ):
        assert main(["new", *argv]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("content/papers/some-title.md: error:")
    assert sorted((here / "content").rglob("*.md")) == pages


def test_two_papers_of_one_title_have_two_pages(here, capsys):
    new_text(capsys, "Same", "--arxiv", "2401.01230")
    new_text(capsys, "Same", "--arxiv", "2401.01231")
    assert len(list((here / "content" / "papers").glob("same*.md"))) == 2


def test_path_leads_there_from_where_one_is(here, capsys, monkeypatch):
    monkeypatch.chdir(here / "seeds")
    main(["new", "A Paper"])
    assert capsys.readouterr().out == "../content/papers/a-paper.md\n"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        [""],
        ["--url", "https://example.org"],
        ["X", "--arxiv", "1"],
        ["X", "--status", "reed"],
    ],
)
def test_wrong_usage_makes_no_page(here, argv):
    before = sorted((here / "content").rglob("*.md"))
    with pytest.raises(SystemExit) as end:
        main(["new", *argv])
    assert end.value.code == 2
    assert sorted((here / "content").rglob("*.md")) == before


@pytest.mark.posix
def test_editor_gets_the_page(here, monkeypatch):
    script = here / "an editor"
    script.write_text('#!/bin/sh\necho "edited with $1" >> "$2"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("VISUAL", f"'{script}' --wait")

    assert main(["new", "A Paper", "--edit"]) == 0

    text = (here / "content/papers/a-paper.md").read_text("utf-8")
    assert text.endswith("## Notes\nedited with --wait\n")


def test_no_editor_is_told_before_anything_is_made(here, monkeypatch, capsys):
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    assert main(["new", "A Paper", "--edit"]) == 1
    assert "set EDITOR" in capsys.readouterr().err
    assert not (here / "content/papers/a-paper.md").exists()

    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert main(["new", "A Paper", "--edit"]) == 1
    assert "cannot start the editor `no-such-editor`" in capsys.readouterr().err


def test_editor_with_an_open_quote_is_told_before_anything_is_made(
    here, monkeypatch, capsys
):
    monkeypatch.setenv("VISUAL", "code '--wait")
    assert main(["new", "Tea", "--edit"]) == 1
    said = capsys.readouterr().err
    assert "[editor-unknown]" in said
    assert "VISUAL" in said
    assert not [*here.rglob("tea*.md")]


def test_what_a_person_says_of_a_paper_outweighs_records():
    listing = Listing(position=1, seed="a.txt")
    known = Paper(
        title="One", abstract="A.", author_count=3, doi="10.1/a", listings=(listing,)
    )
    other = Paper(title="Two", doi="10.1/b")

    paper = complete(Paper(title="Uno", doi="10.1/A", author_count=2), [known, other])

    assert paper == Paper(
        title="Uno", abstract="A.", author_count=2, doi="10.1/A", listings=(listing,)
    )


@pytest.mark.parametrize(
    "again",
    ["Har\u00adbours of Light", "Harbours of\u00a0Light.", "\u200bharbours of light"],
)
def test_title_of_a_page_in_another_spelling_makes_no_second_page(here, capsys, again):
    new_text(capsys, "Harbours of Light")

    assert main(["new", again]) == 1
    assert "harbours-of-light" in capsys.readouterr().err


def test_title_of_nothing_that_is_seen_is_none(here, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["new", "\u200b\u00ad"])
    assert stop.value.code == 2


@pytest.mark.parametrize(
    "argv",
    [["arXiv:2402.00007"], ["Other", "--arxiv", "2402.00007v2"], ["https://hf.co/papers/2402.00007"],
     ["Other", "--url", "https://arxiv.org/pdf/2402.00007"]],
)  # fmt: skip
def test_paper_whose_page_has_its_address_gets_no_second_page(here, capsys, argv):
    new_text(capsys, "Harbours", "--url", "https://arxiv.org/abs/2402.00007")

    assert main(["new", *argv]) == 1
    assert "harbours" in capsys.readouterr().err
