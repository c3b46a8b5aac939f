"""Lines and columns count from 1, and a line ends at any of three breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.positions import (
    Lines,
    line_end,
    line_number,
    line_start,
    next_line_start,
    position,
    split_lines,
)

TEXT = "ab\r\ncd\re\n\nf"


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, (1, 1)), (4, (2, 1)), (5, (2, 2)), (7, (3, 1)), (9, (4, 1)), (10, (5, 1))],
)
def test_position_of_a_character(offset, expected):
    assert position(TEXT, offset) == expected
    assert Lines(TEXT).position(offset) == expected


def test_lines_are_split_at_every_break():
    assert split_lines(TEXT) == ["ab", "cd", "e", "", "f"]


texts = st.text("ab\r\n", max_size=20)


@given(texts, st.data())
def test_every_way_to_count_lines_agrees(text, data):
    number = data.draw(st.integers(1, len(split_lines(text))))
    start = Lines(text).line_start(number)

    assert line_start(text, start) == start
    assert line_number(text, start) == number
    assert text[start : line_end(text, start)] == split_lines(text)[number - 1]
    assert split_lines(text[next_line_start(text, start) :]) == (
        split_lines(text)[number:] or [""]
    )
