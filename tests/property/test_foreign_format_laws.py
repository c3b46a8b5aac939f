"""Laws of what we write for other programs: their own readers read back our words."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.core.config import Config
from generator.core.paper import Paper
from generator.core.text import collapse
from generator.site.exporters.bibtex import bibtex
from generator.site.feeds.sitemap import sitemap
from generator.site.feeds.xml import xml_text
from generator.site.render.views import UrlBuilder, resolve_root_marks
from generator.site.search.jsonp import payload_script

WORDS = st.text(max_size=40) | st.text(
    alphabet='{}\\"@,=%&$#_~^ an\nd\x1b', max_size=30
)
SITE = Config(base_url="https://ada.example/list/")


@settings(max_examples=150, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=3), WORDS, WORDS, WORDS)
@example("A { B", ["C } D"], "x {", "10.1000/x},note={y", "https://a.example/}")
@example("A", ["Lamps AND Lights", "others"], "", "", "")
def test_bibtex_has_one_entry_with_our_fields_and_names(title, names, venue, doi, url):
    database = pytest.importorskip("pybtex.database")
    paper = Paper(title=title, authors=tuple(names), venue=venue, doi=doi, url=url)
    (entry,) = database.parse_string(bibtex(paper), "bibtex").entries.values()
    values = {"title": title, "journal": venue, "doi": doi, "url": url}
    assert set(entry.fields) <= values.keys()
    printed = [
        name for name in names if collapse(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", name))
    ]
    assert len(entry.persons.get("author", [])) == len(printed)


@given(WORDS)
def test_sitemap_is_xml_whatever_a_file_is_called(name):
    path = name.encode("utf-8", "replace").decode()
    root = ET.fromstring(sitemap([(path, "2024-06-12")], SITE))
    (address,) = root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    assert address.text.startswith(SITE.base_url)


@given(st.text())
def test_xml_text_is_read_back(text):
    element = ET.Element("x")
    element.text = xml_text(text)
    again = ET.fromstring(ET.tostring(element, encoding="utf-8")).text or ""
    assert again == xml_text(text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.recursive(st.text() | st.integers(), st.lists))
def test_search_data_is_one_call_with_our_value(payload):
    script = payload_script("m", payload).decode("utf-8")
    value = script.removeprefix('papershelfSearch.receive("m",').removesuffix(");\n")
    text = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    assert json.loads(value) == json.loads(text)


@given(st.text())
@example("A \ufdd0B\ufdd1")
def test_text_of_a_page_never_becomes_a_link_to_the_folder_of_the_site(text):
    class Reader(HTMLParser):
        read = ""

        def handle_data(self, data):
            self.read += data

    link = UrlBuilder({})("papers/a.html")
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", " ")
    page = f'<a href="{link}">{shown}</a>'.encode("utf-8", "replace")
    reader = Reader()
    reader.feed(resolve_root_marks(page, "../").decode())
    reader.close()
    expected = text.replace("\r", " ").encode("utf-8", "replace").decode()
    assert reader.read == expected
