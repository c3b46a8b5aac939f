"""Pictures and files in notes: what is published, where, and what is reported."""

import os
import struct

import pytest

from generator.cli import main
from generator.content.files import ContentFiles
from generator.content.page import page_from
from generator.core.build_options import BuildOptions
from generator.core.errors import PapershelfError
from generator.core.page_walk import walk_pages
from generator.library.library import library_from_pages
from generator.markup.local_links import SLOT
from generator.pipelines.build import build

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 400)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
SIZED = 'width="640" height="400" loading="lazy" decoding="async">'


@pytest.fixture
def shelf(tmp_path):
    """A function that writes files below `content/papers/` and gives the library."""

    def made(notes, files=(), *, front="", abstract=""):
        folder = tmp_path / "content" / "papers"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in dict(files).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        text = f"---\ntitle: Tea\n{front}---\n\n{abstract}\n\n## Notes\n\n{notes}\n"
        (folder / "tea.md").write_text(text, encoding="utf-8")
        walk = walk_pages(tmp_path / "content")
        pages = []
        for path in walk.pages:
            pages += page_from((tmp_path / path).read_bytes(), path).items
        return library_from_pages(pages, files=ContentFiles(tmp_path, walk))

    return made


def shown(library):
    """The notes of the page, without its heading."""
    html = {entry.summary.slug: entry.content.notes_html for entry in library.entries}
    return html["tea"].partition("</h2>")[2].strip()


def published(library):
    return {
        one.path: one.source.removeprefix("content/") for one in library.attachments
    }


def codes(library):
    return [problem.code for problem in library.problems]


def picture(source, words, size=SIZED):
    return f'<img src="tea/{source}" alt="{words}" {size}'


PLOT = {"figures/plot.png": PNG}
DATA = {"table.csv": b"a,b\n"}
SHOWN = {
    "picture": ("![a *plot*](figures/plot.png)", PLOT, picture("plot.png", "a plot")),
    "below content": ("![p](papers/figures/plot.png)", PLOT, picture("plot.png", "p")),
    "from the root": ("![p](/papers/figures/plot.png)", PLOT, picture("plot.png", "p")),
    "by its name": ("![p](plot.png)", PLOT, picture("plot.png", "p")),
    "with steps": ("![p](./x/../figures/plot.png)", PLOT, picture("plot.png", "p")),
    "backslashes": ("![p](figures\\plot.png)", PLOT, picture("plot.png", "p")),
    "query": ("![p](figures/plot.png?raw=true)", PLOT, picture("plot.png", "p")),
    "reference": ("![p][1]\n\n[1]: figures/plot.png", PLOT, picture("plot.png", "p")),
    "brackets": ("![p](<a b.png>)", {"a b.png": PNG}, picture("a%20b.png", "p")),
    "blanks": ("![*p*](a b.png)", {"a b.png": PNG}, picture("a%20b.png", "p")),
    "blanks in a link": (
        "[*our* data](my table.csv)",
        {"my table.csv": b"a,b"},
        '<a href="tea/my%20table.csv"><em>our</em> data</a>',
    ),
    "escapes": ("![p](a%20b.png)", {"a b.png": PNG}, picture("a%20b.png", "p")),
    "mark in its name": (
        "![p](a%23b.png)",
        {"a#b.png": PNG},
        picture("a-b.png", "p"),
    ),
    "quote in its name": ("![p](a%22b.png)", {'a"b.png': PNG}, picture("a-b.png", "p")),
    "percent in its name": (
        "![p](a%2520b.png)",
        {"a%20b.png": PNG},
        picture("a%2520b.png", "p"),
    ),
    "letters apart": (
        "![p](e\u0301.png)",
        {"\xe9.png": PNG},
        picture("%C3%A9.png", "p"),
    ),
    "capitals": ("![p](A.PNG)", {"A.PNG": PNG}, picture("A.PNG", "p")),
    "no words": ("![](figures/plot.png)", PLOT, picture("plot.png", "plot.png")),
    "width": (
        "![p|320](figures/plot.png)",
        PLOT,
        picture("plot.png", "p", SIZED.replace("640", "320").replace("400", "200")),
    ),
    "embed": ("![[plot.png]]", PLOT, picture("plot.png", "plot.png")),
    "embed with words": (
        "![[figures/plot.png|a plot]]",
        PLOT,
        picture("plot.png", "a plot"),
    ),
    "embed with width": (
        "![[plot.png|320x9]]",
        PLOT,
        picture(
            "plot.png", "plot.png", SIZED.replace("640", "320").replace("400", "200")
        ),
    ),
    "of unknown size": (
        "![p](x.svg)",
        {"x.svg": SVG},
        picture("x.svg", "p", 'loading="lazy" decoding="async">'),
    ),
    "link": (
        "[our *data*](table.csv)",
        DATA,
        '<a href="tea/table.csv">our <em>data</em></a>',
    ),
    "link with a place": (
        "[p](a.pdf#page=3)",
        {"a.pdf": b"%PDF"},
        '<a href="tea/a.pdf#page=3">p</a>',
    ),
    "link in brackets": (
        "[[table.csv|data]]",
        DATA,
        '<a href="tea/table.csv">data</a>',
    ),
    "embedded data": ("![data](table.csv)", DATA, '<a href="tea/table.csv">data</a>'),
    "link to a picture": (
        "[p](figures/plot.png)",
        PLOT,
        '<a href="tea/plot.png">p</a>',
    ),
    "picture in a link": (
        "[![p](figures/plot.png)](https://a.example/)",
        PLOT,
        f'<a href="https://a.example/" rel="noopener noreferrer">{picture("plot.png", "p")}</a>',
    ),
    "picture in a link to a file": (
        "[![p](figures/plot.png)](table.csv)",
        PLOT | DATA,
        f'<a href="tea/table.csv">{picture("plot.png", "p")}</a>',
    ),
    "data in a link": ("[![p](table.csv)](https://a.example/)", DATA, None),
}


@pytest.mark.parametrize(("notes", "files", "html"), SHOWN.values(), ids=SHOWN)
def test_file_is_shown_and_published(shelf, notes, files, html):
    library = shelf(notes, files)

    assert codes(library) == []
    assert len(published(library)) == len(files)
    if html:
        assert shown(library) == f"<p>{html}</p>"
    assert shown(library).count("<a ") <= 1


def test_picture_in_a_table_in_a_list_and_in_an_abstract(shelf):
    table = "| a |\n|---|\n| ![[plot.png\\|300]] |\n\n- ![x](figures/plot.png)"
    library = shelf(table, PLOT, abstract="Above ![y](figures/plot.png).")

    (entry,) = library.entries
    assert shown(library).count("<img") == 2
    assert '<td><img src="tea/plot.png"' in shown(library)
    assert entry.content.abstract_html.count("<img") == 1
    assert entry.content.paper.abstract == "Above y."
    assert entry.content.notes_text.endswith("plot.png\n\nx")


NOT_SHOWN = {
    "missing": ("![p](gone.png)", {}, "p", "notes-file-missing"),
    "missing, no words": (
        "![](figs/a%20b.png)",
        {},
        "figs/a b.png",
        "notes-file-missing",
    ),
    "missing, blanks": ("![p](a b.png)", {}, "p", "notes-file-missing"),
    "missing link": ("[*d*](gone.csv)", {}, "<a><em>d</em></a>", "notes-file-missing"),
    "missing embed": ("![[gone.png|300]]", {}, "gone.png", "notes-file-missing"),
    "outside": ("![p](../../secret.png)", {}, "p", "notes-file-refused"),
    "far outside": ("[p](../../../../etc/x.csv)", {}, "<a>p</a>", "notes-file-refused"),
    "hidden": ("![p](.x.png)", {".x.png": PNG}, "p", "notes-file-missing"),
    "underscore": ("![p](_x.png)", {"_x.png": PNG}, "p", "notes-file-missing"),
    "in a hidden folder": (
        "![p](_x/a.png)",
        {"_x/a.png": PNG},
        "p",
        "notes-file-missing",
    ),
    "program": ("![p](x.exe)", {"x.exe": b"x"}, "p", "notes-file-refused"),
    "HTML": ("[p](x.html)", {"x.html": b"x"}, "<a>p</a>", "notes-file-refused"),
    "no ending": ("![p](x)", {"x": b"x"}, "p", "notes-file-refused"),
    "folder": ("![p](x.png)", {"x.png/a.txt": b"x"}, "p", "notes-file-missing"),
    "empty": ("![p](x.png)", {"x.png": b""}, "p", "notes-file-refused"),
    "two of one name": (
        "![p](x.png)",
        {"a/x.png": PNG, "b/x.png": PNG},
        "p",
        "link-ambiguous",
    ),
    "page": ("[p](gone.md)", {}, "<a>p</a>", "link-broken"),
}


@pytest.mark.parametrize(
    ("notes", "files", "html", "code"), NOT_SHOWN.values(), ids=NOT_SHOWN
)
def test_what_is_not_shown_is_reported_and_not_published(
    shelf, notes, files, html, code
):
    library = shelf(notes, files)

    assert codes(library) == [code]
    assert shown(library) == f"<p>{html}</p>"
    assert published(library) == {}


def test_problems_name_line_column_and_the_file_that_may_be_meant(shelf):
    library = shelf("See\n- ![p](<figures/plto.png>) and [d](tabel.csv)", PLOT | DATA)

    places = [(problem.line, problem.column) for problem in library.problems]
    assert places == [(10, 3), (10, 32)]
    assert "`figures/plot.png`" in library.problems[0].hint
    assert "`table.csv`" in library.problems[1].hint


def test_other_capitals_are_shown_as_the_file_is_spelled_with_a_warning(shelf):
    library = shelf("![p](Figures/PLOT.png)", PLOT)

    assert shown(library) == f"<p>{picture('plot.png', 'p')}</p>"
    assert codes(library) == ["notes-file-case"]


def test_files_of_one_name_have_addresses_of_their_own(shelf):
    library = shelf("![a](a/x.png) ![b](b/x.png) ![a](a/x.png) ![c](c/X.png)",
                    {"a/x.png": PNG, "b/x.png": PNG + b"2", "c/X.png": PNG + b"3"})  # fmt: skip

    paths = published(library)
    assert sorted(paths.values()) == [
        "papers/a/x.png",
        "papers/b/x.png",
        "papers/c/X.png",
    ]
    assert len({path.casefold() for path in paths}) == 3
    assert "papers/tea/x.png" in paths


def test_link_to_a_page_leads_to_it(shelf):
    other = b"---\ntitle: Other\n---\n\n## Notes\n\n### The Best Part\n\nx\n"
    library = shelf("[a](other.md) [b](./other.md#the-best-part) ![](../papers/other.md)",
                    {"other.md": other})  # fmt: skip

    assert shown(library) == (
        '<p><a href="other.html">a</a> <a href="other.html#note-the-best-part">b</a> '
        '<a href="other.html">Other</a></p>'
    )
    assert [page.slug for page in library.backlinks["other"]] == ["tea"]
    assert codes(library) == []


def test_link_to_a_private_page_shows_its_words_alone(shelf):
    hidden = b"---\ntitle: Hidden\nprivate: true\n---\n\n## Notes\n\n![x](x.png)\n"
    library = shelf("[a](hidden.md)", {"hidden.md": hidden, "x.png": PNG})

    assert shown(library) == "<p><a>a</a></p>"
    assert codes(library) == ["link-unpublished"]
    assert published(library) == {}


def test_links_within_the_site_stay_as_they_are(shelf):
    notes = "[a](../tags/index.html) [b](#notes) [c](?q=x) [d](mailto:a@b.example)"

    assert shown(shelf(notes)).count("href") == 4
    assert '"../tags/index.html"' in shown(shelf(notes))


@pytest.mark.parametrize(
    "text",
    ["<!-- ![p](x.png) -->", "%% ![[x.png]] %%", "`![p](x.png)`", "    ![p](x.png)",
     "```\n![[x.png]]\n```", "\\![p](x.png) \\[[x.png]]".replace("(", "\\("),
     '<img src="x.png">', "![p %% ![q](x.png) %%](https://a.example/b.png)"],
)  # fmt: skip
def test_what_no_reader_sees_publishes_nothing(shelf, text):
    assert published(shelf(text, {"x.png": PNG})) == {}


@pytest.mark.parametrize("front", ["private: true\n", "draft: true\n", "cover: x.png\n",
                                   "summary: '![p](x.png)'\n"])  # fmt: skip
def test_only_the_text_of_a_published_page_publishes(shelf, front):
    notes = "![p](x.png)" if "true" in front else "Words."

    assert published(shelf(notes, {"x.png": PNG}, front=front)) == {}


SCRIPTED = {
    "script": b"<svg><script>1</script></svg>",
    "prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>',
    "handler": b'<svg onload="x()"/>',
    "address": b'<svg><a href="java&#10;script:x()">a</a></svg>',
    "animated": b'<svg><set attributeName="href" to="javascript:x()"/></svg>',
    "foreign": b"<svg><foreignObject/></svg>",
    "entity": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    "style sheet": b'<?xml-stylesheet href="#x" type="text/xsl"?><svg/>',
    "UTF-16": "<svg><script/></svg>".encode("utf-16"),
    "no XML": b"<svg>",
    "HTML": b"<!doctype html><script>1</script>",
}


@pytest.mark.parametrize("content", SCRIPTED.values(), ids=SCRIPTED)
def test_svg_that_could_act_is_refused(shelf, content):
    library = shelf("![p](x.svg)", {"x.svg": content})

    assert published(library) == {}
    assert codes(library) == ["notes-file-refused"]


def test_svg_with_a_public_document_type_is_shown(shelf):
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'

    assert codes(shelf("![p](x.svg)", {"x.svg": kind + SVG})) == []


@pytest.mark.posix
def test_links_out_of_the_project_are_refused_by_name(
    shelf, tmp_path, tmp_path_factory
):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.png"
    secret.write_bytes(PNG)
    shelf("x")
    (tmp_path / "papershelf.toml").write_text('title = "x"\n')
    (tmp_path / "content/papers/a.png").symlink_to(secret)
    (tmp_path / "content/papers/b.csv").symlink_to(tmp_path / "papershelf.toml")
    (tmp_path / "content/papers/c.png").symlink_to(tmp_path / "content/papers/_d.png")
    (tmp_path / "content/papers/_d.png").write_bytes(PNG)
    (tmp_path / "content/papers/e.png").symlink_to("f/g.png")
    os.mkfifo(tmp_path / "content/papers/pipe.png")
    library = shelf(
        "![](a.png) ![](b.csv) ![](c.png) ![](e.png) ![](pipe.png)", {"f/g.png": PNG}
    )

    assert published(library) == {"papers/tea/e.png": "papers/e.png"}
    assert codes(library) == ["notes-file-refused"] * 3 + ["notes-file-missing"]


@pytest.mark.posix
def test_links_bring_nothing_to_light_that_is_hidden_or_beside_the_pages(
    shelf, tmp_path
):
    folder = tmp_path / "content/papers"
    hidden = {"_h/a.png": PNG, "_h/b/c.png": PNG, "../../seeds/s.csv": b"a,b\n"}
    shelf("x", hidden | {"../../figures/d.png": PNG})
    (folder / "linked").symlink_to("_h")
    (folder / "deep").symlink_to("_h/b")
    (folder / "e.png").symlink_to("_h/a.png")
    (folder / "s.csv").symlink_to("../../seeds/s.csv")
    (folder / "seeds").symlink_to("../../seeds")
    (folder / "d.png").symlink_to("../../figures/d.png")
    names = [
        "linked/a.png",
        "linked/b/c.png",
        "deep/c.png",
        "e.png",
        "s.csv",
        "seeds/s.csv",
    ]
    library = shelf(" ".join(f"![]({name})" for name in (*names, "d.png")))

    assert published(library) == {"papers/tea/d.png": "papers/d.png"}


@pytest.mark.posix
def test_linked_folder_that_settings_name_is_followed(
    shelf, tmp_path, tmp_path_factory
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "plot.png").write_bytes(PNG)
    shelf("x")
    (tmp_path / "content/papers/figs").symlink_to(elsewhere)
    assert codes(shelf("![](figs/plot.png)")) == ["notes-file-missing"]
    (tmp_path / "papershelf.toml").write_text(
        'linked_folders = ["content/papers/figs"]\n'
    )
    assert codes(shelf("![](figs/plot.png)")) == []


# In a build


@pytest.fixture
def project(shelf, tmp_path):
    shelf("![p](figures/plot.png)", PLOT)
    (tmp_path / "papershelf.toml").write_text("base_url = 'https://a.example/l/'\n")
    return tmp_path


def test_picture_that_is_replaced_or_removed_is_so_on_the_site(project):
    source = project / "content/papers/figures/plot.png"
    copy = project / "site/papers/tea/plot.png"
    assert build(project, BuildOptions()).papers == 1
    assert copy.read_bytes() == PNG

    source.write_bytes(PNG + b"new")
    assert build(project, BuildOptions()).files.written == ("papers/tea/plot.png",)
    assert copy.read_bytes() == PNG + b"new"

    source.unlink()
    report = build(project, BuildOptions())
    assert report.files.removed == ("papers/tea/plot.png",)
    assert [problem.code for problem in report.problems] == ["notes-file-missing"]
    assert not copy.parent.exists()


def test_nothing_is_read_when_nothing_changed(project, monkeypatch):
    build(project, BuildOptions())
    build(project, BuildOptions())
    read = []
    monkeypatch.setattr(ContentFiles, "_read_facts", lambda _, path: read.append(path))
    monkeypatch.setattr(
        ContentFiles, "load", lambda _, path, _digest: read.append(path)
    )

    assert build(project, BuildOptions()).library is None
    (project / "content/papers/new.md").write_text("---\ntitle: New\n---\n")
    build(project, BuildOptions())
    assert read == []


def test_file_that_appears_is_shown_by_the_next_build(project):
    page = project / "content/papers/tea.md"
    page.write_text(page.read_text().replace("plot.png", "later.png"))
    assert build(project, BuildOptions()).problems
    (project / "content/papers/figures/later.png").write_bytes(PNG)

    assert build(project, BuildOptions()).problems == ()
    assert (project / "site/papers/tea/later.png").is_file()


def test_file_that_changes_during_the_build_ends_it(project, monkeypatch):
    load = ContentFiles.load

    def replaced(self, path, digest):
        (project / path).write_bytes(PNG + b"meanwhile")
        return load(self, path, digest)

    monkeypatch.setattr(ContentFiles, "load", replaced)
    with pytest.raises(PapershelfError) as fault:
        build(project, BuildOptions())
    assert fault.value.problems[0].code == "content-changed"


def test_feed_has_the_picture_at_its_own_address(project):
    build(project, BuildOptions())

    feed = (project / "site/feed.xml").read_text()
    assert "https://a.example/l/papers/tea/plot.png" in feed
    assert SLOT not in feed


def test_check_follows_pictures_and_reports_what_a_build_does(project, capsys):
    build(project, BuildOptions())
    assert main(["check", str(project)]) == 0
    (project / "site/papers/tea/plot.png").unlink()
    (project / "content/papers/figures/plot.png").unlink()

    assert main(["check", str(project)]) == 1
    said = capsys.readouterr().out
    assert "notes-file-missing" in said
    assert "check-link" in said
