"""Front matter as syntax: places, problems, and edits that change no other byte."""

import datetime as dt

import pytest
import yaml

from generator.content.frontmatter import List, Map, Quoted, field_lines, parse
from generator.content.frontmatter.edit import set_fields
from generator.content.frontmatter.nodes import node_value

BROKEN = {
    "never ends": ("---\ntitle: x\n", "front-matter-open", 1, 1),
    "TOML": ("+++\ntitle = 'x'\n+++\n", "front-matter-toml", 1, 1),
    "colon in a value": ("---\na: b\ntitle: A: B\n---\n", "front-matter-yaml", 3, 9),
    "open quote": ('---\ntitle: "x\n---\n', "front-matter-yaml", 2, 8),
    "open bracket": ("---\ntags: [a\nb: c\n---\n", "front-matter-yaml", 2, 7),
    "key twice": ("---\na: 1\nb: 2\na: 3\n---\n", "front-matter-key-twice", 4, 1),
    "no keys": ("---\njust words\n---\n", "front-matter-shape", 2, 1),
    "list as a key": ("---\n? [a]\n: b\n---\n", "front-matter-key", 2, 3),
    "dangling alias": ("---\na: *b\n---\n", "front-matter-alias", 2, 4),
    "control character": ("---\na: b\x01\n---\n", "front-matter-character", 2, 5),
    "too deep": (f"---\na: {'[' * 30}{']' * 30}\n---\n", "front-matter-depth", 2, 23),
}


def fields(text):
    return {item.name: item.value for item in parse(text, "x.md").fields}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"), BROKEN.values(), ids=BROKEN
)
def test_broken_front_matter_is_reported_with_its_place(text, code, line, column):
    (problem,) = parse(text, "x.md").problems

    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.path == "x.md"
    assert problem.hint


def test_hint_shows_the_value_in_quotes():
    (problem,) = parse("---\ntitle: A: B\n---\n", "x.md").problems
    assert problem.hint == 'put the value in quotes: title: "A: B"'


def test_scalars_stay_strings():
    found = fields("---\na: 2401.01230\nb: no\nc: 1e3\nd: 2024-06-12\ne: ''\nf:\n---\n")

    texts = {name: node.text for name, node in found.items()}
    assert texts == {
        "a": "2401.01230",
        "b": "no",
        "c": "1e3",
        "d": "2024-06-12",
        "e": "",
        "f": "",
    }


def test_places_are_lines_and_columns_of_the_file():
    document = parse("\ufeff---\r\na: x\r\ntags: [b, c]\r\n---\r\nbody\r\n", "")

    tags = document.by_name["tags"].value
    assert isinstance(tags, List)
    assert (tags.items[1].span.line, tags.items[1].span.column) == (3, 11)
    assert document.body == "body\n"
    assert document.body_line == 5


def test_maps_nest():
    source = fields("---\nsource: {seed: a.txt, position: 1}\n---\n")["source"]
    assert isinstance(source, Map)
    assert source.get("seed").text == "a.txt"
    assert source.get("nothing") is None


@pytest.mark.parametrize(
    "text", ["", "words", "----\na: b\n----\n", "a\n---\nb: c\n---\n"]
)
def test_text_without_front_matter_is_all_body(text):
    document = parse(text, "")
    assert document.fields == ()
    assert document.body == text


VALUES = ["a: b", "- x", "#x", "no", "2401.01230", "1e3", "null", "it's", '"q"', "a #b", " x", "é",
          "x:", "{a", "[b", "@a", "\ttab", "two\nlines", "~", "2024-06-12", "%", "a, b", "*x", "&y"]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_written_string_is_the_same_string_to_us_and_to_yaml(value):
    text = field_lines(
        [("k", value), ("l", [value, "x"]), ("m", {"n": value}), ("o", Quoted(value))]
    )

    assert fields(f"---\n{text}---\n")["k"].text == value
    loaded = yaml.safe_load(text)
    assert loaded == {"k": value, "l": [value, "x"], "m": {"n": value}, "o": value}


def test_other_types_are_written_as_yaml_has_them():
    pairs = [
        ("a", 3),
        ("b", dt.date(2024, 6, 12)),
        ("c", ()),
        ("d", ""),
        ("e", Quoted("x")),
    ]
    assert field_lines(pairs) == 'a: 3\nb: 2024-06-12\nc: []\nd:\ne: "x"\n'


PAGE = """---\r
# mine\r
title:   'Old'   # kept\r
tags: [ a,  b ]  # too\r
list:\r
  - x   # one\r
  - y\r
comments: 3\r
rating: '4'  # of 5\r
---\r
body  \r
"""
EDITS = {
    "value in its quotes": ({"title": "New"}, "'Old'", "'New'"),
    "number": ({"comments": 4}, "comments: 3", "comments: 4"),
    "number in its quotes": ({"rating": 5}, "'4'", "'5'"),
    "item added": ({"tags": ["a", "b", "c"]}, "a,  b ]", "a,  b, c ]"),
    "item taken out": ({"tags": ["a"]}, "a,  b ]", "a ]"),
    "item on a line added": (
        {"list": ["x", "y", "z"]},
        "  - y\r\n",
        "  - y\r\n  - z\r\n",
    ),
    "item on a line taken out": ({"list": ["x"]}, "  - y\r\n", ""),
    "key taken away": ({"comments": None}, "comments: 3\r\n", ""),
    "key added": ({"upvotes": 7}, "# of 5\r\n", "# of 5\r\nupvotes: 7\r\n"),
    "same value": ({"comments": 3, "title": "Old"}, "", ""),
}


@pytest.mark.parametrize(("changes", "old", "new"), EDITS.values(), ids=EDITS)
def test_edit_changes_only_the_bytes_of_the_value(changes, old, new):
    assert set_fields(PAGE, changes) == PAGE.replace(old, new, 1)


def test_new_key_goes_where_the_order_has_it():
    text = set_fields(
        "---\ntitle: x\nstatus: read\n---\n", {"date": "d"}, order=["title", "date"]
    )
    assert text == "---\ntitle: x\ndate: d\nstatus: read\n---\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("date", "  title: x\r\n  date: new\r\n  status: read\r\n"),
        ("id", "  id: new\r\n  title: x\r\n  status: read\r\n"),
        ("mood", "  title: x\r\n  status: read\r\n  mood: new\r\n"),
    ],
)
def test_new_key_is_indented_as_the_others_are(name, expected):
    page = "---\r\n  title: x\r\n  status: read\r\n---\r\n"
    order = ["id", "title", "date", "status"]
    assert set_fields(page, {name: "new"}, order=order) == f"---\r\n{expected}---\r\n"


def test_page_without_front_matter_gets_one():
    assert (
        set_fields("body\n", {"status": "read"}) == "---\nstatus: read\n---\n\nbody\n"
    )


def test_broken_front_matter_is_left_as_it_is():
    assert set_fields("---\na: [\n---\n", {"a": "b"}) == "---\na: [\n---\n"


TOGETHER = {
    "value and key behind it": (
        "---\nstatus:\nrating:\n---\n",
        {"rating": 4, "read_date": dt.date(2024, 6, 12)},
        "---\nstatus:\nrating: 4\nread_date: 2024-06-12\n---\n",
    ),
    "key behind one that goes": (
        "---\ntitle: x\nrating: 4\nx: y\n---\n",
        {"rating": None, "read_date": dt.date(2024, 6, 12)},
        "---\ntitle: x\nread_date: 2024-06-12\nx: y\n---\n",
    ),
    "first keys of a page without any": (
        "# Notes\n",
        {"status": "read", "rating": 5},
        "---\nstatus: read\nrating: 5\n---\n\n# Notes\n",
    ),
}


@pytest.mark.parametrize(
    ("text", "changes", "expected"), TOGETHER.values(), ids=TOGETHER
)
def test_adjacent_changes_are_all_made(text, changes, expected):
    order = ["title", "status", "rating", "read_date"]
    assert set_fields(text, changes, order=order) == expected


COMMENTS_AT_STAKE = [
    "tags:\n- a\n# why\n- b\n",
    "tags:  # why\n- a\n- b\n",
    "tags:\n- a  # why\n- b  # and\n",
    "tags: [a,  # why\n  b]\n",
    "tags: {a: 1,  # why\n  b: 2}\n",
]


@pytest.mark.parametrize("lines", COMMENTS_AT_STAKE)
@pytest.mark.parametrize("value", [["c"], ["b"], "word", None])
def test_edit_that_would_lose_a_comment_is_not_made(lines, value):
    text = f"---\n{lines}---\n"

    new = set_fields(text, {"tags": value})

    assert new == text or new.count("#") == text.count("#")


COMMENTED = """---
tags:  # mine
  # first
  - a  # one
  # second
  - b
# third
status: read
---
"""


@pytest.mark.parametrize("new", [[], ["c", "d"]])
def test_comments_of_a_list_on_lines_outlive_its_items(new):
    expected = COMMENTED.replace("  - a  # one\n", "").replace("  - b\n", "")
    shown = ", ".join(new)
    changed = set_fields(COMMENTED, {"tags": new}, drop_comments=True)
    assert changed == expected.replace("tags:", f"tags: [{shown}]")


ALIASES = {
    "list": ("a: &x [b, c]\nd: *x", "d", ["b", "c"]),
    "list on lines": ("a: &x\n- b\n- c\nd: *x", "d", ["b", "c"]),
    "map": ("a: &x {b: c}\nd: *x", "d", {"b": "c"}),
    "item of a list": ("a: &x b\nd: [*x, c]", "d", ["b", "c"]),
    "anchor set anew": ("a: &x b\nc: &x d\ne: *x", "e", "d"),
    "merged map": ("a: &x {b: c, d: e}\nb: mine\n<<: *x", "d", "e"),
    "own key first": ("a: &x {b: c}\nb: mine\n<<: *x", "b", "mine"),
    "merged maps": ("<<: [{b: c}, {b: d, e: f}]", "e", "f"),
    "merged inside": ("a: {<<: {b: c}, d: e}", "a", {"d": "e", "b": "c"}),
}


@pytest.mark.parametrize(("text", "key", "value"), ALIASES.values(), ids=ALIASES)
def test_alias_repeats_what_it_refers_to(text, key, value):
    document = parse(f"---\n{text}\n---\n", "")

    assert document.problems == ()
    assert node_value(document.by_name[key].value) == value


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [*x]",
        "_a: &x hidden\nb: *x",
        "_a: {b: &x [hidden]}\nc: *x",
        "private_notes: [&x hidden]\nc: *x",
    ],
)
def test_alias_of_itself_or_of_something_private_is_an_error(text):
    (problem,) = parse(f"---\n{text}\n---\n", "").problems
    assert problem.code == "front-matter-alias"


def test_private_value_may_be_repeated_among_private_ones():
    assert parse("---\n_a: &x hidden\n_b: *x\n---\n", "").problems == ()


def test_aliases_of_aliases_end():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for number in range(9):
        items = ", ".join([f"*a{number}"] * 9)
        lines.append(f"a{number + 1}: &a{number + 1} [{items}]")
    text = "\n".join(lines)

    (problem,) = parse(f"---\n{text}\n---\n", "").problems

    assert problem.code == "front-matter-alias"


def test_list_of_an_alias_is_replaced_and_the_other_stays():
    text = "---\nmore: &x [a, b]\ntags: *x\n---\n"

    changed = set_fields(text, {"tags": ["a", "b", "c"]})

    assert changed == "---\nmore: &x [a, b]\ntags: [a, b, c]\n---\n"


NAMED_CAUSES = {
    "hash in brackets": ("tags: [#one, two]", 2, 8, "`#one` begins a comment"),
    "hash behind a comma": (
        "tags: [one, #two]\nrating: 1",
        2,
        13,
        "`#two` begins a comment",
    ),
    "hash in braces": ("mood: {a: #b}", 2, 11, "`#b` begins a comment"),
    "hash in an item": ("tags:\n- [#a]", 3, 4, "`#a` begins a comment"),
    "no-break space": ("title:\xa0Juniper\nrating: 1", 2, 7, "no-break space (U+00A0)"),
    "no-break space alone": ("title:\xa0Juniper", 2, 7, "no-break space (U+00A0)"),
    "wide blank": (
        "title:\u3000Juniper\nrating: 1",
        2,
        7,
        "ideographic space (U+3000)",
    ),
    "wide blank before": ("a: b\n\u3000c:\xa0d", 3, 1, "at the beginning of the line"),
    "wide colon": ("title： Juniper\nrating: 1", 2, 6, "fullwidth colon (U+FF1A)"),
    "no blank": ("title:Juniper\nrating: 1", 2, 1, "write `title: Juniper`"),
    "no blank, alone": ("title:Juniper", 2, 1, "write `title: Juniper`"),
    "equals": ("title = Juniper\nrating: 1", 2, 1, "write `title: Juniper`"),
}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"), NAMED_CAUSES.values(), ids=NAMED_CAUSES
)
def test_error_names_the_cause_at_its_place(text, line, column, words):
    (problem,) = parse(f"---\n{text}\n---\n", "x.md").problems

    assert (problem.line, problem.column) == (line, column)
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("end", ["----", " ---", "———", "--- # end"])
def test_front_matter_that_never_ends_names_the_line_that_was_meant_to(end):
    (problem,) = parse(f"---\ntitle: x\n{end}\n\nWords.\n", "").problems

    assert problem.code == "front-matter-open"
    assert f"`{end.strip()}` is no end" in problem.message
