"""The search box never goes blank, never opens what was asked before, and says when it waits."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tab, shelf_site):
    """The start page, from disk."""
    opened = tab()
    opened.goto((shelf_site / "index.html").as_uri())
    return opened


@pytest.mark.parametrize(
    "query", ['"A paper" zqxzqx', '"zqxzqx" paper', '"paper A zqx" paper']
)
def test_a_phrase_that_fits_nothing_leaves_the_words(page, query):
    page.fill("#search", query)

    page.wait_for_selector("[data-search-result]", timeout=5000)


def test_enter_opens_what_is_typed_not_what_was_asked_before(page):
    page.fill("#search", "Paper 7")
    page.wait_for_selector("[data-search-result]")

    page.evaluate(
        """() => {
          const box = document.getElementById("search");
          box.value = "Paper 9";
          box.dispatchEvent(new Event("input", { bubbles: true }));
          box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        }"""
    )

    page.wait_for_url("**/papers/*.html")
    assert page.inner_text("h1") == "Paper 9"


@pytest.mark.parametrize("file", ["search/index.js", "assets/search.*.js"])
def test_what_is_slow_says_that_it_is_coming(page, file):
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route(f"**/{file}", hold)
    page.fill("#search", "paper")
    page.wait_for_selector("[data-search-status]:has-text('Searching')", timeout=5000)

    waiting[0].continue_()

    page.wait_for_selector("[data-search-result]")
    assert "Searching" not in page.inner_text("[data-search-status]")
