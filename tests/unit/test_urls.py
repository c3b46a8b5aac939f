"""Relative links, and what a page may link to."""

import posixpath
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.urls import absolute, is_safe, relative


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("index.html", "papers/x.html", "papers/x.html"),
        ("papers/x.html", "index.html", "../index.html"),
        ("papers/x.html", "papers/y.html", "y.html"),
        ("tags/a/2.html", "tags/a.html", "../a.html"),
        ("papers/x.html", "papers/x.html#notes", "#notes"),
        ("index.html", "papers/x.html#notes", "papers/x.html#notes"),
    ],
)
def test_link_is_relative_and_names_the_file(source, target, link):
    assert relative(source, target) == link


names = st.sampled_from(["a", "b", "papers", "x.html", "c d"])
paths = st.lists(names, min_size=1, max_size=4).map("/".join)


@given(paths, paths | st.just("."))
def test_link_leads_from_any_page_to_any_file(source, target):
    assume(not source.startswith(f"{target}/"))  # no file is a folder, too
    way = posixpath.relpath(target, posixpath.dirname(source) or ".")

    assert relative(source, target) == quote(way)


def test_absolute_address_of_the_index_is_the_base():
    assert absolute("https://a.org/list", "index.html") == "https://a.org/list/"
    assert (
        absolute("https://a.org/list/", "papers/x.html")
        == "https://a.org/list/papers/x.html"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:x",
        "\x01javascript:x", "data:text/html,x", "vbscript:x", "//evil.example", "file:///etc",
        "\\\\evil", "https:", "http://[", "blob:x",
    ],
)  # fmt: skip
def test_dangerous_link_is_refused(url):
    assert not is_safe(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org/x?y=1:2",
        "http://a.org",
        "mailto:a@b.org",
        "x.html",
        "#n",
        "../a:b/c",
    ],
)
def test_ordinary_link_is_allowed(url):
    assert is_safe(url)
