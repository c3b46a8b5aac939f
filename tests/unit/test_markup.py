"""Markdown as safe HTML, words and links; TeX residue repaired."""

from pathlib import Path

import pytest

from generator import markup

CASES = Path(__file__).parents[1] / "cases"


def cases(name):
    text = (CASES / name).read_bytes().decode("utf-8")
    return [case.strip("\n").split("\n") for case in text.split("\n\n")[1:]]


@pytest.mark.parametrize(("residue", "repaired"), cases("tex.txt"))
def test_tex_residue_is_repaired(residue, repaired):
    assert markup.repair_tex(residue) == repaired
    assert markup.repair_tex(repaired) == repaired


@pytest.mark.parametrize("case", cases("links.txt"), ids=lambda case: case[0])
def test_links_are_found_and_named(case):
    text, *expected = case
    assert [
        f"{link.label} {link.url}" for link in markup.parse(text).links()
    ] == expected


ESCAPED = {
    "snake_case stays": "snake_case stays",
    "*stars* and _lines_": "\\*stars\\* and \\_lines\\_",
    "# no heading": "\\# no heading",
    "1. no list": "1\\. no list",
    "- no list": "\\- no list",
    "a <think> tag": "a \\<think> tag",
    "AT&T &amp; co": "AT&T \\&amp; co",
    "5 < 6, a * b": "5 < 6, a \\* b",
    "at https://a.io/b_c_d": "at https://a.io/b_c_d",
}


@pytest.mark.parametrize(("text", "escaped"), ESCAPED.items())
def test_only_what_markdown_would_change_is_escaped(text, escaped):
    assert markup.escape(text) == escaped
    assert markup.plain_text(escaped, repair=False) == text


def test_white_space_is_collapsed_and_paragraphs_stay():
    assert markup.escape(" a\u2028b \r\n c\n\n \n d\x85e ") == "a b c\n\nd e"


HTML = {
    "strikethrough": ("~~x~~", "<p><s>x</s></p>"),
    "raw HTML": ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    "comment": ("a<!-- no -->b", "<p>ab</p>"),
    "Obsidian's comment": ("a%%no%%b", "<p>ab</p>"),
    "repair in text": ("40\\\\% of 2.33times", "<p>40% of 2.33×</p>"),
    "no repair in code": ("`2.33times`", "<p><code>2.33times</code></p>"),
    "bad link": ("[x](javascript:a)", "<p>[x](javascript:a)</p>"),
    "link": (
        "[x](https://a.io)",
        '<p><a href="https://a.io" rel="noopener noreferrer">x</a></p>',
    ),
    "link within": ("[x](#y)", '<p><a href="#y">x</a></p>'),
    "address and full stop": (
        "https://a.io/RRR.",
        '<p><a href="https://a.io/RRR" rel="noopener noreferrer" class="bare">https://a.io/RRR</a>.</p>',
    ),
    "address without scheme": (
        "github.com/a/b_c",
        '<p><a href="https://github.com/a/b_c" rel="noopener noreferrer" class="bare">github.com/a/b_c</a></p>',
    ),
    "link whose words are its address": (
        "[a.io/x](https://a.io/x/)",
        '<p><a href="https://a.io/x/" rel="noopener noreferrer" class="bare">a.io/x</a></p>',
    ),
    "address in brackets": (
        "<https://a.io/ü>",
        '<p><a href="https://a.io/%C3%BC" rel="noopener noreferrer" class="bare">https://a.io/ü</a></p>',
    ),
    "picture without a description": (
        "![](https://a.io/p.png)",
        '<p><a href="https://a.io/p.png" rel="noopener noreferrer" class="bare">https://a.io/p.png</a></p>',
    ),
    "picture elsewhere": (
        "![x](https://a.io/p.png)",
        '<p><a href="https://a.io/p.png" rel="noopener noreferrer">x</a></p>',
    ),
}


@pytest.mark.parametrize(("markdown", "html"), HTML.values(), ids=HTML)
def test_markdown_as_html(markdown, html):
    assert markup.html(markdown).strip() == html


WHOLE = {
    "umlaut in a path": "https://a.org/wiki/Größe_(Maß)",
    "umlaut in a host": "https://bücher.de/x",
    "letter and mark": "https://a.org/Gro\u0308ße",
    "Cyrillic": "https://a.org/wiki/Поиск",
    "Greek, all of it": "https://α.gr/Ω",
    "Arabic with a joiner": "https://a.org/می\u200cروم",
    "Devanagari": "https://a.org/खोज_सूची",
    "Chinese": "https://a.cn/索引/x-搜索",
    "Chinese host": "https://搜索.cn",
    "Korean in a query": "https://a.org/?q=검색",
    "emoji": "https://a.org/🔍",
    "middle dot": "https://a.org/col·lecció",
    "apostrophe": "https://a.org/wiki/Zipf's_law",
    "typographic apostrophe": "https://a.org/L’Étang",
    "dash": "https://a.org/Kullback–Leibler_divergence",
    "fragment": "https://a.org/x?a=ä&b=ß#Übersicht",
    "without a scheme": "github.com/a/b#größe",
    "ends in a letter": "https://a.org/ß",
}
AROUND = (
    "{}",
    "({})",
    "„{}“",
    "«{}».",
    "**{}**",
    "- a {},\n- b",
    "{}。",
    "{}’s",
    "# {}",
)


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("address", WHOLE.values(), ids=WHOLE)
def test_bare_address_of_any_script_is_linked_whole(address, around):
    url = address if "://" in address else f"https://{address}"
    for text in (around.format(address), f"See {around.format(address)} `x`"):
        (link,) = markup.parse(text).links()
        assert link.url == url


NOT_LINKED = {
    "words follow at once": "代码在https://a.org/x里",
    "or go on": "https://a.org/wiki/C言語",
    "host alone": "见https://a.org的",
    "emoji behind": "https://a.org/x🔍",
    "letter before the name": "grün.github.io",
    "mark before the name": "gru\u0308n.github.io",
}


@pytest.mark.parametrize("text", NOT_LINKED.values(), ids=NOT_LINKED)
def test_address_whose_end_nobody_knows_is_not_linked(text):
    assert not [*markup.parse(text).links()]
    assert markup.plain_text(text) == text


def test_headings_go_below_the_page_s_own_and_have_different_ids():
    shown = markup.html("# A\n\n### B\n\n# A\n", level=3)

    assert (
        shown
        == '<h3 id="note-a">A</h3>\n<h5 id="note-b">B</h5>\n<h3 id="note-a-2">A</h3>\n'
    )


def test_table_has_classes_instead_of_styles():
    shown = markup.html("| a |\n| -: |\n| 1 |\n")

    assert '<td class="align-right">1</td>' in shown
    assert "style" not in shown


HEADINGS = {
    "none": ("a\n\nb", None),
    "plain": ("a\n\n## B", 2),
    "underlined": ("a\n\nB\n---\n", 2),
    "in code": ("```\n# a\n```\n\n# b", 4),
    "in a comment": ("<!--\n# a\n-->\n# b", 3),
    "in a quotation": ("> # a\n\n# b", 2),
    "no blank": ("#tag\n# b", 1),
}


@pytest.mark.parametrize(("text", "line"), HEADINGS.values(), ids=HEADINGS)
def test_first_heading_is_found(text, line):
    assert markup.first_heading(text) == line


def test_plain_text_has_the_words_of_everything_that_is_shown():
    text = "# A\n\n- *b* [c](https://d.io)\n\n| e |\n| - |\n| `f` |\n\n```\ng\n```\n"

    assert markup.plain_text(text).split() == ["A", "b", "c", "e", "f", "g"]


def shown_with_links(markdown):
    """The HTML of notes in which each link leads to `y.html`, but `x` nowhere."""
    parsed = markup.parse(markdown, wikilinks=True)
    wikilinks = parsed.local_links()
    targets = [
        None if link.name == "x" else markup.Link(label=link.words, url="y.html")
        for link in wikilinks
    ]
    text = markup.fill_text(parsed.text(), wikilinks, targets)
    assert all(link.words in text for link in wikilinks)
    return markup.fill_html(parsed.html(), wikilinks, targets)


REFERENCES = {
    "in emphasis": ("*[[a]]*", '<p><em><a href="y.html">a</a></em></p>'),
    "in brackets": ("[see [[a]]]", '<p>[see <a href="y.html">a</a>]</p>'),
    "over two lines": ("[[a\n b|c\nd]]", '<p><a href="y.html">c d</a></p>'),
    "no words of its own": ("[[a|]]", '<p><a href="y.html">a</a></p>'),
    "no name": ("[[|a]] [[ ]] [[]]", "<p>[[|a]] [[ ]] [[]]</p>"),
    "not closed": ("[[a] [[b", "<p>[[a] [[b</p>"),
    "lists of numbers": ("[[1, 2], [3, 4]]", "<p>[[1, 2], [3, 4]]</p>"),
    "escaped": ("\\[[a]] [\\[a]]", "<p>[[a]] [[a]]</p>"),
    "leads nowhere": ("[[x|<b>]]", "<p>&lt;b&gt;</p>"),
    "comment within": ("[[a%%no%%b]]", "<p>[[ab]]</p>"),
    "number that is a link": (
        "[[1]](https://a.io)",
        '<p><a href="https://a.io" rel="noopener noreferrer">[1]</a></p>',
    ),
    "in a picture's description": (
        "![see [[a]]](https://b.io/c.png)",
        '<p><a href="https://b.io/c.png" rel="noopener noreferrer">see a</a></p>',
    ),
    "in a heading": (
        "# See [[a|b]]",
        '<h2 id="note-see-b">See <a href="y.html">b</a></h2>',
    ),
    "within a link": ("[b [[a]]](#c)", '<p>[b <a href="y.html">a</a>](#c)</p>'),
    "embed within a link": ("[b ![[a]]](#c)", '<p><a href="#c">b ![[a]]</a></p>'),
}


@pytest.mark.parametrize(("markdown", "html"), REFERENCES.values(), ids=REFERENCES)
def test_wikilink_as_html(markdown, html):
    assert shown_with_links(markdown).strip() == html


def test_without_pages_there_are_no_wikilinks():
    assert markup.html("[[a|b]] ![[c]]") == "<p>[[a|b]] ![[c]]</p>\n"


def test_wikilinks_have_line_and_column():
    (first, second) = markup.parse(
        "# [[a]]\n\n> `[[a|b]]` b\n> c [[a|b]]", wikilinks=True
    ).local_links()

    assert (first.name, first.label, first.line, first.column) == ("a", "", 0, 2)
    assert (second.name, second.label, second.line, second.column) == ("a", "b", 3, 4)


def test_picture_in_a_link_is_no_link_in_a_link():
    shown = markup.html("[![a](https://b.io/c.png)](https://d.io)")

    assert (
        shown.strip() == '<p><a href="https://d.io" rel="noopener noreferrer">a</a></p>'
    )


def test_relative_links_are_made_absolute_and_nothing_else_is():
    markdown = (
        '[a](b.html?c=1&d "t") [e](#f) <https://g.io> [h](mailto:i@j.io) `<a href="k">`'
    )
    shown = markup.html(markdown)

    assert markup.absolute_links(
        shown, "https://z.io/list/papers/p.html"
    ) == shown.replace('"b.html', '"https://z.io/list/papers/b.html').replace(
        '"#f', '"https://z.io/list/papers/p.html#f'
    )
