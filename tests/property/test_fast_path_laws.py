"""What the fast path makes of a simple text is what the parser makes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import markup
from generator.markup import autolinks, markdown_it, tex
from generator.markup.fast_path import parse_fast

_PIECES = [
    *"ab C9_~%<&[]*`\\!#>-+=|:;.,()'\"“$^{}@/\n \t\r\x00\x0b\u00a0\u2028\u3000é日",
    "\n\n", "\n\n## ", "\n\n# a\n\n", "## Notes\n\n", " #", "1. ", "- ", "# ", "http://a.org/x_y", "https:", "www.b.io", "&amp;", "<b>", "~~",
    "%%", "[[x]]", "snake_case", "40%", "p < 0.05", "A & B", "a_", "_b", "2.33times", "$x^2$",
    "word", " word", "\n\nNext ", "---", "===", "```", "![", "<!--", "x@y.org", "<http://a.b>",
    "\\_", "\\*", "\\[", "\\`", "\\<", "\\&lt;", "\\%", "\\\\", "\\alpha", "http://a.b/c\\_d",
    "**", "**a**", " **Ab c.** ", "**a_b:**", "**2.33times** ", "**http://a.b/c**", "**\\*a", "\n- ",
    "\n\n- a\n- b\n\n", "- ab **c**\n", "- # a", "-  a", "* a", "HTTP://A.B/c", "https://github.com/a", " github.com/b,", "(see a.github.io)", "Fig.~3",
    "http://ä.org/ü", "http://a.org/日", "http://a.org/'b", "’s", "–", "\u0308", "\u200d", "🔍", "。", "·",
]  # fmt: skip

texts = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join) | st.text(
    max_size=40
)


@given(texts | texts.map(markup.escape), st.booleans())
@settings(max_examples=400)
def test_simple_text_is_shown_as_the_parser_shows_it(text, repair):
    simple = parse_fast(text, repair=repair)
    if simple is None:
        return
    parsed = markdown_it.parse_markdown(
        text, repair=repair, local_links=True, wikilinks=True
    )
    assert simple.html(2) == parsed.html(2)
    assert simple.text() == parsed.text()
    assert simple.local_links() == parsed.local_links()
    if repair:
        assert simple.links() == parsed.links()
        assert simple.heading_ids() == parsed.heading_ids()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We reach 40% (p < 0.05) with snake_case & GPT-4o: see https://a.org/x.\n\nMore follows!",
        "**Result.** A (**b** and **c**): **d**, **e:** f\n\n- **g**\n- h http://a.b\n\nA\n\n- i",
        "## Notes\n\nGood, see Fig. 2.\n\n### Doubts\n\nNone.",
        markup.escape(
            "The score of *all* `models` [1] in _P_ for $\\alpha_{1}$ & co. <b>"
        ),
    ],
)
def test_ordinary_text_needs_no_parser(text):
    assert parse_fast(text, repair=True) is not None


@given(texts)
@settings(max_examples=400)
def test_addresses_found_word_by_word_are_those_of_the_whole_text(text):
    text += " https://a.b/(c) x.github.io"

    found = [start for start, _ in autolinks._bare_addresses(text)]

    assert found == [match.start() for match in autolinks._URL.finditer(text)]


@given(
    st.sampled_from(["https://", "http://ß", "HTTPS://日."]),
    st.lists(
        st.sampled_from(
            [*"abü日Я🔍_/.-·", "e’e", "e'e", "1–2", "\u0308", "\u200d", "का"]
        ),
        max_size=8,
    ).map("".join),
)
@settings(max_examples=400)
def test_bare_address_is_linked_whole_or_not_at_all(start, rest):
    address = f"{start}a{rest}z"
    for link in markup.parse(f"See {address} for more.").links():
        assert link.url.endswith(address)


_TEX = [
    *"ab 12.,_{}^~$\\()`'\x07",
    "times", "\\times", "2.33times", "^{2}", "^\\circ", "^{th}", "_{12}", "\\alpha", "\\%", "Fig.~3",
    "``a''", "\\textbf{a}", "$x^2$", "$a$",
]  # fmt: skip


@given(st.lists(st.sampled_from(_TEX), max_size=12).map("".join))
@settings(max_examples=400)
def test_mark_of_a_tex_pattern_is_in_all_that_it_matches(text):
    for mark, pattern, _change in tex._CHANGES:
        for found in pattern.finditer(text):
            assert mark in found.group()
