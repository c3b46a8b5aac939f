"""What `check` says of a built site: links, anchors, orphans, foreign hosts, weight, leaks."""

import pytest

from generator.site.check import BuiltSite, Secret, site_problems
from generator.site.output.file import finished

OTHERS = {
    "papers/b.html": '<p id="here">b</p><a href="../index.html">up</a>',
    "assets/x.css": "a { color: red }",
    "tags/index.html": '<a href="../papers/b.html">b</a>',
}
LINKS = {
    "file": ("papers/b.html", None),
    "file, quoted and with a query": ("./papers/%62.html?q=1", None),
    "anchor": ("papers/b.html#here", None),
    "own anchor": ("#own", None),
    "top": ("#top", None),
    "text fragment": ("papers/b.html#:~:text=b", None),
    "itself": ("?q=x", None),
    "another host": ("https://example.org/x", None),
    "mail": ("mailto:a@example.org", None),
    "no such file": ("papers/c.html", "check-link"),
    "outside": ("../x.html", "check-link"),
    "capitals": ("Papers/b.html", "check-link"),
    "odd address": ("http//[", "check-link"),
    "no such anchor": ("papers/b.html#there", "check-anchor"),
    "no such own anchor": ("#there", "check-anchor"),
    "host's root": ("/papers/b.html", "check-link-root"),
    "folder": ("tags/", "check-link-folder"),
    "folder without slash": ("tags", "check-link-folder"),
    "this folder": (".", "check-link-folder"),
}
LOADS = {
    "script of another host": (
        '<script src="https://example.org/x.js"></script>',
        "check-host",
    ),
    "picture of another host": ("<img alt='>' src=//example.org/x.png>", "check-host"),
    "style of another host": (
        '<LINK REL=stylesheet HREF="https://example.org/x">',
        "check-host",
    ),
    "canonical link": ('<link rel="canonical" href="https://example.org/x">', None),
    "data address": ('<img src="data:,x">', None),
    "missing script": ('<script src="x.js"></script>', "check-link"),
    "link in a comment": ('<!-- <a href="x"> -->', None),
    "link in a script": ("<script>'<a href=\"x\">'</script>", None),
    "link in a title": ('<title><a href="x"></title>', None),
    "entities": ('<a href="papers/&#98;.html">', None),
}


def problems_of(html, site=OTHERS, secrets=(), base_path=None, sources=None):
    pages = {
        "index.html": f'<i id="own"></i><a href="tags/index.html">t</a>\n{html}',
        **site,
    }
    files = [finished(path, pages[path].encode()) for path in sorted(pages)]
    built = BuiltSite(
        folder="site",
        files=frozenset(pages),
        base_path=base_path,
        sources=sources or {},
    )
    return list(site_problems(built, files, secrets))


@pytest.mark.parametrize(("url", "code"), LINKS.values(), ids=LINKS)
def test_link_leads_to_a_file_and_a_place_in_it(url, code):
    problems = problems_of(f'<p><a href="{url}">x</a>')

    assert [problem.code for problem in problems] == ([code] if code else [])
    assert [problem.place for problem in problems] == (
        ["site/index.html:2:4"] if code else []
    )


@pytest.mark.parametrize(("html", "code"), LOADS.values(), ids=LOADS)
def test_page_loads_only_what_the_site_has(html, code):
    assert [problem.code for problem in problems_of(html)] == ([code] if code else [])


def test_style_sheet_loads_only_what_the_site_has():
    style = 'a{background:url("data:,x")} b{src:url(../x.woff)} @import "https://example.org/x";'
    problems = problems_of("", OTHERS | {"assets/x.css": style})
    assert [problem.code for problem in problems] == ["check-link", "check-host"]


def test_capitals_are_named():
    (problem,) = problems_of('<a href="Papers/b.html">')
    assert "papers/b.html" in problem.hint


def test_fault_in_the_frame_of_many_pages_is_reported_once():
    pages = {f"papers/{name}.html": '<a href="x.html">' for name in "abc"}
    pages["tags/index.html"] = "".join(
        f'<a href="../papers/{name}.html">' for name in "abc"
    )
    (problem,) = problems_of("", pages)
    assert problem.message.endswith(
        "leads to no file of the site, here and in 2 more files"
    )


def test_link_that_a_page_of_content_writes_is_placed_there():
    pages = OTHERS | {"papers/b.html": '<a href="c.html">'}
    sources = {
        "papers/b.html": ("content/b.md", b"---\ntitle: b\n---\n\nsee [c](c.html)\n")
    }
    (problem,) = problems_of("", pages, sources=sources)
    assert problem.place == "content/b.md:5:9"


def test_page_for_missing_pages_links_from_the_root():
    pages = OTHERS | {
        "404.html": '<a href="/list/tags/index.html"><a href="/list/x.html">'
    }
    (problem,) = problems_of("", pages, base_path="/list")
    assert (problem.code, problem.path) == ("check-link", "site/404.html")


def test_orphan_is_reported_and_a_redirect_is_not_one():
    redirect = '<meta http-equiv="refresh" content="0; url=b.html"><a href="b.html">'
    pages = OTHERS | {
        "papers/alone.html": "",
        "papers/old.html": redirect,
        "404.html": "",
    }
    (problem,) = problems_of("", pages)
    assert (problem.code, problem.path) == ("check-orphan", "site/papers/alone.html")


def test_heavy_page_is_reported():
    (problem,) = problems_of("x" * 500_001)
    assert problem.code == "check-page-weight"


@pytest.mark.parametrize(
    "written",
    ["Sam's \"40\\% & more\"", "Sam&#39;s &#34;40% &amp; more&#34;",
     "Sam's \\\"40\\\\% & more\\\"", 'Sam\\u0027s \\"40% \\u0026 more\\"'],
)  # fmt: skip
def test_private_words_are_found_however_they_are_written(written):
    secret = Secret(value='Sam\'s "40\\% & more"', name="_note", path="content/a.md")
    pages = OTHERS | {"search/x.js": f"one\ntwo {written}"}

    (problem,) = problems_of("", pages, [secret])

    assert problem.code == "check-leak"
    assert problem.place == "site/search/x.js:2"
    assert "_note" in problem.message
    assert "Sam" not in str(problem)
