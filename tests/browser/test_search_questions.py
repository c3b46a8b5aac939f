"""Questions as people type them, over the real seed; the cases are data."""

from pathlib import Path

import pytest

from generator.core.build_options import BuildOptions
from generator.pipelines.build import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_65a1c720573ad55d.txt"
CASES = ROOT / "tests" / "cases" / "search" / "queries.txt"

ASKED = """async (texts) => {
  const search = window.papershelfSearch;
  const stem = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();
  const form = document.querySelector("form[role=search]");
  const index = await search.openIndex(new URL(form.dataset.searchIndex, document.baseURI).href, stem);
  const question = (text) => ({ text, chosen: new Map(), sort: "relevance", isCounting: false });
  const answers = await Promise.all(texts.map((text) => search.answer(question(text), index, 10)));
  return answers.map(({ results }) => results.map(({ card }) => card.title));
}"""


def cases():
    lines = CASES.read_text("utf-8").split("\n")
    return [
        line.split(" -> ")
        for line in lines
        if " -> " in line and not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def answers(chromium, tmp_path_factory):
    """For each question the titles that were found, best first."""
    project = tmp_path_factory.mktemp("project")
    (project / "seeds").mkdir()
    (project / "seeds" / SEED.name).write_bytes(SEED.read_bytes())
    build(project, BuildOptions())
    page = chromium.new_page()
    page.goto((project / "site" / "index.html").as_uri())
    page.fill("#search", "score")
    page.wait_for_selector("[data-search-result]")
    questions = [question for question, _ in cases()]
    yield dict(zip(questions, page.evaluate(ASKED, questions), strict=True))
    page.close()


@pytest.mark.parametrize(("question", "title"), cases())
def test_the_paper_that_was_meant_comes_first(answers, question, title):
    found = answers[question]

    assert found, "nothing at all"
    assert title == "*" or found[0].startswith(title)
