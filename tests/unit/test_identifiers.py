"""Which paper an id, an address or a file's name means."""

import pytest

from generator.content.page import page_from
from generator.core.identifiers import arxiv_id_in_name, identifier_in
from generator.core.identity import identifiers
from generator.core.paper import Paper

MEANINGS = {
    "2401.01230": "arxiv:2401.01230",
    "arXiv:2401.01230v12": "arxiv:2401.01230",
    "arXiv: 2401.01230 [cs.CL]": "arxiv:2401.01230",
    "arXiv:2400.00001": "arxiv:2400.00001",
    "https://arxiv.org/abs/2400.00001": "arxiv:2400.00001",
    "cs/0112017v1": "arxiv:cs/0112017",
    "cs.CL/0112017": "arxiv:cs/0112017",
    "http://arxiv.org/abs/hep-th/9901001": "arxiv:hep-th/9901001",
    "https://arxiv.org/abs/math%2F0211159": "arxiv:math/0211159",
    "https://de.arxiv.org/pdf/2401.01230v2.pdf": "arxiv:2401.01230",
    "https://www.arxiv.org/html/2401.01230v1#S2": "arxiv:2401.01230",
    "https://arxiv.org/abs/2401.01230?context=cs.LG": "arxiv:2401.01230",
    "<https://arxiv.org/abs/2401.01230>": "arxiv:2401.01230",
    "[A lantern](https://arxiv.org/abs/2401.01230).": "arxiv:2401.01230",
    "arxiv.org/abs/2401.01230/": "arxiv:2401.01230",
    "https://ar5iv.labs.arxiv.org/html/2401.01230": "arxiv:2401.01230",
    "https://www.alphaxiv.org/overview/2401.01230v1": "arxiv:2401.01230",
    "https://huggingface.co/papers/2401.01230#community": "arxiv:2401.01230",
    "HTTPS://HF.CO/papers/2401.01230": "arxiv:2401.01230",
    "https://www.semanticscholar.org/arxiv/2401.01230": "arxiv:2401.01230",
    "https://doi.org/10.48550/ARXIV.2401.01230": "arxiv:2401.01230",
    "10.48550/arXiv.2401.01230v2": "arxiv:2401.01230",
    "doi: 10.1000/Lamp.7": "doi:10.1000/lamp.7",
    "https://dx.doi.org/10.1000%2FLamp.7": "doi:10.1000/lamp.7",
    "https://dl.acm.org/doi/10.1145/123.456": "doi:10.1145/123.456",
    "https://dl.acm.org/doi/pdf/10.1145/123.456?download=true": "doi:10.1145/123.456",
    "https://link.springer.com/article/10.1007/s1-2": "doi:10.1007/s1-2",
    "https://www.nature.com/articles/s41586-000-1": "doi:10.1038/s41586-000-1",
    "https://aclanthology.org/2023.acl-long.1.pdf": "doi:10.18653/v1/2023.acl-long.1",
    "https://aclanthology.org/P18-1001/": "doi:10.18653/v1/p18-1001",
    "https://openreview.net/pdf?id=Ab_1-c": "openreview:Ab_1-c",
    "https://openreview.net/forum?noteId=x&id=Ab_1-c": "openreview:Ab_1-c",
}
OTHERS = [
    "",
    "https://huggingface.co/papers/date/2024-01-05",
    "https://huggingface.co/papers?q=2401.01230",
    "https://github.com/someone/2401.01230",
    "https://example.org/?u=https://arxiv.org/abs/2401.01230",
    "https://arxiv.org/list/cs.CL/2401",
    "https://notarxiv.org/abs/2401.01230",
    "We build on 2401.01230",
    "Lanterns (arXiv:2401.01230)",
    "https://doi.org/",
    "10.5/7",
    "2024.12345",
]


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
