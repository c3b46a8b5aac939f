import datetime as dt
import json

import pytest

from generator.core.paper import Paper
from generator.site.exporters.bibtex import bibtex
from generator.site.render.metadata import highwire_tags, json_ld

KNOWN = {
    "title": "On {Braces} & 100% of $x_1$",
    "authors": ("Ada Lovelace", "Charles Babbage"),
    "published": dt.date(2024, 2, 29),
    "arxiv_id": "2402.01234",
    "doi": "10.1/x",
    "venue": "Notes & Queries",
}


def test_highwire_names_each_author_and_writes_the_date_with_slashes(library):
    (entry,) = library(KNOWN).entries
    tags = list(highwire_tags(entry.content))
    assert [value for name, value in tags if name == "citation_author"] == list(
        KNOWN["authors"]
    )
    assert ("citation_publication_date", "2024/02/29") in tags
    assert ("citation_arxiv_id", "2402.01234") in tags
    assert ("citation_pdf_url", "https://arxiv.org/pdf/2402.01234") in tags


def test_a_number_of_authors_names_nobody(library):
    (entry,) = library(
        {"title": "A", "author_count": 4, "organization": "A Lab"}
    ).entries
    assert [name for name, _ in highwire_tags(entry.content)] == ["citation_title"]
    assert "author" not in json.loads(json_ld(entry.content, "d", None))
    assert "author" not in bibtex(entry.content.paper)


def test_json_ld_cannot_leave_its_script(library):
    (entry,) = library({"title": "</script><script>x()</script><!-- &amp;"}).entries
    text = json_ld(entry.content, "d", "https://example.org/a.html")
    assert not set("<>&") & set(text)
    assert json.loads(text)["headline"] == entry.content.paper.title
    assert json.loads(text)["url"] == "https://example.org/a.html"


def test_bibtex_escapes_what_tex_reads():
    text = bibtex(Paper(**KNOWN))
    assert text.startswith("@article{lovelace2024braces,\n")
    assert (
        r"  title = {{On \textbraceleft{}Braces\textbraceright{} \& 100\% of \$x\_1\$}},"
        in text
    )
    assert "  author = {Ada Lovelace and Charles Babbage}," in text
    assert r"  journal = {Notes \& Queries}," in text


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (Paper(title="A Study of Things"), "study"),
        (Paper(title="关于"), "paper"),
        (Paper(title="关于", published=dt.date(2024, 2, 29)), "paper2024"),
        (Paper(title="Are We There?", published=dt.date(2024, 2, 29)), "we2024"),
        (Paper(title="X", authors=(" ",)), "x"),
        (Paper(title="Über alles", authors=("Jörg Müller",)), "mulleruber"),
    ],
)
def test_a_bibtex_key_is_plain_ascii(paper, key):
    assert bibtex(paper).split("{", 1)[1].split(",", 1)[0] == key


def test_name_that_bibtex_would_part_is_kept_together():
    text = bibtex(Paper(title="X", authors=("Lamps and Lights, Inc.", "Ada Lovelace")))
    assert "  author = {{Lamps and Lights, Inc.} and Ada Lovelace}," in text
