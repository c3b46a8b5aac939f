"""Values of any size: what is beyond all reason is left out, and a problem says so."""

import pytest

from generator.cli import main
from generator.content.frontmatter.repair import quote_values
from generator.content.page import page_from
from generator.core.errors import Severity
from generator.importers.daily_papers import parser
from generator.site.search.documents import SearchDocument, SearchRow, SearchText
from generator.site.search.settings import LONGEST_FIELD


def page_with(front_matter):
    """The page with these lines of front matter, and its problems."""
    text = f"---\ntitle: Tea\n{front_matter}\n---\n\nWords.\n"
    parsed = page_from(text.encode(), "content/papers/tea.md")
    [page] = parsed.items
    return page, parsed.problems


@pytest.mark.parametrize(("key", "field"), [("tags", "tags"), ("alias", "aliases")])
def test_a_hundred_values_count_and_a_warning_names_the_others(key, field):
    values = [f"word {number}" for number in range(130)]
    page, [problem] = page_with(f"{key}: [{', '.join(values)}]")

    assert getattr(page.annotations, field) == tuple(values[:100])
    assert (problem.severity, problem.code) == (Severity.WARNING, "front-matter-many")
    assert problem.message == (
        f"`{key}` has 130 values: the first 100 count, the others are left out"
    )
    assert (problem.line, problem.column) == (3, 1)


def test_authors_of_a_large_experiment_all_count():
    names = [f"Ada L{number}" for number in range(5000)]
    page, problems = page_with(f"authors: [{', '.join(names)}]")

    assert len(page.paper.authors) == 5000
    assert problems == ()


def test_a_year_of_no_paper_is_a_warning_and_decides_nothing():
    papers = [
        f"Paper of {year}\n\nWords.\n\n  • 2 authors\n·\nApr 5, {year}\n"
        for year in (1024, 2024, 2924)
    ]
    head = "Daily Papers\n\nbyAK and the research community\n\nDec 10\n\n"
    parsed = parser.parse((head + "\n".join(papers)).encode(), seed="2025-12-10.txt")

    published = [paper.published and paper.published.year for paper in parsed.items]
    assert published == [None, 2024, None]
    days = {
        listing.date.isoformat() for paper in parsed.items for listing in paper.listings
    }
    assert days == {"2025-12-10"}
    assert [(problem.code, problem.message) for problem in parsed.problems] == [
        ("dump-date", "no paper is of that year: Apr 5, 1024"),
        ("dump-date", "no paper is of that year: Apr 5, 2924"),
    ]


@pytest.mark.parametrize("word", ["tea ", "tea tea2 "])
def test_search_counts_the_first_words_of_a_text_without_end(word, search_of):
    text = SearchText(notes=word * 4 * LONGEST_FIELD)
    files, _ = search_of([SearchDocument(SearchRow("tea", "1", "Tea"), text)])

    # A codec that could not write the numbers would have raised.
    assert "search/index.js" in files


@pytest.mark.parametrize(("number", "is_repaired"), [(40, True), (400, False)])
def test_values_with_colons_are_repaired_up_to_a_bound(number, is_repaired):
    lines = "".join(f"key{index}: one: two\n" for index in range(number))
    text = f"---\ntitle: Tea\n{lines}---\n"

    assert (quote_values(text) != text) is is_repaired


@pytest.mark.parametrize("letter", ["a", "ä"])
def test_word_of_a_million_letters_is_indexed_by_its_beginning(
    small_project, capsys, letter
):
    page = small_project / "content/papers/long.md"
    page.write_text(f"---\ntitle: Tea\n---\n\nWords {letter * 1_000_000}\n")

    assert main(["build", str(small_project)]) == 0
    index = (small_project / "site/search/index.js").read_text("utf-8")
    assert letter * 60 not in index.replace("ä", letter)
