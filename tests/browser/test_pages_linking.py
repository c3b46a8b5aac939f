"""Links between papers, and former addresses that lead on: from disk and under a sub-path."""

import pytest
from playwright.sync_api import expect

from generator.core.paper import Annotations

pytestmark = pytest.mark.browser


@pytest.fixture
def papers():
    """Two papers, the first with notes on the second, which was called otherwise before."""
    return [
        {"title": "A paper", "notes": "## Notes\n\nBuilds on [[An earlier one#Method]].\n"},
        {
            "title": "An earlier one", "notes": "## Notes\n\n### Method\n\nMine.\n",
            "annotations": Annotations(aliases=("former-name",)),
        },
    ]  # fmt: skip


def test_a_note_leads_to_a_paper_and_back_on_disk(tab, shelf_site):
    page = tab()
    page.goto((shelf_site / "papers/paper-1.html").as_uri())
    page.get_by_role("link", name="An earlier one > Method").click()
    expect(page.locator("h1")).to_have_text("An earlier one")
    assert page.locator(":target").inner_text() == "Method"
    page.locator(".backlinks").get_by_role("link", name="A paper").click()
    expect(page.locator("h1")).to_have_text("A paper")


def test_a_former_address_leads_on_from_disk_and_under_a_sub_path(
    tab, shelf_site, shelf_url
):
    for root in (f"{shelf_site.as_uri()}/", shelf_url):
        page = tab()
        page.goto(f"{root}papers/former-name.html")
        page.wait_for_url(f"{root}papers/paper-2.html")
        expect(page.locator("h1")).to_have_text("An earlier one")


def test_a_former_address_does_not_stay_in_the_history(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "index.html")
    page.goto(shelf_url + "papers/former-name.html")
    page.wait_for_url(shelf_url + "papers/paper-2.html")
    page.go_back()
    expect(page).to_have_url(shelf_url + "index.html")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_former_address_looks_like_the_list(tab, shelf_site, width):
    former = shelf_site / "papers/former-name.html"
    staying = former.with_name("staying.html")
    staying.write_text(
        former.read_text("utf-8").replace('http-equiv="refresh"', 'name="x"'), "utf-8"
    )
    page = tab(viewport={"width": width, "height": 700}, color_scheme="dark")
    page.goto(staying.as_uri())
    expect(page.get_by_role("link", name="An earlier one")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") == width
    assert (
        page.evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(21, 21, 23)"
    )
