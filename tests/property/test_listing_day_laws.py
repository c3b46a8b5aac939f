"""The law of the listing's day: what was true can be found, and a guess stays a guess.

A true day is drawn, a listing printed as the site prints it on that day, and imported
any time later, under any name.
"""

import datetime as dt
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.build_options import BuildOptions
from generator.importers.daily_papers import parser
from generator.importers.parsed_seed import How, SeedQuestion, given_day
from generator.importers.seed_days import seed_days_in, with_day
from generator.pipelines.build import build
from generator.pipelines.import_seeds import ImportOptions, carry_out, plan_import

FIRST = dt.date(2023, 5, 4)
DAYS = st.dates(FIRST, dt.date(2030, 12, 31))
BACK = st.lists(st.integers(0, 2500), min_size=1, max_size=5)
"""How many days before the listing each paper was published."""
LATER = st.integers(0, 1500)
"""Days between the listing and its import."""


def printed(day, listed):
    """As the site prints a date on the page of a day."""
    year = "" if day.year == listed.year else f", {day.year}"
    return f"{day:%b} {day.day}{year}"


def listing(listed, back):
    papers = []
    for number, days in enumerate(back, start=1):
        day = listed - dt.timedelta(days=days)
        papers.append(
            f"Teapot {number}\n\nHow teapot {number} pours.\n\n  • 2 authors\n·\n"
            f"{printed(day, listed)}\n\n"
        )
    return (
        "Daily Papers\n\nby AK and the research community\n\n"
        f"{printed(listed, listed)}\n\n{''.join(papers)}"
    )


def true_days(listed, back):
    return [listed - dt.timedelta(days=days) for days in back]


def read(text, name="dump.txt", **question):
    return parser.parse(text.encode(), seed=name, question=SeedQuestion(**question))


@settings(max_examples=300, deadline=None)
@given(DAYS, BACK, LATER)
def test_true_year_is_the_one_taken_or_is_named(listed, back, later):
    result = read(listing(listed, back), today=listed + dt.timedelta(days=later))

    assert listed.year in (result.day.year, *result.day.others)
    if result.day.how is How.ONLY:
        assert [paper.published for paper in result.items] == true_days(listed, back)
    told = [one.severity for one in result.problems if "year" in one.code]
    yearless = any(day.year == listed.year for day in true_days(listed, back))
    assert ("warning" in told) == (result.day.how is How.GUESS)
    assert told or not yearless


@settings(max_examples=200, deadline=None)
@given(DAYS, BACK)
def test_listing_of_today_comes_out_right(listed, back):
    result = read(listing(listed, back), today=listed, written=listed)

    assert [paper.published for paper in result.items] == true_days(listed, back)
    assert {paper.listings[0].date for paper in result.items} == {listed}


@settings(max_examples=200, deadline=None)
@given(
    DAYS,
    BACK,
    LATER,
    st.sampled_from(["{}.txt", "hf_{}.TXT", "my {} copy", "{}T0941.md", "1984 {}.txt"]),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y_%m_%d", "%Y.%m.%d"]),
)
def test_name_that_has_the_day_is_believed(listed, back, later, name, form):
    today = listed + dt.timedelta(days=later)
    result = read(
        listing(listed, back), name.format(listed.strftime(form)), today=today
    )

    assert result.day.how is How.NAME
    assert [paper.published for paper in result.items] == true_days(listed, back)


@settings(max_examples=200, deadline=None)
@given(DAYS, BACK, DAYS, DAYS, st.sampled_from(["a.txt", "2024-01-02.txt"]))
def test_day_that_was_decided_once_needs_no_clock_and_no_name(
    listed, back, today, written, name
):
    text = listing(listed, back)
    result = read(text, name, decided=given_day(listed), today=today, written=written)

    assert [paper.published for paper in result.items] == true_days(listed, back)
    assert result.items[0].published_source in ("given", "explicit")


def pages(folder):
    return {file.name: file.read_text() for file in (folder / "content").rglob("*.md")}


def without_notes(texts):
    return {
        name: re.sub(r"(?m)^(?:date_source|imported): .*\n", "", text)
        for name, text in texts.items()
    }


def start(folder, text):
    root = Path(folder)
    (root / "seeds").mkdir()
    (root / "seeds" / "my.txt").write_text(text)
    return root


@settings(max_examples=25, deadline=None)
@given(DAYS, BACK, LATER, LATER)
def test_wrong_guess_and_one_edited_line_are_as_good_as_knowing(
    listed, back, later, latest
):
    text = listing(listed, back)
    today = listed + dt.timedelta(days=later)
    with TemporaryDirectory() as guessed, TemporaryDirectory() as known:
        root = start(guessed, text)
        options = ImportOptions(today=today)
        carry_out(plan_import(root, [root / "seeds/my.txt"], options))
        days = root / "seeds" / "seeds.toml"
        before = pages(root)

        # The same again, years later and on another machine: nothing happens.
        os.utime(root / "seeds/my.txt", (0, 0))
        far = ImportOptions(today=today + dt.timedelta(days=latest))
        report = carry_out(plan_import(root, [root / "seeds/my.txt"], far))
        assert (report.refreshed, report.kept) == ((), ())
        assert pages(root) == before

        # One line is corrected, and a build does the rest.
        edited = re.sub(r"(?m)^listed = .*$", f"listed = {listed}", days.read_text())
        days.write_text(edited)
        build_options = BuildOptions(today=today)
        report = build(root, build_options)
        assert not report.imported or report.imported.kept == ()

        other = start(known, text)
        given = ImportOptions(today=today, listed=listed)
        carry_out(plan_import(other, [other / "seeds/my.txt"], given))
        assert without_notes(pages(root)) == without_notes(pages(other))


NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1
)
TABLES = st.dictionaries(NAMES, DAYS, max_size=4)


@settings(max_examples=200, deadline=None)
@given(TABLES, NAMES, DAYS, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_edit_of_seeds_toml_changes_one_day_and_no_other_line(
    tables, name, day, note, newline
):
    text = ""
    for seed, listed in tables.items():
        text = with_day(text, seed, given_day(listed), note=note)
        text += "# a thought\n"
    text = text.replace("\n", newline)
    before = seed_days_in(text)

    after = with_day(text, name, given_day(day), note=True)

    days = seed_days_in(after)
    assert days.day_of(name) == given_day(day)
    assert not days.is_edited(name)
    assert with_day(after, name, given_day(day), note=True) == after
    for seed in before.days:
        if days.day_of(seed) != before.days[seed]:
            assert days.day_of(seed) is days.day_of(name)
    assert after.count("# a thought") == len(tables)
