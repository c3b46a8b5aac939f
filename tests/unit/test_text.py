"""Slugs and the other helpers on strings."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.text import (
    SLUG_LENGTH,
    collapse,
    count,
    escape_html,
    natural_key,
    nearest,
    slug,
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("HelpSteer2: Open-source dataset", "helpsteer2-open-source-dataset"),
        ("τ-bench: A Benchmark", "tau-bench-a-benchmark"),
        ("LLäMmlein & Straße", "llammlein-strasse"),
        ("µLO and μLO", "mulo-and-mulo"),
        ("Don't Stop", "dont-stop"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_slug_spells_the_title_in_ascii(title, expected):
    assert slug(title) == expected


@pytest.mark.parametrize("title", ["大规模语言模型的自我纠正", "???", "🤗", "", "нет"])
def test_title_that_ascii_cannot_spell_is_named_by_its_digest(title):
    assert slug(title)
    assert slug(title) != slug(title + "!")


def test_counts_agree_with_their_noun():
    counts = [count(number, "paper") for number in (0, 1, 1204)]
    assert counts == ["0 papers", "1 paper", "1204 papers"]
    assert count(1204, "paper", separator=",") == "1,204 papers"


@pytest.mark.parametrize("title", ["Index", "CON", "nul", "COM1"])
def test_reserved_name_is_never_a_slug(title):
    assert slug(title).startswith(title.lower() + "-")


def test_long_title_is_cut_at_a_word():
    assert slug("word " * 40) == "-".join(["word"] * 16)
    assert len(slug("x" * 300)) == SLUG_LENGTH


def test_natural_order_counts():
    assert sorted(["seed-10", "seed-9", "a"], key=natural_key) == [
        "a",
        "seed-9",
        "seed-10",
    ]


def test_collapse_takes_every_unicode_space():
    assert collapse(" a\u00a0\u2003b\n c ") == "a b c"


@given(st.text(st.sampled_from("ab&<>\"';amp")))
def test_escaped_html_is_the_same_text_without_markup(text):
    escaped = escape_html(text)
    assert not set(escaped) & set('<>"')
    assert html.unescape(escaped) == text


WORDS = ("build", "import", "status", "explain", "completion", "skimmed", "to-read")


@st.composite
def slips(draw):
    word = draw(st.sampled_from(WORDS))
    place = draw(st.integers(0, len(word) - 2))
    start, letter, other, rest = (
        word[:place], word[place], word[place + 1], word[place + 2 :],
    )  # fmt: skip
    slip = draw(
        st.sampled_from([
            start + other + rest,
            start + letter + letter + other + rest,
            start + other + letter + rest,
            start + "x" + other + rest,
        ])
    )  # fmt: skip
    return word, slip


@given(slips())
def test_a_word_with_one_slip_is_found_first(word_and_slip):
    word, slip = word_and_slip
    assert nearest(slip, WORDS) == word


def test_one_slip_wins_over_more_shared_letters():
    assert nearest("raed", ["raised", "reading", "read"]) == "read"
    assert nearest("nothing alike", WORDS) is None
