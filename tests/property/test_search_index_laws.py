"""Laws of the whole index: it holds what Lunr's does, and no state changes a byte of it."""

import itertools
import json
import marshal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.pipeline import Pipeline

from generator.site.search.codec import decode_numbers, utf16_key
from generator.site.search.documents import SearchDocument, SearchRow, SearchText
from generator.site.search.keys import paper_keys
from generator.site.search.settings import (
    FIELDS,
    FIELDS_WITH_STOP_WORDS,
    IndexLimits,
    ShardCut,
)
from generator.site.search.text.tokenizer import terms
from generator.system.parallel import Workers
from generator.system.tuning import Tuning

WORDS = [
    "model", "models", "Modelling", "modelled", "diffusion", "diffuse", "the", "what", "GPT-4o",
    "gpt4o", "C++", "τ-bench", "模型评估", "naïve", "naive", "x", "𝒙𐐀", "survey", "surveys,", "=model",
    "tokens", "token's", "lamp", "lamps", "lampshade", "1,000", "pass@1",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
DOCUMENTS = st.builds(
    SearchDocument,
    row=st.builds(
        SearchRow,
        slug=st.sampled_from([f"p{number}" for number in range(40)]),
        key=st.just(""),
        title=TEXTS,
        tags=st.lists(st.sampled_from(["a", "b 2", "b 10", "lamp"]), max_size=3).map(
            tuple
        ),
        status=st.sampled_from(["", "read", "to-read"]),
        rating=st.none() | st.integers(1, 5),
        published=st.sampled_from(["", "2018", "2018-05", "2018-05-17"]),
        listed=st.sampled_from(["", "2025-12-10"]),
        has_code=st.booleans(),
    ),
    text=st.builds(
        SearchText,
        authors=st.lists(st.sampled_from(["Ada The", "Bo Lamp"]), max_size=2).map(
            tuple
        ),
        notes=TEXTS,
        abstract=TEXTS,
        ids=st.sampled_from(
            [(), ("arxiv:1706.03762",), ("doi:10.1/a b", "openreview:x")]
        ),
    ),
)
LISTS = st.lists(DOCUMENTS, max_size=12, unique_by=lambda document: document.row.slug)


def with_row(document, **facts):
    return document._replace(row=document.row._replace(**facts))


def edits(documents):
    """Lists that follow from one by an edit such as people make."""
    places = st.integers(0, max(0, len(documents) - 1))
    changed = st.builds(
        lambda place, other: [
            with_row(other, slug=each.row.slug) if number == place else each
            for number, each in enumerate(documents)
        ],
        places, DOCUMENTS,
    )  # fmt: skip
    marked = st.builds(
        lambda place, status: [
            with_row(each, status=status) if number == place else each
            for number, each in enumerate(documents)
        ],
        places, st.sampled_from(["read", "to-read"]),
    )  # fmt: skip
    removed = places.map(lambda place: documents[:place] + documents[place + 1 :])
    added = st.builds(
        lambda place, new: [*documents[:place], new, *documents[place:]],
        st.just(len(documents)) | places,
        DOCUMENTS.filter(
            lambda new: all(new.row.slug != each.row.slug for each in documents)
        ),
    )
    return (
        changed
        | marked
        | removed
        | added
        | st.permutations(documents)
        | st.just([])
        | LISTS
    )


def small(one_file=7_000, size=60, **limits):
    """Small parts and files, so that a list of a few papers has many of them."""
    cut = ShardCut(size, one_in=3)
    return IndexLimits(one_file=one_file, terms=cut, words=cut, part=3, **limits)


quick = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@quick
@given(
    data=st.data(),
    limits=st.builds(
        small,
        one_file=st.sampled_from([0, 3_000, 7_000]),
        rebuild_share=st.sampled_from([0.25, 2]),
    ),
)
def test_an_updated_index_is_the_index_from_scratch(search_of, data, limits):
    documents = data.draw(LISTS)
    _, state = search_of(documents, limits=limits)
    for _ in range(data.draw(st.integers(1, 4))):
        documents = data.draw(edits(documents))
        state = marshal.loads(marshal.dumps(state))
        files, state = search_of(documents, state=state, limits=limits)

        from_scratch, _ = search_of(documents, limits=limits)
        assert files == from_scratch
        assert [*files] == [*from_scratch]


@settings(quick, max_examples=15)
@given(documents=LISTS)
def test_any_number_of_processes_makes_the_same_index(search_of, documents):
    limits = small()
    workers = Workers(jobs=2, tuning=Tuning(part=1, fork_from=1))

    in_two = search_of(documents, workers=workers, limits=limits)

    assert in_two == search_of(documents, limits=limits)


@quick
@given(data=st.data(), documents=LISTS)
def test_a_state_of_another_form_is_no_state(search_of, data, documents):
    files, state = search_of(documents, limits=small())
    name = data.draw(st.sampled_from([*state]))
    broken = data.draw(
        st.sampled_from([
            None, 7, (), {}, [state], {**state, name: None}, {**state, name: [7]},
            {**state, "more": 1}, {**state, "version": 0}, {**state, "fingerprint": ""},
            {**state, "words": [*state["words"], b"H"]}, {**state, "card_sizes": b"123"},
            {**state, "names": state["names"] + "\nmore"}, {**state, "digests": {"t0": b""}},
            {key: value for key, value in state.items() if key != name},
        ])
    )  # fmt: skip

    assert search_of(documents, state=broken, limits=small()) == (files, state)


def test_a_state_of_other_limits_is_no_state(search_of):
    documents = [
        SearchDocument(
            SearchRow(slug=word, key="", title=word),
            SearchText(abstract=" ".join(WORDS)),
        )
        for word in WORDS
    ]
    limits = small(size=90)
    _, state = search_of(documents, limits=small())

    from_state = search_of(documents, state=state, limits=limits)

    assert from_state == search_of(documents, limits=limits)


def payload(script, name="index"):
    text = script.decode("utf-8")
    return json.loads(
        text.removeprefix(f'papershelfSearch.receive("{name}",').removesuffix(");\n")
    )


def words_of(lengths, endings):
    """Front-coded words."""
    units, previous = utf16_key(endings), b""
    sizes = decode_numbers(lengths)
    for shared, added in zip(sizes[::2], sizes[1::2], strict=True):
        previous = previous[: 2 * shared] + units[: 2 * added]
        units = units[2 * added :]
        yield previous.decode("utf-16-be")


def held(inline):
    """What the files of terms say: how often each paper holds a term in each field."""
    found = {}
    for name in inline:
        if name[0] == "t" and name[1:].isdecimal():
            lengths, endings, *columns = inline[name]
            sizes, gaps, counts = (iter(decode_numbers(column)) for column in columns)
            for term in words_of(lengths, endings):
                fields = next(sizes)
                held = [field for bit, field in enumerate(FIELDS) if fields >> bit & 1]
                papers = [(field, next(sizes)) for field in held]
                for field, count in papers:
                    steps = (next(gaps) + 1 for _ in range(count))
                    risen = [*itertools.accumulate(steps, initial=-1)][1:]
                    found |= {(term, field, paper): 0 for paper in risen}
                for key in [key for key in found if key[0] == term]:
                    found[key] = next(counts) + 1
    return found


def lunr_index(documents):
    """The builder of lunr.py, given the terms of each field."""
    builder = Builder()
    builder.ref("id")
    builder.pipeline = builder.search_pipeline = Pipeline()
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    for number, document in enumerate(documents):
        every = {name: terms(document.field(name)) for name in FIELDS}
        fields = {
            name: [*(found.every if name in FIELDS_WITH_STOP_WORDS else found.content)]
            for name, found in every.items()
        }
        fields["keys"] = [*paper_keys(document)]
        builder.add({"id": str(number)} | fields)
    return builder


@quick
@given(documents=LISTS)
def test_terms_frequencies_and_lengths_are_those_of_lunr(search_of, documents):
    files, _ = search_of(documents)
    inline = payload(files["search/index.js"])["inline"]
    builder = lunr_index(documents)

    numbered = [(field, number) for field in FIELDS for number in range(len(documents))]
    assert held(inline) == {
        (str(term), field, number): count
        for field, number in numbered
        for term, count in builder.field_term_frequencies[f"{field}/{number}"].items()
    }
    for field, (different, places) in zip(FIELDS, inline["lengths"], strict=True):
        lengths = [decode_numbers(different)[place] for place in decode_numbers(places)]
        wanted = [
            builder.field_lengths[f"{field}/{number}"]
            for number in range(len(documents))
        ]
        assert lengths == wanted


@quick
@given(documents=LISTS)
def test_the_dictionary_has_the_words_as_they_are_spelled(search_of, documents):
    inline = payload(search_of(documents)[0]["search/index.js"])["inline"]
    found = {
        word for name in inline if name[0] == "w" and name[1:].isdecimal()
        for word in words_of(*inline[name][:2])
    }  # fmt: skip

    texts = " ".join(each.field(name) for each in documents for name in FIELDS)
    for word in ("model", "models", "naive", "survey", "token", "lampshade"):
        spellings = {
            "naïve": "naive",
            "=model": "model",
            "token's": "token",
            "surveys,": "surveys",
        }
        written = {spellings.get(text, text.lower()) for text in texts.split()}
        assert (word in found) == (word in written)
