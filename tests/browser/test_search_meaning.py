"""What a question means: identifiers, names, whole words, times. Papers made for the questions."""

import datetime as dt
import itertools
import random
from pathlib import Path

import pytest

from generator.core.dates import PartialDate
from generator.core.identifiers import identifier_in
from generator.site.search.documents import search_text
from generator.site.search.text.tokenizer import terms

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "identifiers.txt"
LONG_TITLE = " ".join(f"lantern{number}" for number in range(45))

PAPERS = {
    "wicks": {"title": "Wicks", "arxiv_id": "2401.01230", "published": dt.date(2024, 1, 3)},
    "old": {"title": "Old lamps", "arxiv_id": "cs/0112017", "published": PartialDate(2001)},
    "shades": {"title": "Shades", "doi": "10.1000/Lamp.7", "published": PartialDate(2019, 3)},
    "oils": {"title": "Oils", "url": "https://openreview.net/forum?id=rB1_xYz9Qw"},
    "flames": {"title": "Flames", "url": "https://aclanthology.org/2023.acl-long.77/"},
    "links": {"title": "Links",
              "abstract": "See https://arxiv.org/abs/2401.09999 and https://doi.org/10.1000/x or"
                          " https://huggingface.co/papers of arxiv org pdf 2401.01230v9."},
    "glow": {"title": "GlowBench: a benchmark", "published": dt.date(2018, 5, 17)},
    "glows": {"title": "Glows", "abstract": "Glowing and glow in 2018, glowbenches.",
              "published": dt.date(2021, 6, 1)},
    "again": {"title": "GlowBench GlowBench", "abstract": "GlowBench."},
    "year": {"title": "Lessons of 2018", "abstract": "2018 2018", "published": dt.date(2022, 2, 2)},
    "camel": {"title": "LampNet3"},
    "apart": {"title": "Oil Gauge methods"},
    "cpp": {"title": "C++ for lamps"},
    "c": {"title": "Vitamin C in lamps"},
    "long": {"title": LONG_TITLE},
    "tags": {"title": "Tagged", "abstract": "Warm lights of a warm colour."},
    "lab": {"title": "Traininglab"},
    "train": {"title": "Training by night"},
}  # fmt: skip
NAMES = [*PAPERS]


@pytest.fixture
def papers():
    return [*PAPERS.values()]


@pytest.fixture
def ask(tab, shelf_url, answers_to):
    """A function from texts to what each finds: names of papers with all words, and with some."""
    page = tab()
    page.goto(shelf_url + "index.html?q=lamps")
    page.wait_for_selector("[data-search-result]")

    def asked(*texts):
        found = []
        for answer in answers_to(page, texts, 50):
            names = {True: [], False: []}
            for result in answer["results"]:
                names[result["isWhole"]].append(_name(result["slug"]))
            found.append(
                (names[True], names[False], answer["total"], answer["summary"])
            )
        return found

    return asked


def _name(slug):
    return NAMES[int(slug.removeprefix("paper-")) - 1]


@pytest.mark.parametrize(
    ("name", "forms"),
    {
        "wicks": [
            "2401.01230", "2401.01230v2", "arXiv:2401.01230", "ARXIV:2401.01230V1 [cs.CL]",
            "arXiv: 2401.01230 [cs.CL].", "arXiv 2401.01230", "(arXiv:2401.01230)", "[2401.01230]",
            "https://arxiv.org/abs/2401.01230", "arxiv.org/pdf/2401.01230v7.pdf",
            "https://huggingface.co/papers/2401.01230", "https://doi.org/10.48550/arXiv.2401.01230",
            "<https://arxiv.org/abs/2401.01230>,", "[Wicks](https://arxiv.org/abs/2401.01230).",
            '"https://arxiv.org/abs/2401.01230"', "Somebody et al. Otherwise. arXiv:2401.01230",
            "https://example.org/list/papers/paper-1.html?x#notes", "papers/paper-1.html",
            "file:///home/me/site/papers/paper-1.html", "2401.0123", "2401.01230 ", "\n2401.01230\n",
        ],
        "old": ["cs/0112017", "cs.CL/0112017v1", "arXiv:cs/0112017", "arxiv.org/abs/cs%2F0112017"],
        "shades": ["10.1000/Lamp.7", "doi:10.1000/lamp.7", "doi: 10.1000/lamp.7.",
                   "https://doi.org/10.1000%2Flamp.7", "HTTPS://DX.DOI.ORG/10.1000/LAMP.7"],
        "oils": ["https://openreview.net/pdf?id=rB1_xYz9Qw", "rB1_xYz9Qw"],
        "flames": ["2023.acl-long.77", "https://aclanthology.org/2023.acl-long.77.pdf",
                   "10.18653/v1/2023.acl-long.77"],
    }.items(),
)  # fmt: skip
def test_an_identifier_in_any_form_finds_its_paper_first(ask, name, forms):
    found = ask(*forms)

    assert [
        (form, whole[:1]) for form, (whole, *_) in zip(forms, found, strict=True)
    ] == [(form, [name]) for form in forms]


def test_two_identifiers_find_both_papers_first(ask):
    ((whole, *_),) = ask("10.1000/lamp.7 and arXiv:cs/0112017")

    assert set(whole) == {"shades", "old"}


@pytest.mark.parametrize(
    "text",
    ["arXiv:2402.00002", "https://arxiv.org/abs/2402.00002", "https://huggingface.co/papers/2402.00002",
     "10.1000/other", "https://doi.org/10.1000/other", "cs/0112018", "2402.00002",
     "https://x.org/papers/nothing.html", "https://openreview.net/forum?id=AbCdEf123"],
)  # fmt: skip
def test_an_identifier_that_is_not_in_the_list_finds_nothing(ask, text):
    ((whole, some, _, said),) = ask(text)

    assert (whole, some) == ([], [])
    assert said.startswith("No paper found.")


def test_an_identifier_can_be_excluded(ask):
    ((whole, *_),) = ask("glowbench -https://x.org/papers/paper-7.html")

    assert "glow" not in whole


def test_an_excluded_phrase_keeps_papers_that_have_its_words_apart(ask):
    (together, *_), (apart, *_), (plain, *_) = ask(
        'lights -"warm lights"', 'glow -"glow glowing"', 'glow -"glowing and glow"'
    )

    assert "tags" not in together
    assert "glows" in apart
    assert "glows" not in plain


def test_a_name_before_a_colon_is_found_first(ask):
    for whole, *_ in ask("GlowBench", "glow bench", "glow-bench", "GlowBench:"):
        assert whole[0] == "glow"


@pytest.mark.parametrize(
    "text",
    ["glow", "glow ", '"glow"', "lamps", "warm", "C++", "2018", "methods", "the", "glowbench", "vitamin"],
)  # fmt: skip
def test_a_whole_word_means_that_word(ask, text, library):
    entries = library(*PAPERS.values()).entries
    (wanted,) = terms(text).every[-1:]
    texts = {
        _name(entry.summary.slug): (
            entry.content.paper.title, entry.content.paper.abstract,
            search_text(entry.content).more, str(entry.summary.published[:4]),
        ) for entry in entries
    }  # fmt: skip
    have = {name for name, parts in texts.items()
            if any(wanted in terms(part).every for part in filter(None, parts))}  # fmt: skip
    # Stop words are indexed in titles only.
    ((whole, some, total, _),) = ask(text)

    assert set(whole) == (have if text != "the" else set())
    assert total == len(whole)
    assert not set(some) & set(whole)


def test_a_half_typed_word_finds_what_it_may_become(ask):
    *found, (stemmed, *_) = ask("glowi", "vitami", "metho", "glowbenche")

    assert [whole for whole, *_ in found] == [["glows"], ["c"], ["apart"]]
    assert set(stemmed) == {"glow", "again", "glows"}


def test_a_half_typed_word_finds_words_with_a_shorter_stem_too(ask):
    ((whole, *_), (letters, *_)) = ask("trainin", "glowin")

    assert set(whole) == {"lab", "train"}
    assert letters == ["glows"]


def test_words_that_begin_what_was_typed_are_no_match(ask):
    (_, _, total, said), (_, _, begun, _) = ask("lampworks ", "glowbenchmarks")

    assert total == begun == 0
    assert said.startswith("No paper")


def test_words_that_only_begin_so_come_below_the_others(ask):
    (whole, some, *_), (unfinished, _, total, _) = ask("glow", "glowb")

    assert whole == ["glows"]
    assert {"glow", "again"} <= set(some)
    assert {"glow", "again"} <= set(unfinished)
    assert total == len(unfinished)


def test_excluding_a_word_keeps_those_that_only_begin_so(ask):
    ((whole, *_),) = ask("glowbench -glow")

    assert set(whole) == {"glow", "again"}


@pytest.mark.parametrize(
    ("text", "name"),
    [("lamp net", "camel"), ("lampnet 3", "camel"), ("lamp net 3", "camel"), ("Lamp-Net", "camel"),
     ("oilgauge", "apart"), ("oilgauge methods", "apart"), ("oil-gauge", "apart")],
)  # fmt: skip
def test_a_name_is_found_apart_and_joined(ask, text, name):
    ((whole, *_),) = ask(text)

    assert whole[:1] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [("2018", "glow"), ("2018-05", "glow"), ("2018-05-17", "glow"), ("2018/05", "glow"),
     ("May 2018", "glow"), ("2018 may", "glow"), ("17 May 2018", "glow"), ("may 17th, 2018", "glow"),
     ("glowbench 2018", "glow"), ("2001", "old"), ("2019-03", "shades"), ("mar 2019", "shades"),
     ("june", "glows"), ("2024-01-03", "wicks"), ("2018-2019 glowbench", "glow"),
     ("2017..2018", "glow")],
)  # fmt: skip
def test_a_time_finds_papers_of_that_time_first(ask, text, name):
    ((whole, *_),) = ask(text)

    assert whole[0] == name


def test_parts_of_a_name_far_apart_are_no_name(ask):
    ((whole, some, *_),) = ask("warmlights")
    assert (whole, some) == ([], ["tags"])


def test_a_sign_behind_a_letter_makes_another_word(ask):
    (_, _, none, _), (plain, *_) = ask("C#", "C")

    assert none == 0
    assert "cpp" in plain


def test_a_range_of_years_has_papers_of_each(ask):
    ((whole, *_),) = ask("2018-2021")

    assert {"glow", "shades", "glows"} <= set(whole)


def test_a_year_is_no_filter(ask):
    (whole, *_), (titled, *_) = ask("2018", "lessons of 2018")

    assert whole[0] == "glow"
    assert "year" in whole
    assert titled[0] == "year"


def test_a_day_finds_what_was_listed_on_it(ask):
    ((whole, *_),) = ask("2025-12-10")

    assert len(whole) == len(PAPERS)


def test_a_title_of_many_words_is_found(ask):
    texts = [LONG_TITLE, f"“{LONG_TITLE}”", LONG_TITLE.replace(" ", "\n"), LONG_TITLE + " …",
             LONG_TITLE.replace("rn", "r\u00adn"), f"${LONG_TITLE}$"]  # fmt: skip

    assert [whole[:1] for whole, *_ in ask(*texts)] == [["long"]] * len(texts)


def test_a_text_of_any_length_and_form_is_answered(ask):
    dice = random.Random(3)
    pieces = ["lamp", " ", '"', "-", ":", "title:", "year:", "2401.01230", "https://", "%", "%2", "/",
              "papers/", ".html", "[", "](", ")", "arxiv", "doi ", "🤗", "\u00ad", "*", "~1", "10.1/",
              "may", "2018", "\n", "C++", "中文", "__proto__", "constructor", "\ud83e"]  # fmt: skip
    texts = ["".join(dice.choices(pieces, k=dice.randint(1, 12))) for _ in range(300)]
    texts += ["lamp " * 20_000, "x" * 100_000, "arxiv" + " " * 100_000, "(" * 100_000]

    assert all(
        said or not text.strip()
        for text, (*_, said) in zip(texts, ask(*texts), strict=True)
    )


def test_both_languages_read_the_same_identifiers(tab, shelf_url):
    lines = [line for line in CASES.read_text("utf-8").split("\n") if " -> " in line]
    texts = [line.rsplit(" -> ", 1)[0] for line in lines]
    dice = random.Random(7)
    pieces = ["arXiv", ":", " ", "2401.01230", "2413.00001", "cs", ".CL", "/0112017", "v2", "[cs.CL]",
              "https://", "www.", "arxiv.org/", "abs/", "pdf/", "doi.org/", "10.1000/", "10.48550/arXiv.",
              "x", ".", "%2F", "?", "#", "&id=", "openreview.net/forum?id=", "aclanthology.org/", "P18-1001",
              ".pdf", "huggingface.co/papers/", "<", ">", "[a](", ")", "doi"]  # fmt: skip
    texts += [
        "".join(dice.choices(pieces, k=dice.randint(1, 6))) for _ in range(20_000)
    ]
    texts += ["".join(parts) for parts in itertools.product(pieces, repeat=2)]
    page = tab()
    page.goto(shelf_url + "index.html?q=lamps")
    page.wait_for_selector("[data-search-result]")

    made = page.evaluate("(texts) => texts.map(papershelfSearch.identifierIn)", texts)

    ours = [found.key if found else None for found in map(identifier_in, texts)]
    assert [
        (text, theirs, wanted)
        for text, theirs, wanted in zip(texts, made, ours, strict=True)
        if theirs != wanted
    ][:20] == []
