"""Addresses of the site that somebody made up: the page answers, whatever they ask for."""

from itertools import cycle
from urllib.parse import quote

import pytest

from generator.core.paper import Annotations, Status
from generator.site.search.labels import FACETS

pytestmark = pytest.mark.browser


@pytest.fixture
def papers():
    marked = Annotations(status=Status.READ, rating=3, tags=("lamps",))
    return [
        {"title": f"Lamp {number}", "annotations": marked if number % 2 else None}
        for number in range(30)
    ]


def answer(page, address):
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function(
        "/paper|could not/i.test(document.querySelector('[data-search-status]').textContent)"
    )
    return page.inner_text("[data-search-status]")


VALUES = ["1e6", "1e9", "-1", "Infinity", "0x10", "NaN", "5.5", "", " ", "%00", "%", "%FF%FE", "%uD83E",
          "__proto__", "constructor", "toString", "a" * 5000, "%3Cimg%20src=x%3E", "💡"]  # fmt: skip


def test_any_value_of_any_facet_is_answered(tab, shelf_url):
    page = tab()
    # Each value for one facet, in turn: all pairs would take a minute.
    for name, value in zip(cycle(FACETS), VALUES, strict=False):
        for query in (f"{name}={value}&{name}=2e6", f"q=lamp&{name}={value}"):
            said = answer(page, f"{shelf_url}index.html?{query}")

            assert "could not" not in said


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"{name}={number}" for number in range(2000) for name in FACETS),
        "q=" + "lamp+" * 10_000,
        "q=" + "x" * 100_000,
        "q=" + quote("年" * 5000),
        "q=lamp&" + "q=other&" * 5000,
        "q=lamp&sort=" + "x" * 50_000,
        "q=lamp&sort=__proto__&sort=title",
        "q=lamp&" + "%" * 5000,
        "q=" + "rating:%3E" * 5000,
        "q=" + "-" * 50_000,
        "q=" + "%22" * 50_001,
        "q=rating:>=" + "9" * 900 + "+lamp",
    ],
)
def test_an_address_of_any_length_is_answered(tab, shelf_site, query):
    said = answer(tab(), (shelf_site / "index.html").as_uri() + "?" + query)

    assert "could not" not in said


def test_the_address_keeps_what_counts_of_a_long_text(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "index.html")
    page.fill("#search", "lamp " * 10_000)
    page.wait_for_selector("[data-search-result]")

    assert len(page.url) < 2000


def test_a_rating_that_is_none_is_shown_as_it_is(tab, shelf_url):
    page = tab()
    answer(page, f"{shelf_url}index.html?rating=1e6&rating=2e6")

    assert page.locator(".search-suggestions").inner_text().count("1e6") == 1
