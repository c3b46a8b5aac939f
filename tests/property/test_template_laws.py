"""What templates print is escaped as markupsafe does it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.site.render.templates import Templates


class Shown:
    def __init__(self, html):
        self.html = html

    def __html__(self):
        return self.html


TEXTS = st.text(st.sampled_from("&<>'\"ab;#3é…"))
VALUES = TEXTS | TEXTS.map(Markup) | TEXTS.map(Shown) | st.none() | st.integers()


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    (folder / "partials").mkdir()
    (folder / "partials/head.js").write_text("")
    (folder / "page.html").write_text(
        "{% macro shown(value) %}<{{ value }}>{% endmacro %}{{ value }}|{{ shown(value) }}"
    )
    return Templates([folder])


@given(VALUES)
def test_values_are_escaped_once(templates, value):
    expected = escape(value)

    assert templates.rendered("page.html", value=value) == f"{expected}|<{expected}>"
