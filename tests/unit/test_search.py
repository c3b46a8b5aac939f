"""The index as files: what becomes a term, and how files are cut and named."""

import datetime as dt
import json
import re

import pytest

from generator.core.paper import Annotations, Status
from generator.core.text import natural_key
from generator.site.search.build_index import (
    IndexOptions,
    search_files,
    search_index,
)
from generator.site.search.codec import encode_numbers
from generator.site.search.columns import COLUMNS, column
from generator.site.search.documents import (
    SearchDocument,
    SearchRow,
    SearchText,
    search_row,
    text_loader,
)
from generator.site.search.settings import ShardCut
from generator.site.search.shards import cut_rows
from generator.site.search.text.stemmer import stem
from generator.site.search.text.tokenizer import terms


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


@pytest.mark.parametrize(
    "word", ["survey", "key", "display", "deploy", "array", "delay"]
)
def test_words_that_the_two_stock_stemmers_stem_apart_stay_whole(word):
    assert stem(word) == word


NO_TEXT = SearchText()


def document(slug, title, text=NO_TEXT, **facts):
    return SearchDocument(SearchRow(slug=slug, key="", title=title, **facts), text)


def documents(count):
    return [
        document(
            f"p{n}", f"Paper {n} lamp{n}", SearchText(abstract=f"word{n % 97} " * 40)
        )
        for n in range(count)
    ]


def test_small_list_is_one_file_of_one_name(search_of):
    files, _ = search_of(documents(10))

    assert [*files] == ["search/index.js"]


def test_large_list_is_cut_into_files_named_by_their_content(search_of):
    files, _ = search_of(documents(4000))

    first, *shards = files
    assert first == "search/index.js"
    assert len(shards) > 10
    named = re.compile(r"search/(?:[a-z]+\d*\.[0-9a-f]{6}|c[0-9a-f]{12})\.js")
    assert all(map(named.fullmatch, shards))


def kinds_changed(before, after):
    """Names without numbers and digests of the files that an edit writes."""
    changed = {path for path, content in after.items() if before.get(path) != content}
    kind = re.compile(r"search/(c(?=[0-9a-f]{12}\.)|[a-z]+).*")
    return sorted(kind.sub(r"\1", path) for path in changed)


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        ({"status": "read"}, ["c", "d", "index", "status"]),
        ({"tags": ("word3",)}, ["c", "d", "index", "lengths", "t", "tag"]),
        ({"comments": 7}, ["comments", "index"]),
    ],
)
def test_an_edit_changes_the_files_that_hold_it(edit, kinds, search_of):
    before = documents(4000)
    after = [*before]
    row, text = before[2000]
    after[2000] = SearchDocument(row._replace(**edit), text)

    assert kinds_changed(search_of(before)[0], search_of(after)[0]) == kinds


def test_a_new_paper_leaves_all_cards_and_most_terms_as_they_were(search_of):
    new = document("new", "Paper lamp3999 again", SearchText(abstract="word1 word2"))
    before, _ = search_of(documents(4000))
    changed = kinds_changed(before, search_of([*documents(4000), new])[0])

    assert changed.count("c") == 1
    assert changed.count("t") < sum("/t" in path for path in before) / 4


@pytest.mark.parametrize("place", [0, 2000, 3999])
def test_cards_stay_when_a_paper_goes(place, search_of):
    fewer = documents(4000)
    del fewer[place]
    before, state = search_of(documents(4000))
    after, _ = search_of(fewer, state=state)

    assert "c" not in kinds_changed(before, after)


def test_only_what_changed_is_read_again(search_of, row_of):
    before = documents(4000)
    _, state = search_of(before)
    after = [*before, document("new", "Paper lamp3999 again")]
    after[2000] = SearchDocument(before[2000].row, SearchText(notes="lamp7"))
    asked = set()

    def text(number):
        asked.add(number)
        return after[number].text

    search_index([*map(row_of, after)], text, IndexOptions(state=state))
    assert asked == {2000, 4000}


def test_papers_that_move_are_not_read_again(search_of, row_of):
    _, state = search_of(documents(4000))
    rows = [*map(row_of, documents(4000)[1:])]

    def text(number):
        raise AssertionError(number)

    assert search_index(rows, text, IndexOptions(state=state)).cards


def test_a_row_says_of_a_paper_what_its_document_does(library, search_of):
    day = dt.date(2024, 5, 6)
    reading_list = library(
        {"title": "Bare"},
        {
            "title": "Full", "published": day, "comments": 3, "authors": ("Ada",),
            "abstract": "Code: https://github.com/a/b", "notes": "## Notes\n\nMine.\n",
            "annotations": Annotations(
                status=Status.READ, rating=4, tags=("RL", "a b"), read_date=day, summary="Good."
            ),
        },
        {"title": "Empty notes", "notes": "## Notes\n", "annotations": Annotations(tags=("rl",))},
        {"title": "Undated", "listings": (), "annotations": Annotations(added=day)},
    )  # fmt: skip
    load_text = text_loader(reading_list)
    documents = [
        SearchDocument(search_row(reading_list, summary), load_text(summary))
        for summary in reversed(reading_list.summaries)
    ]

    (entry,) = search_files(reading_list).files

    assert {entry.path: entry.make()} == search_of(documents)[0]


def test_a_longer_row_moves_no_cuts_but_its_own():
    rows = [(f"word{number}", "x" * (number % 9)) for number in range(5000)]
    longer = [(key, text * 40 if key == "word2500" else text) for key, text in rows]
    firsts = [
        {run[0][0] for run in cut_rows(each, ShardCut(4000))} for each in (rows, longer)
    ]

    assert len(firsts[0]) > 10
    assert len(firsts[0] ^ firsts[1]) <= 4


def test_the_newest_paper_has_the_highest_number(library):
    reading_list = library({"title": "Older"}, {"title": "Newer"})
    made = search_files(reading_list).files[0].make().decode("utf-8")

    newest, oldest = (entry.summary.slug for entry in reading_list.entries)
    assert f'"c0":["{oldest}"' in made
    assert f'"c1":["{newest}"' in made


def test_files_are_scripts_that_no_text_can_leave(search_of):
    title = "</script><script>alert(1)</script>\u2028\u2029"
    files, _ = search_of([document("x", title)])

    script = files["search/index.js"].decode("utf-8")
    assert script.startswith('papershelfSearch.receive("index",')
    json.loads(
        script.removeprefix('papershelfSearch.receive("index",').removesuffix(");\n")
    )


def test_same_documents_give_the_same_bytes(search_of):
    assert search_of(documents(300)) == search_of(documents(300))


def test_a_paper_is_filtered_and_sorted_by_what_its_document_says(row_of):
    day = "2024-02-29"
    documents = [
        document(
            "a", "Seed 10", SearchText(notes="mine", summary="mine"), tags=("b", "a", "b"),
            status="read", rating=4, year=2024, listings=("Daily",), published=day,
            listed=day, read=day, comments=0, has_code=True,
        ),
        document("b", "seed 9", tags=("a",), published="0987-01-01", year=987),
    ]  # fmt: skip
    rows = [*map(row_of, documents)]

    assert {name: column(name, rows) for name in COLUMNS} == {
        "status": (["read"], "$##"), "rating": (["4"], "$##"), "tag": (["a", "b"], "%$#$#"),
        "year": (["987", "2024"], "$$$#"), "listing": (["Daily"], "$##"),
        "has": (["code", "notes"], "%#$#"), "listed": (["2024-02-29"], "$##"),
        "published": (["0987-01-01", "2024-02-29"], "$$$#"), "read": (["2024-02-29"], "$##"),
        "comments": (["0"], "$##"), "title": ([], "$$$#"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "texts", [["seed-10", "seed-9"], ["b", "B", "", "a 10", "a", "a 9"]]
)
def test_values_without_figures_are_in_natural_order_too(texts, row_of):
    rows = [row_of(document("x", text)) for text in texts]
    order = sorted({natural_key(text.casefold()) for text in texts})
    ranks = [order.index(natural_key(text.casefold())) for text in texts]

    assert column("title", rows) == (
        [],
        encode_numbers(n for rank in ranks for n in (1, rank)),
    )
