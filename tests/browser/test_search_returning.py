"""Show more, open a result, come back: the answer is as far down as it was, and so is the reader."""

import pytest

pytestmark = pytest.mark.browser

RESULTS = "[data-search-result]"
LINKS = "[data-search-result] a"
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def papers():
    """More papers than three times as many as are shown at once."""
    return [
        {"title": f"Kettle {number}", "abstract": "Steam over water. " * 12}
        for number in range(75)
    ]


@pytest.fixture(params=["disk", "http"])
def page(request, tab, shelf_site, shelf_url):
    """The answer to a word that all papers have, by both transports."""
    start = shelf_url if request.param == "http" else f"{shelf_site.as_uri()}/"
    opened = tab(viewport={"width": 900, "height": 700})
    opened.goto(start + "index.html?q=kettle")
    opened.wait_for_selector(RESULTS)
    return opened


def show_more(page, count):
    page.click("text=Show more")
    page.locator(RESULTS).nth(count - 1).wait_for()
    assert page.locator(RESULTS).count() == count


def top_of(page, link):
    return round(link.bounding_box()["y"])


def test_more_results_come_below_and_the_first_of_them_gets_the_focus(page):
    page.locator("text=Show more").scroll_into_view_if_needed()
    page.evaluate("window.first = document.querySelector('[data-search-result]')")
    scrolled = page.evaluate("scrollY")

    show_more(page, 40)

    assert page.evaluate("scrollY") == scrolled
    assert page.evaluate(FOCUSED) == page.locator(LINKS).nth(20).inner_text()
    assert page.evaluate("first.isConnected")


def test_every_result_is_there_once_and_the_button_goes_with_the_last(page):
    for count in (40, 60, 75):
        show_more(page, count)

    titles = page.locator(LINKS).all_inner_texts()
    assert len(set(titles)) == 75
    assert page.locator("text=Show more").count() == 0


def test_back_leads_to_the_link_that_was_opened(page):
    show_more(page, 40)
    show_more(page, 60)
    link = page.locator(LINKS).nth(50)
    link.scroll_into_view_if_needed()
    title, top = link.inner_text(), top_of(page, link)
    link.click()
    page.wait_for_selector(f"h1:has-text('{title}')")

    page.go_back()

    page.locator(RESULTS).nth(59).wait_for()
    page.wait_for_function(f"{FOCUSED} === '{title}'")
    assert abs(top_of(page, page.locator(LINKS).nth(50)) - top) <= 2


def test_a_reload_shows_as_many_results(page):
    show_more(page, 40)

    page.reload()

    page.locator(RESULTS).nth(39).wait_for()


def test_another_order_begins_at_the_top_and_back_at_the_former_place(page):
    show_more(page, 40)
    page.select_option("#sort", "title")
    page.wait_for_url("**sort=title**")
    page.wait_for_function(f"document.querySelectorAll('{RESULTS}').length === 20")

    page.go_back()

    page.locator(RESULTS).nth(39).wait_for()


def test_another_word_begins_at_the_top(page):
    show_more(page, 40)

    page.fill("#search", "steam")

    page.wait_for_url("**q=steam")
    page.wait_for_function(f"document.querySelectorAll('{RESULTS}').length === 20")
    page.reload()
    page.wait_for_selector(RESULTS)
    assert page.locator(RESULTS).count() == 20


def test_what_other_scripts_keep_in_the_history_stays_and_does_no_harm(page):
    page.evaluate("history.replaceState({ extra: 1e9, papershelf: null }, '')")
    page.reload()
    page.wait_for_selector(RESULTS)
    assert page.locator(RESULTS).count() == 20

    show_more(page, 40)

    assert page.evaluate("history.state.extra") == 1e9


def test_a_link_within_the_page_leaves_the_answer_as_it_is(page):
    show_more(page, 40)
    page.evaluate("document.querySelector('.skip-link').click()")
    page.wait_for_url("**#main")

    page.go_back()

    page.wait_for_url("**q=kettle")
    assert page.locator(RESULTS).count() == 40


def test_who_is_in_the_box_already_is_not_disturbed(page):
    waiting = []

    def hold(route):
        waiting.append(route)

    page.locator(LINKS).nth(5).click()
    page.wait_for_selector("h1:has-text('Kettle')")
    page.route("**/search/index.js", hold)
    page.go_back(wait_until="commit")
    page.wait_for_selector("[data-search-status]:has-text('Searching')")
    page.focus("#search")

    waiting[0].fallback()

    page.wait_for_selector(RESULTS)
    assert page.evaluate("document.activeElement.id") == "search"
