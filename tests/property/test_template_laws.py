"""What templates print is escaped once, and memoised fragments are what a macro makes."""

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
    (folder / "row.html").write_text(
        "{% macro shown(value) %}<{{ value }}>{% endmacro %}"
    )
    (folder / "rows.html").write_text(
        "{% from 'row.html' import shown %}"
        "{{ cached_each(shown, values) }}|"
        "{% for value in values %}{{ cached(shown, value) }}{% endfor %}|"
        "{% for value in values %}{{ shown(value) }}{% endfor %}"
    )
    return Templates([folder])


@given(VALUES)
def test_values_are_escaped_once(templates, value):
    expected = escape(value)

    assert templates.render("page.html", value=value) == f"{expected}|<{expected}>"


@given(st.lists(VALUES | st.booleans() | st.floats(0, 3)))
def test_memoised_fragments_are_what_the_macro_makes(templates, values):
    html = templates.render("rows.html", values=values)

    each, one, expected = html.split("|")
    assert each == one == expected
