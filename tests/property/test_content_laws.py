"""Laws of pages: writing changes nothing that a source gave, and nothing a reader wrote is lost."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from generator import markup
from generator.content.frontmatter import parse
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_from, page_text
from generator.content.update.apply import write_plan
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportRequest, import_plan
from generator.core.identity import cluster, with_ids
from generator.core.merge import merge_records, place_order
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import collapse, slug

# Characters that mean something to Markdown, YAML or TeX are drawn far more often than others.
PIECES = st.sampled_from([
    *"*_`~#<>[]()!&|\\-+=:;%@\"'{}$^,.? \n\t1aZé",
    "\n\n", "---", "    ", "http://a.b/c_d_e", "www.x.io", "&amp;", "<b>", "1. ", "~~", "%%",
    "\u2028", "\xa0", "\ufeff", "\x85", "\r\n", "\x0b", "\ud800", "\0", "😀",
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join)
WORDS = (
    st.text("abcdef :#'\"-é{}[],&*0123", min_size=1, max_size=30)
    .map(collapse)
    .filter(len)
)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))
LISTINGS = st.builds(
    Listing,
    date=st.none() | DAYS,
    query=st.none() | WORDS,
    position=st.integers(1, 99),
    seed=st.sampled_from(["a.txt", "b.txt", "seed 10: #1.txt"]),
)
COUNTS = st.none() | st.integers(0, 5000)
PAPERS = st.builds(
    Paper,
    title=TEXTS.map(markup.tidy).map(collapse).filter(len),
    abstract=st.none() | TEXTS.filter(str.strip),
    authors=st.lists(
        st.sampled_from(["Ada Lovelace", "no", "Émilie, Jr"]), max_size=2
    ).map(tuple),
    author_count=COUNTS,
    published=DAYS,
    published_source=st.sampled_from(PublishedSource),
    comments=COUNTS,
    upvotes=COUNTS,
    organization=st.none() | WORDS,
    arxiv_id=st.sampled_from([None, None, "2401.01230", "2408.10000", "cs/0112017"]),
    doi=st.sampled_from([None, None, "10.1000/xyz", "10.48550/arXiv.2401.01230"]),
    venue=st.none() | WORDS,
    listings=st.lists(LISTINGS, min_size=1, max_size=3, unique=True).map(tuple),
)
FEW_TITLES = st.sampled_from(
    ["One", "one!", "Two", "Two, again and again " * 6 + "a", "Three"]
)
CLOSE_PAPERS = PAPERS.flatmap(
    lambda paper: FEW_TITLES.map(lambda t: replace(paper, title=t))
)


def import_papers(content, papers):
    """Everything imported, as `papershelf import` with all dumps named."""
    index = PageIndex(content)
    seeds = frozenset(listing.seed for paper in papers for listing in paper.listings)
    plan = import_plan(index, cluster(papers), ImportRequest(seeds=seeds))
    return write_plan(index, plan, seeds)


def merged(papers):
    return sorted(map(merge_records, cluster(papers)), key=place_order)


@settings(max_examples=150)
@given(TEXTS)
def test_escaped_text_is_shown_as_the_same_words(text):
    assert markup.plain_text(markup.escape(text), repair=False) == markup.tidy(text)


@settings(max_examples=150)
@given(TEXTS)
def test_escaped_text_holds_no_heading_and_no_markup_but_links(text):
    escaped = markup.escape(text)

    assert markup.first_heading(escaped) is None
    tags = markup.html(escaped, repair=False).replace("<p>", "").replace("</p>", "")
    tags = tags.replace("</a>", "").replace("<a href=", "")
    assert "<" not in tags


@settings(max_examples=100)
@given(TEXTS)
def test_any_markdown_is_shown_without_scripts_or_failure(text):
    shown = markup.html(text + "<script>x</script><a href='javascript:x'>")

    assert "<script" not in shown
    assert 'href="javascript' not in shown
    markup.plain_text(text)
    markup.parse(text).links()


@settings(max_examples=100)
@given(PAPERS)
def test_new_page_has_what_the_source_gave(paper):
    result = page_from(page_text(paper).encode(), "content/papers/x.md")

    (page,) = result.items
    assert result.problems == ()
    assert markup.plain_text(page.abstract, repair=False) == markup.tidy(
        paper.abstract or ""
    )
    dated = {listing.date for listing in page.paper.listings}
    assert dated == {listing.date for listing in paper.listings}
    # A page keeps neither the abstract in its front matter nor the line in the seed.
    assert page.paper == replace(with_ids(paper), abstract=None)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_an_error(data):
    for content in (data, b"---\n" + data + b"\n---\n"):
        result = page_from(content, "content/x.md")
        assert len(result.items) == 1 or any(
            p.severity == "error" for p in result.problems
        )


@settings(max_examples=100)
@given(
    TEXTS,
    st.dictionaries(
        st.sampled_from(["title", "date", "tags", "new"]), st.none() | WORDS
    ),
)
def test_edit_changes_what_was_asked_and_leaves_the_body_alone(value, changes):
    text = f"---\ntitle: old  # mine\nfoo: {len(value)}\ntags: [a, b]\n---\n{value}"
    changes = {name: change for name, change in changes.items() if change != ""}

    new = set_fields(text, changes)

    document = parse(new, "")
    assert document.body == parse(text, "").body
    assert document.problems == ()
    for name, change in changes.items():
        found = document.by_name.get(name)
        assert (found.value.text if found else None) == change
    assert set_fields(new, changes) == new


@settings(max_examples=100)
@given(st.lists(CLOSE_PAPERS, max_size=6), st.randoms(use_true_random=False))
def test_merging_depends_on_no_order_and_loses_no_listing(papers, random):
    shuffled = [*papers]
    random.shuffle(shuffled)

    once = merged(papers)

    assert merged(shuffled) == once
    assert {item for paper in once for item in paper.listings} == {
        item for paper in papers for item in paper.listings
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(CLOSE_PAPERS, max_size=6), st.randoms(use_true_random=False))
def test_pages_and_their_names_depend_on_no_order_and_second_import_writes_nothing(
    papers, random
):
    shuffled = [*papers]
    random.shuffle(shuffled)
    with TemporaryDirectory() as one, TemporaryDirectory() as two:
        first = import_papers(Path(one) / "content", papers)
        second = import_papers(Path(two) / "content", shuffled)
        again = import_papers(Path(one) / "content", shuffled)

        assert first == second
        assert len(first.new) == len(merged(papers))
        assert again.new == ()
        assert [(Path(one) / name).read_bytes() for name in first.new] == [
            (Path(two) / name).read_bytes() for name in second.new
        ]


@given(st.text(max_size=100))
def test_slug_of_a_slug_is_itself(title):
    assert slug(slug(title), length=200) == slug(title)
