"""The colour theme follows the system until the reader chooses, and then stays chosen."""

import pytest

pytestmark = pytest.mark.browser

BACKGROUND = "getComputedStyle(document.body).backgroundColor"
DARK, LIGHT, WHITE = "rgb(21, 21, 23)", "rgb(252, 251, 248)", "rgb(255, 255, 255)"


@pytest.mark.parametrize(("scheme", "colour"), [("dark", DARK), ("light", LIGHT)])
def test_the_page_follows_the_system(tab, shelf_url, scheme, colour):
    page = tab(color_scheme=scheme)
    page.goto(shelf_url + "index.html")
    assert page.evaluate(BACKGROUND) == colour


def test_the_switch_goes_round_and_says_where_it_stands(tab, shelf_url):
    page = tab(color_scheme="light")
    page.goto(shelf_url + "index.html")
    switch = page.locator("[data-theme-toggle]")
    seen = []
    for _ in range(3):
        switch.click()
        seen.append((switch.get_attribute("aria-pressed"), page.evaluate(BACKGROUND)))
    assert seen == [("true", DARK), ("false", LIGHT), ("mixed", LIGHT)]


def test_the_choice_stays_on_the_next_page_and_is_there_before_the_first_paint(
    tab, shelf_url
):
    page = tab(color_scheme="light")
    page.goto(shelf_url + "index.html")
    page.locator("[data-theme-toggle]").click()
    page.route("**/theme.*.js", lambda route: route.fulfill(body=""))
    page.goto(shelf_url + "papers/paper-1.html")
    assert page.evaluate(BACKGROUND) == DARK


def test_without_storage_the_switch_still_works(tab, shelf_url):
    page = tab(color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page.goto(shelf_url + "index.html")
    page.locator("[data-theme-toggle]").click()
    assert page.evaluate(BACKGROUND) == DARK


def test_a_dark_reader_prints_black_on_white(tab, shelf_url):
    page = tab(color_scheme="dark")
    page.goto(shelf_url + "papers/paper-1.html")
    page.locator("[data-theme-toggle]").click()
    page.emulate_media(media="print")
    assert page.evaluate(BACKGROUND) == WHITE
    assert (
        page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        == "rgb(0, 0, 0)"
    )
    assert not page.locator("nav, form, button").filter(visible=True).count()
