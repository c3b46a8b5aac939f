import datetime as dt

import pytest

from generator.core.paper import Annotations, PublishedSource
from generator.site.render.cards import card, count, description, excerpt, facts

EXCERPTS = [
    ("Short.", "Short."),
    ("one two three four", "one two…"),
    ("one two, three four", "one two…"),
    ("Donaudampfschifffahrt", "Donaudampf…"),
    ("two\n\n  lines", "two lines"),
    ("abcdefghié́́́", "abcdefghié́́́"[:9] + "…"),
]


@pytest.mark.parametrize(("text", "expected"), EXCERPTS)
def test_an_excerpt_ends_with_a_word(text, expected):
    assert excerpt(text, 10) == expected


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
    assert [part.text for part in card(entry.summary, None).facts] == expected


def test_the_readers_summary_takes_the_abstracts_place(library):
    annotations = Annotations(summary="Worth it.")
    (entry,) = library(
        {"title": "A", "abstract": "Long.", "annotations": annotations}
    ).entries
    assert (
        card(entry.summary, None).excerpt,
        card(entry.summary, None).is_own_words,
    ) == ("Worth it.", True)


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
    fact = next(fact for fact in facts(entry) if fact.label == "Published")
    assert fact.remark == remark


def test_a_description_is_never_empty(library):
    (entry,) = library({"title": "Only a title"}).entries
    assert description(entry) == "Only a title"


def test_counts_read_well():
    assert [count(1, "paper"), count(0, "paper"), count(1204, "paper")] == [
        "1 paper", "0 papers", "1,204 papers",
    ]  # fmt: skip
