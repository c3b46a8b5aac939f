"""Pages read well on any transport, without scripts, by keyboard and on a narrow screen."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = ["index.html", "page/2.html", "papers/paper-1.html", "papers/paper-2.html",
         "papers/paper-3.html", "tags/index.html", "tags/diffusion.html", "404.html"]  # fmt: skip


def test_every_kind_of_page_is_quiet_from_disk_and_over_http(
    tab, shelf_site, shelf_url
):
    hosts = set()
    page = tab()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for path in PAGES:
        page.goto((shelf_site / path).as_uri())
        page.goto(shelf_url + path)
        assert page.evaluate("document.styleSheets.length") == 1
    assert hosts == {"", shelf_url.split("/")[2]}


def test_a_click_leads_from_page_to_page_on_disk(tab, shelf_site):
    page = tab()
    page.goto((shelf_site / "index.html").as_uri())
    page.get_by_role("link", name="Next", exact=True).click()
    page.get_by_role("link", name="Paper 19").click()
    page.get_by_role("link", name="Tags", exact=True).click()
    page.get_by_role("link", name="diffusion").click()
    page.get_by_role("link", name="A paper").click()
    assert page.locator("h1").inner_text() == "A paper"


def test_without_scripts_all_is_there_but_what_needs_them(tab, shelf_url):
    page = tab(java_script_enabled=False)
    page.goto(shelf_url + "index.html")
    assert page.locator("article.paper-card").count() == 12
    assert not page.locator("#search").is_visible()
    assert not page.locator("[data-theme-toggle]").is_visible()


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_scrolls_sideways(tab, shelf_url, width):
    page = tab(viewport={"width": width, "height": 700})
    wide = {}
    for path in PAGES:
        page.goto(shelf_url + path)
        wide[path] = page.evaluate("document.scrollingElement.scrollWidth")
    assert set(wide.values()) == {width}


def test_the_first_tab_leads_past_the_header(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('main').contains(document.activeElement)"
    )


def test_what_has_the_focus_has_a_ring(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "papers/paper-1.html")
    ringless = []
    for _ in range(30):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => {
              const e = document.activeElement;
              const ringed = e.closest("form") && e.matches("input") ? e.form : e;
              if (e === document.body) return null;
              return [e.outerHTML.slice(0, 80), getComputedStyle(ringed).outlineStyle];
            }"""
        )
        if ring and ring[1] != "solid":
            ringless.append(ring[0])
    assert not ringless


def test_only_a_table_that_is_too_wide_takes_the_focus(tab, shelf_url):
    page = tab(viewport={"width": 1280, "height": 700})
    page.goto(shelf_url + "papers/paper-1.html")
    expect(page.locator("table")).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 375, "height": 700})
    expect(page.locator("table")).to_have_attribute("tabindex", "0")


def test_words_of_a_table_stay_whole_and_the_table_scrolls_by_key(tab, shelf_url):
    page = tab(viewport={"width": 375, "height": 700})
    page.goto(shelf_url + "papers/paper-1.html")
    assert page.locator("td").first.evaluate("e => e.offsetHeight") < 40
    page.evaluate(
        """() => {
          const table = document.querySelector("table");
          const said = (resolve) => table.addEventListener("scroll", () => resolve(true));
          window.scrolled = new Promise(said);
          document.querySelector(".notes a.bare").focus();
        }"""
    )
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("window.scrolled")


def test_lines_of_code_stay_whole_and_scroll_by_key(tab, shelf_url):
    page = tab(viewport={"width": 375, "height": 700})
    page.goto(shelf_url + "papers/paper-1.html")
    code = page.locator(".prose pre")

    lines = code.locator("code").evaluate(
        "e => [...e.getClientRects()].filter((line) => line.width).length"
    )
    assert lines == 1
    assert code.evaluate("e => e.scrollWidth > e.clientWidth")
    expect(code).to_have_attribute("tabindex", "0")

    page.emulate_media(media="print")
    assert code.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_columns_stand_as_the_notes_align_them(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "papers/paper-1.html")
    aligned = page.locator("td").evaluate_all(
        "es => es.map(e => getComputedStyle(e).textAlign)"
    )
    assert aligned == ["start", "end"]


def test_notes_from_right_to_left_keep_their_label_in_the_margin(tab, shelf_url):
    page = tab(viewport={"width": 1280, "height": 700})
    page.goto(shelf_url + "papers/paper-3.html")
    label, text, abstract = (
        page.locator(place).bounding_box()
        for place in (".notes h2", ".notes p", ".prose >> nth=0")
    )
    assert label["x"] + label["width"] < text["x"]
    assert text["x"] == abstract["x"]
    assert (
        page.locator(".notes p").evaluate("e => getComputedStyle(e).direction") == "rtl"
    )


def test_a_lost_reader_is_told_the_way_in_a_whole_sentence(tab, shelf_url):
    said = []
    for scripts in (True, False):
        page = tab(java_script_enabled=scripts)
        page.goto(shelf_url + "404.html")
        said.append(page.locator("main p").last.inner_text().split(". ")[-1])
    assert said == ["Go back to all papers, or search above.", "Go back to all papers."]


def printed_behind(page, link):
    """What print adds to a link."""
    return page.locator(link).first.evaluate(
        "e => getComputedStyle(e, '::after').content"
    )


def test_print_writes_each_address_out_once(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "papers/paper-1.html")
    page.emulate_media(media="print")

    row = printed_behind(page, ".link-rows a")
    assert "https://huggingface.co/papers/2402.01234" in row
    assert "https://example.org/" in printed_behind(page, ".notes a:text('link')")
    assert printed_behind(page, ".notes a:text('bare')") == "none"


def test_neighbours_are_named_by_their_place_in_the_list(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "papers/paper-2.html")
    words = page.locator(".neighbours a > span:first-child").all_inner_texts()
    assert words == ["Previous in the list", "Next in the list"]


def test_targets_for_fingers_are_24_pixels_high(tab, shelf_url):
    page = tab(viewport={"width": 375, "height": 700})
    page.goto(shelf_url + "papers/paper-1.html")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, nav a, .badges a, .link-rows a")]
          .filter((e) => e.getBoundingClientRect().height < 24).map((e) => e.outerHTML)"""
    )
    assert not small
