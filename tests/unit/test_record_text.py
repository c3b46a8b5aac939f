"""Texts of records: folded lines, notes of reference managers, unused fields."""

import pytest

from generator.importers.record_text import (
    html_to_markdown,
    one_line,
    paragraphs,
    unused_fields,
)


def test_hard_wrapped_text_is_joined():
    assert one_line(" Tea\n  and  rain ") == "Tea and rain"
    assert paragraphs("Tea\r\n  and rain.\r\n\r\n\r\nSnow.") == "Tea and rain.\n\nSnow."


@pytest.mark.parametrize("text", [None, "", " \n\n "])
def test_nothing_is_none(text):
    assert one_line(text) is None
    assert paragraphs(text) is None


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Read <b>twice</b>.</p>", "Read **twice**."),
        ("<p>Tea</p><p>Rain<br>Snow</p>", "Tea\n\nRain\nSnow"),
        ("<ul><li>Tea</li><li><i>Rain</i></li></ul>", "- Tea\n- *Rain*"),
        ('See <a href="https://a.org/x">this</a>', "See [this](https://a.org/x)"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<script>alert(1)</script>Tea", "Tea"),
        ("Tea, without a tag", "Tea, without a tag"),
        ("<p></p>", None),
    ],
)
def test_notes_become_markdown(html, markdown):
    assert html_to_markdown(html) == markdown


def test_fields_without_a_place_are_quoted():
    problem = unused_fields("my.bib", 7, {"volume": "12", "pages": "3--14"})

    assert (problem.code, problem.line) == ("record-field-unused", 7)
    assert "volume = 12; pages = 3--14" in problem.message
