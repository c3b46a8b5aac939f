"""Front matter read without YAML is what YAML makes of it, places and all, or is left to YAML."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.frontmatter import List, Map, Scalar, Span, field_lines, parse
from generator.content.frontmatter.fast_reader import read_fast
from generator.content.frontmatter.yaml_reader import FrontMatterError, read_yaml
from generator.content.page import page_text
from generator.core.paper import Listing, Paper

_ORDINARY = [
    "title: A B", 'title: "A: \\"B\\" \\\\ C"', "date: 2024-06-12", "rating:", "tags: []", "a: C#",
    "tags: [a, b c]", "authors: [Ada, O'B, \"C, D\"]", "# Yours", "", "url: https://a.b/c#d",
    'source: {seed: "2025-12-10.txt", position: 19}', "x_y-z: ü, é! (it's)", 'a: ""',
    "source: [{seed: a.txt, position: 1, listed: 2024-01-02}, {seed: b, position: 2}]",
]  # fmt: skip
_ODD = [
    "- a", "  more", "key : x", "a: b # c", "a:b", "a: 'x'", 'a: "x" y', "a: |", "  text", "? a",
    "a: &b c", "d: *b", "a: {}", "a: [b, ]", "a: {b: }", "a: [[b]]", "é: ü", "a: b: c", "...",
    "a: -", "a: ~", "!t a: b", "a: {b: {c: d}}", "a: [b c, {d: [e]}]", "a: [b", "%a",
]  # fmt: skip
_PIECES = [
    *" \n\t\r:#-?,[]{}\"'\\&*!|>%@`~=<ab1_é(\x00\x7f\x85\xa0\u2028\ud800\ufeff\uffff😀",
    ": ", " #", "  ", "\n- ", "\n  ", "\r\n", ", ", '""', "''", "\\n", "a: ", "\n\n", "{a: ", "}]",
]  # fmt: skip

texts = st.lists(st.sampled_from(_PIECES), max_size=6).map("".join) | st.text(
    max_size=20
)
ordinary = st.sampled_from(_ORDINARY)
odd = st.sampled_from(_ODD) | texts | texts.map("key: {}".format)


def sources(line):
    return st.lists(line, max_size=6).map(
        lambda lines: "".join(f"{line}\n" for line in lines)
    )


values = st.recursive(
    texts | st.integers(0, 9) | st.dates(dt.date(1990, 1, 1)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=6,
)
our_own = st.dictionaries(
    st.sampled_from(["title", "tags", "source", "x-y"]), values
).map(lambda fields: field_lines(fields.items()))


@st.composite
def mutated(draw, of):
    """A text with some places of it changed."""
    text = draw(of)
    for _ in range(draw(st.integers(1, 2))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 3))
        text = text[:start] + draw(st.sampled_from(["", *_PIECES])) + text[end:]
    return text if text.endswith("\n") else f"{text}\n"


def everything(node):
    """A value with all that comparing leaves out."""
    if isinstance(node, Scalar):
        return ("scalar", node.text, node.span, node.style)
    if isinstance(node, List):
        return ("list", [*map(everything, node.items)], node.span, node.flow)
    return ("map", fields_of(node.fields), node.span, node.flow)


def fields_of(fields):
    return [(field.name, everything(field.value), field.key) for field in fields]


def fields_by_yaml(text, inner):
    try:
        root = read_yaml(text, inner)
    except FrontMatterError:
        return "an error"
    if isinstance(root, Map) and not root.flow:
        return fields_of(root.fields)
    return "no fields" if root else []


@settings(max_examples=600)
@given(
    sources(ordinary | ordinary | odd)
    | our_own
    | mutated(sources(ordinary))
    | mutated(our_own)
)
def test_front_matter_read_without_yaml_is_what_yaml_makes_of_it(source):
    opening = "\n---\n"
    inner = Span(len(opening), len(opening) + len(source), 3, 1)

    fields = read_fast(f"{opening}{source}---\nbody\n", inner)

    if fields is not None:
        assert fields_of(fields) == fields_by_yaml(
            f"{opening}{source}---\nbody\n", inner
        )


@pytest.mark.parametrize("line", _ORDINARY)
def test_ordinary_line_needs_no_yaml(line):
    text = f"---\n{line}\n---\n"
    assert read_fast(text, parse(text, "").inner) is not None


def test_new_page_needs_no_yaml():
    paper = Paper(
        title='A "Title": of \\ Things — 中文',
        published=dt.date(2024, 6, 12),
        authors=("Ada Lovelace", "Émilie, Jr"),
        arxiv_id="2406.08673",
        url="https://a.org/b?c=d#e",
        organization="AT&T Labs",
        listings=(
            Listing(seed="a.txt", position=1, date=dt.date(2024, 6, 13)),
            Listing(seed="b 10: #1.txt", position=2, date=dt.date(2024, 6, 14)),
        ),
    )
    text = page_text(paper)
    assert read_fast(text, parse(text, "").inner)
