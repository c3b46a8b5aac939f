"""The sharded index answers as the whole index would: the same papers, order and scores.

The whole index is built by lunr.py from the same terms and loaded by the same lunr.js.
"""

import itertools
import random
import string

import pytest
from lunr.builder import Builder
from lunr.pipeline import Pipeline

from generator.incremental.inputs import template_folders
from generator.site.render.assets import assets_from
from generator.site.search.documents import SearchDocument, SearchRow, SearchText
from generator.site.search.keys import paper_keys
from generator.site.search.settings import FIELDS, FIELDS_WITH_STOP_WORDS, IndexLimits
from generator.site.search.text.stemmer import stem
from generator.site.search.text.tokenizer import terms

pytestmark = pytest.mark.browser

SUBJECTS = [
    "diffusion",
    "score",
    "reward",
    "model",
    "language",
    "policy",
    "survey",
    "τ-bench",
    "GPT-4o",
    "music",
    "C++",
]
ENDINGS = [
    "ational",
    "ing",
    "ed",
    "eed",
    "eeds",
    "ies",
    "sses",
    "y",
    "yyed",
    "fulness",
    "iveness",
    "izer",
    "ously",
    "ement",
    "ll",
    "e",
]


def reading_list():
    """Papers of common and rare words, the same every time."""
    dice = random.Random(8)
    rare = ["".join(dice.choices(string.ascii_lowercase, k=6)) for _ in range(900)]
    words = lambda count: " ".join(dice.choices(SUBJECTS * 30 + rare, k=count))  # noqa: E731
    return [
        _document(
            number, title=words(6), abstract=words(60), tag=words(1), notes=words(5)
        )
        for number in range(400)
    ]  # fmt: skip


def _document(number, *, title, abstract, tag, notes):
    row = SearchRow(
        slug=f"p{number}",
        key="",
        title=title,
        tags=(tag,),
        year=2015 + number % 9,
        rating=number % 5 + 1,
    )
    return SearchDocument(row, SearchText(abstract=abstract, notes=notes))


def whole_index(documents):
    """The index as lunr.py serialises it, its terms numbered in their order."""
    builder = Builder()
    builder.ref("id")
    builder.pipeline = builder.search_pipeline = Pipeline()
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    for number, document in enumerate(documents):
        builder.add(
            {"id": str(number)} | {name: _terms(document, name) for name in FIELDS}
        )
    index = builder.build().serialize()
    place = {
        row["_index"]: place for place, (_, row) in enumerate(index["invertedIndex"])
    }
    for _, row in index["invertedIndex"]:
        row["_index"] = place[row["_index"]]
    for vector in index["fieldVectors"]:
        pairs = sorted(
            (place[n], w) for n, w in zip(vector[1][::2], vector[1][1::2], strict=True)
        )
        vector[1] = list(itertools.chain.from_iterable(pairs))
    return index | {"version": "2.3.9"}


def _terms(document, field):
    if field == "keys":
        return [*paper_keys(document)]
    found = terms(document.field(field))
    return [*(found.every if field in FIELDS_WITH_STOP_WORDS else found.content)]


def questions(documents, count):
    """One to four words: whole, begun, misspelled, in a field, unwanted."""
    dice = random.Random(9)
    for _ in range(count):
        texts = [
            dice.choice(documents).field(dice.choice(["title", "abstract"]))
            for _ in "1234"
        ]
        words = [dice.choice(text.split()) for text in texts[: dice.randint(1, 4)]]
        yield " ".join(_disturbed(word, dice) for word in words)


def _disturbed(word, dice):
    place = dice.randrange(1, max(2, len(word)))
    forms = [word, word, word[:place], word[:place] + word[place + 1 :], f"title:{word}",
             f"-{word}", f"tag:{word}"]  # fmt: skip
    return dice.choices(forms, [6, 6, 5, 4, 2, 1, 1])[0]


@pytest.fixture
def engine(chromium, tmp_path, search_of):
    """A tab with the scripts of search and a sharded index at hand, `open` from disk."""
    assets = assets_from(template_folders(tmp_path))
    made = [(file.path, file.content) for file in assets.files]
    scripts = [
        f'<script src="{assets.urls[name]}"></script>'
        for name in ("lunr.js", "search.js")
    ]
    made += [
        *search_of(reading_list(), limits=IndexLimits(one_file=0))[0].items(),
        ("index.html", "".join(scripts).encode()),
    ]
    for path, content in made:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto((tmp_path / "index.html").as_uri())
    tab.evaluate(
        """async () => {
          window.stemOf = (word) => lunr.stemmer(new lunr.Token(word, {})).toString();
          window.index = await papershelfSearch.openIndex(new URL("search/index.js", location.href).href, stemOf);
        }"""
    )
    yield tab
    context.close()


COMPARED = """
async ([whole, texts]) => {
  const search = papershelfSearch;
  const oracle = lunr.Index.load(whole);
  const lengths = await index.lengths();
  const everyPaper = Array.from({ length: index.manifest.papers }, (_, paper) => paper);
  const shown = (results) => JSON.stringify(results.map(({ ref, score }) => [ref, score]));
  const different = [];
  let found = 0;
  for (const text of texts) {
    const plan = await search.planQuery(search.parseQuery(text), index);
    if (!plan.clauses.length) continue;
    const wanted = oracle.query((query) => search.addClauses(query, plan.clauses));
    found += wanted.length > 0;
    const { scores } = search.scorePapers(plan, index, lengths);
    const best = search.bestPapers(everyPaper.filter((paper) => scores[paper] > 0), scores, 20);
    const all = search.lunrResults(everyPaper, plan.clauses, index, lengths);
    const top = search.lunrResults(best, plan.clauses, index, lengths);
    if (shown(all) !== shown(wanted)) different.push(["all", text]);
    if (shown(top.slice(0, 20)) !== shown(wanted.slice(0, 20))) different.push(["best", text]);
  }
  return [found, different];
}
"""


def test_shards_answer_as_the_whole_index(engine):
    documents = reading_list()
    texts = list(questions(documents, 1000))

    found, different = engine.evaluate(COMPARED, [whole_index(documents), texts])

    assert different == []
    assert found > 800


def test_a_question_loads_few_of_the_files(engine, tmp_path):
    engine.evaluate(
        """(text) => papershelfSearch.answer(
             { text, chosen: new Map(), sort: "relevance", isCounting: false }, index, 10)""",
        "diffusion",
    )
    asked = engine.locator("script[src*='/search/']").count()

    assert 0 < asked < len(list((tmp_path / "search").iterdir())) / 2


def test_a_word_just_begun_does_not_hide_the_papers_with_the_others(engine):
    totals = engine.evaluate(
        """async (texts) => {
          const wide = { ...index, countFiles: (prefix) => (prefix.length < 3 ? 99 : index.countFiles(prefix)) };
          const ask = (text) => papershelfSearch.answer(
            { text, chosen: new Map(), sort: "relevance", isCounting: false }, wide, 10);
          return Promise.all(texts.map(async (text) => (await ask(text)).total));
        }""",
        ["q", "diffusion", "diffusion q", "diffusion qqq"],
    )

    assert totals[0] == len(reading_list())
    assert totals[1] == totals[2] > 0
    assert totals[3] == 0


def test_words_of_every_ending_have_the_same_stem(engine):
    letters = [
        *string.ascii_lowercase,
        *map("".join, itertools.product("abelosty", repeat=2)),
    ]
    words = [start + end for start in ["", *letters] for end in ["", *ENDINGS]]
    words += map("".join, itertools.product("abdeilnrsty", repeat=4))

    stems = engine.evaluate("(words) => words.map(stemOf)", words)

    assert [
        pair for pair in zip(words, stems, strict=True) if stem(pair[0]) != pair[1]
    ] == []
