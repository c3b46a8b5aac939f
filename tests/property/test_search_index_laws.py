"""Laws of the whole index: what it says is what Lunr would, and no memory changes a byte of it."""

import itertools
import json
import marshal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.pipeline import Pipeline

from generator.site.search import SearchDocument, shards
from generator.site.search import build_index as index
from generator.site.search import settings as search_settings
from generator.site.search.codec import numbers_in, utf16_order
from generator.site.search.index import build as counting
from generator.site.search.settings import FIELDS, FIELDS_WITH_STOP_WORDS
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
    slug=st.sampled_from([f"p{number}" for number in range(40)]),
    title=TEXTS,
    tags=st.lists(st.sampled_from(["a", "b 2", "b 10", "lamp"]), max_size=3).map(tuple),
    authors=st.lists(st.sampled_from(["Ada The", "Bo Lamp"]), max_size=2).map(tuple),
    notes=TEXTS,
    abstract=TEXTS,
    status=st.sampled_from(["", "read", "to-read"]),
    rating=st.none() | st.integers(1, 5),
    has_code=st.booleans(),
)
LISTS = st.lists(DOCUMENTS, max_size=12, unique_by=lambda document: document.slug)


def edits(documents):
    """Lists that follow from one by an edit such as people make."""
    places = st.integers(0, max(0, len(documents) - 1))
    changed = st.builds(
        lambda place, other: [
            other._replace(slug=each.slug) if number == place else each
            for number, each in enumerate(documents)
        ],
        places, DOCUMENTS,
    )  # fmt: skip
    marked = st.builds(
        lambda place, status: [
            each._replace(status=status) if number == place else each
            for number, each in enumerate(documents)
        ],
        places, st.sampled_from(["read", "to-read"]),
    )  # fmt: skip
    removed = places.map(lambda place: documents[:place] + documents[place + 1 :])
    added = st.builds(
        lambda place, new: [*documents[:place], new, *documents[place:]],
        st.just(len(documents)) | places,
        DOCUMENTS.filter(lambda new: all(new.slug != each.slug for each in documents)),
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


@pytest.fixture
def small(monkeypatch):
    """Small parts and files, so that a list of a few papers has many of them."""
    monkeypatch.setattr(search_settings, "ONE_FILE", 7_000)
    monkeypatch.setattr(search_settings, "TERM_SHARD", 60)
    monkeypatch.setattr(search_settings, "WORD_SHARD", 60)
    monkeypatch.setattr(shards, "_ONE_IN", 3)
    monkeypatch.setattr(counting, "PART", 3)


quick = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@quick
@given(data=st.data(), many=st.sampled_from([0.5, 4]))
def test_an_index_from_memory_is_that_from_the_ground(
    search_of, small, monkeypatch, data, many
):
    monkeypatch.setattr(index, "_MANY", many)
    monkeypatch.setattr(
        search_settings, "ONE_FILE", data.draw(st.sampled_from([0, 3_000, 7_000]))
    )
    documents = data.draw(LISTS)
    _, memory = search_of(documents)
    for _ in range(data.draw(st.integers(1, 4))):
        documents = data.draw(edits(documents))
        files, memory = search_of(
            documents, memory=marshal.loads(marshal.dumps(memory))
        )

        assert files == search_of(documents)[0]
        assert [*files] == [*search_of(documents)[0]]


@settings(quick, max_examples=15)
@given(documents=LISTS)
def test_any_number_of_processes_makes_the_same_index(search_of, small, documents):
    workers = Workers(jobs=2, tuning=Tuning(part=1, fork_from=1))

    assert search_of(documents, workers=workers) == search_of(documents)


@quick
@given(data=st.data(), documents=LISTS)
def test_a_memory_of_another_form_is_no_memory(search_of, small, data, documents):
    files, memory = search_of(documents)
    name = data.draw(st.sampled_from([*memory]))
    broken = data.draw(
        st.sampled_from([
            None, 7, (), {}, [memory], {**memory, name: None}, {**memory, name: [7]},
            {**memory, "more": 1}, {**memory, "version": 0}, {**memory, "fingerprint": ""},
            {**memory, "papers": [*memory["papers"], b"H"]}, {**memory, "sizes": b"123"},
            {**memory, "names": memory["names"] + "\nmore"}, {**memory, "digests": {"t0": b""}},
            {key: value for key, value in memory.items() if key != name},
        ])
    )  # fmt: skip

    assert search_of(documents, memory=broken) == (files, memory)


def test_a_memory_of_other_settings_is_no_memory(search_of, small, monkeypatch):
    documents = [
        SearchDocument(slug=word, title=word, abstract=" ".join(WORDS))
        for word in WORDS
    ]
    _, memory = search_of(documents)
    monkeypatch.setattr(search_settings, "TERM_SHARD", 90)

    assert search_of(documents, memory=memory) == search_of(documents)


def payload(script, name="index"):
    text = script.decode("utf-8")
    return json.loads(
        text.removeprefix(f'papershelfSearch.receive("{name}",').removesuffix(");\n")
    )


def words_of(lengths, endings):
    """Front-coded words."""
    units, previous = utf16_order(endings), b""
    sizes = numbers_in(lengths)
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
            sizes, gaps, counts = (iter(numbers_in(column)) for column in columns)
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
    """The builder of lunr.py, told the terms of each field."""
    builder = Builder()
    builder.ref("id")
    builder.pipeline = builder.search_pipeline = Pipeline()
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    for number, document in enumerate(documents):
        every = {name: terms(document.field(name)) for name in FIELDS}
        told = {
            name: [*(found.every if name in FIELDS_WITH_STOP_WORDS else found.content)]
            for name, found in every.items()
        }
        builder.add({"id": str(number)} | told)
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
        lengths = [numbers_in(different)[place] for place in numbers_in(places)]
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
