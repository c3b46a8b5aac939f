"""Which paper an id, an address or a file's name means."""

from pathlib import Path

import pytest

from generator.content.page import page_from
from generator.core.identifiers import arxiv_id_in_name, identifier_in
from generator.core.identity import identifiers
from generator.core.paper import Paper

CASES = Path(__file__).parents[1] / "cases" / "identifiers.txt"


def cases():
    lines = [line for line in CASES.read_text("utf-8").split("\n") if " -> " in line]
    return [line.rsplit(" -> ", 1) for line in lines]


MEANINGS = {text: key for text, key in cases() if key != "nothing"}
OTHERS = ["", *(text for text, key in cases() if key == "nothing")]


@pytest.mark.parametrize(("text", "key"), MEANINGS.items())
def test_text_that_is_an_identifier_or_its_address_is_understood(text, key):
    identifier = identifier_in(text)
    assert identifier
    assert identifier.key == key


@pytest.mark.parametrize("text", OTHERS)
def test_text_that_merely_mentions_a_paper_names_none(text):
    assert identifier_in(text) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2401.01230", "2401.01230"),
        ("2401.01230v3", "2401.01230"),
        ("arXiv-2401.01230", "2401.01230"),
        ("2401_01230", "2401.01230"),
        ("2401-01230", "2401.01230"),
        ("0801.1230", "0801.1230"),
        ("2401.01230 A Lantern", "2401.01230"),
        ("[2401.01230] A Lantern", "2401.01230"),
        ("2401-01230-lanterns", None),
        ("2012-1015", None),
        ("2024.12345", None),
        ("2012-10-05-lanterns", None),
        ("Lanterns 2401.01230", None),
    ],
)
def test_file_may_be_named_by_an_arxiv_id(name, expected):
    assert arxiv_id_in_name(name) == expected


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2401.01230", "arXiv:2401.01230"),
        ("2401.01230v2", "arXiv:2401.01230"),
        ("arXiv-2401.01230", "arXiv:2401.01230"),
        ("2401.01230 - A Lantern", "A Lantern"),
        ("2401.01230-a-lantern", "a lantern"),
    ],
)
def test_page_without_title_is_called_by_its_file(name, title):
    (page,) = page_from(b"---\ntags: [x]\n---\n", f"content/{name}.md").items
    assert (page.paper.title, page.paper.arxiv_id) == (title, "2401.01230")


def test_given_id_counts_more_than_an_address():
    paper = Paper(
        title="Lanterns", arxiv_id="2401.01230", url="https://arxiv.org/abs/2401.09999"
    )
    assert identifiers(paper) == ("arxiv:2401.01230",)
