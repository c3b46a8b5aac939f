"""What front matter means: values as people write them, other spellings, what stays private."""

import datetime as dt
import re

import pytest

from generator.content.frontmatter import parse
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_text
from generator.content.schema import KEYS, record, resolve_fields
from generator.core.dates import PartialDate
from generator.core.paper import Listing, Paper, Status

DAY = dt.date(2024, 6, 12)
STATUSES = {
    Status.TO_READ: ["to-read", "To Read", "unread", "queued", "todo", "New"],
    Status.READING: ["reading", "in progress", "In-Progress", "started"],
    Status.READ: ["read", "Done", "completed"],
    Status.SKIMMED: ["skimmed"],
    Status.SKIPPED: ["skipped", "Not Reading", "abandoned"],
}
ANNOTATIONS = [
    *((f"status: {word}", "status", status) for status in STATUSES for word in STATUSES[status]),
    *((f"rating: {stars}", "rating", 4) for stars in ("4", "4/5", "★★★★", "rank4", '"4"')),
    *((f"read_date: {day}", "read_date", DAY) for day in (
        "2024-06-12", "2024-06-12T10:00:00Z", "12 June 2024", '"Jun 12, 2024"', "12.06.2024",
        "2024/6/12", "Wed, 12 Jun 2024 10:00", "20240612", "2024-06-12T10:00Z", "2024-06-12T10",
        "2024-06-12 10:30PM", "2024-06-12 at 10.30 pm CET", "10:30 2024-06-12", "2024-06-12T",
        "12 juin 2024", "12. Juni 2024", "12 de junio de 2024", "12 giugno 2024", "12 czerwca 2024",
        "the 12th of June 2024", "2024–06–12", "[2024, 6, 12]", "{year: 2024, month: 6, day: 12}",
        "2024년 6월 12일", "2024-06-12T10:00:00.123Z[Europe/Paris]", "2024 Jun 12",
    )),
    *((f"tags: {tags}", "tags", ("a b", "c")) for tags in ("[a b, c]", '"a b, c"', "[a b, c, C]")),
    *((f"tags: {tags}", "tags", ("a", "c/d")) for tags in (
        "a c/d", "a, c/d", "a; c/d", "a、c/d", "a | c/d", "'#a #c/d'", "'#a, c/d'", "a\n  c/d",
        "|\n  a\n  c/d", "[a, [c/d]]", "a c/d a",
    )),
    ('tags: "machine learning"', "tags", ("machine learning",)),
    ("keywords: machine learning", "tags", ("machine learning",)),
    ("keywords: machine learning, vision", "tags", ("machine learning", "vision")),
    ("tags: '#a #c'", "tags", ("a", "c")),
    ("tags: '#a, #c'", "tags", ("a", "c")),
    ("tags:\n- a\n- no", "tags", ("a", "no")),
    ("keywords: a, c", "tags", ("a", "c")),
    ("read_date: 2024", "read_date", PartialDate(2024)),
    ("added: June 2024", "added", PartialDate(2024, 6)),
    ("private: yes", "private", True),
    ("publish: false", "draft", True),
    ("read: true", "status", Status.READ),
    ("read: 2024-06-12", "read_date", DAY),
    ("Read Date: 2024-06-12", "read_date", DAY),
    ("tldr: Short.", "summary", "Short."),
    ("aliases: Old", "aliases", ("Old",)),
    ("mood: curious", "extra", (("mood", "curious"),)),
    ("mood: {a: 1, _b: 2}", "extra", (("mood", '{a: "1"}'),)),
    ("_x: 1\nprivate_notes: 2\nPrivate Notes: 3", "extra", ()),
    ("rating:\ntags: []\nstatus: ''", "extra", ()),
]  # fmt: skip
PAPER = [
    (
        "author: Ada Lovelace and Charles Babbage",
        "authors",
        ("Ada Lovelace", "Charles Babbage"),
    ),
    ("authors: [{given: Ada, family: Lovelace}]", "authors", ("Ada Lovelace",)),
    ("author: Lovelace, Ada", "authors", ("Ada Lovelace",)),
    *(
        (f"authors: {items}", "authors", names)
        for items, names in (
            ('["Rowan, Ada"]', ("Ada Rowan",)),
            ("\n- Rowan, Ada\n- Doe, J. K.", ("Ada Rowan", "J. K. Doe")),
            (
                "['{Juniper, Rowan}', 'Erd{\\H{o}}s, Paul']",
                ("Juniper, Rowan", "Paul Erdős"),
            ),
            ('["Rowan, Ada and Doe, Jane", "et al."]', ("Ada Rowan", "Jane Doe")),
            (
                '["Rowan and Sons", "Kettles, Inc."]',
                ("Rowan and Sons", "Kettles, Inc."),
            ),
            ('["University of Fog, Harbour"]', ("University of Fog, Harbour",)),
            (
                '[{name: "Rowan, Ada"}, {literal: "Fog, Salt"}]',
                ("Ada Rowan", "Fog, Salt"),
            ),
            ('["[[Rowan, Ada]]"]', ("Ada Rowan",)),
        )
    ),
    *(
        (f"authors: {line}", "authors", ("J. Smith", "A. Doe", "B. Roe"))
        for line in (
            "Smith, J., Doe, A., & Roe, B.",
            "Smith, J., Doe, A. and Roe, B.",
            "J. Smith, A. Doe, B. Roe",
            "Smith, J. and Doe, A. and Roe, B.",
            "Smith, J.; Doe, A.; & Roe, B.",
            "J. Smith | A. Doe | B. Roe",
            "J. Smith, A. Doe and B. Roe",
            "J. Smith, A. Doe, and B. Roe",
            "J. Smith · A. Doe · B. Roe",
            "Smith, J., Doe, A., Roe, B., et al.",
            "Smith, J. AND Doe, A. AND Roe, B. and others",
            "|\n  J. Smith\n  A. Doe\n  B. Roe",
            "J. Smith, A. Doe, … B. Roe",
            "J. Smith*, A. Doe†, B. Roe",
            "[{family: Smith, given: J.}, A. Doe, B. Roe]",
        )
    ),
    *(
        (f"authors: '{line}'", "authors", names)
        for line, names in (
            (
                "{Juniper and Rowan, Inc.} and Doe, Jane",
                ("Juniper and Rowan, Inc.", "Jane Doe"),
            ),
            (
                'M{\\"u}ller, J{\\"o}rg and Erd{\\H{o}}s, Paul',
                ("Jörg Müller", "Paul Erdős"),
            ),
            ("King, Jr., Martin Luther", ("Martin Luther King Jr.",)),
            ("King, Martin Luther, Jr.", ("Martin Luther King Jr.",)),
            (
                "van der Berg, Jan and de la Cruz, Ana",
                ("Jan van der Berg", "Ana de la Cruz"),
            ),
            (
                "Smith, J. A., Doe, B.-C., & Roe, D. E.",
                ("J. A. Smith", "B.-C. Doe", "D. E. Roe"),
            ),
            ("Smith JA, Doe A", ("Smith JA", "Doe A")),
            (
                "Ada Lovelace, PhD, Charles Babbage",
                ("Ada Lovelace PhD", "Charles Babbage"),
            ),
            ("山田太郎、鈴木花子", ("山田太郎", "鈴木花子")),
            ("Juniper et al.", ("Juniper",)),
        )
    ),
    ("arxiv_id: 2401.01230", "arxiv_id", "2401.01230"),
    ("arxiv: https://arxiv.org/abs/2401.01230v3", "arxiv_id", "2401.01230"),
    *(
        (f"date: {year}", "published", PartialDate(2023))
        for year in (
            "2023",
            "'2023'",
            "2023-00-00",
            "Spring 2023",
            "2023-Q1",
            "c. 2023",
            "2023?",
            "[2023]",
            "{date-parts: [[2023]]}",
        )
    ),
    *(
        (f"date: {month}", "published", PartialDate(2023, 5))
        for month in (
            "2023-05",
            "2023/5",
            "05/2023",
            "May 2023",
            "mayo de 2023",
            "2023-05-00",
            "2023年5月",
            "{year: 2023, month: 5}",
        )
    ),
    ("year: 2023", "published", PartialDate(2023)),
    ("published: 2023-05", "published", PartialDate(2023, 5)),
    ("doi: https://doi.org/10.1000/xyz", "doi", "10.1000/xyz"),
    ("comments: 1,234", "comments", 1234),
    ("comments: true", "comments", None),
    ("source: https://example.org", "url", "https://example.org"),
    ("listed: 2024-06-12", "listings", (Listing(seed="", position=0, date=DAY),)),
    (
        "listed: 2024-06-12\nsource: a tea.txt#3",
        "listings",
        (Listing(seed="a tea.txt", position=3, date=DAY),),
    ),
    (
        'listed: 2024-06-12\nsource: ["a.txt#3", {seed: b.txt, position: 4}]',
        "listings",
        (
            Listing(seed="a.txt", position=3, date=DAY),
            Listing(seed="b.txt", position=4, date=DAY),
        ),
    ),
    ("source: https://example.org/a#3", "url", "https://example.org/a#3"),
    (
        "listed: 2024-06-12\nsource: {seed: a.txt, position: 3}",
        "listings",
        (Listing(seed="a.txt", position=3, date=DAY),),
    ),
]
INVALID = {
    "rating": ("rating: 9", 2, 9, "a whole number from 1 to 5"),
    "status": ("status: reed", 2, 9, "did you mean `read`?"),
    "date": ("date: 2024-02-30", 2, 7, "February 2024 has 29 days"),
    "ambiguous date": (
        "read_date: 05/06/2024",
        2,
        12,
        "write 2024-05-06 or 2024-06-05",
    ),
    "month alone": ("listed: 2024-06", 2, 9, "name the day too"),
    "month 13": ("date: 2024-13-01", 2, 7, "a year has 12 months"),
    "unknown month": (
        "date: 12 Foober 2024",
        2,
        7,
        "`foober` is no month that we know",
    ),
    "short year": ("date: 12.6.24", 2, 7, "the year with four figures"),
    "template": ("date: '{{date}}'", 2, 7, "a template left this"),
    "tags": ("tags: [a, {b: c}]", 2, 11, "tags: [one, two]"),
    "source": ("source: {position: 3}", 2, 9, "FILE#NUMBER"),
    "near miss": ("ratng: 4", 2, 1, "did you mean `rating`?"),
    "guard": ("privat: true", 2, 1, "did you mean `private`?"),
}


def record_of(text):
    return record(parse(f"---\n{text}\n---\n", "x.md"), title="Fallback")


@pytest.mark.parametrize(("text", "field", "value"), ANNOTATIONS)
def test_annotation_is_read_as(text, field, value):
    result = record_of(text)
    assert result.problems == ()
    assert getattr(result.annotations, field) == value


@pytest.mark.parametrize(("text", "field", "value"), PAPER)
def test_paper_is_read_as(text, field, value):
    result = record_of(text)
    assert result.problems == ()
    assert getattr(result.paper, field) == value


@pytest.mark.parametrize(
    ("text", "line", "column", "words"), INVALID.values(), ids=INVALID
)
def test_invalid_value_is_a_problem_with_place_and_advice(text, line, column, words):
    (problem,) = record_of(text).problems

    assert (problem.line, problem.column) == (line, column)
    assert words in f"{problem.message} {problem.hint}"


def test_all_invalid_values_are_reported():
    assert len(record_of("rating: 9\nstatus: reed\ndate: x").problems) == 3


def test_page_whose_privacy_cannot_be_read_is_private():
    assert record_of("private: perhaps").annotations.private


def test_own_name_goes_before_another_spelling_which_stays_the_readers():
    result = record_of("keywords: [a]\ntags: [b]")

    assert result.annotations.tags == ("b",)
    assert result.annotations.extra == (("keywords", "[a]"),)


def test_key_of_another_tool_that_only_sounds_like_ours_is_the_readers():
    result = record_of("github: not an address")

    assert result.problems == ()
    assert result.annotations.extra == (("github", "not an address"),)


def test_title_is_the_fallback_when_there_is_none():
    assert record_of("tags: []").paper.title == "Fallback"


def test_each_spelling_belongs_to_one_key():
    spellings = [name for key in KEYS for name in (key.name, *key.spellings)]
    assert len(spellings) == len(set(spellings))


CLAIMED = [
    ("status: read", "status", "status"),
    ("Read Status: done", "status", "Read Status"),
    ("status:\nread_status: done", "status", "read_status"),
    ("status:", "status", "status"),
    ("keywords:", "tags", "keywords"),
    ("rating: 9", "rating", "rating"),
    ("github: not an address", "url_code", None),
    ("_status: read", "status", None),
]


@pytest.mark.parametrize(("text", "key", "name"), CLAIMED)
def test_field_that_fills_a_key_is_found_under_its_own_name(text, key, name):
    found = resolve_fields(parse(f"---\n{text}\n---\n", "x.md")).get(key)
    assert (found.name if found else None) == name


GUARDED = [
    "private: false\nPrivate: true",
    "draft: false\npublish: no",
    "private\u200b: true",
    "private: ja",
    "private: ✓",
    "public: false",
    "visible: off",
    "hidden: true",
    "unlisted: yes",
    "dg-publish: false",
    "publish: nein",
    "visibility: Private",
    "private: [x]",
]


@pytest.mark.parametrize("text", GUARDED)
def test_any_guard_keeps_a_page_off_the_site(text):
    result = record_of(text)

    assert result.problems == ()
    assert result.annotations.private or result.annotations.draft


OPEN = [
    "private:",
    "private: ~",
    "publish: true",
    "hidden: no",
    "published: 2024-06-12",
    "visibility: public",
    "access: open",
]


@pytest.mark.parametrize("text", OPEN)
def test_guard_that_says_no_or_nothing_keeps_no_page_off(text):
    result = record_of(text)

    assert result.problems == ()
    assert not result.annotations.private
    assert not result.annotations.draft


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("private: #true", "front-matter-comment"),
        ("meta: {private: true}", "front-matter-key"),
        ("hidden: maybe", "front-matter-value"),
        ("privat: true\nprivate: false", "front-matter-key"),
    ],
)
def test_guard_that_is_overlooked_or_unclear_is_an_error(text, code):
    (problem,) = record_of(text).problems
    assert (problem.severity, problem.code) == ("error", code)


def test_names_that_cannot_be_told_are_kept_with_a_warning():
    result = record_of("authors: Li, Wei, Zhang, San")

    assert result.paper.authors == ("Li", "Wei", "Zhang", "San")
    (problem,) = result.problems
    assert (problem.severity, problem.code) == ("warning", "front-matter-authors")


ONE_OR_TWO = {
    "surname and given name": "[Smith, John]",
    "initials": "[van der Berg, J.-L.]",
    "accents": "[Müller, Jörg]",
}


@pytest.mark.parametrize("line", ONE_OR_TWO.values(), ids=ONE_OR_TWO)
def test_two_names_that_may_be_one_are_two_with_a_warning(line):
    result = record_of(f"author: {line}")

    assert len(result.paper.authors) == 2
    (problem,) = result.problems
    assert (problem.severity, problem.code) == ("warning", "front-matter-authors")
    assert (problem.line, problem.column) == (2, 9)
    one, two = re.findall(r"`(\[.*?\])`", problem.hint)
    assert len(record_of(f"author: {one}").paper.authors) == 1
    for cure in (one, two):
        assert record_of(f"author: {cure}").problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "[Ada Lovelace, John]",
        "[Smith, John, Doe]",
        "[Smith, others]",
        "[Smith]",
        '["Smith", John]',
        "\n- Smith\n- John",
        "[山田太郎, 李飞飞]",
    ],
)
def test_list_of_names_that_is_clear_has_no_warning(line):
    assert record_of(f"authors: {line}").problems == ()


def test_two_single_words_that_an_import_left_are_two_names():
    listing = Listing(seed="a.txt", position=1)
    paper = Paper(title="x", authors=("Plato", "Zeno"), listings=(listing,))
    imported = parse(page_text(paper), "x.md")

    assert record(imported, title="").problems == ()
    changed = set_fields(imported.text, {"authors": ["Plato", "Aristotle"]})
    (problem,) = record(parse(changed, "x.md"), title="").problems
    assert problem.code == "front-matter-authors"


SWALLOWED = {
    "text key": (
        "title: Juniper #2 of three",
        2,
        16,
        "`title` ends before `#2 of three`",
    ),
    "whole value": ("tags: #one #two", 2, 7, "`tags` is empty"),
    "item": ("tags:\n- #one\n- two", 3, 3, "`#one` is no part of `tags`"),
    "end of an item": (
        "aliases:\n  - Juniper #2",
        3,
        13,
        "`#2` is no part of `aliases`",
    ),
    "only item": ("tags:\n- #one", 3, 3, "`#one` is no part of `tags`"),
    "brackets on lines": ("tags: [one, #two,\n  three]", 2, 13, "`#two` is no part"),
    "last in brackets": ("tags: [one,\n  two #three\n  ]", 3, 7, "`#three` is no part"),
    "a key of the reader": (
        "moods:\n- #one\n- two",
        3,
        3,
        "`#one` is no part of `moods`",
    ),
}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"), SWALLOWED.values(), ids=SWALLOWED
)
def test_text_that_yaml_takes_for_a_comment_is_a_warning(text, line, column, words):
    (problem,) = record_of(text).problems

    assert (problem.severity, problem.code) == ("warning", "front-matter-comment")
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "title: Juniper  # a comment",
        "tags:\n-  # to do\n- two",
        "tags: [C#, F#]",
        'title: "Juniper #2"',
        "rating: 4 #good",
        "moods: {a: b} #x",
        "a: &x [b]\nc: d #e\nf: *x",
        "tags:\n# a comment\n- one",
    ],
)
def test_comment_in_earnest_is_none_of_our_business(text):
    assert record_of(text).problems == ()
