"""A page meets newer seeds: what is updated, what stays the reader's, and which bytes change."""

import datetime as dt

import pytest

from generator.content.frontmatter import parse
from generator.content.update.refresh import (
    Decision,
    FieldState,
    SourceHistory,
    decide,
    refresh,
)
from generator.core.paper import Listing, Paper, PublishedSource

JAN, FEB = dt.date(2025, 1, 1), dt.date(2025, 2, 1)
PAGE = """\
---
title: "Old title"
date: 2024-06-12
author_count: 9
comments: 3
listed: 2025-01-01
source: {seed: jan.txt, position: 19}
# Yours from here on
status: to-read
rating:
tags: []
---

Old abstract.

## Notes
"""


def record(seed, day, **fields):
    defaults = {
        "title": "Old title", "abstract": "Old abstract.", "author_count": 9, "comments": 3,
        "published": dt.date(2024, 6, 12), "published_source": PublishedSource.EXPLICIT,
    }  # fmt: skip
    listing = Listing(seed=seed, position=19, date=day)
    return Paper(**defaults | fields, listings=(listing,))


def after(page, *, take=(), old=None, **new):
    records = [record("jan.txt", JAN, **(old or {})), record("feb.txt", FEB, **new)]
    return refresh(parse(page, "x.md"), records, take=take)


LAW = {  # value on the page, in the seed it was imported from, in a newer seed
    "1. no seed has a value": (4, None, None, Decision.UP_TO_DATE),
    "1. page has the newest value": (5, 3, 5, Decision.UP_TO_DATE),
    "2. page has a value that a seed gave": (3, 3, 5, Decision.UPDATE),
    "3. value is news": (None, None, 5, Decision.UPDATE),
    "4. reader changed the value": (4, 3, 5, Decision.KEEP),
    "4. reader took the value away": (None, 3, 5, Decision.KEEP),
}


@pytest.mark.parametrize(("page", "old", "new", "decision"), LAW.values(), ids=LAW)
def test_law_of_annotation(page, old, new, decision):
    imported, newest = (
        record("jan.txt", JAN, comments=old),
        record("feb.txt", FEB, comments=new),
    )
    history = SourceHistory(
        records=(newest, imported), newest=newest, imported=imported
    )
    field = FieldState(
        keys=("comments",),
        current=(page,),
        values_in=lambda paper: (paper.comments,),
        line=5,
    )

    assert decide(field, history) is decision


LISTED_TWICE = {
    "listed: 2025-01-01": "listed: 2025-02-01",
    "source: {seed: jan.txt, position: 19}": (
        "source: [{seed: jan.txt, position: 19, listed: 2025-01-01}, "
        "{seed: feb.txt, position: 19, listed: 2025-02-01}]"
    ),
}


def changed(page, changes):
    for old, new in (LISTED_TWICE | changes).items():
        assert page.count(old) == 1
        page = page.replace(old, new)
    return page


NEWS = {
    "count": ({"comments": 5}, {"comments: 3": "comments: 5"}),
    "title": ({"title": "New: title"}, {'"Old title"': '"New: title"'}),
    "abstract": (
        {"abstract": "New *one*.\n\n1. Two."},
        {"Old abstract.": "New \\*one\\*.\n\n1\\. Two."},
    ),
    "key that no seed had": (
        {"organization": "Lab"},
        {
            "comments: 3\n": "comments: 3\n",
            "author_count: 9\n": "author_count: 9\norganization: Lab\n",
        },
    ),
    "date and how it is known": (
        {"published": dt.date(2024, 7, 1)},
        {"date: 2024-06-12": "date: 2024-07-01"},
    ),
    "value that the newer seed lacks stays": (
        {"comments": None, "abstract": None},
        {},
    ),
}


@pytest.mark.parametrize(("new", "changes"), NEWS.values(), ids=NEWS)
def test_news_change_the_bytes_of_their_values_alone(new, changes):
    result = after(PAGE, **new)

    assert result.text == changed(PAGE, changes)
    assert result.kept == ()
    assert result.problems == ()


READERS = {
    "title": ('"Old title"', '"My title"', {"title": "New"}),
    "count": ("comments: 3", "comments: 4", {"comments": 5}),
    "date": (
        "date: 2024-06-12",
        "date: 2024-06-13",
        {"published": dt.date(2024, 7, 1)},
    ),
    "value taken away": ("comments: 3\n", "", {"comments": 5}),
    "value emptied": ("comments: 3", "comments:", {"comments": 5}),
    "value that cannot be read": ("comments: 3", "comments: few", {"comments": 5}),
    "word in the abstract": ("Old abstract.", "Old *abstract*.", {"abstract": "New."}),
    "comment in the abstract": (
        "Old abstract.",
        "Old <!-- hm --> abstract.",
        {"abstract": "New."},
    ),
    "abstract taken away": ("Old abstract.\n\n", "", {"abstract": "New."}),
}


@pytest.mark.parametrize(("old", "new", "news"), READERS.values(), ids=READERS)
def test_value_that_no_seed_gave_is_the_readers_and_reported(old, new, news):
    page = PAGE.replace(old, new)

    result = after(page, **news)

    assert result.text == changed(page, {})
    (kept,) = result.kept
    assert kept.is_conflict
    assert kept.key == {"published": "date"}.get(
        *news.keys() & {"published"} or [*news], *news
    )


def test_kept_value_is_no_conflict_while_the_source_has_nothing_new():
    (kept,) = after(PAGE.replace('"Old title"', '"My title"')).kept
    assert (kept.key, kept.ours, kept.theirs, kept.line) == (
        "title",
        "My title",
        "Old title",
        2,
    )
    assert not kept.is_conflict


def test_kept_value_is_replaced_on_request():
    page = PAGE.replace('"Old title"', "'My title'  # mine").replace(
        "comments: 3", "comments: 4"
    )

    result = after(page, take={"title"}, title="New", comments=5)

    assert result.text == changed(page, {"'My title'": "'New'"})
    assert [kept.key for kept in result.kept] == ["comments"]


def test_value_that_an_older_seed_gave_is_the_sources_too():
    page = PAGE.replace("comments: 3", "comments: 1")
    result = after(page, old={"comments": 1}, comments=5)
    assert "comments: 5" in result.text


def test_form_that_the_reader_gave_a_value_stays():
    page = PAGE.replace('"Old title"', "'Old title'  # good one").replace("\n", "\r\n")

    result = after("\ufeff" + page, title="New", abstract="A.\n\nB.")

    expected = changed(page, {"Old title": "New", "Old abstract.": "A.\r\n\r\nB."})
    assert result.text == "\ufeff" + expected


def test_key_in_another_spelling_is_updated_under_its_own_name():
    page = PAGE.replace("date: 2024-06-12", "Published: 12 June 2024")
    result = after(page, published=dt.date(2024, 7, 1))
    assert "Published: 2024-07-01\n" in result.text


def test_page_by_hand_is_filled_in_around_what_it_has():
    page = "---\ntitle: Old title\nstatus: read\n---\n## Notes\n\nMine.\n"

    result = after(page)

    assert result.text == (
        "---\ntitle: Old title\ndate: 2024-06-12\nauthor_count: 9\ncomments: 3\n"
        "listed: 2025-02-01\nsource: [{seed: jan.txt, position: 19, listed: 2025-01-01}, "
        "{seed: feb.txt, position: 19, listed: 2025-02-01}]\nstatus: read\n---\n"
        "\nOld abstract.\n\n## Notes\n\nMine.\n"
    )
    assert after(result.text).text == result.text


@pytest.mark.parametrize(
    "page", ["---\ntitle: Old title\n---", "", "## Notes\n", "\ufeff"]
)
def test_page_with_next_to_nothing_is_filled_in_once(page):
    once = after(page).text

    assert "Old abstract." in once
    assert once.count("\n---\n") == 1
    assert after(once).text == once


def test_abstract_in_the_front_matter_is_updated_there():
    page = PAGE.replace("comments: 3\n", "comments: 3\nabstract: Old abstract.\n")
    page = page.replace("---\n\nOld abstract.\n", "---\n")
    result = after(page, abstract="New: one.")
    assert 'abstract: "New: one."\n' in result.text
    assert result.text.endswith("---\n\n## Notes\n")


def test_seed_that_is_gone_stays_in_source_and_its_values_are_the_readers():
    page = PAGE.replace("seed: jan.txt", "seed: gone.txt").replace(
        "comments: 3", "comments: 2"
    )

    result = refresh(parse(page, "x.md"), [record("feb.txt", FEB, comments=5)])

    assert (
        "{seed: gone.txt, position: 19, listed: 2025-01-01}, {seed: feb.txt"
        in result.text
    )
    assert "comments: 2\n" in result.text


def test_place_that_a_seed_no_longer_has_the_paper_in_goes():
    page = PAGE.replace("position: 19", "position: 7")
    result = after(page)
    assert "position: 7" not in result.text
    assert "source: [{seed: jan.txt, position: 19, listed: 2025-01-01}, " in result.text


def test_day_of_the_page_is_not_given_to_a_seed_without_one():
    page = PAGE.replace("seed: jan.txt", "seed: gone.txt")

    result = refresh(parse(page, "x.md"), [record("undated.txt", None)])

    assert (
        "source: [{seed: undated.txt, position: 19}, "
        "{seed: gone.txt, position: 19, listed: 2025-01-01}]"
    ) in result.text


def test_source_with_a_key_of_the_readers_stays():
    page = PAGE.replace("position: 19}", "position: 19, via: Ada}")
    assert "source: {seed: jan.txt, position: 19, via: Ada}\n" in after(page).text


def test_yamls_null_is_no_value():
    page = "---\ntitle: Old title\ncomments: null  # so far\n---\n"
    assert "\ncomments: 5  # so far\n" in after(page, comments=5).text


FOREIGN = {
    "address that a web clipper wrote": "source: https://example.org/a",
    "comments of a blog": "comments: true",
}


@pytest.mark.parametrize("line", FOREIGN.values(), ids=FOREIGN)
def test_key_of_another_tool_stays_though_it_has_a_name_of_ours(line):
    page = f"---\ntitle: Old title\n{line}\n---\n"
    assert f"\n{line}\n" in after(page, comments=5).text


def test_value_with_a_comment_inside_stays_and_is_reported():
    page = PAGE.replace("author_count: 9", "authors:\n  - Ada  # hi\n  - Bob")
    people = {"author_count": None, "authors": ("Ada", "Bob")}

    result = after(page, old=people, **people | {"authors": ("Eve",)})

    assert "authors:\n  - Ada  # hi\n  - Bob\n" in result.text
    assert [problem.code for problem in result.problems] == ["import-in-place"]
    assert result.problems[0].line == 4


def test_date_and_how_it_is_known_are_updated_together_or_not_at_all():
    page = PAGE.replace(
        "date: 2024-06-12",
        "date: &day 2024-06-12\nmine: *day\ndate_source: inferred-year",
    )
    inferred = {"published_source": PublishedSource.INFERRED_YEAR}

    result = after(page, old=inferred, published=dt.date(2023, 6, 12), comments=5)

    assert (
        "date: &day 2024-06-12\nmine: *day\ndate_source: inferred-year\n" in result.text
    )
    assert "comments: 5\n" in result.text


def test_page_that_is_no_yaml_is_left_alone():
    result = after("---\ntitle: [\n---\n")
    assert result.text == "---\ntitle: [\n---\n"
    assert result.problems


WORDS = "Lanterns [1] cost 40% of *that*, snake_case & all."
REWRITTEN = {
    "escaped more": r"Lanterns \[1\] cost 40\% of \*that\*, snake\_case \& all\.",
    "wrapped": "Lanterns \\[1] cost 40%\nof \\*that\\*,\nsnake_case & all.",
    "entity": r"Lanterns \[1] cost 40% of \*that\*, snake_case &amp; all.",
    "escaped less": r"Lanterns [1] cost 40% of \*that\*, snake_case & all.",
}


@pytest.mark.parametrize("abstract", REWRITTEN.values(), ids=REWRITTEN)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_abstract_that_a_formatter_wrote_anew_is_still_the_sources(abstract, end):
    page = PAGE.replace("Old abstract.", abstract).replace("\n", end)

    result = after(page, old={"abstract": WORDS}, abstract="New words.")

    assert "New words." in result.text
    assert result.kept == ()


@pytest.mark.parametrize(
    "abstract",
    [
        WORDS.replace("all", "some"),
        r"Lanterns \[1] cost 40% of *that*, snake_case & all.",
    ],
)
def test_abstract_with_other_words_or_emphasis_is_the_readers(abstract):
    page = PAGE.replace("Old abstract.", abstract)

    result = after(page, old={"abstract": WORDS}, abstract="New words.")

    assert result.text.count(abstract) == 1
    assert [kept.key for kept in result.kept] == ["abstract"]
