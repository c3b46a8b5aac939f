"""A large list loads what a question needs, and says so when a part does not come."""

import re

import pytest

from generator.site.search.settings import IndexLimits

pytestmark = pytest.mark.browser


@pytest.fixture
def index_limits():
    """No list is small enough for one file."""
    return IndexLimits(one_file=0)


@pytest.fixture
def page(tab, shelf_site, shelf_url):
    """The start page over http, and what it asked for."""
    opened = tab()
    opened.asked = []
    opened.on(
        "request", lambda request: opened.asked.append(request.url.rpartition("/")[2])
    )
    opened.goto(shelf_url + "index.html")
    return opened


def asked_for(page, kind):
    return [name for name in page.asked if name.startswith(kind)]


def test_columns_come_when_the_filters_are_opened(page):
    page.fill("#search", "paper")
    page.wait_for_selector("[data-search-result]")
    assert not asked_for(page, "year.")

    page.click(".search-filters summary")

    page.wait_for_selector("[data-facet=tag][data-value=diffusion]")
    assert len(asked_for(page, "tag.")) == 1


def test_ten_results_are_ten_cards(page):
    page.fill("#search", "paper")
    page.wait_for_selector("[data-search-result]")

    assert page.locator("[data-search-result]").count() == 10
    assert len(asked_for(page, "c")) == 10

    page.click("text=Show more")
    page.locator("[data-search-result]").nth(20).wait_for()
    assert len(set(asked_for(page, "c"))) == 21


@pytest.fixture
def failing(chromium, shelf_site):
    """The start page from disk, in a tab that may complain; `failing.broken` is what does not come."""
    context = chromium.new_context()
    opened = context.new_page()
    opened.broken = re.compile("nothing yet")

    def answered(route):
        return (
            route.abort()
            if opened.broken.search(route.request.url)
            else route.fallback()
        )

    opened.route("**/search/**", answered)
    opened.goto((shelf_site / "index.html").as_uri())
    yield opened
    context.close()


def test_results_that_do_not_come_can_be_asked_for_again(failing):
    failing.broken = re.compile(r"/c\d")
    failing.fill("#search", "diversity")
    failing.wait_for_selector("text=Try again")
    assert "could not be loaded" in failing.inner_text("[data-search-status]")
    failing.broken = re.compile("nothing any more")

    failing.click("text=Try again")

    failing.wait_for_selector("[data-search-result]")
    assert failing.locator("text=Try again").count() == 0


def test_a_failure_leaves_the_last_results_on_the_screen(failing):
    failing.fill("#search", "diversity")
    failing.wait_for_selector("[data-search-result]")
    failing.broken = re.compile("/search/")

    failing.fill("#search", "Donau")

    failing.wait_for_selector("text=Try again")
    assert failing.locator("[data-search-result]").count() > 0


def test_a_manifest_of_a_former_build_is_fetched_anew(failing, shelf_site):
    manifest = (shelf_site / "search" / "index.js").read_text("utf-8")
    former = re.sub(r'"digests":"[0-9a-f]{6}', '"digests":"000000', manifest)
    assert former != manifest
    failing.route(
        "**/search/index.js",
        lambda route: route.fulfill(body=former, content_type="text/javascript"),
    )
    failing.reload()

    failing.fill("#search", "diversity")

    failing.wait_for_selector("[data-search-result]")
    assert failing.locator("text=Try again").count() == 0


def test_a_slow_shard_says_that_it_is_coming(page):
    waiting = []
    page.held = True

    def hold(route):
        if page.held:
            waiting.append(route)
        else:
            route.fallback()

    page.route("**/search/c*", hold)
    page.fill("#search", "diversity")
    page.wait_for_selector("[data-search-status]:has-text('Searching')")
    page.held = False

    for route in waiting:
        route.fallback()

    page.wait_for_selector("[data-search-result]")
    assert "Searching" not in page.inner_text("[data-search-status]")
