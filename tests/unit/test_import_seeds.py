"""Imports as people run them: a second dump, dry runs, requests, and what comes in between."""

import os

import pytest

from generator.cli import main
from generator.content.update import apply
from generator.core.build_options import BuildOptions
from generator.pipelines.build import build
from generator.pipelines.import_seeds import ImportOptions, carry_out, plan_import

FOOT = "\n\n  • {authors} authors\n·\nApr 5, 2023 {comments}\n\n"
HEAD = "Daily Papers\n\n"


def dump(*papers):
    parts = (
        f"{title}\n\n{abstract}{FOOT.format(authors=authors, comments=comments)}"
        for title, abstract, authors, comments in papers
    )
    return HEAD + "".join(parts)


ONE = ("Lanterns for All", "We light lanterns.", 4, 1)
TWO = ("Lamps: A Survey", "We survey lamps.", 2, 7)
NEWS = ("Lanterns for All", "We light lanterns, brightly.", 4, 12)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A project with one dump imported, and a second one that has news of one paper."""
    monkeypatch.chdir(tmp_path)
    seed("2025-01-01.txt", ONE, TWO)
    assert main(["import"]) == 0
    seed("2025-02-01.txt", NEWS)
    return tmp_path


def seed(name, *papers):
    os.makedirs("seeds", exist_ok=True)  # noqa: PTH103
    with open(f"seeds/{name}", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(dump(*papers))


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(here, name="lanterns-for-all"):
    return here / "content" / "papers" / f"{name}.md"


def test_second_dump_updates_the_sources_values(here, capsys):
    assert main(["import"]) == 0

    assert "0 new pages, 1 refreshed, 1 unchanged" in capsys.readouterr().err
    text = page(here).read_text()
    assert "comments: 12\n" in text
    assert "lanterns, brightly." in text
    assert main(["import"]) == 0
    assert "0 new pages, 0 refreshed, 2 unchanged" in capsys.readouterr().err


def test_build_updates_pages_from_a_new_dump(here):
    report = build(here, BuildOptions())
    assert report.imported.refreshed == ("content/papers/lanterns-for-all.md",)
    entry = next(
        one for one in report.library.entries if one.summary.slug == "lanterns-for-all"
    )
    assert entry.content.paper.comments == 12


def test_dry_run_shows_the_diff_and_writes_nothing(here, capsys):
    before = files(here)

    assert main(["import", "--dry-run"]) == 0

    out, err = capsys.readouterr()
    assert "--- a/content/papers/lanterns-for-all.md\n" in out
    assert "\n-comments: 1\n" in out
    assert "\n+comments: 12\n" in out
    assert "dry run: 0 new pages, 1 refreshed, 1 unchanged" in err
    assert files(here) == before


def test_dry_run_of_a_dump_from_elsewhere_does_not_copy_it(
    here, tmp_path_factory, capsys
):
    other = tmp_path_factory.mktemp("elsewhere") / "new.txt"
    other.write_text(dump(("Candles", "We light candles.", 3, 2)), encoding="utf-8")
    before = files(here)

    assert main(["import", str(other), "--dry-run"]) == 0

    assert "+++ b/content/papers/candles.md" in capsys.readouterr().out
    assert files(here) == before


def test_dump_that_seeds_hold_already_is_not_copied(here, tmp_path_factory):
    main(["import"])
    other = tmp_path_factory.mktemp("elsewhere") / "again.txt"
    other.write_bytes((here / "seeds" / "2025-01-01.txt").read_bytes())
    before = files(here)

    assert main(["import", str(other)]) == 0

    assert files(here) == before


@pytest.mark.posix
def test_seed_that_is_a_link_goes_by_its_own_name(here, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "listing.txt"
    other.write_text(dump(("Candles", "We light candles.", 3, 2)), encoding="utf-8")
    (here / "seeds" / "2025-03-01.txt").symlink_to(other)
    settings = here / "papershelf.toml"
    settings.write_text('linked_folders = ["seeds/2025-03-01.txt"]\n')

    assert main(["import"]) == 0

    assert 'source: "2025-03-01.txt#1"\n' in page(here, "candles").read_text()
    assert len(list((here / "seeds").iterdir())) == 3


def test_conflict_is_reported_once_and_the_kept_value_is_always_counted(here, capsys):
    edited = page(here).read_text().replace("comments: 1\n", "comments: 500\n")
    page(here).write_text(edited)

    main(["import"])
    first = capsys.readouterr().err
    main(["import"])
    second = capsys.readouterr().err

    assert "`comments`: “500” is yours and stays; the source now says “12”" in first
    assert "content/papers/lanterns-for-all.md:" in first
    assert "1 value kept for you, 1 of them with news from the source" in first
    assert "is yours" not in second
    assert "1 value kept for you\n" in second
    assert "comments: 500\n" in page(here).read_text()


def test_refresh_takes_the_sources_value_on_the_pages_named(here):
    for name in ("lanterns-for-all", "lamps-a-survey"):
        text = page(here, name).read_text()
        page(here, name).write_text(text.replace("author_count: ", "author_count: 9"))

    assert (
        main(["import", "--refresh", "author_count", "--page", "lanterns-for-all"]) == 0
    )

    assert "author_count: 4\n" in page(here).read_text()
    assert "author_count: 92\n" in page(here, "lamps-a-survey").read_text()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("status", "no source owns the key"),
        ("titel", "did you mean title?"),
        ("zzz", "known are"),
    ],
)
def test_refresh_of_a_key_that_no_source_owns_is_wrong_usage(here, capsys, keys, words):
    with pytest.raises(SystemExit) as caught:
        main(["import", "--refresh", keys])
    assert caught.value.code == 2
    assert words in capsys.readouterr().err


def test_page_named_that_does_not_exist_is_a_problem(here, capsys):
    assert main(["import", "--page", "lantern"]) == 1
    err = capsys.readouterr().err
    assert "no page is called `lantern`" in err
    assert "did you mean `lanterns-for-all`?" in err


def test_deleted_page_stays_deleted_when_a_newer_dump_or_all_dumps_are_imported(
    here, capsys
):
    page(here).unlink()

    build(here, BuildOptions())
    main(["import"])

    assert not page(here).exists()
    assert "1 without a page (name the dump to make one)" in capsys.readouterr().err
    assert main(["import", "seeds/2025-02-01.txt"]) == 0
    assert page(here).exists()


def test_page_that_changed_during_the_import_is_not_overwritten_and_comes_next_time(
    here,
):
    planned = plan_import(here, (here / "seeds").iterdir(), ImportOptions())
    edited = page(here).read_text().replace("status: to-read", "status: read")
    page(here).write_text(edited)

    report = carry_out(planned)

    assert [problem.code for problem in report.problems] == ["content-changed"]
    assert page(here).read_text() == edited
    build(here, BuildOptions())
    assert "comments: 12\n" in page(here).read_text()
    assert "status: read\n" in page(here).read_text()


def test_write_protected_page_is_left_alone_and_reported(here, capsys):
    page(here).chmod(0o444)
    before = page(here).read_bytes()

    assert main(["import"]) == 0

    assert "write-protected" in capsys.readouterr().err
    assert page(here).read_bytes() == before


def test_dry_run_shows_no_diff_of_a_write_protected_page(here, capsys):
    page(here).chmod(0o444)
    main(["import", "--dry-run"])
    out, dry = capsys.readouterr()

    main(["import"])

    assert out == ""
    assert dry == capsys.readouterr().err.replace("0 new", "dry run: 0 new")


def test_page_that_cannot_be_read_gets_no_news_and_disturbs_no_other(here, capsys):
    page(here, "lamps-a-survey").write_text("---\ntitle: a: b: c\n---\n")

    assert main(["import"]) == 0

    assert (
        "lamps-a-survey.md: warning: this page cannot be read"
        in capsys.readouterr().err
    )
    assert "comments: 12\n" in page(here).read_text()


@pytest.mark.parametrize("killed_at", range(4))
def test_import_that_is_killed_leaves_pages_whole_and_the_next_build_goes_on(
    here, monkeypatch, killed_at
):
    seed("2025-03-01.txt", NEWS, ("Candles", "Wax.", 1, 1), ("Torches", "Fire.", 1, 1))
    calls = iter(range(100))
    for name in ("create", "replace"):
        monkeypatch.setattr(
            apply, name, _killed(getattr(apply, name), calls, killed_at)
        )
    if killed_at < 3:
        with pytest.raises(KeyboardInterrupt):
            build(here, BuildOptions())
    monkeypatch.undo()
    monkeypatch.chdir(here)

    report = build(here, BuildOptions())

    assert {entry.content.paper.title for entry in report.library.entries} == {
        "Lanterns for All", "Lamps: A Survey", "Candles", "Torches",
    }  # fmt: skip
    assert "2025-03-01.txt" in page(here).read_text()
    assert not [path for path in files(here / "content") if path.suffix != ".md"]


def test_page_deleted_before_an_import_that_could_not_be_finished_stays_deleted(here):
    page(here, "lamps-a-survey").unlink()
    planned = plan_import(here, (here / "seeds").iterdir(), ImportOptions(revive=False))
    page(here).write_text(page(here).read_text() + "A note.\n")

    carry_out(planned)
    build(here, BuildOptions())

    assert not page(here, "lamps-a-survey").exists()
    assert "comments: 12\n" in page(here).read_text()
    assert not (here / "content" / ".importing").exists()


def test_import_of_one_page_or_dump_does_not_count_a_killed_one_as_finished(
    here, monkeypatch
):
    seed("2025-03-01.txt", ("Candles", "Wax.", 1, 1), ("Torches", "Fire.", 1, 1))
    monkeypatch.setattr(apply, "create", _killed(apply.create, iter(range(9)), 1))
    with pytest.raises(KeyboardInterrupt):
        build(here, BuildOptions())
    monkeypatch.undo()
    monkeypatch.chdir(here)

    main(["import", "--page", "candles"])
    main(["import", "seeds/2025-02-01.txt"])
    build(here, BuildOptions())

    assert page(here, "torches").exists()


def test_import_killed_after_its_last_page_lets_pages_be_deleted(here, monkeypatch):
    monkeypatch.setattr(apply, "replace", _killed(apply.replace, iter(range(9)), 0))
    main(["import", "seeds/2025-02-01.txt"])
    monkeypatch.undo()
    monkeypatch.chdir(here)
    page(here, "lamps-a-survey").unlink()

    build(here, BuildOptions())

    assert not page(here, "lamps-a-survey").exists()


def _killed(function, calls, last):
    def killed(*args, **options):
        if next(calls) == last:
            raise KeyboardInterrupt
        return function(*args, **options)

    return killed


def test_undated_dump_is_remembered_by_the_day_that_was_given(here, capsys):
    undated = "Sparks\n\nShort.\n\n  • 3 authors\n·\nAug 29\n\n"
    (here / "seeds" / "plain.txt").write_text(undated, encoding="utf-8")
    main(["import", "seeds/plain.txt", "--listed", "2025-08-30"])
    assert "date: 2025-08-29\n" in page(here, "sparks").read_text()
    capsys.readouterr()

    assert main(["import", "seeds/plain.txt"]) == 0

    assert "0 refreshed, 1 unchanged\n" in capsys.readouterr().err


def test_new_page_has_the_date_that_an_import_gave_an_undated_dump(here):
    undated = "".join(
        f"{title}\n\nShort.\n\n  • 3 authors\n·\nAug 29\n\n"
        for title in ("Sparks", "Flames")
    )
    (here / "seeds" / "plain.txt").write_text(undated, encoding="utf-8")
    main(["import", "seeds/plain.txt", "--listed", "2025-08-30"])
    imported = page(here, "sparks").read_text()
    page(here, "sparks").unlink()

    assert main(["new", "Sparks"]) == 0

    assert "date: 2025-08-29\n" in imported
    assert "date: 2025-08-29\n" in page(here, "sparks").read_text()


def test_paper_whose_long_title_begins_alike_is_not_taken_for_a_retitled_page(here):
    long = "A Family of Similarity Based Diversity Metrics for Science and Machine Learning with"
    seed("2025-03-01.txt", (f"{long} One", "First abstract.", 3, 1))
    main(["import"])
    first = page(
        here,
        "a-family-of-similarity-based-diversity-metrics-for-science-and-machine-learning",
    )
    first.write_text(first.read_text().replace(f'title: "{long} One"', "title: Mine"))
    seed("2025-04-01.txt", (f"{long} Two", "Second abstract.", 3, 1))
    seed("2025-05-01.txt", (f"{long} One", "First abstract.", 3, 9))

    main(["import"])

    assert "Second abstract." not in first.read_text()
    assert "comments: 9\n" in first.read_text()
    assert len(list((here / "content").rglob("*.md"))) == 4


def test_format_that_the_user_names_is_remembered(here, tmp_path):
    """A file of any name, which nothing else would read as a dump."""
    other = tmp_path / "elsewhere.log"
    other.write_text(dump(("Candles", "We make candles.", 1, 2)))

    assert main(["import", "elsewhere.log"]) == 1
    assert main(["import", "elsewhere.log", "--from", "daily-papers"]) == 0

    assert page(here, "candles").exists()
    days = (here / "seeds" / "seeds.toml").read_text()
    assert '["elsewhere.log"]\nformat = "daily-papers"\n' in days
    page(here, "candles").unlink()
    assert main(["import", "seeds/elsewhere.log"]) == 0
    assert page(here, "candles").exists()


def test_formats_are_listed(capsys):
    assert main(["import", "--list-formats"]) == 0

    assert "daily-papers  Daily Papers listing (.txt, " in capsys.readouterr().out


def test_unknown_format_is_wrong_usage(capsys):
    with pytest.raises(SystemExit):
        main(["import", "--from", "daily-paper"])

    assert "did you mean daily-papers?" in capsys.readouterr().err
