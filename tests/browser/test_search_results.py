"""What a result says: why it was found, and what to try when nothing was."""

import pytest

from generator.core.paper import Annotations, Status

pytestmark = pytest.mark.browser

LONG = "Nothing of interest stands in this sentence about other matters. " * 12


@pytest.fixture
def papers():
    own = Annotations(status=Status.READ, rating=4, tags=("reward hacking",))
    return [
        {
            "title": "Lamps", "abstract": LONG + "A naïve café appears last. " + LONG,
            "notes": "## Notes\n\nCompare with zorblats.\n", "annotations": own,
            "authors": ("Ada Lovelace", "Mary Somerville"), "organization": "Analytical Society",
        },
        {"title": "Measuring diversity with surveys", "abstract": LONG},
        {"title": "Doors", "annotations": Annotations(status=Status.TO_READ)},
    ]  # fmt: skip


@pytest.fixture
def page(tab, shelf_site):
    """The start page, from disk."""
    opened = tab()
    opened.goto((shelf_site / "index.html").as_uri())
    return opened


def ask(page, text):
    page.evaluate("document.querySelector('[data-search-status]').textContent = ''")
    page.fill("#search", text)
    page.wait_for_selector("[data-search-status]:not(:empty)")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("zorblat", "Notes: Compare with zorblats."),
        ("somerville", "By Ada Lovelace, Mary Somerville"),
        ("analytical", "Also: Analytical Society"),
        ("hacking", "Read · ★★★★ · reward hacking"),
    ],
)
def test_a_result_shows_where_its_words_stand(page, typed, line):
    ask(page, typed)

    shown = page.inner_text("[data-search-result]")
    assert line in shown
    assert page.locator("[data-search-result] mark").count() == 1


def test_the_passage_with_the_words_is_shown_and_marked_without_accents_or_endings(
    page,
):
    ask(page, "naive cafes")

    assert page.locator(".search-snippet mark").all_inner_texts() == ["naïve", "café"]


def test_nothing_found_offers_the_nearest_spelling(page):
    ask(page, "dyversitty")
    assert page.locator("[data-search-result]").count() == 0

    page.click("text=Search for “diversity”")

    page.wait_for_selector("[data-search-result]")
    assert page.input_value("#search") == "diversity"
    assert (
        page.inner_text("[data-search-result] a") == "Measuring diversity with surveys"
    )


def test_nothing_found_offers_to_drop_each_filter(page):
    page.click(".search-submit")
    page.click("[data-facet=status][data-value=read]")
    page.click("[data-facet=tag][aria-pressed=false]")
    page.wait_for_selector("[data-facet=tag][aria-pressed=true]")
    ask(page, "doors")

    page.click("text=Without reward hacking")
    page.wait_for_selector("[data-facet=tag][aria-pressed=true]", state="detached")
    page.click("text=Without filters")

    page.wait_for_selector("[data-search-result]")
    assert page.inner_text("[data-search-result] a") == "Doors"


def test_a_filter_that_was_typed_can_be_left_out(page):
    ask(page, "doors status:read")

    page.click("text=Search for “doors”")

    page.wait_for_selector("[data-search-result]")
    assert page.input_value("#search") == "doors"


def test_print_has_the_question_and_its_results_without_controls(page):
    ask(page, "doors")
    page.emulate_media(media="print")

    question = page.locator("[data-search-status]").evaluate(
        "e => getComputedStyle(e, '::before').content"
    )
    assert "doors" in question
    assert page.is_visible("[data-search-result]")
    assert not page.is_visible(".search-controls")
