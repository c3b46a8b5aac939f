"""The index as files: what becomes a term, and how files are cut and named."""

import dataclasses
import json
import re

import pytest

from generator.search.documents import SearchDocument
from generator.search.files import search_index
from generator.search.stemmer import stem
from generator.search.words import terms


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Text-to-Image", "text to image"), ("GPT-4o", "gpt4o"), ("τ-bench", "tau-bench"),
        ("naïve Bayes", "naive bayes"), ("LLMs", "llm"), ("pass@1,", "pass@1"),
        ("C++", "c++"), ("(R^3).", "R^3"), ("模型评估", "评估"), ("Müller", "muller"),
        ("surveys", "survey"), ("1,000 lamps", "1000 lamps"), ("Ⅻ ﬁne", "xii fine"),
    ],
)  # fmt: skip
def test_what_is_typed_is_among_the_terms_of_what_is_written(written, typed):
    assert set(terms(typed).every) <= set(terms(written).every) | {"to"}


@pytest.mark.parametrize("word", ["survey", "key", "display", "deploy", "array", "delay"])
def test_words_that_the_two_stock_stemmers_stem_apart_stay_whole(word):
    assert stem(word) == word


def documents(count):
    return [
        SearchDocument(slug=f"p{n}", title=f"Paper {n} lamp{n}", abstract=f"word{n % 97} " * 40)
        for n in range(count)
    ]


def test_small_list_is_one_file_of_one_name():
    index = search_index(documents(10))

    assert [path for path, _ in index.files] == ["search/index.js"]


def test_large_list_is_cut_into_files_named_by_their_content():
    index = search_index(documents(4000))

    shards = [path for path, _ in index.files if path != index.entry]
    assert len(shards) > 10
    assert all(re.fullmatch(r"search/[a-z]+\d*\.[0-9a-f]{6}\.js", path) for path in shards)


def test_editing_one_paper_changes_few_files():
    before = documents(4000)
    after = [*before]
    after[2000] = dataclasses.replace(before[2000], status="read", rating=4)
    changed = set(search_index(before).files) - set(search_index(after).files)

    assert 0 < len(changed) < len(search_index(before).files) / 4


def test_files_are_scripts_that_no_text_can_leave():
    title = "</script><script>alert(1)</script>\u2028\u2029"
    ((_, content),) = search_index([SearchDocument(slug="x", title=title)]).files

    script = content.decode("utf-8")
    assert script.startswith('papershelfSearch.receive("index",')
    json.loads(script.removeprefix('papershelfSearch.receive("index",').removesuffix(");\n"))


def test_same_documents_give_the_same_bytes():
    assert search_index(documents(300)) == search_index(documents(300))
