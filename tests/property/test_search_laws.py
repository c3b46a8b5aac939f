"""Laws of the index: numbers and words come back, nothing is lost, no text is an error."""

import itertools
from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.site.search.codec import (
    ALPHABET,
    decode_numbers,
    encode_gaps,
    encode_numbers,
    encode_ranked,
    front_code,
    utf16_key,
    utf16_length,
    utf16_sorted,
)
from generator.site.search.settings import ShardCut
from generator.site.search.shards import (
    ShardTable,
    cut_rows,
    cut_shards,
    edit_shards,
    split_rows,
)
from generator.site.search.text.tokenizer import terms
from generator.site.search.vocabulary import pack_words, unpack_words

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def decoded(text):
    """The numbers in a text, read digit by digit as codec.js does."""
    values = [ALPHABET.index(sign) for sign in text]
    while values:
        first = values.pop(0)
        if first < 64:
            yield first
        elif first < 84:
            yield 64 + (first - 64) * 90 + values.pop(0)
        elif first < 89:
            yield 1864 + ((first - 84) * 90 + values.pop(0)) * 90 + values.pop(0)
        else:
            yield 42364 + (values.pop(0) * 90 + values.pop(0)) * 90 + values.pop(0)


@given(st.lists(st.integers(0, 771_363)))
def test_numbers_come_back(values):
    assert list(decoded(encode_numbers(values))) == values
    assert decode_numbers(encode_numbers(values)) == values


@given(st.lists(st.integers(0, 100_000)))
def test_packed_words_come_back(values):
    assert list(unpack_words(pack_words(values))) == values


@given(st.sets(st.integers(0, 771_363)))
def test_gaps_lead_from_number_to_number(values):
    rising = sorted(values)

    assert decode_numbers(encode_gaps(rising)) == [
        b - a - 1 for a, b in itertools.pairwise(rising)
    ]


@given(st.lists(st.integers(0, 3000)))
def test_ranked_numbers_come_back(values):
    different, places = (list(decoded(text)) for text in encode_ranked(values))

    assert [different[place] for place in places] == values


@given(st.lists(st.tuples(TEXTS, TEXTS)), st.integers(1, 200))
def test_cut_rows_are_the_rows(rows, size):
    assert [row for file in cut_rows(rows, ShardCut(size)) for row in file] == rows


KEYS = st.sampled_from([a + b for a in "abcé\ue000\U0001d465" for b in ["", "x", "y"]])


@settings(max_examples=300)
@given(
    st.dictionaries(KEYS, st.text("#$", max_size=20), min_size=5),
    st.dictionaries(KEYS, st.none() | st.text("#$", max_size=20)),
    st.builds(ShardCut, st.integers(1, 40), st.sampled_from([1, 3, 48])),
)
def test_edited_rows_are_cut_as_if_all_were_cut_again(before, edits, cut):
    rows = [(key, before[key]) for key in utf16_sorted(before)]
    now = {key: text for key, text in (before | edits).items() if text is not None}
    new_rows = {
        key: text if text is None else (key, text) for key, text in edits.items()
    }

    found = edit_shards(cut_shards(rows, cut), new_rows, cut)

    wanted = [(key, now[key]) for key in utf16_sorted(now)]
    assert found == cut_shards(wanted, cut)
    assert [row for each in found for row in split_rows(each)] == wanted
    assert {key: ShardTable(found).row(key) for key in before | edits} == {
        key: (key, now[key]) if key in now else None for key in before | edits
    }


@given(st.lists(TEXTS, unique=True))
def test_words_sort_as_in_javascript(words):
    units = {word: [*array("H", word.encode("utf-16-le"))] for word in words}

    assert utf16_sorted(words) == sorted(words, key=units.get)


@given(st.lists(TEXTS, unique=True))
def test_sorted_words_come_back(words):
    words.sort(key=utf16_key)
    lengths, endings = front_code(words)
    sizes = list(decoded(lengths))
    units, previous, found = utf16_key(endings), b"", []
    for shared, added in zip(sizes[::2], sizes[1::2], strict=True):
        previous = previous[: 2 * shared] + units[: 2 * added]
        units = units[2 * added :]
        found.append(previous.decode("utf-16-be"))
    assert found == words


@given(TEXTS)
def test_every_text_has_terms_without_white_space(text):
    found = terms(text)

    assert all(
        term and not any(letter.isspace() for letter in term) for term in found.every
    )
    assert set(found.content) <= set(found.every)


@given(TEXTS, TEXTS)
def test_texts_side_by_side_have_the_terms_of_both(first, second):
    assert terms(f"{first} {second}").every == terms(first).every + terms(second).every


@given(st.text("abcdefgàéöñ-.'", max_size=30))
def test_case_and_accents_change_nothing(text):
    plain = text.translate(str.maketrans("àéöñ", "aeon"))

    assert terms(text.upper()) == terms(plain)


@given(st.text())
def test_length_is_that_of_javascript(text):
    assert utf16_length(text) == len(text) + sum(letter > "\uffff" for letter in text)
