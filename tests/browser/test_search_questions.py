"""Questions as people type them, over the real seed; the cases are data."""

from pathlib import Path

import pytest

from generator.core.build_options import BuildOptions
from generator.pipelines.build import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_65a1c720573ad55d.txt"
CASES = ROOT / "tests" / "cases" / "search" / "queries.txt"


def cases():
    lines = CASES.read_text("utf-8").split("\n")
    return [
        line.split(" -> ")
        for line in lines
        if " -> " in line and not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def answers(chromium, tmp_path_factory, answers_to):
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
    found = [
        [result["title"] for result in answer["results"]]
        for answer in answers_to(page, questions, 10)
    ]
    yield dict(zip(questions, found, strict=True))
    page.close()


@pytest.mark.parametrize(("question", "title"), cases())
def test_the_paper_that_was_meant_comes_first(answers, question, title):
    found = answers[question]

    assert found, "nothing at all"
    assert title == "*" or found[0].startswith(title)
