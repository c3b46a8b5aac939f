"""What a comment hides, and what it leaves."""

import pytest

from generator import markup
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_from, page_text
from generator.core.paper import Listing, Paper
from generator.markup.comments import uncommented, without_comments

LEFT = {
    "within a word": ("a<!-- no -->b", "ab"),
    "between words": ("a %%no%% b", "a b"),
    "words behind it on its line": ("<!-- no --> fog", "fog"),
    "two in a row": ("<!-- no --> %%no%% fog", "fog"),
    "over paragraphs": ("a <!-- no\n\nno --> b", "a\n\nb"),
    "over items": ("- a <!-- no\n- no --> b\n- c", "- a\nb\n- c"),
    "over lines of a quotation": ("> a %% no\n> no %% b\n> c", "> a\n> b\n> c"),
    "over cells": ("| a <!-- no | no --> b | c |", "| a b | c |"),
    "over a heading": ("a <!-- no\n# No\n-->\n# B", "a\n\n\n# B"),
    "over a fence": ("%% no\n```\nno %%\n# B", "\n\n\n# B"),
    "in an item": ("- a\n\n    %% no %% b", "- a\n\n    b"),
    "before what would be a heading": ("%% no %% # fog", "\\# fog"),
    "before what would be a list": ("<!-- no -->- fog", "\\- fog"),
    "before what would be a number": ("<!-- no -->1. fog", "1\\. fog"),
    "before many blanks": ("<!-- no -->      fog", "fog"),
    "at a line's end": ("fog  <!-- no -->\nsalt", "fog\nsalt"),
    "ends at the first mark": ("<!-- no <!-- no --> a --> b", "a --> b"),
    "other mark within": ("%% no <!-- no %% a --> b", "a --> b"),
    "shortest": ("a<!-->b<!--->c", "abc"),
    "empty": ("a%%%%b", "ab"),
    "halves of a mark around it": ("100%<!-- no -->% fog", "100%\\% fog"),
    "three marks": ("%%no%%%b", "%b"),
    "in a description": ("![a %%no%% b](https://e.org/x.png)", "![a b](https://e.org/x.png)"),
    "in a title": ("[a](https://e.org '%%no%%b')", "[a](https://e.org 'b')"),
    "never ends": ("a <!-- no\n\n# No", "a "),
    "escaped": ("90\\%% of \\<!-- a -->", "90\\%% of \\<!-- a -->"),
    "escaped backslash": ("a\\\\%%no%%", "a\\\\"),
    "in code": ("`%% a` %%no%% b", "`%% a` b"),
    "in a fence": ("~~~\n%% a\n~~~\nb %%no%% c", "~~~\n%% a\n~~~\nb c"),
    "in indented code": ("a\n\n    <!-- b -->", "a\n\n    <!-- b -->"),
    "in a line that goes on": ("a\n    %%no%% b", "a\n    b"),
    "backtick in it": ("%% no ` %% `%% b`", "`%% b`"),
    "in an address": ("https://e.org/a%%20b c", "https://e.org/a%%20b c"),
    "in a target": ("[a](https://e.org/%%20) %%no%% b", "[a](https://e.org/%%20) b"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "left"), LEFT.values(), ids=LEFT)
def test_text_without_its_comments(text, left):
    assert without_comments(text) == left
    assert without_comments(left) == left


def test_place_of_a_comment_that_never_ends():
    assert uncommented("a `%%` %% b").open_at == len("a `%%` ")
    assert uncommented("a %% b %%").open_at is None


def test_links_keep_their_places_beside_comments():
    text = "%%no%% [[a]]\n\n- `b` <!-- no\n  no --> c [[d]] %% no %% [[e]]"

    links = markup.parse(text, wikilinks=True).local_links()

    assert [(link.name, link.line, link.column) for link in links] == [
        ("a", 0, 7),
        ("d", 3, 11),
        ("e", 3, 26),
    ]


def page_of(text):
    (page,) = page_from(text.encode(), "content/papers/x.md").items
    return page


def test_heading_in_a_comment_of_the_abstract_begins_no_notes():
    page = page_of(
        "---\ntitle: x\n---\n\na <!-- no\n\n## No\n\nno --> b\n\n## Notes\n\nc\n"
    )

    assert markup.plain_text(page.abstract) == "a\n\nb"
    assert markup.plain_text(page.notes) == "Notes\n\nc"


def test_notes_of_comments_alone_are_none():
    assert not page_of("---\ntitle: x\n---\n\n## Notes\n\n<!-- no -->\n").has_notes


def test_values_of_the_reader_lose_their_comments():
    page = page_of(
        '---\ntitle: "Of <!-- tags -->"\nsummary: "a <!-- no -->b %%no%% 5%% c"\n'
        "priority: high %%no%%\nmood: <!-- no -->\ntags: [a, '%%no%%']\n---\n"
    )

    assert page.paper.title == "Of"
    assert page.annotations.summary == "a b  5%% c"
    assert page.annotations.priority == "high"
    assert page.annotations.extra == (("mood", ""),)
    assert page.annotations.tags == ("a",)


SOURCE = Paper(
    title="Of <!-- tags -->",
    authors=("Ada %%x%% Lovelace", "<!-- -->"),
    organization="The %% lab %%",
    venue="<!-- no -->",
    listings=(Listing(seed="a.txt", position=1),),
)


def test_values_that_an_import_left_are_the_words_of_a_source():
    page = page_of(page_text(SOURCE))

    assert page.paper.title == SOURCE.title
    assert page.paper.authors == SOURCE.authors
    assert page.paper.organization == SOURCE.organization
    assert page.paper.venue == SOURCE.venue


CHANGED = {
    "title": ("title", "Of <!-- no --> tags", "Of  tags"),
    "title of a comment alone": ("title", "<!-- no -->", "x"),
    "names": ("authors", ["Ada <!-- no -->", "%%no%%"], ("Ada",)),
    "institution": ("organization", "The lab %%no%%", "The lab"),
    "venue": ("venue", "<!-- not yet -->", ""),
}


@pytest.mark.parametrize(("key", "value", "shown"), CHANGED.values(), ids=CHANGED)
def test_value_that_the_reader_changed_loses_its_comments(key, value, shown):
    text = set_fields(page_text(SOURCE), {key: value})

    page = page_of(text)

    assert getattr(page.paper, key) == shown
    others = {"title", "authors", "organization", "venue"} - {key}
    for other in others:
        assert getattr(page.paper, other) == getattr(SOURCE, other)


@pytest.mark.parametrize(
    "unit", ["a: %% a %% ", "<!-- a\n--> `b`\n", "`%%` ", "%<!-->"]
)
def test_many_comments_are_taken_out_in_one_go(unit):
    assert "%% a" not in without_comments(unit * 1000)
