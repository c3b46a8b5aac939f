"""Laws of what people read: any bytes are shown, and none of them steers the terminal."""

import io
import re
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.core.errors import Problem, Severity
from generator.terminal.code_frame import WIDTH, code_frame, safe
from generator.terminal.console import Console


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200),
    st.integers(-1, 9),
    st.none() | st.integers(-1, 300),
    st.text(),
)
@example(b"\xff\xfe\x00", 1, 1, "")
def test_any_file_and_message_are_shown(data, line, column, message):
    stream = io.StringIO()
    with TemporaryDirectory() as folder:
        (Path(folder) / "x.md").write_bytes(data)
        Console(stream, stream, folders=[Path(folder)]).problems([
            Problem(
                severity=Severity.ERROR, code="a-code", message=message, path="x.md", line=line,
                column=column, hint=message,
            )
        ])  # fmt: skip
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", stream.getvalue()
    )


@settings(deadline=None)
@given(st.text(max_size=400), st.integers(1, 400))
def test_excerpt_is_one_line_and_a_caret_of_bounded_width(text, column):
    line = text.replace("\n", " ").replace("\r", " ")
    shown, caret = code_frame([line], 1, column).split("\n")

    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in shown)
    marks = sum(unicodedata.category(c) in ("Mn", "Me") for c in shown)
    assert len(shown) + wide - marks <= WIDTH + len("  1 | ……") + 6
    assert caret.count("^") == 1


@settings(deadline=None)
@given(st.text())
def test_safe_text_stays_as_it_is(text):
    assert safe(safe(text)) == safe(text)
