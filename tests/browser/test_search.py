"""Search in a real browser: from disk and over http, the same answers, never an error."""

import contextlib
import functools
import http.server
import random
import threading
from pathlib import Path

import pytest

from generator.core.build_options import BuildOptions
from generator.pipelines.build import build
from generator.site.search.settings import GREEK, LETTERS, LONGEST_TERM, STOP_WORDS
from generator.site.search.text.tokenizer import squeeze, terms

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_65a1c720573ad55d.txt"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def real_site(tmp_path_factory):
    """The site of the real seed, in a folder `list` of a folder that is served."""
    project = tmp_path_factory.mktemp("project")
    (project / "seeds").mkdir()
    (project / "seeds" / SEED.name).write_bytes(SEED.read_bytes())
    served = tmp_path_factory.mktemp("served")
    report = build(project, BuildOptions(output=served / "list"))
    return served / "list", report.library


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64
    """Connections that may wait: a browser opens several, and a busy machine answers late."""


@contextlib.contextmanager
def server(folder):
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(params=["disk", "root", "sub-path"])
def address(request, real_site):
    """Address of the start page on each transport."""
    site, _ = real_site
    if request.param == "disk":
        yield (site / "index.html").as_uri()
    elif request.param == "root":
        with server(site) as base:
            yield base + "index.html"
    else:
        with server(site.parent) as base:
            yield base + "list/index.html"


@pytest.fixture
def page(chromium):
    """A tab whose console must stay empty."""
    said = []
    context = chromium.new_context()
    tab = context.new_page()
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda fault: said.append(str(fault)))
    yield tab
    context.close()
    assert not said


def first_result(page, query):
    """The first paper for a query, once the answer to it is there."""
    page.evaluate("document.querySelector('[data-search-status]').textContent = ''")
    page.fill("#search", query)
    page.wait_for_selector("[data-search-status]:not(:empty)")
    link = page.query_selector("[data-search-result] a")
    return link and link.inner_text()


def test_every_pasted_title_finds_its_paper_first(address, page, real_site):
    page.goto(address)
    titles = [entry.content.paper.title for entry in real_site[1].entries]

    assert [first_result(page, title) for title in titles] == titles


@pytest.mark.parametrize(
    "query",
    ["title:", "foo:bar", "R^3:", "+-", '"', "C++", "pass@1,", "4.5%", "~1", "*", "\\", "a^b~c*",
     "-", "🤗", "x" * 5000, "[[", "status:nonsense", "rating:>=x", "' OR 1", "__proto__",
     "constructor", "toString"],
)  # fmt: skip
def test_no_text_is_an_error(page, real_site, query):
    page.goto((real_site[0] / "index.html").as_uri())

    first_result(page, query)

    status = page.inner_text("[data-search-status]")
    assert "could not" not in status


def test_words_that_lunr_loses_are_found(page, real_site):
    page.goto((real_site[0] / "index.html").as_uri())

    for query, title in {
        "survey": "Systematic Survey", "R^3": "Regularized Relevance Reward",
        "promtping": "Prompting", "prompting survy": "Systematic Survey",
    }.items():  # fmt: skip
        assert title in first_result(page, query), query


def test_results_hide_the_list_and_escape_brings_it_back(page, real_site):
    page.goto((real_site[0] / "index.html").as_uri())
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"

    first_result(page, "diffusion")
    assert page.is_hidden("[data-paper-list]")
    assert "papers" in page.inner_text("[data-search-status]")
    assert page.query_selector("[data-search-result] mark")

    page.keyboard.press("Escape")
    page.wait_for_selector("[data-paper-list]", state="visible")
    assert page.is_hidden("[data-search-results]")


def test_the_question_stands_in_the_address_and_is_asked_again(address, page):
    page.goto(address)
    first = first_result(page, "reward model")
    assert "?q=reward+model" in page.url

    page.reload()
    page.wait_for_selector("[data-search-result] a")

    assert page.query_selector("[data-search-result] a").inner_text() == first


def test_a_result_found_on_a_papers_page_leads_to_its_paper(page, real_site):
    site, library = real_site
    page.goto((site / library.entries[0].summary.url).as_uri())
    title = first_result(page, library.entries[5].content.paper.title)

    page.click("[data-search-result] a")

    assert page.inner_text("h1") == title


def test_arrows_walk_through_results(page, real_site):
    page.goto((real_site[0] / "index.html").as_uri())
    first_result(page, "music")
    page.focus("#search")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.query_selector_all("[data-search-result] a")[1].inner_text()
    assert page.evaluate("document.activeElement.innerText") == second

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search"


def test_a_filter_narrows_and_a_sort_reorders(page, real_site):
    page.goto((real_site[0] / "index.html").as_uri())
    first_result(page, "score")
    page.click(".search-filters summary")
    button = page.locator("[data-facet=year][data-value='2025']")
    count = int(button.locator(".facet-count").inner_text())
    button.click()
    page.wait_for_selector("[data-facet=year][aria-pressed=true]")
    assert page.inner_text("[data-search-status]").startswith(f"{count} paper")

    page.select_option("#sort", "title")
    page.wait_for_url("**sort=title**")
    titles = [
        link.inner_text() for link in page.query_selector_all("[data-search-result] a")
    ]
    assert titles[:count] == sorted(titles[:count], key=str.casefold)


def test_missing_index_says_so_and_can_be_retried(chromium, real_site, tmp_path):
    site, _ = real_site
    tab = chromium.new_page()
    tab.route("**/search/index.js", lambda route: route.abort())
    tab.goto((site / "index.html").as_uri())
    tab.fill("#search", "score")
    tab.wait_for_selector("text=Try again")
    tab.unroute("**/search/index.js")

    tab.click("text=Try again")

    tab.wait_for_selector("[data-search-result]")
    tab.close()


def vocabulary():
    """Tokens of the real seed, and many more made of hard characters."""
    real = SEED.read_text("utf-8").split()
    dice = random.Random(2025)
    pieces = [*"abcdeyingséüñßøłæαβτμλ中文模型カナ한국어0123456789.,:;-‑–/@^_&+#*'’\"()[]{}<>%$~`|\\",
              "ing", "ies", "sses", "ational", "fulness", "y", "GPT-4o", "R^3", "C++", "pass@1",
              "1,000", "2.5%", "ChatGPT", "2018-05", "1706.03762", "cs.CL/0112017", "🤗", "ﬁ", "Ⅻ", "𝒯", "\u00ad", "e\u0301"]  # fmt: skip
    made = ["".join(dice.choices(pieces, k=dice.randint(1, 8))) for _ in range(40_000)]
    return list(dict.fromkeys(real + made))


def test_python_and_the_browser_make_the_same_terms(chromium, real_site):
    site, _ = real_site
    tab = chromium.new_page()
    tab.goto((site / "index.html").as_uri())
    tab.fill("#search", "score")
    tab.wait_for_selector("[data-search-result]")
    texts = vocabulary()
    settings = {"stop": " ".join(sorted(STOP_WORDS)), "letters": LETTERS, "greek": GREEK,
                "longest": LONGEST_TERM}  # fmt: skip

    made = tab.evaluate(
        """([texts, settings]) => {
          const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();
          const tokenizer = papershelfSearch.tokenizer(settings, stem);
          return texts.map((text) => [tokenizer.terms(text), tokenizer.squeeze(text)]);
        }""",
        [texts, settings],
    )

    tab.close()
    ours = [[list(terms(text).every), squeeze(text)] for text in texts]
    assert [
        (text, theirs, wanted)
        for text, theirs, wanted in zip(texts, made, ours, strict=True)
        if theirs != wanted
    ] == []
