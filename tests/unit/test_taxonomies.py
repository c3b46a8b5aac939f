"""Tags, statuses, years and listings: one name and one address each."""

import datetime as dt

from generator.content.page import Page
from generator.core.paper import Annotations, Listing, Paper, Status
from generator.library.taxonomies import pack_terms, resolve_terms, sort_terms


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
    packed = {page.slug: pack_terms(page.paper, page.annotations) for page in pages}
    terms = resolve_terms(packed.values())
    return {slug: terms[key] for slug, key in packed.items()}


def listing(day, query=None, seed="a.txt"):
    return Listing(date=day, query=query, position=1, seed=seed, line=1)


def names(pages, taxonomy):
    found = {term for terms in terms_by_slug(pages).values() for term in terms}
    return [term.name for term in sort_terms(taxonomy, found)]


def test_spellings_of_one_tag_are_one_term_shown_as_most_spell_it():
    pages = [page("a", tags=["Text-to-Image"]), page("b", tags=["text to image"]),
             page("c", tags=["text to image"])]  # fmt: skip

    assert names(pages, "tags") == ["text to image"]


def test_page_that_spells_a_tag_twice_has_the_term_once():
    assert len(terms_by_slug([page("a", tags=["RL", "rl"])])["a"]) == 1


def test_different_tags_never_share_an_address():
    tags = ["C", "C++", "C#", "c*", "模型", "index", "τ"]

    terms = terms_by_slug([page("a", tags=tags)])["a"]

    assert len({term.url.casefold() for term in terms}) == len(tags)
    assert next(term.url for term in terms if term.name == "C") == "tags/c.html"
    assert "tags/index.html" not in {term.url for term in terms}


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
