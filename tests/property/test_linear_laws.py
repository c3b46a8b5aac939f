"""Laws on time: it may not grow with the square of what a hostile input repeats.

Steps that Python counts are counted. What runs inside `re` and `str` is given so many
characters that their square would never end.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.frontmatter import Scalar, Span
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_from
from generator.content.schema import readers
from generator.core import identity
from generator.core.identity import cluster
from generator.core.merge import title_clashes
from generator.core.paper import Listing, Paper
from generator.core.text import natural_key, nearest
from generator.importers.daily_papers import parser, record_builder
from generator.importers.daily_papers.links import unlinked_lines
from generator.library.library import library_from_pages
from generator.library.wikilinks import LinkResolver
from generator.markup import LocalLink, markdown_it, plain_text, render
from generator.markup.autolinks import tail_length
from generator.markup.heading_ids import HeadingIds, heading_id
from generator.markup.places import BlockPlaces
from generator.markup.tex import repair_tex
from generator.site.search.documents import search_text

MANY = 300_000


def scalar(text: str) -> Scalar:
    return Scalar(text, Span(0, len(text), line=1, column=1))


class CountedSet(set[str]):
    """A set that counts how often it is asked."""

    asked = 0

    def __contains__(self, name: object) -> bool:
        self.asked += 1
        return super().__contains__(name)


def steps_for_equal_headings(number: int) -> int:
    ids = HeadingIds()
    names = CountedSet()
    ids.names = names
    for _ in range(number):
        ids.add("Notes")
    return names.asked


def test_equal_headings_take_steps_by_their_number() -> None:
    once = steps_for_equal_headings(200)
    assert steps_for_equal_headings(400) <= 2 * once + 2


@given(st.lists(st.sampled_from(["a", "a 2", "a 3", "a 2 2", "b", ""]), max_size=30))
def test_heading_ids_are_the_first_free_numbers(headings: list[str]) -> None:
    ids = HeadingIds()
    taken: set[str] = set()
    for words in headings:
        base = heading_id(words)
        numbered = [base, *(f"{base}-{number}" for number in range(2, 40))]
        expected = next(name for name in numbered if name not in taken)
        assert ids.add(words) == expected
        taken.add(expected)


@pytest.mark.parametrize("marks", [")", "(", ".", "()", "))(", ":", "'", "’s"])
def test_marks_behind_an_address_are_read_once(marks: str) -> None:
    assert tail_length("://a" + marks * MANY + " b", 0) in {
        len("://a"),
        len("://a") + len("()") * MANY,
    }


@given(st.text("()a.", max_size=12))
def test_closing_brackets_stay_when_they_are_opened(end: str) -> None:
    length = tail_length(f"://a{end}", 0)
    counts = Counter(f"://a{end}"[:length])
    assert end[length - 4 :].strip("().") == ""
    assert not f"://a{end}"[:length].endswith(("(", "."))
    if f"://a{end}"[:length].endswith(")"):
        assert counts[")"] <= counts["("]


def test_a_group_of_tex_that_never_ends_is_left() -> None:
    text = r"{\bf " + " " * MANY
    assert repair_tex(text) == text


def test_a_status_of_marks_is_read_once() -> None:
    marks = "(" * MANY
    found = readers.status(scalar(f"a{marks}b"))
    assert isinstance(found, readers.InvalidValue)


def test_a_doi_again_and_again_is_read_once() -> None:
    line = "10.1000/" * MANY + " b"
    assert isinstance(readers.doi(scalar(line)), readers.InvalidValue)


def test_a_long_word_is_no_misspelt_one() -> None:
    word = "a" * MANY
    assert nearest(word, [f"{word}a"]) is None


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_numbers_in_names_are_ordered_as_numbers(one: int, other: int) -> None:
    keys = [natural_key(f"seed-{number}") for number in (one, other)]
    assert (keys[0] < keys[1]) == (one < other)


def test_a_number_of_any_length_has_a_place() -> None:
    assert natural_key("9") < natural_key("1" * MANY)


def test_pictures_left_open_are_read_once() -> None:
    line = "![a" * MANY
    [unlinked] = unlinked_lines(f"{line}](")
    assert unlinked.parts


@pytest.mark.parametrize(("opener", "closer"), [("%%", "%%"), ("<!--", "-->")])
def test_a_comment_ends_at_its_first_mark(opener: str, closer: str) -> None:
    comment = f"{opener} hidden {closer}"
    text = f"{comment} shown\n\nbetween\n\n{comment}\n\nlast"
    assert plain_text(text) == "shown\n\nbetween\n\nlast"


@pytest.mark.parametrize(("opener", "closer"), [("%%", "%%"), ("<!--", "-->")])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n- ", "\n\n> "])
@pytest.mark.parametrize("before", ["", "- item\n\n  ", "> quote\n>\n> "])
def test_a_comment_with_words_behind_it_is_hidden_whole(
    opener: str, closer: str, between: str, before: str
) -> None:
    text = f"{before}{opener} hidden{between}secret {closer} shown\n\nlast"
    words = plain_text(text)
    assert words.endswith("shown\n\nlast")
    assert "hidden" not in words
    assert "secret" not in words


class CountedText(str):
    """A text that counts how many characters are searched."""

    __slots__ = ("searched",)

    def find(self, part: str, start: int = 0, *_: object) -> int:  # type: ignore[override]
        found = super().find(part, start)
        end = len(self) if found < 0 else found + len(part)
        self.searched = getattr(self, "searched", 0) + end - start
        return found


@pytest.mark.parametrize("cell", ["[[a]]", r"[[a\|b]]"])
def test_cells_of_a_row_are_searched_for_once_each(cell: str) -> None:
    row = CountedText(f"| {cell} " * 200)
    places = BlockPlaces("")
    places._lines = [row]
    for number in range(200):
        place_of = places.of_block(cell.replace("\\", ""), 0)
        assert place_of(0) == (0, number * len(f"| {cell} ") + 2)
    assert row.searched <= len(row)


def test_links_to_headings_load_the_headings_once() -> None:
    loaded = []
    page = SimpleNamespace(
        slug="tea",
        path="content/papers/tea.md",
        url="papers/tea/",
        title="Tea",
        source_title="Tea",
        aliases=(),
    )

    def load_heading_ids(asked: SimpleNamespace) -> frozenset[str]:
        loaded.append(asked.slug)
        return frozenset([heading_id("Brewing")])

    resolver = LinkResolver([page], [], load_heading_ids)
    link = LocalLink("#Brewing", "", 1)
    assert all(resolver.resolve(page, link).link for _ in range(20))
    assert loaded == ["tea"]


def test_each_text_of_a_page_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    parse_in_full = markdown_it.parse_markdown

    def counted(markdown: str, **options: bool) -> markdown_it.ParsedText:
        parsed.append(markdown)
        return parse_in_full(markdown, **options)

    monkeypatch.setattr(render, "parse_markdown", counted)
    notes = "## Notes\n\n[[#Notes]], [[other]] and ![a plot](plot.png)"
    text = f"---\ntitle: Tea\n---\n\nAn *abstract*.\n\n{notes}\n"
    [page] = page_from(text.encode(), "content/papers/tea.md").items
    library = library_from_pages([page])
    [entry] = library.entries
    assert search_text(entry.content).notes
    assert sorted(parsed) == [notes, "An *abstract*."]


def test_blank_lines_above_a_page_are_read_once() -> None:
    # A line break of two characters may be read as two: each doubles the ways.
    text = "\r\n" * 2000 + "words"
    [page] = page_from(text.encode(), "content/papers/tea.md").items
    assert page.abstract == "words"


def test_blanks_in_a_heading_are_read_once() -> None:
    text = f"# a{' ' * MANY}b {{#c}}"
    [page] = page_from(text.encode(), "content/papers/tea.md").items
    assert page.paper.title == "a b"


def comparisons_of_equal_titles(number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often two of so many papers are compared that have a title in common."""
    compared = []

    def counted(original: Callable[..., bool]) -> Callable[..., bool]:
        def comparing(*papers: object) -> bool:
            compared.append(papers)
            return original(*papers)

        return comparing

    head = "Daily Papers\n\nbyAK and the research community\n\nDec 10\n\n"
    papers = [
        f"Tea\n\nWords {index}.\n\n  • 2 authors\n·\nApr 5, 2024\n\n"
        for index in range(number)
    ]
    with monkeypatch.context() as patch:
        for module, name in (
            (record_builder, "_is_same_paper"),
            (identity, "may_be_one_by_title"),
        ):
            patch.setattr(module, name, counted(getattr(module, name)))
        dump = (head + "".join(papers)).encode()
        items = parser.parse(dump, seed="2025-12-10.txt").items
        by_authors = [
            replace(paper, authors=(f"Ada L{index}",))
            for index, paper in enumerate(items)
        ]
        assert len(items) == number
        cluster(items)
        cluster(by_authors)
    return len(compared)


def test_papers_of_one_title_are_compared_by_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    once = comparisons_of_equal_titles(150, monkeypatch)
    assert comparisons_of_equal_titles(300, monkeypatch) <= 3 * once


def test_every_lost_abstract_of_one_title_is_named_once() -> None:
    listing = Listing(date=None, query=None, position=1, seed="a.txt", line=1)
    records = tuple(
        Paper(title="Tea", abstract=f"Words {index}.", listings=(listing,))
        for index in range(5)
    )
    assert len([*title_clashes([records])]) == len(records) - 1


class CountedValue(str):
    """A tag that counts how often any is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedValue.compared += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


def test_a_tag_is_added_to_many_in_steps_by_their_number() -> None:
    tags = [CountedValue(f"tag{index}") for index in range(1000)]
    text = f"---\ntags: [{', '.join(tags)}]\n---\n"
    CountedValue.compared = 0
    changed = set_fields(text, {"tags": [*tags, "new"]})
    assert changed == text.replace("]", ", new]")
    assert CountedValue.compared <= 5 * len(tags)
