import re

import pytest

from generator.core.errors import PapershelfError
from generator.incremental.inputs import template_folders
from generator.site.render.assets import STYLE_SHEETS, assets_from, minified_css

CSS = [
    ("a  {\n  color : red;\n  margin: 0 1px\n}\n", "a{color : red;margin: 0 1px}"),
    ("/* why */ a { top: 0 } /* end */", "a{top: 0 }"),
    ('a::after { content: " ;  { /* kept */ " }', 'a::after{content: " ;  { /* kept */ " }'),
    ("a /* x */ b { top: 0 }", "a b{top: 0 }"),
    ("b:is(i, u) :hover>a { top: calc(1px + 1em) }", "b:is(i,u) :hover>a{top: calc(1px + 1em) }"),
    ("a{b:url(data:x;y,  z)}", "a{b:url(data:x;y,  z)}"),
    ("a/**/.b{top:0}", "a/**/.b{top:0}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CSS)
def test_minifying_takes_only_white_space_and_comments(text, expected):
    assert re.sub(r" \}", "}", minified_css(text)) == re.sub(r" \}", "}", expected)


@pytest.mark.parametrize("text", [text for text, _ in CSS])
def test_minified_css_is_as_small_as_it_gets(text):
    once = minified_css(text)
    assert minified_css(once) == once


def test_a_name_changes_with_the_content_alone(tmp_path):
    ours = template_folders(tmp_path)
    before = assets_from(ours).urls["style.css"]
    assert before == assets_from(ours).urls["style.css"]
    mine = tmp_path / "templates" / "assets" / "css"
    mine.mkdir(parents=True)
    (mine / "theme.css").write_text(":root { --paper: pink }", encoding="utf-8")
    assert assets_from(template_folders(tmp_path)).urls["style.css"] != before


def test_a_reader_replaces_one_style_sheet_and_keeps_the_others(tmp_path):
    mine = tmp_path / "templates" / "assets" / "css"
    mine.mkdir(parents=True)
    (mine / "theme.css").write_text(":root { --paper: pink }", encoding="utf-8")
    made = assets_from(template_folders(tmp_path))
    style = next(
        file for file in made.files if file.path.endswith(".css")
    ).content.decode()
    assert "--paper: pink" in style
    assert "--hairline:" not in style
    assert ".paper-card" in style


def test_every_asset_is_written_where_its_url_says(tmp_path):
    made = assets_from(template_folders(tmp_path))
    assert {file.path for file in made.files} == set(made.urls.values())
    assert {"style.css", "theme.js", "icon.svg", "lunr.js"} <= made.urls.keys()


def test_a_missing_style_sheet_is_named(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "icon.svg").write_text("<svg/>", encoding="utf-8")
    with pytest.raises(
        PapershelfError, match=f"templates/assets/css/{STYLE_SHEETS[0]}.css"
    ):
        assets_from([tmp_path])
