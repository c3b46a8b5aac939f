"""Status, rating and tags changed in a page's text: only what was asked, in the page's own form."""

import datetime as dt

import pytest

from generator.content.annotate import (
    ReadDay,
    TagChange,
    with_rating,
    with_status,
    with_tags,
)
from generator.content.frontmatter import parse
from generator.core.errors import PapershelfError
from generator.core.paper import Status

DAY = dt.date(2024, 6, 12)
NEW_PAGE = "---\ntitle: x\n# Yours from here on\nstatus: to-read\nrating:\ntags: []\n---\n\nbody\n"


def page(fields):
    return parse(f"---\n{fields}\n---\nbody\n", "content/x.md")


def fields_of(edit):
    return edit.text.removeprefix("---\n").removesuffix("\n---\nbody\n")


def changes(line):
    return [TagChange(tag=word[1:], added=word[0] == "+") for word in line.split(",")]


TAGS = {
    "new page": ("tags: []", "+a", "tags: [a]"),
    "empty value": ("tags:  # mine", "+a", "tags: [a]  # mine"),
    "no key": ("title: x", "+a", "title: x\ntags: [a]"),
    "brackets": ("tags: [ a,  'b' ]  # c", "+c,-b", "tags: [ a, c ]  # c"),
    "lines": ("tags:\n- a\n- b  # c", "+c,-a", "tags:\n- b  # c\n- c"),
    "commas": ("tags: a,b", "+c", "tags: a,b,c"),
    "semicolons": ("tags: 'a; b'  # c", "+c,-a", "tags: 'b; c'  # c"),
    "blanks": ("tags: a b", "+c,-a", "tags: b c"),
    "blanks and a tag that has one": (
        "tags: a b",
        "+two words",
        "tags: a, b, two words",
    ),
    "only a tag that has a blank": ("tags: a, two words", "-a", "tags: [two words]"),
    "quotes": ('tags: "two words"', "+c", 'tags: "two words, c"'),
    "keywords": ("keywords: two words", "+c", "keywords: two words, c"),
    "one word": ("tags: a", "+two words", "tags: a, two words"),
    "hashes": ("tags: '#a #b'", "+c,-a", "tags: '#b #c'"),
    "hashes and blanks": ("tags: '#a #b'", "+two words", "tags: '#a, #b, #two words'"),
    "hashes and commas": ("tags: '#a, #b'", "+c", "tags: '#a, #b, #c'"),
    "own name": ("Keywords: a, b", "-b", "Keywords: a"),
    "name that has them": (
        "tags: []\nkeywords: [a]",
        "+b",
        "tags: []\nkeywords: [a, b]",
    ),
    "the last": ("tags: [a]", "-a", "tags: []"),
    "other spelling there": (
        "tags: [Text-to-Image]",
        "+text to image",
        "tags: [Text-to-Image]",
    ),
    "other spelling goes": ("tags: [a, Text_to_Image]", "-text-to-image", "tags: [a]"),
    "not there": ("tags: [a]", "-b", "tags: [a]"),
    "taken and given": ("tags: [a, b]", "-a,+a", "tags: [a, b]"),
    "twice there": ("tags: [A, b, a]", "-a", "tags: [b]"),
    "typed by YAML": ("tags: []", "+2024,+no", 'tags: ["2024", "no"]'),
}


@pytest.mark.parametrize(("before", "line", "after"), TAGS.values(), ids=TAGS)
def test_tags_change_in_the_form_they_have(before, line, after):
    new = with_tags(page(before), changes(line))

    assert fields_of(new) == after
    assert with_tags(parse(new.text, ""), changes(line)).text == new.text


def test_tags_before_and_after_are_reported():
    new = with_tags(page("tags: [a, b]"), changes("+c,-b"))
    assert (new.was, new.now) == ("a, b", "a, c")


def test_tags_that_cannot_be_read_are_left_alone():
    with pytest.raises(PapershelfError) as fault:
        with_tags(page("title: x\ntags: [a, {b: c}]"), changes("+d"))

    (problem,) = fault.value.problems
    assert (problem.code, problem.place) == ("annotation-by-hand", "content/x.md:3:1")


READ = ReadDay(day=DAY)
CORRECTED = ReadDay(day=DAY, replacing=True)
STATUSES = {
    "value": ("status: to-read  # c", Status.READING, None, "status: reading  # c"),
    "quoted": ('status: "to-read"', Status.SKIPPED, None, 'status: "skipped"'),
    "own name": ("Read Status: todo", Status.READING, None, "Read Status: reading"),
    "own word": ("status: done", Status.READ, READ, "status: done"),
    "cleared": ("status: read", None, None, "status:"),
    "unreadable": ("status: reed", Status.READING, None, "status: reading"),
    "unreadable cleared": ("status: reed", None, None, "status:"),
    "no key": ("title: x\nrating: 3", Status.READING, None,
               "title: x\nstatus: reading\nrating: 3"),
    "read": ("status:\nrating:", Status.READ, READ, "status: read\nrating:\nread_date: 2024-06-12"),
    "read, day known": ("status:\nfinished: 2020-01-01", Status.READ, READ,
                        "status: read\nfinished: 2020-01-01"),
    "read, day unreadable": ("status:\nread_date: in May", Status.READ, READ,
                             "status: read\nread_date: in May"),
    "read, day empty": ("status:\nread_on: # day", Status.READ, READ,
                        "status: read\nread_on: 2024-06-12 # day"),
    "read, day given": ("status: read\nread_date: '2020-01-01'", Status.READ, CORRECTED,
                        "status: read\nread_date: '2024-06-12'"),
    "of another tool": ("read: true", Status.READING, None, "read: true\nstatus: reading"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "status", "read", "after"), STATUSES.values(), ids=STATUSES
)
def test_status_changes_alone_but_for_the_day_of_reading(before, status, read, after):
    new = with_status(page(before), status, read=read)

    assert fields_of(new) == after
    assert with_status(parse(new.text, ""), status, read=read).text == new.text


def test_status_that_another_key_gives_cannot_be_cleared_here():
    with pytest.raises(PapershelfError) as fault:
        with_status(page("status:\nread: true"), None)
    assert fault.value.problems[0].code == "annotation-by-hand"


RATINGS = {
    "value": ("rating: 3", 4, "rating: 4"),
    "stars": ("rating: ★★★ # c", 4, "rating: 4 # c"),
    "same in stars": ("rating: ★★★", 3, "rating: ★★★"),
    "quoted": ("rating: '3'", 5, "rating: '5'"),
    "empty": ("status:\nrating:\ntags: []", 5, "status:\nrating: 5\ntags: []"),
    "own name": ("Stars: 2", 1, "Stars: 1"),
    "unreadable": ("rating: 9", 5, "rating: 5"),
    "cleared": ("rating: 4/5", None, "rating:"),
}


@pytest.mark.parametrize(("before", "rating", "after"), RATINGS.values(), ids=RATINGS)
def test_rating_changes_alone(before, rating, after):
    assert fields_of(with_rating(page(before), rating)) == after


def test_a_new_page_keeps_its_order():
    text = with_status(parse(NEW_PAGE, ""), Status.READ, read=READ).text
    text = with_tags(parse(text, ""), changes("+a")).text

    assert text == NEW_PAGE.replace("to-read", "read").replace(
        "tags: []", "tags: [a]\nread_date: 2024-06-12"
    )


def test_page_without_front_matter_gets_one():
    new = with_tags(parse("# My notes\n", ""), changes("+a"))
    assert new.text == "---\ntags: [a]\n---\n\n# My notes\n"


def test_year_in_which_a_paper_was_read_stays():
    new = with_status(
        page("status: reading\nread_date: 2024"), Status.READ, read=ReadDay(day=DAY)
    )

    assert fields_of(new) == "status: read\nread_date: 2024"
    assert new.now == "read on 2024"


def test_one_tag_too_many_is_refused_by_its_name():
    full = page(f"tags: [{', '.join(f't{number}' for number in range(100))}]")

    with pytest.raises(PapershelfError, match="a page has at most 100 tags"):
        with_tags(full, changes("+one-more"))
    assert "one-more" in with_tags(full, changes("-t5,+one-more")).text
