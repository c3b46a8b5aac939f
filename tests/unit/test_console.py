"""Console output: the line of the file with a caret, nothing that a terminal obeys."""

import io

import pytest

from generator.core.errors import Problem, Severity
from generator.terminal.code_frame import WIDTH, code_frame, safe
from generator.terminal.console import Console

CARETS = {
    "plain": ("rating: 9", 9, "rating: 9", "        ^"),
    "tab": ("a:\tb", 4, "a:    b", "      ^"),
    "wide": ("題: 好 x", 6, "題: 好 x", "       ^"),
    "emoji": ("😀😀 x", 4, "😀😀 x", "     ^"),
    "joined emoji": ("👩\u200d🔬 x", 5, "👩🔬 x", "     ^"),
    "combining": ("e\u0301e\u0301 x", 6, "e\u0301e\u0301 x", "   ^"),
    "escape sequence": ("\x1b[31m x", 7, "\\x1b[31m x", "         ^"),
    "turned direction": ("\u202ex", 2, "\\u202ex", "      ^"),
    "byte-order mark": ("\ufeff---", 2, "---", "^"),
    "behind the end": ("ab", 9, "ab", "  ^"),
}


def console(*folders, **options):
    stream = io.StringIO()
    return Console(stream, io.StringIO(), folders=folders, **options), stream


def problem(path="content/x.md", **known):
    known = {"message": "wrong", "code": "a-code", "line": 2, "column": 9} | known
    return Problem(severity=Severity.ERROR, path=path, **known)


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"), CARETS.values(), ids=CARETS
)
def test_caret_stands_under_the_column(line, column, shown, caret):
    assert code_frame(["", line], 2, column) == f"  2 | {shown}\n    | {caret}"


@pytest.mark.parametrize("column", [1, 50, 5000, 9990, 10_000])
def test_long_line_is_cut_to_a_window_around_the_column(column):
    line = "".join(str(number % 10) for number in range(1, 10_001))
    shown, caret = (
        part[len("  1 | ") :] for part in code_frame([line], 1, column).split("\n")
    )

    assert len(shown) <= WIDTH + 2
    assert shown[caret.index("^")] == str(column % 10)
    assert shown.startswith("…") == (column > WIDTH)
    assert shown.endswith("…") == (column < 9950)


def test_line_that_the_file_does_not_have_is_not_shown():
    assert code_frame(["a"], 2, 1) == code_frame(["a"], 0, 1) == ""


def test_line_feeds_and_letters_stay_and_what_steers_a_terminal_does_not():
    assert safe("é\n\tx\x07\x9b\ud800\u2028") == "é\n\tx\\x07\\x9b\\ud800\\u2028"


def test_problem_is_shown_between_its_first_line_and_the_hint(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/x.md").write_text("---\nrating: 9\n---\n")
    shown, stream = console(tmp_path)

    shown.problems([problem(hint="a hint")])

    assert stream.getvalue() == (
        "content/x.md:2:9: error: wrong [a-code]\n"
        "  2 | rating: 9\n    |         ^\n  hint: a hint\n1 error\n"
    )


def test_first_folder_that_has_the_file_is_asked(tmp_path):
    for name in ("seeds", "."):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "a.txt").write_text(f"\nfrom {name}\n")
    shown, stream = console(tmp_path / "seeds", tmp_path)

    shown.problems([problem("a.txt", column=None)])

    assert "\n  2 | from seeds\n1 error" in stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_file_in_another_encoding_is_shown_as_well_as_it_can_be(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("one\ncafé: x\n".encode(encoding))
    shown, stream = console(tmp_path)

    shown.problems([problem("a.txt", column=7)])

    assert ": x\n    |       ^\n" in stream.getvalue()


def test_file_that_is_gone_leaves_the_problem_as_it_is(tmp_path):
    shown, stream = console(tmp_path)
    shown.problems([problem(path) for path in ("gone.md", ".", "a\0b", "")])
    assert stream.getvalue().count("\n") == 5


def test_nothing_in_a_message_steers_the_terminal_or_feigns_a_problem(tmp_path):
    shown, stream = console(tmp_path)
    said = problem(
        path="a\x1b.md", message="\x1b[2J\nb.md:1:1: error: no", hint="\x1b]0;x\x07"
    )

    shown.problems([said])
    shown.say("\x1b[2J")

    assert "\x1b" not in stream.getvalue()
    assert "\n    b.md:1:1: error" in stream.getvalue()


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0, True), (1000, False)])
def test_long_step_has_a_progress_bar_that_leaves_no_trace(patience, shown):
    terminal = Terminal()
    made = [(1, "ab"), (0, "c")]

    console = Console(terminal, io.StringIO(), patience=patience)
    parts = console.progress(made, "reading", [1, 2])

    assert list(parts) == made
    assert (
        "\r\x1b[Kreading [####################..........] 2 of 3" in terminal.getvalue()
    ) is shown
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("stream", "quiet"), [(io.StringIO(), False), (Terminal(), True)]
)
def test_progress_bar_needs_a_terminal_and_no_quiet(stream, quiet):
    console = Console(stream, io.StringIO(), quiet=quiet, patience=0)
    list(console.progress([(0, "ab")], "reading", [2]))

    assert stream.getvalue() == ""


def reported(*problems):
    shown, stream = console()
    shown.problems(problems)
    return stream.getvalue().rstrip("\n").split("\n")


def test_many_problems_of_one_kind_are_three_examples_and_a_count():
    many = [
        problem(f"content/{number}.md", message=f"`tag{number}` is odd", line=None)
        for number in range(300)
    ]

    lines = reported(*many)

    named = [f"content/{number}.md:9" for number in (3, 4, 5)]
    assert lines == [
        "content/0.md:9: error: `tag0` is odd [a-code]",
        "content/1.md:9: error: `tag1` is odd [a-code]",
        "content/2.md:9: error: `tag2` is odd [a-code]",
        f"  … and 297 more like these: {', '.join(named)}, …",
        "300 errors",
    ]


def test_other_kinds_stay_between_them_and_in_order():
    many = [problem(message=f"{number} words") for number in range(9)]
    many.insert(1, problem(message="another kind"))
    many.append(problem(message="last"))

    lines = reported(*many)

    assert [line.split("error: ")[-1] for line in lines] == [
        "0 words [a-code]",
        "another kind [a-code]",
        "1 words [a-code]",
        "2 words [a-code]",
        "  … and 6 more like these: content/x.md:2:9",
        "last [a-code]",
        "11 errors",
    ]


def test_few_problems_are_all_shown():
    lines = reported(*[problem(message=f"{number} words") for number in range(8)])
    assert len(lines) == 9


@pytest.mark.parametrize("word", ["word ", "字"])
def test_long_message_is_cut_and_says_so(word):
    (head, _) = reported(problem(message=f"it says “{word * 400}”"))

    assert len(head) < 240
    assert "… (and " in head
    assert head.endswith("[a-code]")


def test_person_at_a_terminal_learns_of_explain():
    terminal = Terminal()
    Console(terminal, io.StringIO()).problems([problem()])
    assert "papershelf explain CODE" in terminal.getvalue()
