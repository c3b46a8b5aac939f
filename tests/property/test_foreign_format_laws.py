"""Laws of what we write for other programs: their own readers read back our words."""

import json
import re
from contextlib import chdir
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urljoin
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex import database

from generator.cli import main
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_text
from generator.core.config import Config
from generator.core.paper import Listing, Paper
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
SEEN = (Listing(seed="day.txt", position=1),)


def write_page(paper, **annotations):
    """The page of a paper in the current folder, as an import leaves it and then its reader."""
    page = Path("content/papers/tea.md")
    page.parent.mkdir(parents=True)
    page.write_text(set_fields(page_text(paper), annotations), "utf-8")


@settings(max_examples=150, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=3), WORDS, WORDS, WORDS)
@example("A { B", ["C } D"], "x {", "10.1000/x},note={y", "https://a.example/}")
@example("A", ["Lamps AND Lights", "others"], "", "", "")
def test_bibtex_has_one_entry_with_our_fields_and_names(title, names, venue, doi, url):
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


class RedirectReader(HTMLParser):
    """Where a page sends a browser: its refresh, its canonical address and its link."""

    def __init__(self):
        super().__init__()
        self.targets = {}
        self.words = ""

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if found.get("http-equiv") == "refresh":
            delay, _, address = found["content"].partition("; url=")
            assert delay == "0"
            self.targets["refresh"] = address
        if tag == "a":
            self.targets["link"] = found["href"]
        if found.get("rel") == "canonical":
            self.targets["canonical"] = found["href"]

    def handle_data(self, data):
        self.words += data


class HeadReader(HTMLParser):
    """The `meta` elements of a page and what its script of data says."""

    def __init__(self):
        super().__init__()
        self.metas = []
        self.scripts = []
        self.in_data = False

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "meta":
            name = found.get("name") or found.get("property")
            self.metas.append((name, found.get("content")))
        self.in_data = tag == "script" and found.get("type") == "application/ld+json"
        if self.in_data:
            self.scripts.append("")

    def handle_data(self, data):
        if self.in_data:
            self.scripts[-1] += data

    def handle_endtag(self, _):
        self.in_data = False


LINES = st.lists(
    st.sampled_from(
        ["<", ">", "&", '"', "'", "]]>", "</script>", "<!--", "&amp;", "\\", "{{", "é"]
    ),
    max_size=6,
).map(lambda parts: "x".join(["A", *parts, "Z"]))
# A semicolon parts names.
NAMES = LINES.map(lambda line: line.replace(";", ""))


@settings(max_examples=12, deadline=None)
@given(LINES, NAMES, LINES)
@example('A</script><script>"', "A]]>&amp", "A\"><meta x='")
def test_head_data_and_feed_of_a_page_are_read_back(title, author, tag):
    paper = Paper(title=title, authors=(author,), listings=SEEN)
    with TemporaryDirectory() as folder, chdir(folder):
        write_page(paper, tags=[tag], status="read")
        assert main(["build", "--quiet", "--base-url", SITE.base_url]) == 0
        html = Path("site/papers/tea.html").read_text("utf-8")
        feed = ET.fromstring(Path("site/feed.xml").read_bytes())
    reader = HeadReader()
    reader.feed(html)
    (data,) = map(json.loads, reader.scripts)
    assert data["headline"] == title
    assert [person["name"] for person in data["author"]] == [author]
    assert ("citation_title", title) in reader.metas
    assert ("citation_author", author) in reader.metas
    assert ("og:title", title) in reader.metas
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = feed.iter(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == title
    assert entry.findtext(f"{atom}author/{atom}name") == author


FORMER = st.lists(
    st.sampled_from(
        ["<", '"', "'", "&amp;", "%", ";", "../", "#", "?", "é", "%2F", "java"]
    )
).map(lambda parts: "x".join(["Old", *parts]))
BASES = st.sampled_from(["https://ada.example/", "https://ada.example/my%20list/"])


@settings(max_examples=20, deadline=None)
@given(FORMER, LINES, BASES)
@example(
    "Old\"><meta http-equiv='refresh' content='0; url=//evil.example'>",
    "T",
    SITE.base_url,
)
def test_former_addresses_lead_to_the_paper_and_nowhere_else(former, title, base_url):
    with TemporaryDirectory() as folder, chdir(folder):
        write_page(Paper(title=title, listings=SEEN), aliases=[former])
        assert main(["build", "--quiet", "--base-url", base_url]) == 0
        (redirect,) = set(Path("site/papers").iterdir()) - {
            Path("site/papers/tea.html")
        }
        reader = RedirectReader()
        reader.feed(redirect.read_text("utf-8"))
        robots = RobotFileParser()
        robots.parse(Path("site/robots.txt").read_text("utf-8").split("\n"))
        sitemaps = robots.site_maps()
        here = urljoin(base_url, redirect.relative_to("site").as_posix())
    target = urljoin(base_url, "papers/tea.html")
    places = {name: urljoin(here, place) for name, place in reader.targets.items()}
    assert places == dict.fromkeys(("refresh", "link", "canonical"), target)
    assert title in reader.words
    # A crawler may read every page, and finds the list of them; it takes escapes away.
    assert robots.can_fetch("*", target)
    assert sitemaps == [unquote(urljoin(base_url, "sitemap.xml"))]
