"""What never changes which paper something is about."""

import html
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from generator.content.reader import Source, pages_from
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportRequest, import_plan
from generator.core.identifiers import arxiv_id_in
from generator.core.identity import cluster
from generator.core.paper import Listing, Paper
from generator.core.titles import title_key
from generator.site.check import page_problems
from generator.site.search.text.tokenizer import fold

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


@given(st.characters(exclude_categories=["Mn", "Me", "Cs"]))
def test_what_search_takes_for_nothing_or_a_hyphen_tells_no_titles_apart(character):
    words = fold(f"Light{character}House")
    if words in ("lighthouse", "light-house"):
        key = title_key(f"Light{character}House")
        assert key == "lighthouse"


numbers = st.builds(
    "{:02}{:02}.{:05}".format,
    st.integers(15, 40),
    st.integers(1, 12),
    st.integers(0, 99999),
) | st.builds("cs/{:07}".format, st.integers(0, 9999999))
FORMS = [
    "https://arxiv.org/abs/{}v2", "http://export.arxiv.org/pdf/{}.pdf", "https://huggingface.co/papers/{}",
    "https://doi.org/10.48550/arXiv.{}", "https://ar5iv.org/abs/{}", "https://alphaxiv.org/abs/{}",
    "https://arxiv.org/html/{}v1?x=y#S1", "arxiv.org/abs/{}", "www.arxiv.org/pdf/{}",
]  # fmt: skip
KEYS = [
    "url", "link", "pdf", "url_pdf", "source", "reference", "website", "paper_url", "arxiv", "arxiv_id",
    "doi", "eprint", "hf", "title", "aliases",
]  # fmt: skip


@given(numbers, st.sampled_from(FORMS))
def test_address_of_an_id_names_it(number, form):
    assert arxiv_id_in(form.format(number)) == number


@given(numbers, st.sampled_from(FORMS), st.sampled_from(KEYS), st.booleans())
def test_page_with_the_address_of_a_paper_in_any_key_is_its_page(
    number, form, key, is_hidden
):
    title = "" if key == "title" else "title: A Name of Mine\n"
    secret = "private: true\n" if is_hidden else ""
    text = f"---\n{title}{secret}{key}: {form.format(number)}\n---\n"
    listing = Listing(seed="a.txt", position=1)
    paper = Paper(title="Lanterns", arxiv_id=number, listings=(listing,))
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        (content / "mine.md").write_text(text, "utf-8")
        request = ImportRequest(seeds=frozenset({"a.txt"}))
        plan = import_plan(PageIndex(content), [(paper,)], request)
    assert plan.new == ()


records = st.builds(
    Paper,
    title=st.sampled_from(["Lanterns", "Lan\u00adterns.", "Fog", "Salt"]),
    url=st.sampled_from([
        None, "https://arxiv.org/abs/2401.00001", "https://hf.co/papers/2401.00002",
        "https://doi.org/10.1000/a", "https://doi.org/10.1000/B",
    ]),
    authors=st.sampled_from([(), ("Ada Rowan",), ("A. Rowan", "Bo Elm"), ("Jane Doe",)]),
)  # fmt: skip


@given(st.lists(records, min_size=2, max_size=2))
def test_check_names_the_pairs_that_an_import_takes_for_one(papers):
    listed = [
        Paper(
            title=paper.title,
            url=paper.url,
            authors=paper.authors,
            listings=(Listing(seed=f"{n}", position=1),),
        )
        for n, paper in enumerate(papers)
    ]
    texts = [
        f"---\ntitle: {paper.title}\nurl: {paper.url or ''}\n"
        f"authors: [{', '.join(paper.authors)}]\n---\n"
        for paper in papers
    ]
    sources = [
        Source(path=f"content/{n}.md", data=text.encode())
        for n, text in enumerate(texts)
    ]
    data = {source.path: source.data for source in sources}
    pages = pages_from(sources).items
    problems = page_problems(pages, data)

    is_told = any(problem.code == "check-duplicate" for problem in problems)

    assert is_told == (len(cluster(listed)) == 1)


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
    assert title_key("\u03b1 " + title + " a") == "\u03b1" + title_key(title + " a")
