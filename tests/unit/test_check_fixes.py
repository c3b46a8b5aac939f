"""`check --fix`: what is sure is repaired and nothing else, not a byte."""

import pytest

from generator.cli import main
from generator.site.check import repair_text

REPAIRED = {
    "key one letter short": ("ratng: 4  # mine", "rating: 4  # mine"),
    "key with letters swapped": ("TITEL: x", "title: x"),
    "guard": ("privat: true", "private: true"),
    "two keys": ("ratng: 4\nstatuss: read", "rating: 4\nstatus: read"),
    "colon in a title": ("title: A: B", 'title: "A: B"'),
    "two colons, trailing blanks": ('title: "q"\nx: A: B  \ny: c:', 'title: "q"\nx: "A: B"  \ny: "c:"'),
    "colon and quotes": ('title: On "A": B\\C', 'title: "On \\"A\\": B\\\\C"'),
    "no-break space": ("title:\xa0A\nstatus: read", "title: A\nstatus: read"),
    "wide colon": ("title：A\nstatus: read", "title: A\nstatus: read"),
    "colon and near miss": ("ratng: 4\ntitle: A: B", 'rating: 4\ntitle: "A: B"'),
    "title cut at a number": ('title: Lantern Care #2 of "Fog" \nstatus: read', 'title: "Lantern Care #2 of \\"Fog\\"" \nstatus: read'),
    "title cut, key misspelt": ("titel: Fog #2", 'title: "Fog #2"'),
    "tag twice in brackets": ("tags: [a,  b, '#A', b ]", "tags: [a,  b ]"),
    "tag twice on lines": ("tags:\n  - a  # why\n  - b\n  - a\n  - c", "tags:\n  - a  # why\n  - b\n  - c"),
}  # fmt: skip
LEFT = {
    "key that is there already": "rating:\nratng: 4",
    "key there in another spelling": "stars: 3\nratng: 4",
    "same slip twice": "ratng: 4\nraitng: 5",
    "value that the key cannot read": "ratng: good",
    "key that is not so near": "organization_url: https://example.org",
    "key in quotes": '"ratng": 4',
    "private key": "_rating: 4",
    "near a key, but no near miss": "data: 2024-06-12",
    "comment that is set apart": "title: Fog  #todo",
    "comment in earnest": "title: Fog # and salt",
    "comment behind quotes": 'title: "Fog" #2',
    "comment behind no text": "rating: 4 #2",
    "comment on a text of two lines": "title: Fog\n  and #2",
    "status in other words": "status: unread",
    "value that is wrong": "rating: 9",
    "colon and a comment": "title: A: B # c",
    "colon in a value that goes on": "title: A: B\n  and on",
    "colon in a list": "tags:\n  - A: B: C",
    "colon behind a quote": 'title: "A": B',
    "colon, and another mistake": "title: A: B\ntags: [",
    "tag twice with a comment": "tags:\n  - a\n  - a  # why",
    "tag twice on a line": "tags: a, a",
    "control character": "title: A\x01",
    "nothing": "title: x\ntags: [a, b]",
}
FRAMES = {
    "plain": "---\n{}\n---\nbody: a: b\nratng: 4\n",
    "CRLF and byte-order mark": "\ufeff---\r\n{}\r\n---\r\nratng: 4",
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize(("text", "expected"), REPAIRED.values(), ids=REPAIRED)
def test_slip_is_repaired_and_no_other_byte_changes(frame, text, expected):
    newline = "\r\n" if "\r" in frame else "\n"
    page, repaired = (
        frame.format(part.replace("\n", newline)) for part in (text, expected)
    )

    assert repair_text(page, "x.md") == repaired
    assert repair_text(repaired, "x.md") == repaired


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_is_not_sure_stays(text):
    page = FRAMES["plain"].format(text)
    assert repair_text(page, "x.md") == page


@pytest.fixture
def page(small_project, monkeypatch):
    monkeypatch.chdir(small_project)
    assert main(["build", "--quiet"]) == 0
    page = small_project / "content/papers/one.md"
    page.write_bytes(b"---\r\ntitle: A: B\r\nratng: 4\r\n---\r\n")
    return page


def test_fix_shows_what_it_does_and_a_second_one_does_nothing(page, capsys):
    assert main(["check", "--fix"]) == 0
    out = capsys.readouterr().out
    assert "--- a/content/papers/one.md\n" in out
    assert '\n-ratng: 4\r\n+title: "A: B"\r\n+rating: 4\r\n' in out
    assert page.read_bytes() == b'---\r\ntitle: "A: B"\r\nrating: 4\r\n---\r\n'

    assert main(["check", "--fix"]) == 0
    assert capsys.readouterr().out == ""


def test_without_fix_nothing_is_written(page, capsys):
    before = page.read_bytes()
    assert main(["check"]) == 1
    assert page.read_bytes() == before


def test_page_that_is_write_protected_is_reported(page, capsys):
    page.chmod(0o444)
    before = page.read_bytes()

    assert main(["check", "--fix"]) == 1

    out = capsys.readouterr().out
    assert "[content-read-only]" in out
    assert "--- a/" not in out
    assert page.read_bytes() == before
