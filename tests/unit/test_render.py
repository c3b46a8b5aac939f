"""The pages as HTML, through the one public function, looked at with a parser."""

import datetime as dt
import json
from html.parser import HTMLParser
from itertools import takewhile
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from generator.core.config import Config
from generator.core.paper import Annotations, Listing, Status
from generator.incremental.inputs import template_folders
from generator.site.render.assets import assets_from
from generator.site.render.pages import pages

HOSTILE = "\"><script>x()</script>'<img src=x onerror=x()> & </title> {{ 7 * 7 }} <!--"
BASE = "https://example.org/list/"


class Elements(HTMLParser):
    """Every element of a page, as its name and attributes, and the text beside them."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        self.text.append((self.open[-1] if self.open else "", data))

    def all(self, tag, **wanted):
        return [
            attributes for name, attributes in self.found
            if name == tag and wanted.items() <= attributes.items()
        ]  # fmt: skip

    def inside(self, tag):
        return "".join(data for name, data in self.text if name == tag)


@pytest.fixture
def site(tmp_path):
    """A function from a library to its pages by path, and the paths of its assets."""
    made = assets_from(template_folders(tmp_path))

    def rendered(shown_library, config=None, search=None):
        files = pages(shown_library, config or Config(), made, search or {})
        return {file.path: Elements(file.content.decode("utf-8")) for file in files}

    rendered.assets = set(made.urls.values())
    return rendered


@pytest.fixture
def shown_library(library):
    """Papers of every kind that pages have to show."""
    old = (
        Listing(date=dt.date(2025, 11, 3), query="score", position=1, seed="b", line=1),
    )
    annotations = Annotations(
        status=Status.READ, rating=4, tags=("Diffusion", "a/b"), summary="My line."
    )
    return library(
        {"title": "Plain", "abstract": "Words.", "author_count": 4, "comments": 3},
        {"title": HOSTILE, "abstract": "More.", "authors": (HOSTILE,), "organization": HOSTILE},
        {"title": "Annotated", "annotations": annotations, "notes": "## Notes\n\nMine. [[Old]]\n"},
        {
            "title": "Old", "listings": old, "arxiv_id": "2402.01234",
            "published": dt.date(2024, 2, 29),
        },
        {"title": "By hand", "listings": ()},
    )  # fmt: skip


def links(page):
    return [
        link["href"]
        for tag in ("a", "link")
        for link in page.all(tag)
        if "href" in link
    ]


def targets(path, page):
    """The files of the site that a page names, as paths in the site."""
    named = [
        *links(page),
        *(script["src"] for script in page.all("script") if "src" in script),
    ]
    for link in named:
        address = urljoin(f"http://site/{path}", link)
        if urlsplit(address).netloc == "site" and not link.startswith("#"):
            yield unquote(urlsplit(address).path[1:])


@pytest.mark.parametrize("title", ["A \ufdd0B\ufdd1", "A <../>B<..>", "A ../B\ufffe"])
def test_no_title_is_taken_for_the_way_to_the_root(site, library, title):
    tagged = {"title": title, "annotations": Annotations(tags=("x",))}
    made = site(library(tagged))

    for path in ("index.html", "tags/x.html"):
        assert title in "".join(data for _, data in made[path].text)


@pytest.mark.parametrize("base_url", ["", BASE])
@pytest.mark.parametrize("page_size", [1, 50])
def test_every_relative_link_leads_to_a_file(site, shown_library, base_url, page_size):
    made = site(shown_library, Config(base_url=base_url, page_size=page_size))
    files = made.keys() | site.assets | {"feed.xml"}
    lost = {
        (path, target)
        for path, page in made.items() if path != "404.html"
        for target in targets(path, page) if target not in files
    }  # fmt: skip
    assert not lost


def test_links_name_files_and_never_begin_at_the_root(site, shown_library):
    made = site(shown_library, Config(base_url=BASE))
    for path, page in made.items():
        for link in links(page):
            if path != "404.html" and not urlsplit(link).scheme:
                assert not link.startswith("/")
                assert link.startswith("#") or not link.endswith("/")


def test_only_the_page_for_lost_addresses_links_from_the_root(site, shown_library):
    lost = site(shown_library, Config(base_url=BASE))["404.html"]
    assert all(link.startswith(("/list/", "#")) for link in links(lost))
    assert lost.all("form")[0]["data-root"] == "/list"
    assert lost.all("meta", name="robots", content="noindex")


def test_all_pages_can_be_reached_from_the_first(site, shown_library):
    made = site(shown_library, Config(page_size=1))
    seen, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        waiting += set(targets(path, made[path])) & made.keys() - seen
    assert made.keys() - seen == {"404.html"}


def test_hostile_words_stay_words(site, shown_library):
    for path, page in site(shown_library).items():
        scripts = [found for found in page.all("script") if "type" not in found]
        assert len(scripts) == 3, path
        assert not page.all("img"), path
        assert not [
            name for _, found in page.found for name in found if name.startswith("on")
        ], path
    paper = site(shown_library)["papers/paper-2.html"]
    assert HOSTILE in paper.inside("h1")
    assert paper.all("meta", name="citation_title")[0]["content"] == HOSTILE
    assert paper.inside("title") == f"{HOSTILE} · Reading list"


def test_titles_are_unique_even_where_papers_share_one(site, library):
    twins = library({"title": "Twin"}, {"title": "Twin"}, {"title": "Tags"})
    titles = [
        page.inside("title") for page in site(twins, Config(page_size=1)).values()
    ]
    assert len(titles) == len(set(titles))


def test_every_page_has_its_landmarks_and_one_heading(site, shown_library):
    for path, page in site(shown_library).items():
        assert [len(page.all(tag)) for tag in ("main", "h1", "footer")] == [1, 1, 1], (
            path
        )
        labels = [nav["aria-label"] for nav in page.all("nav")]
        assert len(labels) == len(set(labels)), path
        assert page.all("a")[0] == {"class": "skip-link", "href": "#main"}, path


def test_search_finds_its_hooks_on_every_page(site, shown_library):
    made = site(shown_library, search={"data-search-index": "search/index.js"})
    for path, page in made.items():
        form = page.all("form", role="search")[0]
        up = "../" * path.count("/")
        assert form["data-root"] == (up.rstrip("/") or "."), path
        assert form["data-search-index"] == f"{up}search/index.js", path
        assert page.all("input", type="search", id="search"), path
        assert page.all("label", **{"for": "search"}), path
        assert [found for _, found in page.found if "data-search-results" in found], (
            path
        )
        assert [found for _, found in page.found if found.get("role") == "status"], path


def test_cards_carry_their_slugs_under_the_day_they_were_listed(site, shown_library):
    index = site(shown_library)["index.html"]
    cards = [
        card["data-slug"] for card in index.all("article", **{"class": "paper-card"})
    ]
    assert cards == ["paper-1", "paper-2", "paper-3", "paper-4", "paper-5"]
    assert index.inside("h2").strip() == "Added by hand"
    days = [
        link["href"]
        for link in index.all("a")
        if link.get("href", "").startswith("listings/2")
    ]
    assert days == ["listings/2025-12-10.html", "listings/2025-11-03-score.html"]


def test_a_paper_page_shows_what_its_reader_says(site, shown_library):
    page = site(shown_library)["papers/paper-3.html"]
    assert page.all("a", **{"class": "status"})[0]["data-status"] == "read"
    assert page.all("span", **{"class": "rating"})[0]["aria-label"] == "Rated 4 of 5"
    assert [tag["href"] for tag in page.all("a", **{"class": "tag"})] == [
        "../tags/diffusion.html", "../tags/a-b.html",
    ]  # fmt: skip
    assert "My line." in page.inside("p")
    assert "Mine." in page.inside("p")
    assert page.all("section", **{"aria-label": "Notes"})


def test_neighbours_lead_through_the_list_in_both_directions(site, shown_library):
    made = site(shown_library)
    around = {
        path: [[link["href"] for link in page.all("a", rel=rel)] for rel in ("prev", "next")]
        for path, page in made.items() if path.startswith("papers/")
    }  # fmt: skip
    assert around["papers/paper-1.html"] == [[], ["../papers/paper-2.html"]]
    assert around["papers/paper-2.html"] == [
        ["../papers/paper-1.html"],
        ["../papers/paper-3.html"],
    ]
    assert around["papers/paper-5.html"] == [["../papers/paper-4.html"], []]


def test_machines_read_what_is_known_of_a_paper(site, shown_library):
    page = site(shown_library, Config(base_url=BASE))["papers/paper-4.html"]
    article = json.loads(page.inside("script").split("(document.documentElement)")[1])
    assert article["@type"] == "ScholarlyArticle"
    assert article["datePublished"] == "2024-02-29"
    assert page.all("link", rel="canonical", href=f"{BASE}papers/paper-4.html")
    assert page.all("meta", property="og:type", content="article")


def test_without_a_base_url_nothing_is_absolute(site, shown_library):
    for page in site(shown_library).values():
        assert not page.all("link", rel="canonical")
        assert not page.all("link", rel="alternate")


EDITORS = {
    "https://github.com/me/list": "https://github.com/me/list/edit/",
    "https://gitlab.com/me/list/": "https://gitlab.com/me/list/-/edit/",
    "https://gitlab.example.org/me/list": "https://gitlab.example.org/me/list/-/edit/",
    "https://codeberg.org/me/list": "https://codeberg.org/me/list/_edit/",
    "https://gitea.example.org/me/list": "https://gitea.example.org/me/list/_edit/",
    "https://git.example.org/me/gitlab": "https://git.example.org/me/gitlab/edit/",
}


@pytest.mark.parametrize(("repository", "editor"), EDITORS.items())
def test_the_edit_link_opens_the_page_on_its_forge(
    site, shown_library, repository, editor
):
    page = site(shown_library, Config(repository=repository))["papers/paper-1.html"]
    assert f"{editor}main/content/papers/paper-1.md" in links(page)


def test_the_edit_link_quotes_branch_and_path(site, library):
    shown_library = library({"title": "A", "path": "content/papers/Über C#, 50%.md"})
    config = Config(repository="https://codeberg.org/me/list", branch="my#notes/2025")
    page = site(shown_library, config)["papers/paper-1.html"]
    editor = "https://codeberg.org/me/list/_edit/my%23notes/2025/"
    assert f"{editor}content/papers/%C3%9Cber%20C%23%2C%2050%25.md" in links(page)


def test_a_paper_page_links_back_to_the_notes_that_mention_it(site, library):
    shown_library = library(
        {"title": "A", "notes": "# N\n\n[[B]] and [[paper-2|again]]"},
        {"title": "B", "notes": "# N\n\n[[paper-1]]"},
        {"title": "<C>", "notes": "# N\n\n[[B]]"},
    )
    made = site(shown_library)
    assert backlinks(made["papers/paper-2.html"]) == [
        "../papers/paper-1.html",
        "../papers/paper-3.html",
    ]
    assert backlinks(made["papers/paper-1.html"]) == ["../papers/paper-2.html"]
    assert backlinks(made["papers/paper-3.html"]) == []
    assert "Mentioned in" not in made["papers/paper-3.html"].inside("h2")


def backlinks(page):
    """Where the page's "Mentioned in" leads."""
    lists = [
        at
        for at, (_, found) in enumerate(page.found)
        if found.get("class") == "backlinks"
    ]
    rest = page.found[lists[0] + 1 :] if lists else []
    items = takewhile(lambda element: element[0] in ("li", "a"), rest)
    return [found["href"] for tag, found in items if tag == "a"]


@pytest.fixture
def moved(library):
    """A paper that had another address, and a title, before."""
    return library(
        {"title": HOSTILE, "annotations": Annotations(aliases=("Old Name", "paper-1"))}
    )


def test_a_former_address_leads_on_by_itself_and_by_a_link(site, moved):
    made = site(moved)
    page = made["papers/old-name.html"]
    assert (
        page.all("meta", content="0; url=../papers/paper-1.html")[0]["http-equiv"]
        == "refresh"
    )
    assert [link["href"] for link in page.all("a")] == ["../papers/paper-1.html"]
    assert page.inside("a") == HOSTILE
    assert page.all("meta", name="robots", content="noindex")
    assert page.all("link", rel="canonical", href="paper-1.html")
    assert page.inside("title").startswith("old-name is now ")
    assert set(targets("papers/old-name.html", page)) <= made.keys() | site.assets
    policies = [
        site_page.all("meta", **{"http-equiv": "Content-Security-Policy"})
        for site_page in made.values()
    ]
    assert all(policy == policies[0] for policy in policies)


def test_a_former_address_names_the_new_one_absolutely_where_there_is_a_base_url(
    site, moved
):
    page = site(moved, Config(base_url=BASE))["papers/old-name.html"]
    assert page.all("link", rel="canonical", href=f"{BASE}papers/paper-1.html")
    assert page.all("meta", content="0; url=../papers/paper-1.html")


def test_long_lists_name_their_ends_and_their_neighbourhood(site, library):
    many = library(*({"title": f"Paper {number}"} for number in range(9)))
    made = site(many, Config(page_size=1))
    middle = made["page/5.html"]
    steps = [link["aria-label"] for link in middle.all("a") if link.get("aria-label")]
    assert steps == [f"Page {number}" for number in (1, 3, 4, 5, 6, 7, 9)]
    assert middle.all("a", rel="prev", href="../page/4.html")
    assert middle.all("a", rel="next", href="../page/6.html")
    assert "listings/2025-12-10/9.html" in made


def test_an_empty_list_says_what_to_do(site, library):
    made = site(library())
    assert "seeds/" in made["index.html"].inside("code")
    assert "No tags yet" in made["tags/index.html"].inside("p")


def test_one_edited_paper_changes_no_page_of_another(library, tmp_path):
    def made(last):
        shown_library = library(
            *({"title": f"P {number}"} for number in range(5)), last
        )
        files = pages(
            shown_library, Config(), assets_from(template_folders(tmp_path)), {}
        )
        return {file.path: file.content for file in files}

    before = made({"title": "Last"})
    after = made({"title": "Last", "annotations": Annotations(tags=("new",), rating=3)})
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        "index.html", "listings/2025-12-10.html", "papers/paper-6.html", "tags/index.html",
    }  # fmt: skip


def test_a_reader_replaces_a_single_template(library, tmp_path):
    mine = tmp_path / "templates" / "partials"
    mine.mkdir(parents=True)
    (mine / "footer.html").write_text("<footer>Mine alone</footer>", encoding="utf-8")
    made = pages(
        library({"title": "A"}), Config(), assets_from(template_folders(tmp_path)), {}
    )
    assert all(b"Mine alone" in file.content for file in made)


def test_macros_of_one_name_in_two_templates_are_told_apart(library, tmp_path):
    mine = tmp_path / "templates" / "partials"
    mine.mkdir(parents=True)
    for name in ("one", "two"):
        text = f"{{% macro said(site) %}}{name} {{{{ site.title }}}}{{% endmacro %}}"
        (mine / f"{name}.html").write_text(text, encoding="utf-8")
    (mine / "footer.html").write_text(
        "{% import 'partials/one.html' as one %}{% import 'partials/two.html' as two %}"
        "<footer>{{ cached(one.said, site) }}, {{ cached_each(two.said, [site, site] | select) }}</footer>"
    )
    made = pages(
        library(), Config(title="L"), assets_from(template_folders(tmp_path)), {}
    )
    assert all(b"<footer>one L, two Ltwo L</footer>" in file.content for file in made)
