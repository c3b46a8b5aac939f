"""Views of the list without a word typed: filters over all pages, Back, and the way out."""

import pytest

from generator.core.paper import Annotations

pytestmark = pytest.mark.browser


LONG_TAG = "a tag of many words that no telephone shows in a line " * 2


@pytest.fixture
def papers(papers):
    """The usual papers, and one with a tag of many words."""
    long = {"title": "Long", "annotations": Annotations(tags=(LONG_TAG.strip(),))}
    return [*papers, long]


@pytest.fixture
def page(tab, shelf_site):
    """The start page, from disk."""
    opened = tab()
    opened.goto((shelf_site / "index.html").as_uri())
    return opened


def test_the_empty_box_offers_the_whole_list_to_filter(page):
    page.click(".search-submit")
    page.wait_for_selector("[data-search-result]")
    assert page.inner_text("[data-search-status]").startswith("24 papers")

    page.click("[data-facet=tag][data-value=diffusion]")
    page.wait_for_selector("[data-facet=tag][aria-pressed=true]")

    assert page.locator("[data-search-result] a").all_inner_texts() == ["A paper"]


def test_back_takes_a_choice_back_and_a_view_can_be_opened_again(page):
    page.click(".search-submit")
    page.click("[data-facet=status][data-value=read]")
    page.wait_for_selector("[data-facet=status][aria-pressed=true]")
    view = page.url
    page.go_back()
    page.wait_for_selector("[data-facet=status][aria-pressed=false]")
    assert page.inner_text("[data-search-status]").startswith("24 papers")
    page.go_back()
    page.wait_for_selector("[data-paper-list]", state="visible")

    page.goto(view)
    page.wait_for_selector("[data-facet=status][aria-pressed=true]")

    assert page.inner_text("[data-search-status]").startswith("1 paper.")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_number_of_a_long_tag_stays_with_its_last_word(tab, shelf_site, width):
    page = tab(viewport={"width": width, "height": 700})
    page.goto((shelf_site / "index.html").as_uri())
    page.click(".search-submit")
    page.locator("[data-facet=tag]").nth(1).wait_for()

    places = page.locator("[data-facet=tag]").evaluate_all(
        """(buttons) => buttons.map((button) => {
          const count = button.querySelector(".facet-count");
          const words = document.createRange();
          words.selectNodeContents(button.firstChild);
          const lines = [...words.getClientRects()];
          const isBeside = lines.some((line) => line.top < count.getBoundingClientRect().bottom
            && line.bottom > count.getBoundingClientRect().top);
          return [count.getClientRects().length, isBeside];
        })"""
    )
    assert places == [[1, True], [1, True]]


def test_where_filters_leave_nothing_one_click_drops_them(page):
    page.click(".search-submit")
    page.click("[data-facet=tag][data-value=diffusion]")
    page.wait_for_selector("[data-facet=tag][aria-pressed=true]")
    page.fill("#search", "elektrizitaten")
    page.fill("#search", "Paper 7")

    page.click("text=Without filters")

    page.wait_for_selector("text=Without filters", state="detached")
    assert page.locator("[data-search-result] a").first.inner_text() == "Paper 7"
