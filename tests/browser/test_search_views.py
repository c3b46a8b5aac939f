"""Views of the list without a word typed: filters over all pages, Back, and the way out."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tab, shelf_site):
    """The start page, from disk."""
    opened = tab()
    opened.goto((shelf_site / "index.html").as_uri())
    return opened


def test_the_empty_box_offers_the_whole_list_to_filter(page):
    page.click(".search-submit")
    page.wait_for_selector("[data-search-result]")
    assert page.inner_text("[data-search-status]").startswith("23 papers")

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
    assert page.inner_text("[data-search-status]").startswith("23 papers")
    page.go_back()
    page.wait_for_selector("[data-paper-list]", state="visible")

    page.goto(view)
    page.wait_for_selector("[data-facet=status][aria-pressed=true]")

    assert page.inner_text("[data-search-status]").startswith("1 paper.")


def test_where_filters_leave_nothing_one_click_drops_them(page):
    page.click(".search-submit")
    page.click("[data-facet=tag][data-value=diffusion]")
    page.wait_for_selector("[data-facet=tag][aria-pressed=true]")
    page.fill("#search", "elektrizitaten")
    page.fill("#search", "Paper 7")

    page.click("text=Without filters")

    page.wait_for_selector("text=Without filters", state="detached")
    assert page.locator("[data-search-result] a").first.inner_text() == "Paper 7"
