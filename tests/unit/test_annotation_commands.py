"""`status`, `rate` and `tag` on the command line: one line annotates, and nothing is half done."""

import datetime as dt

import pytest

from generator.cli import main

ONE = "---\r\ntitle: One  # mine\r\nstatus: to-read\r\nrating:\r\ntags: [a, old]\r\n---\r\n"
TODAY = dt.date(2025, 12, 24)


@pytest.fixture
def one(tmp_path, monkeypatch):
    """The file of a page called `one`, beside `two` and `broken`; its folder is where we are."""
    folder = tmp_path / "content" / "papers"
    folder.mkdir(parents=True)
    (folder / "one.md").write_bytes(ONE.encode())
    (folder / "two.md").write_text("---\ntitle: Two\n---\n")
    (folder / "broken.md").write_text("---\ntitle: [\n---\n")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("generator.commands.status.today", lambda: TODAY)
    return folder / "one.md"


def text(file):
    return file.read_bytes().decode()


LINES = {
    "tag one +rlhf -old": ("[a, old]", "[a, rlhf]"),
    "tag one -old": (", old", ""),
    "tag one new": ("old]", "old, new]"),
    "tag one +x v,w": ("old]", "old, x, v, w]"),
    "tag one +#x": ("old]", "old, x]"),
    "tag one -- -old": (", old", ""),
    "tag --dry-run one -- -old": ("", ""),
    "tag one -- --quiet": ("", ""),
    "tag one +-q": ("old]", 'old, "-q"]'),
    "tag one +A": ("", ""),
    "rate one 4/5": ("rating:", "rating: 4"),
    "rate one ★★★": ("rating:", "rating: 3"),
    "rate one 0": ("", ""),
    "status one In-Progress": ("to-read", "reading"),
    "status one none": (" to-read", ""),
    "status one read --no-date": ("to-read", "read"),
    "status one read": ("to-read", "read"),
    "status one --date 2025-01-02 done": ("to-read", "read"),
}


@pytest.mark.parametrize(("line", "change"), LINES.items(), ids=LINES)
def test_one_line_changes_one_value(one, line, change):
    assert main(line.split(" ")) == 0
    day = {
        "status one read": TODAY,
        "status one --date 2025-01-02 done": "2025-01-02",
    }.get(line)
    expected = ONE.replace(*change, 1)
    if day:
        expected = expected.replace("old]\r\n", f"old]\r\nread_date: {day}\r\n")
    assert text(one) == expected


def test_values_before_and_after_go_to_stderr(one, capsys):
    main(["tag", "one", "+rlhf", "-old"])
    main(["tag", "one", "+rlhf"])

    out, err = capsys.readouterr()
    assert out == ""
    assert err == "one: tags a, old → a, rlhf\none: tags a, rlhf already\n"


def test_value_that_is_there_already_is_not_written(one):
    before = one.stat()
    assert main(["status", "one", "unread"]) == 0
    after = one.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_tags_go_to_stdout(one, capsys):
    assert main(["tag", "one"]) == 0
    assert capsys.readouterr().out == "a\nold\n"


def test_dry_run_shows_the_change_and_writes_nothing(one, capsys):
    assert main(["tag", "one", "-old", "--dry-run", "+new"]) == 0

    out = capsys.readouterr().out
    assert "--- a/content/papers/one.md\n" in out
    assert "\n-tags: [a, old]\r\n+tags: [a, new]\r\n" in out
    assert text(one) == ONE


def test_several_papers_are_annotated_together(one):
    assert main(["rate", "one", "two", "one", "5"]) == 0
    assert "rating: 5\r\n" in text(one)
    assert text(one.with_name("two.md")) == "---\ntitle: Two\nrating: 5\n---\n"


@pytest.mark.parametrize("other", ["nothing", "broken"])
@pytest.mark.parametrize("line", ["status one {} read", "tag one {} +x"])
def test_nothing_is_written_unless_all_can_be(one, capsys, line, other):
    assert main(line.format(other).split()) == 1

    assert text(one) == ONE
    err = capsys.readouterr().err
    assert "`nothing`" in err or "content/papers/broken.md:3:1: error:" in err


def test_plain_word_before_a_sign_is_no_guess_at_a_paper(one, capsys):
    assert main(["tag", "one", "tw", "+x"]) == 1
    assert "write +tw to give a tag" in capsys.readouterr().err
    assert text(one) == ONE


def test_write_protected_page_is_reported_and_fails(one, capsys):
    one.chmod(0o444)
    assert main(["rate", "one", "two", "3"]) == 1
    err = capsys.readouterr().err
    assert "content/papers/one.md: warning: the page is write-protected" in err
    assert "two: rating none → 3" in err


USAGES = [
    "status one",
    "status one reed",
    "rate one 9",
    "rate one -1",
    "tag",
    "tag +x",
    "tag one +",
    "status one reading --date 2025-01-02",
    "status one read --date soon",
    "tag one --unknown",
]


@pytest.mark.parametrize("line", USAGES)
def test_wrong_usage_is_two(one, line):
    with pytest.raises(SystemExit) as end:
        main(line.split())
    assert end.value.code == 2
    assert text(one) == ONE


@pytest.mark.parametrize("line", ["tag one -old --help", "tag -h", "status --help"])
def test_help_is_help(one, capsys, line):
    with pytest.raises(SystemExit) as end:
        main(line.split())
    assert end.value.code == 0
    assert "usage: papershelf" in capsys.readouterr().out


def test_project_may_be_elsewhere(one, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir("/")
    assert main(["tag", "one", "+x", "--project", str(tmp_path)]) == 0
    assert "tags: [a, old, x]" in text(one)
    assert main(["tag", "one", "--project", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err
