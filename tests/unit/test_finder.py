"""The page that a person means by a word: which rule decides, and what is asked when none does."""

from pathlib import Path

import pytest

from generator.content.finder import PageFinder
from generator.core.errors import PapershelfError
from generator.core.page_walk import page_paths
from generator.core.project_layout import project_around

PAGES = {
    "papers/attention.md": "title: Attention\narxiv_id: '2401.01230'",
    "papers/attention-is-all-you-need.md": "title: Attention Is All You Need",
    "papers/scaling-laws-for-reward.md": "title: Scaling Laws for Reward Model Overoptimization",
    "papers/scaling-llama2.md": "title: Scaling Llama2\naliases: [On Camels]",
    "papers/3f2a91bc.md": "title: 基于深度学习的综述",
    "old/My Note.md": "title: Something else\narxiv: https://arxiv.org/abs/cs/0112017v1",
    "old/scores.md": "tags: [x]",
    "new/scores.md": "tags: [y]",
    "papers/salt.md": "title: Salt & Other Goods\naliases: [Salt & Camels]",
    "papers/harbours.md": "title: H\ndoi: 10.1000/lamp.7\npdf: https://arxiv.org/pdf/2402.00007",
    "papers/2402.00008 Fog.md": "tags: [x]",
    "papers/broken.md": "title: [Overoptimization",
    "papers/_hidden.md": "title: Hidden",
    "README.md": "title: Read me",
}


@pytest.fixture
def page_finder(tmp_path):
    for path, fields in PAGES.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{fields}\n---\n", "utf-8")
    return PageFinder(tmp_path, here=tmp_path / "content" / "papers")


QUERIES = {
    "slug": ("attention", "papers/attention"),
    "slug, whatever its case": ("Attention", "papers/attention"),
    "slug of a file with blanks": ("my-note", "old/My Note"),
    "file seen from here": ("scaling-llama2.md", "papers/scaling-llama2"),
    "file seen from the project": ("content/old/My Note.md", "old/My Note"),
    "one of two of a name": ("../new/scores.md", "new/scores"),
    "address": ("http://localhost:8000/papers/attention.html", "papers/attention"),
    "arXiv id": ("2401.01230", "papers/attention"),
    "arXiv address": ("https://arxiv.org/abs/2401.01230v2", "papers/attention"),
    "old arXiv id": ("arXiv:cs/0112017", "old/My Note"),
    "arXiv id in an address": ("arXiv:2402.00007v2", "papers/harbours"),
    "address at another host": ("hf.co/papers/2402.00007", "papers/harbours"),
    "arXiv id in a file name": ("2402.00008", "papers/2402.00008 Fog"),
    "DOI": ("https://doi.org/10.1000/Lamp.7", "papers/harbours"),
    "whole title": ("Attention is all you need", "papers/attention-is-all-you-need"),
    "beginning": ("scaling-law", "papers/scaling-laws-for-reward"),
    "words": ("need att", "papers/attention-is-all-you-need"),
    "words of the title alone": (
        "laws overoptimization",
        "papers/scaling-laws-for-reward",
    ),
    "words in no ASCII": ("深度学习", "papers/3f2a91bc"),
    "title with a soft hyphen": ("Scaling Lla\u00adma2", "papers/scaling-llama2"),
    "title with an entity": ("Salt &amp; Camels", "papers/salt"),
    "another title": ("on camels", "papers/scaling-llama2"),
    "slip of the pen beside a figure": ("lama2", "papers/scaling-llama2"),
    "slip of the pen": ("atention need", "papers/attention-is-all-you-need"),
}


@pytest.mark.parametrize(("query", "page"), QUERIES.values(), ids=QUERIES)
def test_page_is_found(page_finder, query, page):
    assert page_finder.find_page(query) == f"content/{page}.md"


@pytest.mark.parametrize(
    "query",
    [
        "hidden",
        "llama3",
        "2401.01231",
        "missing.md",
        "/attention.md",
        "",
        "???",
        "a\0b.md",
    ],
)
def test_nothing_is_guessed(page_finder, query):
    with pytest.raises(PapershelfError) as fault:
        page_finder.find_page(query)
    assert fault.value.problems[0].code == "paper-unknown"


def test_several_pages_are_listed_with_their_titles(page_finder):
    with pytest.raises(PapershelfError) as fault:
        page_finder.find_page("scaling")

    (problem,) = fault.value.problems
    assert (problem.code, problem.message) == (
        "paper-ambiguous",
        "2 pages fit `scaling`",
    )
    assert "scaling-llama2  Scaling Llama2" in problem.hint
    assert "scaling-laws-for-reward  Scaling Laws for Reward Model" in problem.hint


def test_pages_of_one_name_are_listed_by_their_files(page_finder):
    with pytest.raises(PapershelfError) as fault:
        page_finder.find_page("scores")
    assert "content/new/scores.md" in fault.value.problems[0].hint


def test_a_long_list_is_cut(page_finder, tmp_path):
    for number in range(12):
        (tmp_path / f"content/page-{number}.md").write_text("")
    with pytest.raises(PapershelfError) as fault:
        PageFinder(tmp_path, here=tmp_path).find_page("page")
    assert "… and 2 more" in fault.value.problems[0].hint


def test_exact_names_are_not_stretched(page_finder):
    assert page_finder.page_named("attention", hint="") == "content/papers/attention.md"
    with pytest.raises(PapershelfError):
        page_finder.page_named("need", hint="")


@pytest.mark.posix
def test_page_that_is_a_link_is_found_by_its_own_name(page_finder, tmp_path):
    (tmp_path / "elsewhere.md").write_text("---\ntitle: Elsewhere\n---\n")
    (tmp_path / "content" / "link.md").symlink_to(tmp_path / "elsewhere.md")
    found = PageFinder(tmp_path, here=tmp_path / "content").find_page("./link.md")
    assert found == "content/link.md"


def test_project_is_found_from_inside(page_finder, tmp_path):
    assert project_around(tmp_path / "content" / "papers") == tmp_path


def test_pages_are_known_by_their_names(page_finder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    here = Path("content")
    assert page_paths(here) == page_paths(tmp_path / "content")
    assert "content/README.md" not in page_paths(here)
    assert all(Path(path).exists() for path in page_paths(here))


def test_pasted_page_is_compared_with_no_slug(page_finder, monkeypatch):
    compared = []
    monkeypatch.setattr(
        "generator.content.slug_match.get_close_matches",
        lambda word, *_, **__: compared.append(word) or [],
    )
    words = " ".join(f"word{number}" for number in range(1000))

    with pytest.raises(PapershelfError):
        page_finder.find_page(words)

    assert compared == []
