import os
import re
from pathlib import Path

import pytest

from generator.core.errors import PapershelfError
from generator.incremental.inputs import template_folders
from generator.site.render.assets import assets_from
from generator.site.render.css import minify_css, theme_properties

CSS = [
    ("a  {\n  color : red;\n  margin: 0 1px\n}\n", "a{color : red;margin: 0 1px}"),
    ("/* why */ a { top: 0 } /* end */", "a{top: 0 }"),
    ('a::after { content: " ;  { /* kept */ " }', 'a::after{content: " ;  { /* kept */ " }'),
    ("a /* x */ b { top: 0 }", "a b{top: 0 }"),
    ("b:is(i, u) :hover>a { top: calc(1px + 1em) }", "b:is(i,u) :hover>a{top: calc(1px + 1em) }"),
    ("a{b:url(data:x;y,  z)}", "a{b:url(data:x;y,  z)}"),
    ("a/**/.b{top:0}", "a/**/.b{top:0}"),
]  # fmt: skip


@pytest.fixture
def mine(tmp_path):
    """Folder of a project's own templates."""
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def content(made, name):
    return next(
        file.content.decode() for file in made.files if file.path == made.urls[name]
    )


@pytest.mark.parametrize(("text", "expected"), CSS)
def test_minifying_takes_only_white_space_and_comments(text, expected):
    assert re.sub(r" \}", "}", minify_css(text)) == re.sub(r" \}", "}", expected)


@pytest.mark.parametrize("text", [text for text, _ in CSS])
def test_minified_styles_are_as_small_as_they_get(text):
    once = minify_css(text)
    assert minify_css(once) == once


def test_a_name_changes_with_the_content_alone(tmp_path, mine):
    ours = template_folders(tmp_path)
    before = assets_from(ours).urls["style.css"]
    assert before == assets_from(ours).urls["style.css"]
    write(mine / "assets/css/theme.css", ":root { --paper: pink }")
    assert assets_from(template_folders(tmp_path)).urls["style.css"] != before


def test_a_reader_replaces_one_style_sheet_and_keeps_the_others(tmp_path, mine):
    write(mine / "assets/css/theme.css", ":root { --paper: pink }")
    style = content(assets_from(template_folders(tmp_path)), "style.css")
    assert "--paper: pink" in style
    assert "--hairline:" not in style
    assert ".paper-card" in style


def test_every_asset_is_written_where_its_url_says(tmp_path):
    made = assets_from(template_folders(tmp_path))
    assert {file.path for file in made.files} == set(made.urls.values())
    assert {"style.css", "theme.js", "icon.svg", "lunr.js"} <= made.urls.keys()


def test_a_missing_style_sheet_is_named(tmp_path, mine):
    write(mine / "assets/css/order.txt", "theme.css\nlost.css\n")
    with pytest.raises(PapershelfError, match=r"templates/assets/css/lost\.css"):
        assets_from(template_folders(tmp_path))


def test_a_reader_replaces_one_script_of_search_and_keeps_the_others(tmp_path, mine):
    ours = content(assets_from(template_folders(tmp_path)), "search.js")
    write(mine / "assets/js/search/facets.js", "mine();")

    made = content(assets_from(template_folders(tmp_path)), "search.js")

    assert "mine();" in made
    assert "search.tokenizer=" in made
    assert "search.facetCounts=" in ours
    assert "search.facetCounts=" not in made


def test_a_reader_changes_the_order_of_scripts_and_style_sheets(tmp_path, mine):
    write(mine / "assets/js/search/order.txt", "# only this\n\nmine.js\n")
    write(mine / "assets/js/search/mine.js", "mine();")
    write(mine / "assets/css/order.txt", "mine.css\n")
    write(mine / "assets/css/mine.css", "a { top: 0 }")

    made = assets_from(template_folders(tmp_path))

    assert content(made, "search.js").endswith("\nmine();\n")
    assert content(made, "style.css") == "a{top: 0}\n"


def test_a_script_of_the_readers_own_is_an_asset(tmp_path, mine):
    write(mine / "assets/js/mine.js", "mine();")

    assert content(assets_from(template_folders(tmp_path)), "mine.js") == "mine();\n"


def test_every_script_of_search_is_joined_or_loaded_by_itself():
    folder = template_folders(Path("nowhere"))[-1] / "assets/js/search"
    joined = (folder / "order.txt").read_text("utf-8").split("\n")
    scripts = {path.name for path in folder.glob("*.js")}

    assert scripts == {line for line in joined if line.endswith(".js")} | {"open.js"}


def test_every_style_sheet_is_joined():
    folder = template_folders(Path("nowhere"))[-1] / "assets/css"
    joined = (folder / "order.txt").read_text("utf-8").split("\n")

    assert {path.name for path in folder.glob("*.css")} == {
        line for line in joined if line.endswith(".css")
    }


@pytest.mark.parametrize(
    ("value", "light", "dark"),
    [
        ("light-dark(#fff, #000)", "#fff", "#000"),
        ("light-dark( rgb(1 2 3) , rgb(4, 5, 6) )", "rgb(1 2 3)", "rgb(4,5,6)"),
        ("pink", "pink", "pink"),
    ],
)
def test_pages_and_icon_have_the_colours_of_the_theme(
    tmp_path, mine, value, light, dark
):
    write(
        mine / "assets/css/theme.css",
        f"/* --paper: red; */ :root {{ --paper: {value} }}",
    )
    write(mine / "assets/icon.svg", '<svg fill="var(--paper)" stroke="var(--other)"/>')

    made = assets_from(template_folders(tmp_path))

    assert made.theme_colors == {"light": light, "dark": dark}
    assert content(made, "icon.svg") == f'<svg fill="{light}" stroke="var(--other)"/>'


def test_colours_are_found_whatever_else_a_theme_has():
    theme = ":root{--a:1px;--serif:Charter,serif;--b:calc(1px + 2px);--c:light-dark(red,blue)}"

    assert theme_properties(theme)["--c"] == {"light": "red", "dark": "blue"}
    assert "--serif" not in theme_properties(theme)


def test_a_theme_without_a_page_colour_names_none(tmp_path, mine):
    write(mine / "assets/css/theme.css", "")

    assert assets_from(template_folders(tmp_path)).theme_colors == {}


def test_files_of_a_projects_own_are_published_by_what_is_in_them(tmp_path, mine):
    for name in ("fonts/Mine.WOFF2", "lamp.png", "fonts/OFL", "js/parts/x.js"):
        write(mine / "assets" / name, "light")

    made = assets_from(template_folders(tmp_path))

    assert made.urls["fonts/Mine.WOFF2"] == "assets/fonts/Mine.99a70261.WOFF2"
    assert made.urls["lamp.png"] == "assets/lamp.99a70261.png"
    assert made.urls["fonts/OFL"] == "assets/fonts/OFL.99a70261"
    assert content(made, "fonts/Mine.WOFF2") == "light"
    assert content(made, "js/parts/x.js") == "light"


@pytest.mark.parametrize("name", [".DS_Store", "_drafts/x.png", "fonts/.x/y.woff2"])
def test_hidden_files_of_a_project_stay_at_home(tmp_path, mine, name):
    write(mine / "assets" / name, "x")

    assert not set(assets_from(template_folders(tmp_path)).urls) & {name}


def test_parts_of_styles_and_search_are_no_files_of_their_own(tmp_path):
    names = set(assets_from(template_folders(tmp_path)).urls)

    assert names == {
        *("icon.svg", "lunr.js", "search-open.js", "search.js", "style.css"),
        *("scrolling.js", "theme.js"),
    }


@pytest.mark.parametrize("name", ["style.css", "lunr.js"])
def test_own_file_with_the_name_of_a_made_one_is_an_error(tmp_path, mine, name):
    write(mine / "assets" / name, "x")

    with pytest.raises(PapershelfError, match=re.escape(f"assets/{name}: error")):
        assets_from(template_folders(tmp_path))


@pytest.mark.posix
@pytest.mark.parametrize("name", [b"a?.png", b"a\\b.png", b"a\nb.png", b"a\xff.png"])
def test_name_that_not_every_system_can_have_is_an_error(tmp_path, mine, name):
    (mine / "assets").mkdir()
    (mine / "assets" / os.fsdecode(name)).write_bytes(b"")

    with pytest.raises(PapershelfError) as raised:
        assets_from(template_folders(tmp_path))

    (problem,) = raised.value.problems
    assert problem.code == "assets-name"


LINKS = [
    ("url(fonts/a.woff2)", "url(fonts/a.HASH.woff2)"),
    ("url('../fonts/a.woff2')", "url(fonts/a.HASH.woff2)"),
    ('url( "fonts/a.woff2?#iefix" )', "url(fonts/a.HASH.woff2?#iefix)"),
    ("URL(fonts/a.woff2) format('woff2')", "url(fonts/a.HASH.woff2) format('woff2')"),
    ('url("my lamp.svg#on")', "url(my%20lamp.HASH.svg#on)"),
    ("url(my%20lamp.svg)", "url(my%20lamp.HASH.svg)"),
    ("url(icon.svg)", "url(icon.ICON.svg)"),
    ("url(data:image/png;base64,AA==)", "url(data:image/png;base64,AA==)"),
    ("url(https://a.org/x.woff2)", "url(https://a.org/x.woff2)"),
    ("url(#shade)", "url(#shade)"),
    ("url()", "url()"),
    ('"url(no.png)"', '"url(no.png)"'),
    ("red /* url(no.png) */", "red"),
]


@pytest.mark.parametrize(("link", "expected"), LINKS)
def test_sheet_links_to_files_by_their_names_in_the_site(
    tmp_path, mine, link, expected
):
    write(mine / "assets/fonts/a.woff2", "light")
    write(mine / "assets/my lamp.svg", "light")
    write(mine / "assets/css/theme.css", f"a{{b:{link}}}")

    made = assets_from(template_folders(tmp_path))

    hashed = expected.replace("HASH", "99a70261")
    hashed = hashed.replace("ICON", made.urls["icon.svg"].split(".")[1])
    assert f"a{{b:{hashed}" in content(made, "style.css")


def test_own_sheet_links_from_where_it_is(tmp_path, mine):
    write(mine / "assets/extra/a.png", "light")
    write(mine / "assets/extra/print.css", "a{b:url(a.png)}")

    made = assets_from(template_folders(tmp_path))

    assert content(made, "extra/print.css") == "a{b:url(a.99a70261.png)}\n"


def test_file_that_a_sheet_names_and_nobody_has_is_an_error(tmp_path, mine):
    write(mine / "assets/fonts/a.woff2", "light")
    write(mine / "assets/css/theme.css", "a {}\nb { c: url(fonts/A.woff2) }\n")

    with pytest.raises(PapershelfError) as raised:
        assets_from(template_folders(tmp_path))

    (problem,) = raised.value.problems
    assert problem.place == "templates/assets/css/theme.css:2:8"
    assert "`fonts/A.woff2`" in problem.message
