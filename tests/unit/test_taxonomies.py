"""Lists of tags, statuses, years and listings: one name and one address each."""

import datetime as dt

from generator.content.page import Page
from generator.core.paper import Annotations, Listing, Paper, Status
from generator.library.taxonomies import sort_terms, term_keys
from generator.library.taxonomies import terms_by_slug as memberships_by_keys


def page(slug, *, tags=(), status=None, published=None, listings=()):
    return Page(
        slug=slug,
        path=f"content/papers/{slug}.md",
        paper=Paper(title=slug, published=published, listings=tuple(listings)),
        annotations=Annotations(tags=tuple(tags), status=status),
        abstract="",
        notes="",
        abstract_line=1,
        notes_line=1,
    )


def terms_by_slug(pages):
    return memberships_by_keys(
        {page.slug: term_keys(page.paper, page.annotations) for page in pages}
    )


def listing(day, query=None, seed="a.txt"):
    return Listing(date=day, query=query, position=1, seed=seed, line=1)


def names(pages, kind):
    found = {each for lists in terms_by_slug(pages).values() for each in lists}
    return [each.name for each in sort_terms(kind, found)]


def test_spellings_of_one_tag_are_one_list_shown_as_most_spell_it():
    pages = [page("a", tags=["Text-to-Image"]), page("b", tags=["text to image"]),
             page("c", tags=["text to image"])]  # fmt: skip

    assert names(pages, "tags") == ["text to image"]


def test_page_that_spells_a_tag_twice_is_in_its_list_once():
    assert len(terms_by_slug([page("a", tags=["RL", "rl"])])["a"]) == 1


def test_different_tags_never_share_an_address():
    tags = ["C", "C++", "C#", "c*", "模型", "index", "τ"]

    lists = terms_by_slug([page("a", tags=tags)])["a"]

    assert len({each.url.casefold() for each in lists}) == len(tags)
    assert next(each.url for each in lists if each.name == "C") == "tags/c.html"
    assert "tags/index.html" not in {each.url for each in lists}


def test_statuses_follow_the_workflow():
    pages = [page(status.value, status=status) for status in reversed(Status)]

    assert names(pages, "statuses") == [
        "To read",
        "Reading",
        "Read",
        "Skimmed",
        "Skipped",
    ]


def test_years_are_newest_first():
    pages = [
        page(str(year), published=dt.date(year, 1, 1)) for year in (2019, 2024, 999)
    ]

    assert names(pages, "years") == ["2024", "2019", "999"]


def test_listings_are_named_by_day_and_query_else_by_file():
    day = dt.date(2025, 12, 10)
    pages = [
        page(
            "a",
            listings=[listing(day), listing(day, "score"), listing(None, seed="x.txt")],
        )
    ]

    assert names(pages, "listings") == [
        "10 December 2025 · score",
        "10 December 2025",
        "x.txt",
    ]
