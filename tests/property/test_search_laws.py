"""Laws of the index: numbers and words come back, nothing is lost, no text is an error."""

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.search.codec import (
    ALPHABET,
    front_coded,
    numbers,
    ranked,
    utf16_length,
    utf16_order,
)
from generator.search.documents import SearchDocument
from generator.search.inverted import inverted
from generator.search.settings import FIELDS
from generator.search.shards import runs
from generator.search.words import terms

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def decoded(text):
    """The numbers in a text, read digit by digit as search-codec.js does."""
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
    assert list(decoded(numbers(values))) == values


@given(st.lists(st.integers(0, 3000)))
def test_ranked_numbers_come_back(values):
    different, places = (list(decoded(text)) for text in ranked(values))

    assert [different[place] for place in places] == values


@given(st.lists(st.tuples(TEXTS, TEXTS)), st.integers(1, 200))
def test_cut_rows_are_the_rows(rows, size):
    assert [row for run in runs(rows, size) for row in run] == rows


@given(st.lists(TEXTS, unique=True))
def test_sorted_words_come_back(words):
    words.sort(key=utf16_order)
    lengths, endings = front_coded(words)
    sizes = list(decoded(lengths))
    units, previous, found = utf16_order(endings), b"", []
    for shared, added in zip(sizes[::2], sizes[1::2], strict=True):
        previous = previous[: 2 * shared] + units[: 2 * added]
        units = units[2 * added :]
        found.append(previous.decode("utf-16-be"))
    assert found == words


@given(TEXTS)
def test_every_text_has_terms_without_white_space(text):
    found = terms(text)

    assert all(term and not any(letter.isspace() for letter in term) for term in found.every)
    assert set(found.content) <= set(found.every)


@given(TEXTS, TEXTS)
def test_texts_side_by_side_have_the_terms_of_both(first, second):
    assert terms(f"{first} {second}").every == terms(first).every + terms(second).every


@given(st.text("abcdefgàéöñ-.'", max_size=30))
def test_case_and_accents_change_nothing(text):
    plain = text.translate(str.maketrans("àéöñ", "aeon"))

    assert terms(text.upper()) == terms(plain)


@settings(max_examples=50)
@given(st.lists(st.builds(SearchDocument, slug=st.just("x"), title=TEXTS, abstract=TEXTS)))
def test_the_index_holds_every_term_of_every_paper(documents):
    index = inverted(documents)

    for field, table, lengths in zip(FIELDS, index.postings, index.lengths, strict=True):
        counted = [0] * len(documents)
        for postings in table.values():
            for paper, count in zip(postings[::2], postings[1::2], strict=True):
                counted[paper] += count
        assert tuple(counted) == lengths, field
    assert list(index.terms) == sorted(index.terms, key=utf16_order)


@given(st.text())
def test_length_is_that_of_javascript(text):
    assert utf16_length(text) == len(text) + sum(letter > "\uffff" for letter in text)
