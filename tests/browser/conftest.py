"""A browser, a small site on disk and over http, and pages whose console must stay empty."""

import datetime as dt
import os
import shutil
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from generator.core.config import Config
from generator.core.paper import Annotations, Status
from generator.incremental.inputs import template_folders
from generator.site.render.assets import assets_from
from generator.site.render.pages import pages
from generator.site.search.build_index import IndexOptions, search_files
from generator.site.search.jsonp import FORM_ATTRIBUTES
from generator.site.search.settings import LIMITS

HOST = "http://shelf.test"
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    None,
)

NOTES = """## Notes

Mine, with `code`, a [link](https://example.org/) and https://example.org/bare as it is.

- one
- two

| q | score |
|---|--:|
| a_word_without_end_that_no_telephone_is_wide_enough_for | 2 |

```
a line of code that is much longer than a telephone is wide_and_ends_in_a_word_without_end()
```
"""

ANSWERS = """async ([texts, shown]) => {
  const search = window.papershelfSearch;
  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();
  const form = document.querySelector("form[role=search]");
  const index = await search.openIndex(new URL(form.dataset.searchIndex, document.baseURI).href, stem);
  const question = (text) => ({ text, chosen: new Map(), sort: "relevance", isCounting: false });
  const answers = await Promise.all(texts.map((text) => search.answer(question(text), index, shown)));
  return answers.map((answer) => ({
    results: answer.results.map(({ card: { slug, title }, isWhole }) => ({ slug, title, isWhole })),
    total: answer.total,
    summary: search.summary(answer),
  }));
}"""


@pytest.fixture(scope="session")
def answers_to():
    """A function: what the index of a page answers to texts, with the first `shown` results."""

    def answered(page, texts, shown):
        return page.evaluate(ANSWERS, [[*texts], shown])

    return answered


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine; in CI this is a failure")
    assert CHROMIUM, "CI must have Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def papers():
    """What the site shows; a file of tests may have its own."""
    annotations = Annotations(status=Status.READ, rating=4, tags=("diffusion",))
    words = (
        "Measuring diversity accurately is important for many scientific fields. " * 8
    )
    return [
        {
            "title": "A paper", "abstract": words, "notes": NOTES, "annotations": annotations,
            "published": dt.date(2024, 2, 29), "arxiv_id": "2402.01234",
            "authors": ("Ada Lovelace",),
        },
        {"title": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter" * 2},
        {
            "title": "مراجعة شاملة لنماذج الانتشار", "abstract": "https://example.org/" + "a" * 150,
            "notes": "## ملاحظات\n\nنقطة أولى\n",
        },
        *({"title": f"Paper {number}", "abstract": words} for number in range(20)),
    ]  # fmt: skip


@pytest.fixture
def index_limits():
    """Sizes at which the index is cut; a file of tests may have its own."""
    return LIMITS


@pytest.fixture(scope="session")
def site_of(library, tmp_path_factory):
    """A function from papers to a site that shows them, which nobody may change.

    Making one takes a second, so that tests with the same papers share it.
    """
    made = {}

    def found(papers, index_limits):
        shown = repr((papers, index_limits))
        if shown not in made:
            made[shown] = tmp_path_factory.mktemp("site")
            _make_site(library(*papers), index_limits, made[shown])
        return made[shown]

    return found


@pytest.fixture
def shelf_site(site_of, papers, index_limits, tmp_path):
    """Folder of a site with a few papers, under `list/` so that it can be served at a sub-path."""
    # A copy of its own, since a test may change it.
    return shutil.copytree(site_of(papers, index_limits), tmp_path / "www" / "list")


def _make_site(reading_list, index_limits, folder):
    assets = assets_from(template_folders(folder))
    settings = Config(page_size=12)
    search = search_files(reading_list, options=IndexOptions(limits=index_limits))
    made = pages(reading_list, settings, assets, FORM_ATTRIBUTES)
    for file in (*assets.files, *search.files, *search.cards, *made):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.make())


@pytest.fixture
def shelf_url():
    """Where tabs find the same site over http, at a sub-path, with a slash at the end."""
    return f"{HOST}/list/"


@pytest.fixture
def tab(chromium, shelf_site):
    """A function that opens a fresh tab; what tabs say on the console fails the test.

    The browser asks no server: a host's answers come from the folder, so no socket can stumble.
    """
    said, contexts = [], []

    def answered(route):
        path = shelf_site.parent / unquote(urlsplit(route.request.url).path[1:])
        if path.is_file():
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)

    def opened(**options):
        contexts.append(chromium.new_context(**options))
        contexts[-1].route(f"{HOST}/**", answered)
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda fault: said.append(str(fault)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not said
