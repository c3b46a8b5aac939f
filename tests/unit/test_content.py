"""Pages on disk: which files are pages, what a page looks like, what an import writes."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from generator import markup
from generator.content.atomic import replace as replace_page
from generator.content.page import page_from, page_text
from generator.content.reader import read_pages
from generator.content.update.apply import write_plan
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import ImportRequest, import_plan
from generator.core.identity import cluster
from generator.core.paper import Listing, Paper, PublishedSource, Status

PAPER = Paper(
    title='Lanterns: "Light" for 40\\% less',
    abstract="A *starry* first paragraph.\n\n1. Not a list.",
    published=dt.date(2024, 6, 12),
    published_source=PublishedSource.EXPLICIT,
    author_count=9,
    comments=3,
    listings=(Listing(seed="a.txt", position=19, date=dt.date(2025, 12, 10)),),
)
TEXT = """\
---
title: "Lanterns: \\"Light\\" for 40\\\\% less"
date: 2024-06-12
author_count: 9
comments: 3
listed: 2025-12-10
source: "a.txt#19"
imported: tmdqpc azlhtp dvjfft czldkv mtlpvf lxbpds
# Yours from here on
status: to-read
rating:
tags: []
---

A \\*starry\\* first paragraph.

1\\. Not a list.

## Notes
"""


def paper(title, **fields):
    fields.setdefault("listings", (Listing(seed="a.txt", position=1),))
    return Paper(title=title, **fields)


def import_papers(content, papers):
    """Everything imported, as `papershelf import` with all dumps named."""
    index = PageIndex(content)
    seeds = frozenset(listing.seed for paper in papers for listing in paper.listings)
    plan = import_plan(index, cluster(papers), ImportRequest(seeds=seeds))
    return write_plan(index, plan, seeds)


def the_page(text, path="content/papers/x.md"):
    (page,) = page_from(text.encode(), path).items
    return page


def the_problem(data, path="content/papers/x.md"):
    result = page_from(data, path)
    assert result.items == ()
    (problem,) = result.problems
    return problem


@pytest.fixture
def content(tmp_path):
    return tmp_path / "content"


def write_file(content, name, text):
    file = content / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_new_page_has_the_form_that_the_documentation_shows():
    assert page_text(PAPER) == TEXT


def test_inferred_date_is_marked_and_several_listings_are_a_list():
    listings = (
        Listing(seed="a.txt", position=1, date=dt.date(2025, 1, 2)),
        Listing(seed="b.txt", position=2, date=dt.date(2025, 1, 9)),
    )
    inferred = PublishedSource.INFERRED_YEAR

    text = page_text(replace(PAPER, published_source=inferred, listings=listings))

    assert "\ndate_source: inferred-year\n" in text
    assert "\nlisted: 2025-01-09\n" in text
    assert (
        "\nsource: [{seed: a.txt, position: 1, listed: 2025-01-02}, "
        "{seed: b.txt, position: 2, listed: 2025-01-09}]\n"
    ) in text


def test_page_without_abstract_has_its_notes_right_below():
    assert page_text(replace(PAPER, abstract=None)).endswith("\n---\n\n## Notes\n")


def test_page_is_abstract_and_notes_with_their_lines():
    page = the_page(TEXT.replace("## Notes", "## Notes\n\nMine."))

    assert page.abstract == "A \\*starry\\* first paragraph.\n\n1\\. Not a list."
    assert (page.abstract_line, page.notes_line) == (15, 19)
    assert page.notes == "## Notes\n\nMine."
    assert page.annotations.status is Status.TO_READ
    assert page.annotations.extra == ()


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_do_not_matter(newline):
    assert the_page("\ufeff" + TEXT.replace("\n", newline)) == the_page(TEXT)


def test_abstract_in_front_matter_counts_where_the_body_has_none():
    page = the_page("---\ntitle: x\nabstract: A *star*.\n---\n\n## Notes\n")

    assert page.abstract == "A \\*star\\*."
    assert page.abstract_line == 3
    assert page.paper.abstract is None


def test_heading_in_a_code_block_begins_no_notes():
    page = the_page("Abstract.\n\n```\n# no heading\n```\n\nNotes\n-----\n\nx\n")

    assert page.abstract == "Abstract.\n\n```\n# no heading\n```"
    assert page.notes == "Notes\n-----\n\nx"


@pytest.mark.parametrize(
    ("path", "slug", "title"),
    [
        ("content/My Note.md", "my-note", "My Note"),
        ("content/a/so-called_note.md", "so-called-note", "so called note"),
        ("content/Über α.md", "uber-alpha", "Über α"),
    ],
)
def test_page_without_front_matter_is_named_after_its_file(path, slug, title):
    page = the_page("Some words.\n", path)

    assert (page.slug, page.paper.title) == (slug, title)


def test_bytes_that_are_no_utf8_are_an_error_with_their_place():
    problem = the_problem(b"---\ntitle: caf\xe9\n---\n")

    assert str(problem).startswith(
        "content/papers/x.md:2:11: error: byte 0xE9 is not UTF-8"
    )


def test_utf16_is_an_error_that_names_it():
    assert "UTF-16" in the_problem("title".encode("utf-16")).message


def test_invalid_value_keeps_the_page_out():
    assert (
        the_problem(b"---\ntitle: x\nrating: 9\n---\n").place
        == "content/papers/x.md:3:9"
    )


def test_hidden_files_underscores_and_readmes_are_no_pages(content):
    for name in (
        "README.md",
        ".x.md",
        "_x.md",
        ".obsidian/x.md",
        "_drafts/x.md",
        "x.txt",
    ):
        write_file(content, name, "x")
    write_file(content, "deep/er/yes.MD", "x")

    assert [page.path for page in read_pages(content).items] == [
        "content/deep/er/yes.MD"
    ]


def test_missing_folder_has_no_pages(content):
    assert read_pages(content).items == ()


def test_broken_page_does_not_disturb_the_others(content):
    write_file(content, "a.md", "---\ntitle: [\n---\n")
    write_file(content, "b.md", "---\ntitle: fine\n---\n")
    write_file(content, "c.md", b"\xff")

    result = read_pages(content)

    assert [page.paper.title for page in result.items] == ["fine"]
    assert [problem.path for problem in result.problems] == [
        "content/a.md",
        "content/c.md",
    ]


@pytest.mark.posix
def test_unreadable_page_is_an_error(content):
    write_file(content, "a.md", "fine")
    (content / "b.md").symlink_to("nowhere.md")

    result = read_pages(content)

    assert len(result.items) == 1
    assert [problem.code for problem in result.problems] == ["content-unreadable"]


@pytest.mark.parametrize("other", ["sub/one.md", "ONE.md", "óne.md"])
def test_two_pages_with_one_address_are_an_error(content, other):
    write_file(content, "one.md", "x")
    write_file(content, other, "y")

    result = read_pages(content)

    assert len(result.items) == 1
    (problem,) = result.problems
    assert problem.code == "content-slug-twice"
    assert {problem.path, problem.message.split()[3]} == {
        "content/one.md",
        f"content/{other}",
    }


def test_seeds_named_are_those_of_all_listings(content):
    write_file(
        content,
        "a.md",
        "---\nsource: [{seed: a.txt}, {seed: b.txt, position: 3}]\n---\n",
    )
    write_file(content, "b.md", "---\nlisted: 2025-12-10\n---\n")

    assert PageIndex(content).seeds() == {"a.txt", "b.txt"}


def test_import_writes_a_page_once(content):
    first = import_papers(content, [PAPER])
    second = import_papers(content, [PAPER])

    assert (
        first.new
        == second.unchanged
        == ("content/papers/lanterns-light-for-40-less.md",)
    )
    assert first.unchanged == second.new == ()
    assert (content.parent / first.new[0]).read_bytes() == TEXT.encode()
    assert [file.name for file in (content / "papers").iterdir()] == [
        "lanterns-light-for-40-less.md"
    ]


PAGES_OF_THE_PAPER = {
    "same title": ("any.md", "---\ntitle: a  TITLE!\n---\n"),
    "same arXiv id": ("any.md", "---\ntitle: other\narxiv_id: 2401.01230v2\n---\n"),
    "arXiv's own DOI": (
        "any.md",
        "---\ntitle: other\ndoi: 10.48550/arXiv.2401.01230\n---\n",
    ),
    "alias that is a title": ("any.md", "---\ntitle: other\naliases: [A Title]\n---\n"),
    "alias that is a slug": ("any.md", "---\ntitle: other\naliases: [a-title]\n---\n"),
    "file name, retitled": ("papers/a-title.md", "---\ntitle: other\n---\n"),
    "file name, elsewhere": ("deep/A Title.md", "my words"),
    "file name, broken": ("papers/a-title.md", "---\ntitle: [\n---\n"),
    "invalid value besides": ("any.md", "---\ntitle: A Title\nrating: 9\n---\n"),
}


@pytest.mark.parametrize(
    ("name", "text"), PAGES_OF_THE_PAPER.values(), ids=PAGES_OF_THE_PAPER
)
def test_existing_page_gets_what_it_lacks_and_no_other_is_created(content, name, text):
    file = write_file(content, name, text)

    report = import_papers(content, [paper("A Title", arxiv_id="2401.01230")])

    assert report.new == ()
    written = file.read_bytes().decode().split("\n")
    assert [line for line in text.split("\n") if line not in written] == []
    is_readable = report.problems == ()
    assert ('source: "a.txt#1"' in written) == is_readable
    assert report.refreshed == ((f"content/{name}",) if is_readable else ())


def test_same_title_with_another_id_is_another_paper(content):
    write_file(
        content, "papers/a-title.md", "---\ntitle: A Title\narxiv_id: 2401.00001\n---\n"
    )

    report = import_papers(content, [paper("A Title", arxiv_id="2401.01230")])

    (new,) = report.new
    assert new.startswith("content/papers/a-title-")


LONG = "word " * 20


def test_name_that_two_new_papers_want_goes_to_neither(content):
    report = import_papers(content, [paper(LONG + "one"), paper(LONG + "two")])

    assert len(report.new) == 2
    assert all(len(name.split("/")[-1]) <= 79 + len(".md") for name in report.new)
    alone = import_papers(content.parent / "other" / "content", [paper(LONG + "one")])
    assert not {*report.new} & {*alone.new}


def test_paper_that_comes_later_gets_the_suffix_and_the_first_stays(content):
    first = import_papers(content, [paper(LONG + "one")])
    second = import_papers(content, [paper(LONG + "two"), paper(LONG + "one")])

    assert second.unchanged == first.new
    assert len(second.new) == 1
    third = import_papers(content, [paper(LONG + "two")])
    assert third.unchanged == second.new


def test_names_of_files_that_are_no_pages_are_not_given(content):
    write_file(content, "papers/README.md", "mine")

    (new,) = import_papers(content, [paper("Readme")]).new

    assert new.startswith("content/papers/readme-")
    assert len(read_pages(content).items) == 1


def test_folder_that_cannot_be_written_is_a_problem(content):
    write_file(content, "papers", "a file in the way")

    report = import_papers(content, [PAPER, paper("Other")])

    assert report.new == ()
    (problem,) = report.problems
    assert problem.code == "content-unwritable"
    assert problem.message.startswith("2 pages are not written: ")


def test_imports_at_the_same_time_create_each_page_once(content):
    papers = [paper(f"Paper {number}") for number in range(20)]

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: import_papers(content, papers), range(4)))

    pages = read_pages(content)
    assert pages.problems == ()
    assert sorted(name for report in reports for name in report.new) == [
        page.path for page in pages.items
    ]
    assert len(pages.items) == 20
    assert len(list((content / "papers").iterdir())) == 20


def test_page_is_created_on_a_file_system_without_hard_links(content, monkeypatch):
    def no_links(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)

    report = import_papers(content, [PAPER])

    assert (content.parent / report.new[0]).read_bytes() == TEXT.encode()


@pytest.mark.posix
def test_page_is_replaced_whole_with_its_mode_and_behind_its_link(content):
    file = write_file(content, "papers/x.md", "old")
    file.chmod(0o640)
    link = content / "papers/link.md"
    link.symlink_to(file)

    assert (
        replace_page(content.parent, "content/papers/link.md", b"old", b"new") is None
    )

    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in (content / "papers").iterdir()) == [
        "link.md",
        "x.md",
    ]


def test_page_that_changed_meanwhile_is_not_overwritten(content):
    file = write_file(content, "papers/x.md", "newer")
    problem = replace_page(content.parent, "content/papers/x.md", b"old", b"new")
    assert problem.code == "content-changed"
    assert file.read_bytes() == b"newer"


def test_page_that_is_write_protected_is_not_overwritten(content):
    file = write_file(content, "papers/x.md", "old")
    file.chmod(0o444)
    problem = replace_page(content.parent, "content/papers/x.md", b"old", b"new")
    assert problem.code == "content-read-only"
    assert file.read_bytes() == b"old"


def test_missing_page_is_a_problem(content):
    problem = replace_page(content.parent, "content/x.md", b"", b"new")
    assert problem.code == "content-unwritable"


def test_records_that_only_a_shared_title_names_keep_a_page_of_their_own(content):
    papers = [
        paper("One"),
        paper("One", arxiv_id="2401.01230"),
        paper("One", arxiv_id="2408.10000"),
    ]

    first = import_papers(content, papers)
    again = import_papers(content, papers[::-1])

    assert len(first.new) == 3
    assert (again.new, again.refreshed) == ((), ())


def page_of(text, name="a-note"):
    (page,) = page_from(text.encode(), f"content/papers/{name}.md").items
    return page


HEADED = {
    "heading": ("---\ntags: [x]\n---\n\n# Junipers of the *North*\n\nMine.\n", 7),
    "no front matter": ("# Junipers of the North\n\nMine.\n", 3),
    "underlined": ("Junipers of the North\n=====\n\nMine.\n", 4),
    "identifier": ("# Junipers of the North {#north}\n\nMine.\n", 3),
    "brackets": ("# [[Junipers of the North]]\n\nMine.\n", 3),
    "comment above": ("<!-- moved -->\n\n# Junipers of the North\n\nMine.\n", 5),
    "title said twice": (
        "---\ntitle: Junipers of the North\n---\n\n# Junipers of the north\n\nMine.\n",
        7,
    ),
}


@pytest.mark.parametrize(("text", "line"), HEADED.values(), ids=HEADED)
def test_first_heading_is_the_title_and_not_among_the_notes(text, line):
    page = page_of(text)

    assert page.paper.title == "Junipers of the North"
    assert (page.notes, page.notes_line) == ("Mine.", line)


UNTITLED = {
    "lower heading": "## Junipers\n\nMine.\n",
    "lower heading first": "## Words\n\n# Junipers\n",
    "empty heading": "#\n\nMine.\n",
    "in code": "```\n# Junipers\n```\n",
    "notes": "# Notes\n\nMine.\n",
}


@pytest.mark.parametrize("text", UNTITLED.values(), ids=UNTITLED)
def test_other_headings_are_no_titles(text):
    page = page_of(text)

    assert page.paper.title == "a note"
    assert page.notes == text.strip() or not page.notes


def test_title_goes_before_a_heading_that_says_something_else():
    page = page_of("---\ntitle: Rowans\n---\n\n# Junipers\n\nMine.\n")

    assert page.paper.title == "Rowans"
    assert page.notes.startswith("# Junipers")


def test_page_named_by_its_id_has_the_title_of_its_heading():
    page = page_of("---\narxiv_id: 2401.01230\n---\n# Junipers\n", "2401.01230")
    assert page.paper.title == "Junipers"


OPEN_COMMENTS = {
    "at a line's start": ("Words.\n\n%% hidden\n\nhidden too\n", 6, 1),
    "in a paragraph": ("Words. %% hidden\n", 4, 8),
    "third mark": ("Words %% a %% and %% b\n", 4, 19),
}


@pytest.mark.parametrize(
    ("body", "line", "column"), OPEN_COMMENTS.values(), ids=OPEN_COMMENTS
)
def test_comment_that_never_ends_hides_the_rest_and_is_a_warning(body, line, column):
    text = f"---\ntitle: x\n---\n{body}"

    result = page_from(text.encode(), "content/papers/x.md")

    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("notes-comment-open", "warning")
    assert (problem.line, problem.column) == (line, column)
    (page,) = result.items
    assert "hidden" not in markup.html(page.abstract)


@pytest.mark.parametrize(
    "body",
    [
        "%% a %% words",
        "`%%` words",
        "```\n%% a\n```\n",
        r"90\%% of words",
        "<!-- a --> b -->",
    ],
)
def test_comment_that_ends_is_no_problem(body):
    result = page_from(f"---\ntitle: x\n---\n\n{body}\n".encode(), "x.md")
    assert result.problems == ()
