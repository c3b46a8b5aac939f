"""Which year a listing without years is of, and `seeds.toml`, where that is written."""

import datetime as dt
import errno
import os

import pytest

from generator.cli import main
from generator.core.build_options import BuildOptions
from generator.core.errors import PapershelfError
from generator.importers.daily_papers import parser
from generator.importers.parsed_seed import DecidedDay, How, SeedQuestion, given_day
from generator.importers.seed_days import (
    seed_day_problems,
    seed_days_in,
    with_day,
    with_days,
)
from generator.pipelines.build import build
from generator.pipelines.check import review
from generator.pipelines.import_seeds import ImportOptions, carry_out, plan_import
from generator.system.folder import Folder


def listing(header="Dec 10", *dates, link=""):
    """A listing whose papers have these dates."""
    papers = [
        f"Teapot {number}\n\nHow teapot {number} pours.\n\n  • 2 authors\n·\n{date}\n\n"
        for number, date in enumerate(dates, start=1)
    ]
    if link:
        papers[0] = papers[0].replace("Teapot 1", f"[Teapot 1]({link})", 1)
    return f"Daily Papers\n\nby AK and the research community\n\n{header}\n\n" + (
        "".join(papers)
    )


def day(iso):
    return iso and dt.date.fromisoformat(iso)


def decided(text, name="dump.txt", today=None, written=None, **options):
    question = SeedQuestion(today=day(today), written=day(written), **options)
    return parser.parse(text.encode(), seed=name, question=question)


OPEN = listing("Dec 10", "Aug 29", "Nov 3")
AFTER_2023 = listing("Dec 10", "Aug 29", "Apr 5, 2023")


@pytest.mark.parametrize(
    ("text", "options", "year", "how", "others"),
    [
        # The day after the listing is as late as somewhere on Earth it may be.
        (OPEN, {"today": "2026-12-10"}, 2026, How.GUESS, (2025, 2024, 2023)),
        (OPEN, {"today": "2026-12-09"}, 2026, How.GUESS, (2025, 2024, 2023)),
        (OPEN, {"today": "2026-12-08"}, 2025, How.GUESS, (2024, 2023)),
        (AFTER_2023, {"today": "2026-03-01"}, 2025, How.GUESS, (2024,)),
        (AFTER_2023, {"today": "2025-03-01"}, 2024, How.ONLY, ()),
        # A file is no older than its listing, unless its clock says nonsense.
        (AFTER_2023, {"today": "2026-03-01", "written": "2025-02-01"},
         2024, How.GUESS, (2025,)),
        (AFTER_2023, {"today": "2026-03-01", "written": "1970-01-01"},
         2025, How.GUESS, (2024,)),
        (AFTER_2023, {"today": "2026-03-01", "written": "2031-01-01"},
         2025, How.GUESS, (2024,)),
        # Nothing fits: this very year is printed in full.
        (listing("Dec 10", "Aug 29", "Apr 5, 2026"), {"today": "2026-12-10"},
         None, How.UNKNOWN, ()),
        # A leap day.
        (listing("Mar 1", "Feb 29"), {"today": "2027-01-01"}, 2024, How.ONLY, ()),
        # An arXiv number of the month, but not one of a later month.
        (listing("Dec 10", "Dec 9", link="https://huggingface.co/papers/2512.00001"),
         {"today": "2026-06-01"}, 2025, How.ONLY, ()),
        # New Year.
        (listing("Dec 31", "Dec 30"), {"today": "2026-01-01"},
         2025, How.GUESS, (2024, 2023)),
        (listing("Jan 1", "Jan 1"), {"today": "2025-12-31"},
         2026, How.GUESS, (2025, 2024, 2023)),
        # Without a clock only a printed year tells.
        (AFTER_2023, {}, 2024, How.ONLY, ()),
        (OPEN, {}, None, How.UNKNOWN, ()),
        # A name that lies is not believed, a name of our own making neither.
        (AFTER_2023, {"name": "2022-12-10.txt", "today": "2024-12-12"},
         2024, How.ONLY, ()),
        (AFTER_2023, {"name": "2031-12-10.txt", "today": "2024-12-12"},
         2024, How.ONLY, ()),
        (AFTER_2023, {"name": "2024-12-10_00ff00ff00ff00ff.txt", "today": "2026-01-01"},
         2024, How.GUESS, (2025,)),
        (AFTER_2023, {"name": "20251210.txt", "today": "2026-01-01"},
         2025, How.NAME, ()),
        (AFTER_2023, {"name": "2025-12.txt", "today": "2026-01-01"},
         2025, How.NAME, ()),
        # What was decided once counts, whatever the clock says by now.
        (AFTER_2023, {"decided": given_day(dt.date(2025, 12, 10))},
         2025, How.GIVEN, ()),
        (AFTER_2023, {"name": "20241210.txt",
                      "decided": given_day(dt.date(2025, 12, 10))},
         2025, How.GIVEN, ()),
    ],
)  # fmt: skip
def test_year_of_a_listing_without_years(text, options, year, how, others):
    result = decided(text, **options)

    assert result.day.year == year
    assert result.day.how == how
    assert result.day.others == others
    papers = [paper for paper in result.items if paper.published_source != "explicit"]
    if how in (How.ONLY, How.GUESS, How.GIVEN):
        assert papers[0].published.year == year
        assert papers[0].listings[0].date.year == year


def test_listing_that_prints_all_years_leaves_nothing_to_decide():
    result = decided(listing("Dec 10, 2025", "Aug 29, 2025"), today="2027-01-01")
    assert result.day is None


def test_guess_is_a_warning_that_names_the_other_years():
    (problem,) = decided(AFTER_2023, today="2026-03-01").problems
    assert problem.code == "dump-year-inferred"
    assert problem.severity == "warning"
    assert "of 2025; 2024 is possible too" in problem.message


def test_name_that_is_not_believed_is_a_warning():
    result = decided(AFTER_2023, "2031-12-10.txt", today="2024-12-12")
    assert "dump-name-day" in [problem.code for problem in result.problems]


# seeds.toml as a text

TOML = """\
# My days.\r
["b.txt"]\r
listed = 2024-01-02  # it was a Tuesday\r
by = "guess 2024-01-02, or 2025"\r
\r
["a.txt"]\r
listed = 2023\r
"""
GUESS = DecidedDay(
    year=2025, day=dt.date(2025, 1, 2), how=How.GUESS, others=(2024, 2023)
)


def test_new_table_is_added_and_other_bytes_stay():
    text = with_day(TOML, 'c "1".txt', GUESS, note=True)

    assert text.startswith(TOML)
    assert seed_days_in(text).day_of('c "1".txt') == GUESS
    assert with_day(text, 'c "1".txt', GUESS, note=True) == text


def test_day_is_replaced_on_its_line_and_its_comment_stays():
    text = with_day(TOML, "b.txt", given_day(dt.date(2026, 5, 6)), note=True)

    assert text == TOML.replace("2024-01-02  #", "2026-05-06  #").replace(
        "guess 2024-01-02, or 2025", "given 2026-05-06"
    )


def test_note_is_added_where_there_is_none():
    text = with_day(TOML, "a.txt", DecidedDay(year=2023, how=How.GIVEN), note=True)
    assert text == TOML + 'by = "given 2023"\r\n'


def test_table_on_the_first_line_behind_a_mark_is_changed_too():
    text = "\ufeff" + TOML.split("\n", 1)[1]
    changed = with_day(text, "b.txt", given_day(dt.date(2026, 5, 6)), note=True)
    assert changed.startswith('\ufeff["b.txt"]\r\nlisted = 2026-05-06  #')


def test_many_days_are_kept_in_one_step():
    days = {f"{number}.txt": GUESS for number in range(2000)}
    text = with_days("", days, noted=days)
    changed = with_days(text, dict.fromkeys(days, given_day(dt.date(2026, 5, 6))))
    assert len(seed_days_in(changed).edited) == 2000
    assert changed.count("\n") == text.count("\n")


def test_edited_line_is_the_users_day_and_waits_for_an_import():
    text = TOML.replace("listed = 2024-01-02", "listed = 2026-01-02")
    days = seed_days_in("\ufeff" + text)

    assert days.day_of("b.txt") == given_day(dt.date(2026, 1, 2))
    assert days.edited == {"a.txt", "b.txt"}


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ('listed = "2025-12-10"', 2025),
        ("listed = 2025-12-10T09:41:00", 2025),
        ("listed = 2025", 2025),
        ('listed = "2025"', 2025),
    ],
)
def test_day_may_be_written_as_people_do(line, year):
    assert seed_days_in(f'["a.txt"]\n{line}\n').day_of("a.txt").year == year


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('["a.txt"]\nlisted = 10.12.2025\n', 2, ""),
        ('\n["a.txt"]\nlsted = 2025-12-10\n', 2, "did you mean `listed`?"),
        ('["a.txt"]\nlisted = "soon"\n', 1, "listed = 2025-12-10"),
        ('["a.txt"]\n["a.txt"]\n', 2, ""),
        ("<<<<<<< HEAD\n", 1, ""),
        ("listed = 2025-12-10\n", None, "write"),
        ("[my.txt]\nlisted = 2025-12-10\n", 1, '["my.txt"]'),
    ],
)
def test_mistake_is_an_error_with_its_line(text, line, words):
    with pytest.raises(PapershelfError) as caught:
        seed_days_in(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("seeds-toml", line)
    assert words in problem.hint


# Imports and builds

TODAY = dt.date(2026, 3, 1)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    return tmp_path


def import_all(here, *paths, **options):
    files = paths or list((here / "seeds").glob("*.txt"))
    options = {"today": TODAY} | options
    return carry_out(plan_import(here, files, ImportOptions(**options)))


def built(here, **options):
    return build(here, BuildOptions(today=TODAY, **options))


def page(here):
    return (here / "content/papers/teapot-1.md").read_text()


def seed_names(here):
    return sorted(path.name for path in (here / "seeds").iterdir())


def days(here):
    return (here / "seeds/seeds.toml").read_text()


def settle(here, old, new):
    (here / "seeds/seeds.toml").write_text(days(here).replace(old, new))


def guesses(problems):
    return [one.path for one in problems if one.code == "dump-year-inferred"]


def test_guess_is_told_by_every_build_and_check_until_it_is_settled(here):
    (here / "seeds/my.txt").write_text(OPEN)

    told = [guesses(built(here).problems) for _ in range(4)]

    assert told == [["my.txt"], *[["seeds/seeds.toml"]] * 3]
    assert guesses(review(here).problems) == ["seeds/seeds.toml"]
    assert "date: 2025-08-29\ndate_source: inferred-year\n" in page(here)
    settle(here, 'by = "guess 2025-12-10, or 2024, 2023"\n', "")
    built(here)
    assert "date: 2025-08-29\ndate_source: given\n" in page(here)
    assert 'by = "given 2025-12-10"' in days(here)
    assert guesses(built(here).problems) == []
    assert guesses(review(here).problems) == []


def test_wrong_guess_is_cured_by_the_one_line(here):
    (here / "seeds/my.txt").write_text(OPEN)
    built(here)

    settle(here, "listed = 2025-12-10", "listed = 2024-12-10")
    report = built(here)

    assert report.imported.kept == ()
    assert "date: 2024-08-29\ndate_source: given\n" in page(here)
    assert "listed: 2024-12-10\n" in page(here)
    assert built(here).imported is None


def test_later_years_and_clocks_change_nothing(here):
    (here / "seeds/my.txt").write_text(OPEN)
    import_all(here)
    before = page(here)
    os.utime(here / "seeds/my.txt", (0, 0))

    report = import_all(here, today=dt.date(2031, 1, 1))

    assert (report.refreshed, report.kept) == ((), ())
    assert page(here) == before


def test_name_of_a_copy_makes_no_guess_sure(here, tmp_path_factory):
    dump = tmp_path_factory.mktemp("elsewhere") / "my.txt"
    dump.write_text(AFTER_2023)

    import_all(here, dump)

    assert seed_names(here) == ["my.txt", "seeds.toml"]
    assert "date_source: inferred-year\n" in page(here)
    (here / "seeds/my.txt").rename("seeds/other.txt")
    settle(here, "my.txt", "other.txt")
    import_all(here)
    assert "date_source: inferred-year\n" in page(here)


def test_given_day_is_remembered_and_a_second_import_changes_nothing(
    here, tmp_path_factory
):
    dump = tmp_path_factory.mktemp("elsewhere") / "my.txt"
    dump.write_text(OPEN)
    import_all(here, dump, listed=dt.date(2025, 12, 12))
    before = page(here), days(here)

    for paths in ([], [dump]):
        report = import_all(here, *paths)
        assert (report.new, report.refreshed, report.kept) == ((), (), ())
    assert (page(here), days(here)) == before
    assert "listed: 2025-12-12\n" in before[0]
    assert 'listed = 2025-12-12\nby = "given 2025-12-12"\n' in before[1]


def test_listed_on_the_command_line_corrects_an_earlier_day(here):
    (here / "seeds/my.txt").write_text(OPEN)
    import_all(here, listed=dt.date(2024, 12, 10))

    report = import_all(here, listed=dt.date(2025, 12, 10))

    assert report.kept == ()
    assert "date: 2025-08-29\ndate_source: given\n" in page(here)
    assert 'by = "given 2025-12-10"' in days(here)


def test_unknown_year_is_told_again_and_filled_in_later(here):
    text = listing("Dec 10", "Aug 29", "Apr 5, 2026")
    (here / "seeds/my.txt").write_text(text)
    codes = [[one.code for one in built(here).problems] for _ in range(2)]
    assert codes == [["dump-year-unknown"]] * 2

    settle(here, 'by = "unknown"', "listed = 2025-12-10")
    report = built(here)

    assert report.imported.kept == ()
    assert "date: 2025-08-29\n" in page(here)
    assert "listed: 2025-12-10\n" in page(here)


def test_project_of_an_earlier_version_gets_its_days_written_down(here):
    (here / "seeds/my.txt").write_text(AFTER_2023)
    import_all(here, today=dt.date(2025, 3, 1))
    (here / "seeds/seeds.toml").unlink()

    import_all(here)

    assert 'listed = 2024-12-10\nby = "guess 2024-12-10, or 2025"' in days(here)
    assert "listed: 2024-12-10\n" in page(here)


def as_of_an_earlier_version(here):
    """Pages without fingerprints, and no seeds.toml."""
    (here / "seeds/seeds.toml").unlink(missing_ok=True)
    for file in (here / "content").rglob("*.md"):
        kept = [
            line
            for line in file.read_text().splitlines(keepends=True)
            if not line.startswith("imported: ")
        ]
        file.write_text("".join(kept))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (AFTER_2023, {"today": dt.date(2025, 3, 1)}),
        (AFTER_2023, {"listed": dt.date(2024, 12, 10)}),
        (listing("Dec 10", "Aug 29"), {"today": None}),
    ],
    ids=["inferred", "given", "unknown"],
)
def test_day_of_a_page_of_an_earlier_version_can_be_corrected(here, text, first):
    (here / "seeds/my.txt").write_text(text)
    import_all(here, **first)
    as_of_an_earlier_version(here)

    report = import_all(here, listed=dt.date(2025, 12, 10))

    assert report.kept == ()
    assert "date: 2025-08-29\ndate_source: given\n" in page(here)
    assert "listed: 2025-12-10\n" in page(here)


def test_what_the_reader_wrote_on_a_page_of_an_earlier_version_stays(here):
    (here / "seeds/my.txt").write_text(AFTER_2023)
    import_all(here, today=dt.date(2025, 3, 1))
    as_of_an_earlier_version(here)
    file = here / "content/papers/teapot-1.md"
    file.write_text(
        file.read_text()
        .replace("date: 2024-08-29", "date: 2020-01-01")
        .replace("author_count: 2\n", "")
    )

    for year in (2025, 2024, 2025):
        report = import_all(here, listed=dt.date(year, 12, 10))
        assert "date: 2020-01-01\n" in page(here)
        assert "author_count" not in page(here)
        assert len(report.kept) == 2


def test_listed_without_a_file_is_for_seeds_of_an_open_day_alone(here):
    (here / "seeds/my.txt").write_text(OPEN)
    other = OPEN.replace("Teapot", "Saucer")
    (here / "seeds/2024-12-10.txt").write_text(other)
    import_all(here)

    import_all(here, listed=dt.date(2023, 12, 10), revive=False)

    assert "date: 2023-08-29\n" in page(here)
    saucer = (here / "content/papers/saucer-1.md").read_text()
    assert "date: 2024-08-29\n" in saucer


def test_import_goes_on_where_the_day_cannot_be_kept(here, monkeypatch):
    (here / "seeds/my.txt").write_text(OPEN)
    write = Folder.write

    def full(self, path, content, **options):
        if path.endswith("seeds.toml"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(self, path, content, **options)

    monkeypatch.setattr(Folder, "write", full)

    report = import_all(here)

    assert "seed-unwritable" in [problem.code for problem in report.problems]
    assert "date: 2025-08-29\ndate_source: inferred-year\n" in page(here)
    import_all(here, today=dt.date(2031, 1, 1))
    assert "date: 2025-08-29\ndate_source: inferred-year\n" in page(here)


def test_import_that_is_killed_before_its_pages_makes_no_guess_sure(here, monkeypatch):
    (here / "seeds/my.txt").write_text(OPEN)
    planned = plan_import(here, [here / "seeds/my.txt"], ImportOptions(today=TODAY))
    (here / "seeds/seeds.toml").write_text(planned.days_before_pages)

    built(here)

    assert "date_source: inferred-year\n" in page(here)


def test_mistake_in_seeds_toml_ends_an_import_before_it_writes(here):
    (here / "seeds/my.txt").write_text(OPEN)
    (here / "seeds/seeds.toml").write_text('["my.txt"]\nlsted = 2025-12-10\n')

    assert main(["import"]) == 1
    assert main(["build", "--quiet"]) == 1

    assert not (here / "content").exists()


def test_table_of_a_misspelt_name_is_a_warning(here):
    (here / "seeds/my.txt").write_text(OPEN)
    (here / "seeds/seeds.toml").write_text('["my.text"]\nlisted = 2025-12-10\n')

    (problem,) = seed_day_problems(here)

    assert (problem.code, problem.line) == ("seeds-toml-file", 1)
    assert problem.hint == "did you mean `my.txt`?"


def test_parse_takes_the_day_beside_the_file_and_writes_nothing(here, capsys):
    (here / "seeds/my.txt").write_text(OPEN)
    (here / "seeds/seeds.toml").write_text('["my.txt"]\nlisted = 2024-12-10\n')
    before = days(here)

    assert main(["parse", "seeds/my.txt"]) == 0

    assert "2024-08-29  Teapot 1" in capsys.readouterr().out
    assert days(here) == before


def test_dry_run_shows_the_day_and_writes_nothing(here, capsys):
    (here / "seeds/my.txt").write_text(OPEN)

    assert main(["import", "--dry-run"]) == 0

    assert "+++ b/seeds/seeds.toml" in capsys.readouterr().out
    assert seed_names(here) == ["my.txt"]


def test_day_that_is_still_to_come_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["import", "--listed", "2999-01-01"])
    assert caught.value.code == 2
    assert "still to come" in capsys.readouterr().err


WARNINGS = {
    "a guessed year": OPEN,
    "a paper that was cut": listing("Dec 10, 2025", "Aug 29, 2025") + "Saucer\n\nCut",
    "an odd date": listing("Dec 10, 2025", "Feb 30, 2025"),
}


@pytest.mark.parametrize("text", WARNINGS.values(), ids=WARNINGS)
def test_strict_build_that_fails_writes_nothing(here, text):
    (here / "seeds/my.txt").write_text(text)
    before = sorted(here.rglob("*"))

    with pytest.raises(PapershelfError):
        built(here, strict=True)

    assert sorted(here.rglob("*")) == before


def test_strict_build_looks_at_the_links_of_pages_that_an_import_would_change(here):
    (here / "content").mkdir()
    (here / "content/note.md").write_text(
        "---\ntitle: Note\n---\n\nText.\n\n## Notes\n\n[[teapot-9]]\n"
    )
    (here / "seeds/my.txt").write_text(listing("Dec 10, 2025", "Aug 29, 2025"))
    before = sorted(here.rglob("*"))

    with pytest.raises(PapershelfError):
        built(here, strict=True)

    assert sorted(here.rglob("*")) == before


def test_build_that_fails_for_a_broken_page_imports_nothing(here):
    (here / "content").mkdir()
    (here / "content/note.md").write_text("---\ntitle: a: b: c\n---\n")
    (here / "seeds/my.txt").write_text(OPEN)

    with pytest.raises(PapershelfError):
        built(here)

    assert not (here / "content/papers").exists()
    assert not (here / "seeds/seeds.toml").exists()
