"""Pictures of the reader's are seen on their page, from disk and over http."""

import struct
import zlib

import pytest

from generator.core.build_options import BuildOptions
from generator.pipelines.build import build

pytestmark = pytest.mark.browser

NOTES = """---
title: Tea
---

Above the notes ![small](figures/small.png).

## Notes

![the loss](figures/large.png)

![narrow|120](figures/large.png)

![[drawing.svg]]

| a | b |
|---|---|
| ![in a table](figures/large.png) | [![in a link](figures/small.png)](table.csv) |

- ![in a list](figures/small.png)
"""
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">'
    b'<circle r="9" cx="20" cy="20"/></svg>'
)


def png(width, height):
    """A picture of one colour."""

    def chunk(kind, data):
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\x99" * width) * height
    parts = (
        chunk(b"IHDR", header),
        chunk(b"IDAT", zlib.compress(rows)),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def shelf_site(tmp_path):
    folder = tmp_path / "content/papers"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures/large.png").write_bytes(png(1600, 900))
    (folder / "figures/small.png").write_bytes(png(20, 10))
    (folder / "drawing.svg").write_bytes(SVG)
    (folder / "table.csv").write_text("a,b\n")
    (folder / "tea.md").write_text(NOTES)
    site = tmp_path / "www/list"
    assert build(tmp_path, BuildOptions(output=site)).problems == ()
    return site


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("from_disk", [True, False], ids=["disk", "http"])
def test_each_picture_is_seen_and_fits(tab, shelf_site, shelf_url, width, from_disk):
    page = tab(viewport={"width": width, "height": 800})
    path = "papers/tea.html"
    page.goto((shelf_site / path).as_uri() if from_disk else shelf_url + path)

    pictures = page.locator(".prose img")
    assert pictures.count() == 7
    for number in range(pictures.count()):
        picture = pictures.nth(number)
        picture.scroll_into_view_if_needed()
        page.wait_for_function(
            "picture => picture.complete", arg=picture.element_handle()
        )
        assert picture.evaluate("picture => picture.naturalWidth") > 0
    narrow = page.get_by_alt_text("narrow").bounding_box()
    assert (narrow["width"], round(narrow["height"], 1)) == (120, 67.5)
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


def test_picture_has_its_place_before_it_has_loaded(tab, shelf_site, shelf_url):
    page = tab(viewport={"width": 800, "height": 800})
    page.route("**/*.png", lambda _: None)  # the answer is still to come
    page.goto(shelf_url + "papers/tea.html", wait_until="domcontentloaded")
    before = page.get_by_alt_text("the loss").bounding_box()
    assert round(before["height"] / before["width"], 3) == round(900 / 1600, 3)
