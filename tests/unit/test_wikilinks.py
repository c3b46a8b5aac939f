"""Links between papers: what a name means, what is reported, and who mentions whom."""

import pytest

from generator.content.page import page_from
from generator.core.errors import Severity
from generator.library.library import library_from_pages

SECOND = "---\ntitle: 'Second: A Survey'\naliases: [old-second, 'A Survey of Seconds']\n---\n\n"
TWINS = {"twin-a": "---\ntitle: Twin\n---\n", "twin-b": "---\ntitle: 'twin!'\n---\n"}
HIDDEN = "---\ntitle: The Hidden Title\naliases: [cover name]\n{key}: true\n---\n"


def reading_list(pages, *, drafts=False):
    """The library of pages, given as file names and texts."""
    items = [
        page
        for name, text in pages.items()
        for page in page_from(text.encode(), f"content/papers/{name}.md").items
    ]
    return library_from_pages(items, drafts=drafts)


def notes(text, **others):
    """The library in which the page `first` has these notes, and what they are shown as."""
    first = f"---\ntitle: First\n---\n\nAbstract.\n\n## Notes\n\n{text}\n"
    made = reading_list(
        {"first": first, "Second Paper": SECOND + "## What we did\n\nx\n", **others}
    )
    entry = next(entry for entry in made.entries if entry.summary.slug == "first")
    return made, entry.content.notes_html.partition("<p>")[2].partition("</p>")[0]


def link(words, target="second-paper.html"):
    return f'<a href="{target}">{words}</a>'


SHOWN = {
    "slug": ("[[second-paper]]", link("Second: A Survey")),
    "file name": ("[[Second Paper]]", link("Second: A Survey")),
    "file name with suffix": ("[[second paper.md]]", link("Second: A Survey")),
    "title": ("[[second — a survey]]", link("second — a survey")),
    "former file name": ("[[old-second]]", link("Second: A Survey")),
    "alias": ("[[a survey of seconds]]", link("a survey of seconds")),
    "own words": ("[[second-paper|it *says*]]", link("it *says*")),
    "heading": (
        "[[second-paper#What we did]]",
        link("Second: A Survey &gt; What we did", "second-paper.html#note-what-we-did"),
    ),
    "heading and own words": (
        "[[second-paper#what we did|there]]",
        link("there", "second-paper.html#note-what-we-did"),
    ),
    "heading that is not there": ("[[second-paper#Else|x]]", link("x")),
    "heading of its own page": ("[[#Notes]]", link("Notes", "#note-notes")),
    "embed": ("![[second-paper]]", link("Second: A Survey")),
    "broken": ("see [[no such thing]].", "see no such thing."),
    "broken, own words": ("[[no such thing|x < y]]", "x &lt; y"),
    "heading that its own page has not": ("[[#Nowhere]]", "#Nowhere"),
}


@pytest.mark.parametrize(("text", "html"), SHOWN.values(), ids=SHOWN)
def test_reference_is_shown_as(text, html):
    assert notes(text)[1] == html


def test_title_may_hold_a_number_sign_and_brackets():
    others = {
        "sharp": "---\ntitle: 'C# in Depth'\n---\n",
        "re": "---\ntitle: '[Re] It'\n---\n",
    }
    _, html = notes("[[C# in Depth]], [[[Re] It]], [[sharp#Depth]]", **others)

    assert html == ", ".join(
        (link("C# in Depth", "sharp.html"), link("[Re] It", "re.html"),
         link("C# in Depth &gt; Depth", "sharp.html"))
    )  # fmt: skip


def test_file_name_goes_before_the_title_of_another_page():
    others = {"other": "---\ntitle: Second Paper\n---\n"}
    assert notes("[[Second Paper]]", **others)[1] == link("Second: A Survey")


def test_broken_link_is_a_warning_with_its_place_and_what_was_meant():
    made, _ = notes("Compare `[[secnd-paper]]`,\n  and [[secnd-paper]].")

    (problem,) = made.problems
    assert (problem.severity, problem.code) == (Severity.WARNING, "link-broken")
    assert problem.place == "content/papers/first.md:10:7"
    assert problem.hint == "did you mean `[[second-paper]]`?"


def test_a_link_that_is_broken_again_and_again_is_one_warning():
    made, _ = notes("[[thrid]] and [[thrid|x]].\n\n[[fuorth]], [[thrid]]")

    assert [(problem.line, problem.message) for problem in made.problems] == [
        (9, "`[[thrid]]` leads nowhere, 3 times in this page"),
        (11, "`[[fuorth]]` leads nowhere"),
    ]


@pytest.mark.parametrize(
    "name", ["Second", "A Survey of Secands", "sceond-paper", "Secondpaper"]
)
def test_near_miss_of_any_name_is_understood(name):
    assert "`[[second-paper]]`" in notes(f"[[{name}]]")[0].problems[0].hint


def test_what_is_near_to_nothing_gets_no_guess():
    assert "did you mean" not in notes("[[Transformers]]")[0].problems[0].hint


def test_place_is_right_in_lists_quotations_and_tables():
    text = "- a\n  > b\n  > c [[x1]]\n\n| a | b |\n|---|---|\n| 1 | [[x2\\|y]] |\n\n[[x3\nx]]"
    made, _ = notes(text)

    assert [problem.place.rpartition(".md:")[2] for problem in made.problems] == [
        "11:7", "15:7", "17:1",
    ]  # fmt: skip


def test_shared_title_links_to_none_and_names_the_pages():
    made, html = notes("[[Twin]]", **TWINS)

    assert html == "Twin"
    (problem,) = made.problems
    assert (problem.severity, problem.code) == (Severity.WARNING, "link-ambiguous")
    assert problem.hint == "write one of `[[twin-a]]`, `[[twin-b]]`"


@pytest.mark.parametrize("key", ["draft", "private"])
@pytest.mark.parametrize(
    "name", ["hidden", "the hidden title", "Cover name", "hidden#Part"]
)
def test_link_to_an_unpublished_page_is_the_writers_words_and_a_note(key, name):
    made, html = notes(f"[[{name}]]", hidden=HIDDEN.format(key=key))

    assert html == name
    (problem,) = made.problems
    assert (problem.severity, problem.code) == (Severity.NOTE, "link-unpublished")
    assert "Hidden Title" not in str(problem)


def test_link_to_a_draft_is_a_link_when_drafts_are_built():
    pages = {"first": "# Notes\n\n[[hidden]]\n", "hidden": HIDDEN.format(key="draft")}
    made = reading_list(pages, drafts=True)

    assert made.problems == ()
    assert [entry.slug for entry in made.backlinks["hidden"]] == ["first"]


def test_published_page_goes_before_an_unpublished_one_of_the_same_title():
    made, html = notes(
        "[[Twin]]", **TWINS | {"twin-b": "---\ntitle: Twin\nprivate: true\n---\n"}
    )

    assert html == link("Twin", "twin-a.html")
    assert made.problems == ()


def test_no_guess_names_an_unpublished_page():
    made, _ = notes("[[hiden]]", hidden=HIDDEN.format(key="private"))
    assert "hidden" not in str(made.problems)


def test_mentions_are_listed_once_in_the_order_of_the_list_and_never_by_the_page_itself():
    made = reading_list({
        "a": "---\nadded: 2024-01-01\n---\n# N\n\n[[c]] [[C]] [[a]]\n",
        "b": "---\nadded: 2025-01-01\n---\n# N\n\n[[c|x]]\n",
        "c": "# N\n\nNone.\n",
        "d": "---\ndraft: true\n---\n# N\n\n[[c]]\n",
        "e": "---\nprivate: true\n---\n# N\n\n[[c]]\n",
    })  # fmt: skip

    assert {
        slug: [entry.slug for entry in found] for slug, found in made.backlinks.items()
    } == {"c": ["b", "a"]}


def test_abstract_and_code_hold_no_links():
    text = "---\ntitle: T\nabstract: 'see [[x]]'\n---\n\n# Notes\n\n`[[x]]` \\[[x]]\n\n    [[x]]\n"
    made = reading_list({"a": text, "b": "An abstract with [[x]].\n"})

    assert made.problems == ()
    assert [entry.content.abstract_html.strip() for entry in made.entries] == [
        "<p>see [[x]]</p>", "<p>An abstract with [[x]].</p>",
    ]  # fmt: skip
    assert made.entries[0].content.notes_html.count("[[x]]") == 3


def test_search_reads_the_words_and_not_the_brackets():
    made, _ = notes(
        "See [[second-paper]], [[second-paper#What we did|this]], [[nothing]]."
    )
    entry = next(entry for entry in made.entries if entry.summary.slug == "first")

    assert entry.content.notes_text == "Notes\n\nSee Second: A Survey, this, nothing."
