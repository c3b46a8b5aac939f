"""The index as files: what becomes a term, and how files are cut and named."""

import dataclasses
import json
import re

import pytest

from generator.search import search_files
from generator.search.documents import SearchDocument
from generator.search.files import search_index
from generator.search.shards import runs
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


def kinds_changed(before, after):
    """Names without numbers and digests of the files that an edit writes."""
    changed = set(search_index(after).files) - set(search_index(before).files)
    return sorted(re.sub(r"search/([a-z]+).*", r"\1", path) for path, _ in changed)


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        ({"status": "read"}, ["c", "d", "index", "status"]),
        ({"tags": ("word3",)}, ["c", "d", "index", "lengths", "t", "tag"]),
        ({"comments": 7}, ["comments", "index"]),
    ],
)
def test_an_edit_changes_the_files_that_hold_it(edit, kinds):
    before = documents(4000)
    after = [*before]
    after[2000] = dataclasses.replace(before[2000], **edit)

    assert kinds_changed(before, after) == kinds


def test_a_new_paper_leaves_all_cards_and_most_terms_as_they_were():
    new = SearchDocument(slug="new", title="Paper lamp3999 again", abstract="word1 word2")
    changed = kinds_changed(documents(4000), [*documents(4000), new])

    terms_files = [path for path, _ in search_index(documents(4000)).files if "/t" in path]
    assert changed.count("c") == 1
    assert changed.count("t") < len(terms_files) / 4


def test_a_longer_row_moves_no_cuts_but_its_own():
    rows = [(f"word{number}", "x" * (number % 9)) for number in range(5000)]
    longer = [(key, text * 40 if key == "word2500" else text) for key, text in rows]
    firsts = [{run[0][0] for run in runs(each, 4000)} for each in (rows, longer)]

    assert len(firsts[0]) > 10
    assert len(firsts[0] ^ firsts[1]) <= 4


def test_the_newest_paper_has_the_highest_number(library):
    shelf = library({"title": "Older"}, {"title": "Newer"})
    made = search_files(shelf).files[0].content.decode("utf-8")

    newest, oldest = (entry.slug for entry in shelf.entries)
    assert f'"c0":["{oldest}"' in made
    assert f'"c1":["{newest}"' in made


def test_files_are_scripts_that_no_text_can_leave():
    title = "</script><script>alert(1)</script>\u2028\u2029"
    ((_, content),) = search_index([SearchDocument(slug="x", title=title)]).files

    script = content.decode("utf-8")
    assert script.startswith('papershelfSearch.receive("index",')
    json.loads(script.removeprefix('papershelfSearch.receive("index",').removesuffix(");\n"))


def test_same_documents_give_the_same_bytes():
    assert search_index(documents(300)) == search_index(documents(300))
