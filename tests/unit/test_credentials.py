"""Passwords and tokens in addresses stay in the file that has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.content.page import page_from
from generator.core.credentials import credential_offsets, without_credentials
from generator.core.errors import Severity

STRIPPED = {
    "name and password": ("https://ada:hunter2@a.org/x", "https://a.org/x"),
    "name alone": ("see HTTP://ada@a.org.", "see HTTP://a.org."),
    "password with an at sign": ("https://ada:p@ss@a.org", "https://a.org"),
    "percent": ("https://ada:p%40ss@a.org", "https://a.org"),
    "entity": ("https://ada:pw&#64;a.org", "https://a.org"),
    "two": ("https://a@b.org https://c@d.org", "https://b.org https://d.org"),
    "with a port": ("https://a:b@c.org:80/@d", "https://c.org:80/@d"),
    "token": ("https://a.org/x?token=s3", "https://a.org/x"),
    "token between": ("https://a.org/?b=c&api_key=s3&d=e", "https://a.org/?b=c&d=e"),
    "token first": ("https://a.org/?accessToken=s3&d=e#f", "https://a.org/?d=e#f"),
    "tokens": ("https://a.org?token=s3&sig=s4&b=c", "https://a.org?b=c"),
    "token in a fragment": ("https://a.org/#access_token=s3&b=c", "https://a.org/#b=c"),
    "signed by a cloud": (
        "https://a.org/x?X-Amz-Credential=k%2F1&X-Amz-Signature=s3&X-Amz-Expires=9",
        "https://a.org/x?X-Amz-Expires=9",
    ),
    "end of a sentence": ("(https://a.org/x?a=b&jwt=s3.s4).", "(https://a.org/x?a=b)."),
    "link": ("[x](https://a.org/?password=s3)", "[x](https://a.org/)"),
    "ampersands": (
        "https://a.org?b=c&amp;auth=s3&amp;d=e",
        "https://a.org?b=c&amp;d=e",
    ),
    "equals sign": ("https://a.org?token&#61;s3", "https://a.org"),
    "escapes": (r"https://a.org?client\_secret=s\_3", "https://a.org"),
    "path": ("https://a.org/x;jsessionid=s3", "https://a.org/x"),
    "command": ("curl a.org/y?api-key=s3 -o", "curl a.org/y -o"),
    "long key": ("https://a.org?key=a0b1c2d3e4f5g6h7i8j9", "https://a.org"),
    "address in one": (
        "https://a.org/?to=https://b.org?token=s3",
        "https://a.org/?to=https://b.org",
    ),
    "source": ("git+https://token@a.org/x.git", "git+https://a.org/x.git"),
}
KEPT = (
    "https://medium.com/@ada/x",
    "https://a.org?mail=ada@b.org",
    "https://a.org#ada@b.org",
    "mailto:ada@a.org",
    "https://a.org, ada@b.org",
    "见https://a.org，ada@b.org",
    "[one](https://a.org)[two@x]",
    "https://a.org/tokens?author=ada&key=tea&page=2",
    "https://a.org/?resourcekey=0-a0b1c2d3e4f5g6h7i8j9",
    "if (a?token=b) c&secret=d;",
    "a token = b, https://a.org/?a=b",
)


@pytest.mark.parametrize(("text", "bare"), STRIPPED.values(), ids=STRIPPED)
def test_address_loses_what_is_before_its_host(text, bare):
    assert without_credentials(text) == bare


@pytest.mark.parametrize("text", KEPT)
def test_at_sign_elsewhere_is_part_of_the_text(text):
    assert without_credentials(text) == text


PIECES = [
    *("https://", "http://", "ada", ":", "@", "/", "&#64;", " ", ".", "?", "(", "é"),
    *("&", "token", "=", "&amp;", "#", ";", "key", "_", "sig=x", "a.b/"),
]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


@given(TEXTS)
def test_nothing_is_left_to_strip(text):
    bare = without_credentials(text)

    assert credential_offsets(bare) == []
    assert without_credentials(bare) == bare


@given(TEXTS)
def test_page_has_what_its_texts_have_without_credentials(text):
    (page,) = page_from(
        f"---\ntitle: Tea\n---\n\n# N\n\nx {text}".encode(), "a.md"
    ).items

    assert page.notes == without_credentials(f"# N\n\nx {text}".rstrip())


def test_search_takes_one_step_a_character():
    # The square of so many would take hours.
    for hostile in (
        "https://" + "a" * 300_000,
        "https://a" * 50_000,
        "@" * 300_000,
        "?token" * 50_000,
        "a.b-" * 100_000,
        "https://a?" + "token" * 100_000,
        "&amp;" * 100_000 + "https://a",
    ):
        assert without_credentials(hostile) == hostile


PAGE = """---
title: Tea
url: https://ada:hunter2@a.org/x
url_pdf: https://hunter2@a.org/x.pdf
summary: at https://ada:hunter2@a.org
tags: [https://hunter2@a.org]
mirror: https://ada:hunter2@b.org
url_code: https://a.org/x?private_token=hunter2&ref=main
_own: https://ada:hunter2@c.org
---

Words at https://ada:hunter2@a.org/y.

## Notes

A [link](https://ada:hunter2@a.org/z) and `git clone https://hunter2@a.org/q`.

See https://a.org/z?b=c&access_token=hunter2, [it](https://a.org?sig=hunter2), or
`curl a.org/api?key=hunter2hunter2hunter2`.
"""


def test_page_is_read_without_them_and_warned_of():
    parsed = page_from(PAGE.encode(), "content/papers/tea.md")

    (page,) = parsed.items
    assert "hunter2" not in repr(page)
    assert page.paper.url == "https://a.org/x"
    assert {problem.code for problem in parsed.problems} == {"content-credentials"}
    assert [problem.line for problem in parsed.problems] == [
        *(3, 4, 5, 6, 7, 8, 12, 16, 16),
        *(18, 18, 19),
    ]
    assert {problem.severity for problem in parsed.problems} == {Severity.WARNING}


def test_escapes_hide_nothing():
    text = '---\ntitle: Tea\nurl: "https:\\u002F/ada:hunter2\\x40a.org/x"\n---\n'
    (page,) = page_from(text.encode(), "a.md").items
    assert page.paper.url == "https://a.org/x"


def test_private_page_is_not_warned_of():
    text = PAGE.replace("title: Tea", "title: Tea\nprivate: true")
    assert page_from(text.encode(), "a.md").problems == ()


def test_no_file_of_the_site_and_no_message_has_them(small_project, capsys):
    page = small_project / "content" / "papers" / "tea.md"
    page.write_text(PAGE, "utf-8")

    assert main(["build", str(small_project)]) == 0
    assert main(["check", str(small_project)]) == 0

    for file in (small_project / "site").rglob("*"):
        assert file.is_dir() or b"hunter2" not in file.read_bytes(), file
    streams = capsys.readouterr()
    assert "hunter2" not in streams.out + streams.err
    assert "[content-credentials]" in streams.err
    assert page.read_text("utf-8") == PAGE


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_message_that_quotes_a_value_leaves_them_out(form, small_project, capsys):
    page = small_project / "content" / "papers" / "tea.md"
    page.write_text("---\ntitle: T\nurl: see https://ada:hunter2@a.org\n---\n", "utf-8")

    assert main(["check", str(small_project), "--format", form]) == 1

    out = capsys.readouterr().out
    assert "see https://a.org" in out
    assert "hunter2" not in out
