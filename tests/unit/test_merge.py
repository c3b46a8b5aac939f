"""Which records are one paper, and what they say together."""

import datetime as dt

import pytest

from generator.core.identity import cluster
from generator.core.merge import merge_records, place_order
from generator.core.paper import Listing, Paper, PublishedSource

LONG = "We show that lanterns light the way at a tenth of the cost. " * 5
OLD, NEW = dt.date(2025, 1, 1), dt.date(2025, 6, 1)
EXPLICIT, INFERRED = PublishedSource.EXPLICIT, PublishedSource.INFERRED_YEAR


def record(title="One", listed=None, seed="a.txt", position=1, **fields):
    listing = Listing(seed=seed, position=position, date=listed)
    return Paper(title=title, listings=(listing,), **fields)


def merged(records):
    return sorted(map(merge_records, cluster(records)), key=place_order)


SAME = {
    "title but for case and marks": ({"title": "One: Two"}, {"title": "one two!"}),
    "arXiv id": (
        {"arxiv_id": "2401.00001"},
        {"title": "Other", "arxiv_id": "2401.00001"},
    ),
    "arXiv's DOI": (
        {"arxiv_id": "2401.00001"},
        {"title": "Other", "doi": "10.48550/arXiv.2401.00001"},
    ),
    "DOI in capitals": (
        {"doi": "10.1000/ABC"},
        {"title": "Other", "doi": "10.1000/abc"},
    ),
    "address of the paper": (
        {"arxiv_id": "2401.00001"},
        {"title": "Other", "url": "https://alphaxiv.org/abs/2401.00001v2"},
    ),
    "title that is the id": (
        {"arxiv_id": "2401.00001"},
        {"title": "arXiv:2401.00001v1"},
    ),
    "forum at OpenReview": (
        {"url": "https://openreview.net/forum?id=aB-1"},
        {"title": "Other", "url_pdf": "https://openreview.net/pdf?id=aB-1"},
    ),
    "ids of the anthology": (
        {"title": "Other", "url": "https://aclanthology.org/2020.acl-main.1"},
        {"doi": "10.18653/v1/2020.acl-main.1"},
    ),
    "title, one with an id": ({"arxiv_id": "2401.00001"}, {}),
    "abstract, under a corrected title": (
        {"abstract": LONG},
        {"title": "Uno", "abstract": LONG.replace(" ", "  ")},
    ),
    "title, an accent lost": ({"title": "Étude"}, {"title": "Etude"}),
    "title, the authors in another form": (
        {"authors": ("José Núñez", "Ada B. Rowan")},
        {"authors": ("Jose Nunez",)},
    ),
    "title, the authors' initials": (
        {"authors": ("Ada Rowan",), "doi": "10.1000/abc"},
        {"authors": ("A. Rowan",)},
    ),
    "id, whatever the authors": (
        {"authors": ("Ada Rowan",), "arxiv_id": "2401.00001"},
        {"authors": ("Jane Doe",), "arxiv_id": "2401.00001"},
    ),
    "title, preprint and publication": (
        {"arxiv_id": "2401.00001"},
        {"doi": "10.1000/abc"},
    ),
}
DIFFERENT = {
    "title": ({}, {"title": "Two"}),
    "arXiv id": ({"arxiv_id": "2401.00001"}, {"arxiv_id": "2401.00002"}),
    "DOI": ({"doi": "10.1000/abc"}, {"doi": "10.1000/xyz"}),
    "authors of one title": (
        {"authors": ("Ada Rowan",)},
        {"authors": ("Jane Doe", "Bo Hawthorn")},
    ),
    "authors of one title, one with an id": (
        {"authors": ("Ada Rowan",), "arxiv_id": "2401.00001"},
        {"authors": ("Jane Rowan",)},
    ),
    "id, whatever the abstract": (
        {"arxiv_id": "2401.00001", "abstract": LONG},
        {"title": "Uno", "arxiv_id": "2401.00002", "abstract": LONG},
    ),
    "title, when the abstract is short": (
        {"abstract": "Soon."},
        {"title": "U", "abstract": "Soon."},
    ),
}


@pytest.mark.parametrize(("one", "two"), SAME.values(), ids=SAME)
def test_records_are_one_paper_by(one, two):
    assert len(merged([record(**one), record(seed="b.txt", **two)])) == 1


@pytest.mark.parametrize(("one", "two"), DIFFERENT.values(), ids=DIFFERENT)
def test_records_are_two_papers_by(one, two):
    assert len(merged([record(**one), record(seed="b.txt", **two)])) == 2


def test_title_that_two_papers_with_ids_have_says_nothing():
    records = [record(arxiv_id="2401.00001"), record(arxiv_id="2401.00002"), record()]

    assert len(merged(records)) == 3


def test_record_without_authors_joins_the_only_paper_of_its_title():
    named = [
        record(authors=("Ada Rowan",)),
        record(authors=("Jane Doe",), seed="b.txt"),
    ]
    nameless = record(seed="c.txt")

    assert len(merged([named[0], nameless])) == 1
    assert len(merged([*named, nameless])) == 3


def test_title_whose_accents_got_lost_does_not_replace_it():
    (paper,) = merged([record("Étude", OLD), record("Etude", NEW, seed="b.txt")])

    assert paper.title == "Étude"


def test_newest_listing_is_believed_and_fills_gaps_from_older_ones():
    old = record(listed=OLD, comments=9, organization="Lab", abstract="Old.")
    new = record("ONE", listed=NEW, seed="b.txt", comments=4, abstract="New.")

    (paper,) = merged([old, new])

    assert (paper.title, paper.abstract, paper.comments) == ("ONE", "New.", 4)
    assert paper.organization == "Lab"
    assert [listing.date for listing in paper.listings] == [OLD, NEW]


@pytest.mark.parametrize("day", [None, NEW])
def test_larger_count_wins_where_days_do_not_tell(day):
    records = [
        record(listed=day, comments=9, upvotes=1),
        record(listed=day, seed="b.txt", comments=4, upvotes=5),
        record(listed=day, seed="c.txt"),
    ]

    (paper,) = merged(records)

    assert (paper.comments, paper.upvotes) == (9, 5)


def test_printed_year_is_believed_before_an_inferred_one():
    printed = record(listed=OLD, published=OLD, published_source=EXPLICIT)
    inferred = record(
        listed=NEW, seed="b.txt", published=NEW, published_source=INFERRED
    )

    (paper,) = merged([inferred, printed])

    assert (paper.published, paper.published_source) == (OLD, EXPLICIT)


def test_same_listing_twice_is_one_and_the_longer_abstract_stays():
    (paper,) = merged([record(abstract="Cut o"), record(abstract="Cut off.")])

    assert len(paper.listings) == 1
    assert paper.abstract == "Cut off."


def test_two_titles_in_one_seed_are_two_papers_though_they_share_an_abstract():
    records = [record(abstract=LONG), record("Uno", position=2, abstract=LONG)]

    assert len(merged(records)) == 2
    assert len(merged([*records, record("Une", seed="b.txt", abstract=LONG)])) == 3


def test_abstract_that_was_cut_short_does_not_replace_the_whole():
    whole, cut = (
        record(listed=OLD, abstract=LONG),
        record(listed=NEW, abstract=LONG[:250]),
    )

    assert merged([whole, cut])[0].abstract == LONG


def test_blanks_lost_in_one_capture_do_not_replace_the_usual_spelling():
    records = [
        record("Open source lamps", listed=OLD),
        record("Open source lamps", listed=OLD, seed="b.txt"),
        record("Opensource lamps", listed=NEW, seed="c.txt", abstract=LONG),
        record("Opensource  lamps", seed="d.txt", abstract=LONG),
    ]

    assert [paper.title for paper in merged(records)] == ["Open source lamps"]


def test_entities_and_soft_hyphens_of_one_capture_do_not_replace_the_title():
    first = record("Salt & Lanterns", OLD)
    second = record("Salt &amp; Lan\u00adterns", NEW, seed="b.txt")
    corrected = record("Salt & Lanterns!", dt.date(2025, 7, 1), seed="c.txt")
    assert merged([first, second])[0].title == "Salt & Lanterns"
    assert merged([first, second, corrected])[0].title == "Salt & Lanterns!"
    assert merged([second])[0].title == "Salt &amp; Lan\u00adterns"


def test_papers_come_in_the_order_of_their_listings():
    records = [
        record("C", position=10),
        record("A", position=2),
        record("B", listed=OLD),
    ]

    assert [paper.title for paper in merged(records)] == ["A", "C", "B"]
