"""Laws of links between papers: whatever a reader types, pages stay safe and links lead to pages."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import markup
from generator.content.page import page_from
from generator.library.library import library_from_pages
from generator.markup.local_links import SLOT

PIECES = st.sampled_from([
    *"[]|#!\\`*_<>&%\"'() \n\tax-", "[[", "]]", "[[a]]", "[[b|", "![[", "\\|", "%%", "<!--", "](",
    "| a |\n|---|\n| ", "\n\n", "\n> ", "\n- ", "# ", "javascript:x", "https://a.io/b", "title b",
    "<script>", "\0", "\u2028", "😀",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)


class Links(HTMLParser):
    """The addresses of a page's links, its elements, and how deep links are nested."""

    def __init__(self, html):
        super().__init__()
        self.targets, self.tags, self.depth, self.deepest = [], set(), 0, 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attributes)
        if tag == "a":
            self.targets.append(dict(attributes)["href"])
            self.depth += 1
            self.deepest = max(self.depth, self.deepest)

    def handle_endtag(self, tag):
        self.depth -= tag == "a"


def library(text):
    pages = {
        "a": f"# Notes\n\n{text}\n",
        "b": "---\ntitle: title b\n---\n# N\n\n[[a]]\n",
    }
    return library_from_pages(
        page
        for name, content in pages.items()
        for page in page_from(
            content.encode("utf-8", "replace"), f"content/{name}.md"
        ).items
    )


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_notes_are_shown_without_failure_and_safely(text):
    reading_list = library(text)

    for entry in reading_list.entries:
        assert SLOT not in entry.content.notes_html + entry.content.notes_text
        links = Links(entry.content.notes_html)
        assert "script" not in links.tags
        assert links.deepest <= 1
        assert not any(
            target.lower().startswith("javascript") for target in links.targets
        )
    for problem in reading_list.problems:
        assert problem.line is not None
        assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 5


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_absolute_links_change_no_word_and_leave_no_relative_link(text):
    for entry in library(text).entries:
        absolute = markup.absolute_links(
            entry.content.notes_html, "https://z.io/papers/a.html"
        )
        links = Links(absolute)
        assert all(":" in target for target in links.targets)
        assert len(links.targets) == len(Links(entry.content.notes_html).targets)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_abstract_never_leads_to_a_page_of_the_list(text):
    shown = markup.html(markup.escape(text))

    assert all(":" in target for target in Links(shown).targets)


@settings(max_examples=300)
@given(TEXTS)
def test_local_links_are_where_they_are_said_to_be(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for link in markup.parse(text, local_links=True, wikilinks=True).local_links():
        if link.column is not None:
            assert lines[link.line].startswith(link.form, link.column)


def test_equal_links_in_a_row_have_each_their_place():
    text = "| a | b | c |\n|---|---|---|\n| [[x]] | `[[x]]` [[x]] | [[x\\|y]] [[x]] |"
    links = markup.parse(text, wikilinks=True).local_links()

    assert [(link.line, link.column) for link in links] == [
        (2, 2), (2, 18), (2, 26), (2, 35),
    ]  # fmt: skip
