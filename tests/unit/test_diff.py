"""Diffs that people read and that `git apply` takes."""

from generator.terminal.diff import unified_diff


def test_diff_names_the_file_and_shows_lines_around_the_change():
    text = "".join(unified_diff("content/x.md", "a\nb\nc\n", "a\nB\nc\n"))
    assert (
        text
        == "--- a/content/x.md\n+++ b/content/x.md\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
    )


def test_new_file_comes_from_nowhere():
    text = "".join(unified_diff("content/x.md", "", "a\n"))
    assert text.startswith("--- /dev/null\n+++ b/content/x.md\n@@ -0,0 +1 @@\n+a\n")


def test_missing_last_line_end_is_marked_as_git_marks_it():
    text = "".join(unified_diff("x", "a", "b"))
    assert (
        "-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n" in text
    )


def test_only_line_feeds_end_lines():
    assert "".join(unified_diff("x", "a\u2028b\r\n", "a\u2028c\r\n")).count("\n") == 5


def test_nothing_changed_is_no_diff():
    assert not list(unified_diff("x", "a", "a"))
