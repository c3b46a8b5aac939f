import datetime as dt

import pytest

from generator.core.paper import Annotations, PublishedSource
from generator.library.page_summary import count_words, shorten_text
from generator.site.render.cards import list_card, page_description, paper_facts

EXCERPTS = [
    ("Short.", "Short."),
    ("one two three four", "one two…"),
    ("one two, three four", "one two…"),
    ("Donaudampfschifffahrt", "Donaudampf…"),
    ("two\n\n  lines", "two lines"),
    ("abcdefghié́́́", "abcdefghié́́́"[:9] + "…"),
]


def card(entry):
    return list_card(entry.summary.card_text, entry.summary.url, entry.terms)


@pytest.mark.parametrize(("text", "expected"), EXCERPTS)
def test_an_excerpt_ends_with_a_word(text, expected):
    assert shorten_text(text, 10) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, []),
        ({"author_count": 1}, ["1 author"]),
        ({"author_count": 12}, ["12 authors"]),
        ({"organization": "A Lab"}, ["A Lab"]),
        ({"organization": "A Lab", "author_count": 2}, ["2 authors"]),
        ({"authors": ("Ada",), "author_count": 9}, ["Ada"]),
        ({"authors": ("Ada", "Bea")}, ["Ada and Bea"]),
        ({"authors": ("Ada", "Bea", "Cy")}, ["Ada and 2 others"]),
        ({"comments": 1, "upvotes": 1204}, ["1 comment", "1,204 upvotes"]),
        ({"comments": 0}, []),
        ({"published": dt.date(2024, 2, 29)}, ["29 February 2024"]),
        ({"comments": 2, "notes": "## Notes\n\nMine."}, ["2 comments", "notes"]),
        ({"notes": "## Notes\n"}, []),
    ],
)
def test_the_quiet_line_says_what_is_known(library, known, expected):
    (entry,) = library({"title": "A"} | known).entries
    assert [part.text for part in card(entry).facts] == expected


def test_the_readers_summary_takes_the_abstracts_place(library):
    annotations = Annotations(summary="Worth it.")
    (entry,) = library(
        {"title": "A", "abstract": "Long.", "annotations": annotations}
    ).entries
    shown = card(entry)
    assert (shown.excerpt, shown.is_own_words) == ("Worth it.", True)


@pytest.mark.parametrize(
    ("source", "remark"),
    [
        (PublishedSource.INFERRED_YEAR, "year inferred"),
        (PublishedSource.EXPLICIT, None),
        (PublishedSource.GIVEN, None),
        (None, None),
    ],
)
def test_an_inferred_year_is_shown_as_such(library, source, remark):
    day = {"published": dt.date(2025, 8, 29), "published_source": source}
    (entry,) = library({"title": "A"} | day).entries
    fact = next(fact for fact in paper_facts(entry) if fact.label == "Published")
    assert fact.remark == remark


def test_a_description_is_never_empty(library):
    (entry,) = library({"title": "Only a title"}).entries
    assert page_description(entry) == "Only a title"


def test_counts_read_well():
    assert [count_words(number, "paper") for number in (0, 1, 1204)] == [
        "0 papers",
        "1 paper",
        "1,204 papers",
    ]


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        ({"title": "B"}, False),
        ({"abstract": "Other."}, False),
        ({"comments": 2}, False),
        ({"notes": "## Notes\n\nMine."}, False),
        ({"annotations": Annotations(rating=5)}, False),
        ({"annotations": Annotations(priority="high")}, True),
        ({"doi": "10.1/x"}, True),
    ],
)
def test_card_key_changes_exactly_with_what_the_card_shows(library, changed, is_same):
    known = {"title": "A", "abstract": "Words.", "comments": 1}
    (before,) = library(known).entries
    (after,) = library(known | changed).entries
    assert (card(before) == card(after)) is is_same
    assert (before.summary.card_key == after.summary.card_key) is is_same


@pytest.mark.parametrize(
    ("known", "has_notes"),
    [
        ({"notes": "## Notes\n\nMine."}, True),
        ({"notes": "## Notes\n"}, False),
        ({"annotations": Annotations(summary="Worth it.")}, False),
    ],
)
def test_notes_are_what_stands_under_the_headings(library, known, has_notes):
    (entry,) = library({"title": "A"} | known).entries
    assert entry.summary.has_notes is has_notes
