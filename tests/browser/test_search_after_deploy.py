"""A page that was left open while the site was built anew says what helps: to reload it."""

import re

import pytest

pytestmark = pytest.mark.browser

RESULT = "[data-search-result]"
STATUS = "[data-search-status]"


@pytest.fixture(params=["disk", "http"])
def page(request, chromium, shelf_site, shelf_url):
    """The start page by both transports; its console may complain.

    `page.gone` matches the addresses of files that are gone, `page.instead` answers for them.
    """
    context = chromium.new_context()
    opened = context.new_page()
    opened.gone = re.compile("nothing yet")
    opened.instead = (
        {"status": 404} if request.param == "http" else {"status": 404, "body": ""}
    )

    def answer(route):
        url = route.request.url
        if opened.gone.search(url):
            route.fulfill(**opened.instead)
        elif url.startswith("file:"):
            route.fallback()
        else:
            path = url.removeprefix(shelf_url).partition("?")[0]
            route.fulfill(path=shelf_site / path)

    opened.route("**/*", answer)
    start = shelf_url if request.param == "http" else f"{shelf_site.as_uri()}/"
    opened.goto(start + "index.html")
    yield opened
    context.close()


def ask(page, text):
    page.locator("#search").press_sequentially(text)


def says(page, words):
    page.wait_for_selector(f"{STATUS}:has-text('{words}')")


@pytest.mark.parametrize(
    "gone", ["/assets/search[.]", "/assets/lunr[.]", "/search/index"]
)
def test_a_file_that_is_gone_offers_to_reload_the_page_with_the_question(page, gone):
    page.gone = re.compile(gone)
    ask(page, "diversity")
    says(page, "updated since you opened this page")
    page.gone = re.compile("nothing any more")

    page.click("text=Reload")

    page.wait_for_selector(RESULT)
    assert page.input_value("#search") == "diversity"


@pytest.mark.parametrize("gone", ["/assets/search[.]", "/assets/lunr[.]"])
def test_a_page_in_place_of_a_script_is_a_loss_too(page, gone):
    page.instead = {
        "body": "<!doctype html><title>Home</title>",
        "content_type": "text/html",
    }
    page.gone = re.compile(gone)

    ask(page, "diversity")

    says(page, "updated since you opened this page")


def test_search_that_comes_at_the_second_try_answers(page):
    page.gone = re.compile("/assets/search[.]")
    ask(page, "diversity")
    says(page, "could not be loaded")
    page.gone = re.compile("nothing any more")

    page.click("text=Try again")

    page.wait_for_selector(RESULT)
    assert page.locator("text=Reload").count() == 0
    assert page.evaluate("document.activeElement.id") == "search"


def test_a_loss_is_forgotten_when_nothing_is_asked(page):
    page.gone = re.compile("/assets/search[.]")
    page.focus("#search")
    says(page, "could not be loaded")
    page.gone = re.compile("nothing any more")

    page.click("text=Try again")

    page.wait_for_selector(f"{STATUS}:empty", state="attached")
    assert page.locator("text=Reload").count() == 0


def test_without_a_network_nobody_is_sent_to_reload(page):
    is_from_disk = page.url.startswith("file:")
    page.context.set_offline(True)
    page.gone = re.compile("/assets/search[.]")

    ask(page, "diversity")

    says(page, "updated since" if is_from_disk else "you are offline")
    assert page.locator("text=Reload").count() == int(is_from_disk)
