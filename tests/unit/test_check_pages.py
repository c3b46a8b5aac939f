"""What `check` says of the pages of `content/`; and that private words are found in a site."""

import pytest

from generator.content.reader import Source, pages_from
from generator.site.check import find_secrets, page_problems

DUPLICATE, ALIAS, HEADING = "check-duplicate", "check-alias", "check-empty-heading"
CASES = {
    "nothing amiss": (["title: A\n---\n\n## Notes", "title: B\naliases: [b-two]\n---\n"], []),
    "same arXiv id, once as DOI": (
        ["title: A\narxiv_id: 2401.00001\n---", "doi: 10.48550/arXiv.2401.00001\n---"],
        [(DUPLICATE, "b.md", 2, 6, "same arXiv id 2401.00001")],
    ),
    "same DOI": (
        ["doi: 10.1000/x\n---", "x: y\ndoi: https://doi.org/10.1000/X\n---"],
        [(DUPLICATE, "b.md", 3, 6, "content/a.md is about this paper too")],
    ),
    "same arXiv id, once in an address": (
        ["title: A\narxiv_id: 2401.00001\n---", "title: B\nurl: https://hf.co/papers/2401.00001\n---"],
        [(DUPLICATE, "b.md", 3, 6, "same arXiv id 2401.00001")],
    ),
    "same arXiv id, once in an alias": (
        ["title: A\narxiv_id: 2401.00001\n---", "title: B\naliases: ['arXiv:2401.00001v3']\n---"],
        [(DUPLICATE, "b.md", 3, 10, "same arXiv id 2401.00001")],
    ),
    "same forum at OpenReview": (
        ["title: A\nurl: https://openreview.net/forum?id=aB-1\n---", "title: B\npdf: https://openreview.net/pdf?id=aB-1\n---"],
        [(DUPLICATE, "b.md", 3, 6, "same OpenReview id aB-1")],
    ),
    "address of another paper than the id": (
        ["title: A\narxiv_id: 2401.00001\n---", "title: B\narxiv_id: 2401.00002\nurl: https://arxiv.org/abs/2401.00001\n---"],
        [("check-id", "b.md", 4, 6, "`url` leads to 2401.00001, and this page is about 2401.00002")],
    ),
    "same title, once with an entity": (
        ["title: Salt & Fog\n---", "title: Salt &amp; Fo\u00adg\n---"],
        [(DUPLICATE, "b.md", 2, 8, "same title")],
    ),
    "same title": (
        ["title: A Paper\n---", "title: a paper!\n---"],
        [(DUPLICATE, "b.md", 2, 8, "same title")],
    ),
    "same title, other papers": (
        ["title: A\ndoi: 10.1000/x\n---", "title: A\ndoi: 10.1000/y\n---"],
        [],
    ),
    "alias that is another's file name": (
        ["title: A\n---", "aliases: [one, A]\n---"],
        [("alias-collision", "b.md", None, None, "claimed by an alias of this page")],
    ),
    "link that leads nowhere": (
        ["title: A\n---\n# Notes\n\n[[nobody at all]]"],
        [("link-broken", "a.md", 6, 1, "leads nowhere")],
    ),
    "alias that says nothing": (
        ["title: X\naliases: [a]\n---"],
        [(ALIAS, "a.md", 3, 11, "the page's own name")],
    ),
    "alias that repeats the title": (["title: A\naliases: [A]\n---"], []),
    "empty headings": (
        ["---\nWords.\n\n# Mine\n\n## Method\n\n## Data\n\nx\n\n## Doubts\n\n## Notes\n"],
        [
            (HEADING, "a.md", 7, None, "heading `Method`"),
            (HEADING, "a.md", 13, None, "heading `Doubts`"),
        ],
    ),
    "comment below a heading": (["---\n# Mine\n\n<!-- to do -->\n"], []),
    "two spellings of a tag": (
        ["tags: [Diffusion-Models]\n---", "tags: [diffusion models]\n---", "tags: diffusion models\n---"],
        [("check-tag-spelling", "a.md", 2, 8, "is spelled `diffusion models` in 2 pages")],
    ),
    "tag twice": (
        ["tags:\n- a\n- b\n- '#A'\n---"],
        [("check-tag-twice", "a.md", 5, 3, "tag `#A` is here twice")],
    ),
}  # fmt: skip


def pages_and_data(*texts):
    sources = [
        Source(path=f"content/{name}.md", data=f"---\n{text}".encode())
        for name, text in zip("abcdef", texts, strict=False)
    ]
    return pages_from(sources).items, {source.path: source.data for source in sources}


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES)
def test_page_rules_report_the_place(texts, expected):
    problems = list(page_problems(*pages_and_data(*texts)))

    places = [(item.code, item.path, item.line, item.column) for item in problems]
    assert places == [
        (code, f"content/{path}", *place) for code, path, *place, _ in expected
    ]
    for item, (*_, words) in zip(problems, expected, strict=True):
        assert words in item.message


def test_private_is_what_no_page_publishes():
    pages, data = pages_and_data(
        "title: A Hidden Title\nprivate: true\n---",
        "title: B\n_mood: very gloomy\n_short: gloomy\n_said: public words\nmap: {_deep: down below}\n"
        "Private Notes: |\n  first line\n\n  second line\n---\nSome public words.",
    )

    found = {
        (secret.value, secret.name, secret.path) for secret in find_secrets(pages, data)
    }

    assert found == {
        ("A Hidden Title", "title", "content/a.md"),
        ("very gloomy", "_mood", "content/b.md"),
        ("down below", "_deep", "content/b.md"),
        ("first line", "Private Notes", "content/b.md"),
        ("second line", "Private Notes", "content/b.md"),
    }
