"""Pages hold whatever titles, tags, notes and addresses bring."""

import datetime as dt
from urllib.parse import quote

import pytest

from generator.core.paper import Annotations, Status

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtsgesellschaft" * 20
TOWER = "a" + "\u0301" * 200
TURNED = "\u202eturned \u2067around"
NOTES = f"## {WORD}\n\n{WORD} `{WORD}`\n\n| {WORD} | b |\n|-|-|\n| a | {WORD} |\n\n> {WORD}\n"
HEBREW_NOTES = "## הערות\n\nמילה `code()` אחת.\n\n```\nlet a = 1;\n```\n"


@pytest.fixture
def papers():
    tags = (*(f"tag-{number}" for number in range(60)), WORD, TURNED, "תגית " * 20)
    annotations = Annotations(
        tags=tags, summary=TURNED + WORD, status=Status.READ, rating=5
    )
    return [
        {
            "title": WORD, "abstract": WORD, "notes": NOTES, "authors": (WORD,),
            "organization": WORD, "venue": WORD, "annotations": annotations,
        },
        {"title": TOWER * 3, "abstract": TOWER * 20, "authors": (TOWER,)},
        {"title": f"{TURNED} \ufdd0\ufdd1\uffff end", "authors": (TURNED, "Ada Lovelace")},
        {"title": "כותרת", "abstract": "תקציר " * 40, "notes": HEBREW_NOTES},
        {
            "title": "Many hands", "abstract": "Short. " * 9, "published": dt.date(2024, 2, 1),
            "authors": tuple(f"Ada{number} Lovelace{number}" for number in range(3000)),
        },
    ]  # fmt: skip


PAPERS = [f"papers/paper-{number}.html" for number in range(1, 6)]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [*PAPERS, "index.html", "tags/index.html"])
def test_no_page_is_wider_than_its_window(tab, shelf_url, path, width):
    page = tab(viewport={"width": width, "height": 700})
    page.goto(shelf_url + path)
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, 1280])
def test_neither_are_results(tab, shelf_url, width):
    page = tab(viewport={"width": width, "height": 700})
    page.goto(shelf_url + "index.html?q=")
    page.wait_for_selector("[data-facet=tag]")
    assert page.locator("[data-search-result]").count() == 5
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


def test_the_header_is_out_of_reach_of_the_title_below(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "papers/paper-2.html")
    assert page.locator("main").evaluate("e => getComputedStyle(e).overflowY") == "clip"


def test_code_runs_from_left_to_right_in_hebrew_notes(tab, shelf_url):
    page = tab()
    page.goto(shelf_url + "papers/paper-4.html")
    directions = page.locator(".notes :is(p, pre, code)").evaluate_all(
        "es => es.map(e => [e.localName, getComputedStyle(e).direction])"
    )
    assert directions == [
        ["p", "rtl"],
        ["code", "ltr"],
        ["pre", "ltr"],
        ["code", "ltr"],
    ]


def test_of_thousands_of_authors_the_first_stand_above_the_paper(tab, shelf_url):
    page = tab(java_script_enabled=False, viewport={"width": 375, "height": 700})
    page.goto(shelf_url + "papers/paper-5.html")
    names = page.locator(".authors span")
    assert names.count() == 3000
    assert names.nth(29).is_visible()
    assert not names.nth(30).is_visible()
    assert page.locator(".prose").first.bounding_box()["y"] < 2000

    page.click("text=and 2970 more")

    assert names.last.is_visible()


@pytest.mark.parametrize(
    "address",
    [
        "q=zqx&rating=1e9&rating=2e9", "rating=-1&rating=-2", "rating=4&rating=4.5",
        "q=zqx&status=constructor&status=__proto__", "sort=constructor&q=hands",
        "q=hands&" + "&".join(f"tag={number}" for number in range(3000)),
        "q=zqx&tag=" + quote(WORD * 5) + "&tag=" + quote(TURNED),
        "q=" + quote(WORD * 20), "q=%ff%fe&year=%00", "listing=%3Cb%3E&has=%27&q=%3Cb%3E",
    ],
)  # fmt: skip
def test_an_address_may_ask_for_anything(tab, shelf_url, address):
    page = tab(viewport={"width": 320, "height": 700})
    page.goto(shelf_url + "index.html?" + address)
    page.wait_for_selector("[data-search-status]:not(:empty)", timeout=5000)

    assert "paper" in page.inner_text("[data-search-status]")
    assert page.locator("main button").count() < 200
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
