"""What never changes which paper something is about."""

import html
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from generator.core.titles import title_key

INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff\ufe0f\u034f\u3164"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
PIECES = [
    "A*",
    "C++",
    "C#",
    "&",
    "&amp;",
    "x^2",
    "$",
    "\\pi",
    "<",
    "2\u00d7",
    "\u00e9",
    "#",
]

titles = st.text(max_size=30) | st.lists(
    st.sampled_from(PIECES) | st.text("ab Cd-'9.", max_size=4), max_size=8
).map("".join)
plain_titles = st.text("abc DEF\u00e9\u00fc9", min_size=1, max_size=20)


@given(titles)
def test_key_of_a_key_is_itself(title):
    assert title_key(title_key(title)) == title_key(title)


@given(plain_titles, st.sampled_from(INVISIBLE), st.integers(0, 20))
def test_what_is_not_seen_changes_no_key(title, mark, place):
    assert title_key(title[:place] + mark + title[place:]) == title_key(title)


@given(titles.filter(lambda title: "&" not in title))
def test_escaping_changes_no_key(title):
    escaped = html.escape(title)
    assert title_key(escaped) == title_key(title)
    assert title_key(html.escape(escaped)) == title_key(title)


@given(titles, st.sampled_from(["NFC", "NFD"]))
def test_form_of_letters_changes_no_key(title, form):
    assert title_key(unicodedata.normalize(form, title)) == title_key(title)


@given(plain_titles, plain_titles, st.sampled_from(DASHES))
def test_every_dash_is_one(before, after, dash):
    assert title_key(f"a{before}{dash}{after}") == title_key(f"a{before}-{after}")


@given(plain_titles)
def test_case_changes_no_key(title):
    assert title_key(title.upper()) == title_key(title)


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_title_in_ascii_has_the_key_that_any_title_would_have(title):
    assert title_key("\u00e9 " + title + " a") == "\u00e9" + title_key(title + " a")
