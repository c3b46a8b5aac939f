"""JSON of sources: items with their lines, and what is left of a broken text."""

import pytest

from generator.importers.json_text import read_json


def test_items_of_a_list_have_their_lines():
    text = read_json(b'\n[\n  {"a": 1},\n\n  {"b": [2, 3]}\n]\n', "x.json")

    assert [(item.value, item.line) for item in text.items] == [
        ({"a": 1}, 3),
        ({"b": [2, 3]}, 5),
    ]
    assert text.problems == ()


def test_list_below_a_key_has_items_too():
    text = read_json(b'{"total": 2,\n"papers": [\n{"a": 1},\n{"a": 2}]}', "x.json")

    assert [item.line for item in text.lists["papers"]] == [3, 4]
    assert text.outer == {"total": 2, "papers": [{"a": 1}, {"a": 2}]}


@pytest.mark.parametrize(
    "data",
    [b'[{"a": 1}, {"a": ', b'[{"a": 1} {"a": 2}]', b'[{"a": 1}, nope]', b'[{"a": 1},'],
)
def test_items_before_a_fault_are_kept(data):
    text = read_json(data, "x.json")

    assert [item.value for item in text.items] == [{"a": 1}]
    (problem,) = text.problems
    assert (problem.code, problem.line) == ("json-syntax", 1)


def test_broken_list_below_a_key_keeps_its_items():
    text = read_json(b'{"papers": [{"a": 1}, {"a"', "x.json")

    assert [item.value for item in text.lists["papers"]] == [{"a": 1}]
    assert [problem.code for problem in text.problems] == ["json-syntax"]


@pytest.mark.parametrize("depth", [10, 100_000])
def test_nesting_without_end_is_a_problem(depth):
    text = read_json(b"[" * depth, "x.json")

    assert [problem.code for problem in text.problems] == ["json-syntax"]


def test_numbers_keep_their_figures():
    long = "9" * 5000
    text = read_json(f"[2408.10, 7, {long}, 1e999, NaN]".encode(), "x.json")

    assert [item.value for item in text.items] == ["2408.10", 7, long, "1e999", "NaN"]


def test_value_of_a_repeated_key_is_not_lost():
    text = read_json(b'[{"a": 1, "a": 2}]', "x.json")

    assert text.items[0].value == {"a": 1, "a (2)": 2}


def test_other_encodings_are_read():
    data = '[{"title": "Über"}]'.encode("utf-16")

    assert read_json(data, "x.json").items[0].value == {"title": "Über"}


@pytest.mark.parametrize("data", [b"", b"Tea", b'"tea"', b"[] []"])
def test_what_is_no_list_or_object_is_a_problem(data):
    assert [one.code for one in read_json(data, "x.json").problems] == ["json-syntax"]
