"""A page meets newer seeds: what is updated, what stays the reader's, and which bytes change."""

import datetime as dt
import re

import pytest

from generator.content.frontmatter import parse
from generator.content.page import page_text
from generator.content.schema import KEYS, Owner
from generator.content.schema.imported import LETTERS, fingerprint
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


NO_NOTE, NO_WORD = "page without fingerprints", "value without one"
LAW = {  # value on the page, with the fingerprint of, in the seed of the import, in a newer
    "1. no seed has a value": (4, NO_NOTE, None, None, Decision.UP_TO_DATE),
    "1. page has the newest value": (5, 3, 3, 5, Decision.UP_TO_DATE),
    "2. untouched": (4, 4, 3, 5, Decision.UPDATE),
    "2. untouched, and no seed has it any more": (4, 4, None, None, Decision.UPDATE),
    "3. page has a value that a seed gave": (3, NO_NOTE, 3, 5, Decision.UPDATE),
    "3. reader made it what a seed gave": (3, 4, 3, 5, Decision.UPDATE),
    "4. value is news": (None, NO_WORD, None, 5, Decision.UPDATE),
    "4. value was never written": (None, NO_WORD, 3, 5, Decision.UPDATE),
    "4. value is news, old page": (None, NO_NOTE, None, 5, Decision.UPDATE),
    "5. reader changed the value": (4, 3, 3, 5, Decision.KEEP),
    "5. reader wrote it": (4, NO_WORD, 3, 5, Decision.KEEP),
    "5. reader changed the value, old page": (4, NO_NOTE, 3, 5, Decision.KEEP),
    "5. reader took the value away": (None, 3, None, 5, Decision.KEEP),
    "5. reader took the value away, old page": (None, NO_NOTE, 3, 5, Decision.KEEP),
}


@pytest.mark.parametrize(
    ("page", "noted", "old", "new", "decision"), LAW.values(), ids=LAW
)
def test_law_of_annotation(page, noted, old, new, decision):
    imported, newest = (
        record("jan.txt", JAN, comments=old),
        record("feb.txt", FEB, comments=new),
    )
    words = {"m": fingerprint("comments", (noted,))} if isinstance(noted, int) else {}
    history = SourceHistory(
        records=(newest, imported),
        newest=newest,
        imported=imported,
        words=None if noted is NO_NOTE else words,
        is_whole=True,
    )
    field = FieldState(
        keys=("comments",),
        current=(page,),
        values_in=lambda paper: (paper.comments,),
        line=5,
    )

    assert decide(field, history) is decision


def without_note(text):
    return re.sub(r"(?m)^imported: [a-z ]+\r?\n", "", text)


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

    assert without_note(result.text) == changed(PAGE, changes)
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

    assert without_note(result.text) == changed(page, {})
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

    assert without_note(result.text) == changed(page, {"'My title'": "'New'"})
    assert [kept.key for kept in result.kept] == ["comments"]


def test_value_that_an_older_seed_gave_is_the_sources_too():
    page = PAGE.replace("comments: 3", "comments: 1")
    result = after(page, old={"comments": 1}, comments=5)
    assert "comments: 5" in result.text


def test_form_that_the_reader_gave_a_value_stays():
    page = PAGE.replace('"Old title"', "'Old title'  # good one").replace("\n", "\r\n")

    result = after("\ufeff" + page, title="New", abstract="A.\n\nB.")

    expected = changed(page, {"Old title": "New", "Old abstract.": "A.\r\n\r\nB."})
    assert without_note(result.text) == "\ufeff" + expected


def test_key_in_another_spelling_is_updated_under_its_own_name():
    page = PAGE.replace("date: 2024-06-12", "Published: 12 June 2024")
    result = after(page, published=dt.date(2024, 7, 1))
    assert "Published: 2024-07-01\n" in result.text


def test_page_by_hand_is_filled_in_around_what_it_has():
    page = "---\ntitle: Old title\nstatus: read\n---\n## Notes\n\nMine.\n"

    result = after(page)

    assert without_note(result.text) == (
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


# What the last import left there

NEW = record("jan.txt", JAN, comments=3, organization="• 4 Autoren")


def again(text, *records, take=()):
    return refresh(parse(text, "x.md"), records, take=take)


def test_new_page_has_the_note_below_its_source():
    text = page_text(NEW)
    assert re.search(r"\nsource: .*\nimported: [a-z ]+\n# Yours", text)
    assert again(text, NEW).text == text


def test_note_has_letters_only_and_no_word_of_a_language():
    (line,) = re.findall(r"(?m)^imported: (.*)$", page_text(NEW))
    assert re.fullmatch(r"[a-z][^aeiouy\W\d]{5}( [a-z][^aeiouy\W\d]{5})*", line)


def test_every_key_of_the_source_has_a_letter_of_its_own():
    keys = {key.name for key in KEYS if key.owner is Owner.SOURCE}
    assert {*LETTERS} == keys - {"date_source", "source"}
    assert len({*LETTERS.values()}) == len(LETTERS)


def test_misread_dump_heals_itself():
    text = page_text(NEW)
    read_better = record("jan.txt", JAN, comments=3, author_count=4)

    result = again(text, read_better)

    assert result.kept == ()
    assert result.text == page_text(read_better)


def test_value_stays_while_a_seed_that_may_have_given_it_is_gone():
    result = again(page_text(NEW), record("feb.txt", FEB))
    assert "organization:" in result.text


def test_what_the_reader_changed_stays_whatever_the_parser_reads():
    text = page_text(NEW).replace("• 4 Autoren", "Our lab")

    for reread in ("Lab", None, "• 4 Autoren"):
        text = again(text, record("jan.txt", JAN, organization=reread)).text
        assert "organization: Our lab\n" in text


def test_what_the_reader_took_away_stays_away():
    text = page_text(NEW).replace("organization: • 4 Autoren\n", "")
    for reread in ("Lab", None, "Lab again"):
        text = again(text, record("jan.txt", JAN, organization=reread)).text
        assert "organization" not in text


def test_value_that_the_reader_gives_back_is_the_sources_again():
    text = page_text(NEW).replace("comments: 3", "comments: 4")
    text = again(text, NEW).text.replace("comments: 4", "comments: 3")

    result = again(text, NEW, record("feb.txt", FEB, comments=7))

    assert "comments: 7\n" in result.text


def test_value_taken_on_request_is_the_sources_from_then_on():
    text = page_text(NEW).replace("comments: 3", "comments: 4")
    text = again(text, NEW, take={"comments"}).text

    result = again(text, record("jan.txt", JAN, comments=8))

    assert "comments: 8\n" in result.text


EDITED = {
    "quotes": lambda text: text.replace("comments: 3", "comments: '3'"),
    "folded": lambda text: text.replace(" d", "\n  d", 1),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "words in another order": lambda text: re.sub(
        r"(?m)^imported: (.*)$",
        lambda found: "imported: " + " ".join(sorted(found[1].split())),
        text,
    ),
    "escapes": lambda text: text.replace("abstract.\n", "abstract\\.\n"),
}


@pytest.mark.parametrize("rewrite", EDITED.values(), ids=EDITED)
def test_what_editors_rewrite_stays_the_sources(rewrite):
    better = record("jan.txt", JAN, comments=5, abstract="Old abstract. And more.")

    result = again(rewrite(page_text(NEW)), better)

    assert result.kept == ()
    assert "And more." in result.text
    assert re.search("comments: '?5", result.text)


def test_word_of_a_later_version_is_kept():
    text = page_text(NEW).replace("imported: ", "imported: zzzzzz ")
    result = again(text, record("jan.txt", JAN, comments=5))
    assert " zzzzzz\n" in result.text


@pytest.mark.parametrize("value", ["2024-05-01", "true", "from Zotero", "[a, b]", "no"])
def test_key_of_the_readers_with_this_name_stays_and_is_no_note(value):
    page = PAGE.replace("comments: 3\n", f"comments: 3\nimported: {value}\n")

    result = after(page, comments=5)

    assert result.text.count("imported:") == 1
    assert f"imported: {value}\n" in result.text
    assert "comments: 5\n" in result.text


def test_date_that_the_reader_changed_is_told_by_the_key_that_differs():
    given = record("jan.txt", JAN, published_source=PublishedSource.GIVEN)
    page = page_text(given).replace("date_source: given", "date_source: inferred-year")

    (kept,) = again(page, given).kept

    assert (kept.key, kept.ours, kept.theirs) == (
        "date_source",
        "inferred-year",
        "given",
    )


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
        r"Lanterns \[1] cost 40% of \*that\*, snake_case & all. %% mine %%",
        r"Lanterns \[1] <!-- mine --> cost 40% of \*that\*, snake_case & all.",
    ],
)
def test_abstract_with_other_words_or_emphasis_is_the_readers(abstract):
    page = PAGE.replace("Old abstract.", abstract)

    result = after(page, old={"abstract": WORDS}, abstract="New words.")

    assert result.text.count(abstract) == 1
    assert [kept.key for kept in result.kept] == ["abstract"]
