"""Laws of authors: however names are joined, and in whatever style, they are read as they were."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.content.frontmatter import List, Scalar, Span
from generator.content.schema.names import author_names
from generator.core.paper import Paper
from generator.core.tex_accents import without_tex_accents
from generator.site.exporters.bibtex import bibtex

SURNAMES = st.sampled_from(
    [
        "Rowan",
        "Juniper",
        "O'Hawthorn",
        "Müller",
        "van der Berg",
        "de la Cruz",
        "Smith-Doe",
    ]
)
GIVEN = st.sampled_from(["Ada", "Jörg", "Mary Ann", "Jean-Luc", "Xu"])
INITIALS = st.sampled_from(["A.", "B.", "J. A.", "B.-C.", "X."])
PEOPLE = st.lists(st.tuples(GIVEN, SURNAMES), min_size=1, max_size=5)
INITIALLED = st.lists(st.tuples(INITIALS, SURNAMES), min_size=1, max_size=5)


def read(line):
    return author_names(Scalar(line, Span(0, len(line), 1, 1)))


def joined(names, between=", ", last=", "):
    *others, end = names
    return last.join([between.join(others), end]) if others else end


def plain(people):
    return [f"{given} {surname}" for given, surname in people]


def turned(people):
    return [f"{surname}, {given}" for given, surname in people]


FORMS = {
    "BibTeX": lambda people: " and ".join(turned(people)),
    "BibTeX, given name first": lambda people: " and ".join(plain(people)),
    "semicolons": lambda people: "; ".join(turned(people)),
    "ampersand": lambda people: joined(plain(people), last=" & "),
    "Oxford comma": lambda people: joined(plain(people), last=", and "),
    "no Oxford comma": lambda people: joined(plain(people), last=" and "),
    "lines": lambda people: "\n".join(turned(people)),
}
INITIAL_FORMS = FORMS | {
    "APA": lambda people: joined(turned(people), last=", & "),
    "Harvard": lambda people: joined(turned(people), last=" and "),
    "commas": lambda people: ", ".join(turned(people)),
    "and others": lambda people: ", ".join(turned(people)) + ", et al.",
}


@given(PEOPLE, st.sampled_from([*FORMS]))
def test_names_are_read_in_every_form(people, form):
    assert read(FORMS[form](people)) == tuple(plain(people))


@given(INITIALLED, st.sampled_from([*INITIAL_FORMS]))
def test_names_with_initials_are_read_in_every_form(people, form):
    assert read(INITIAL_FORMS[form](people)) == tuple(plain(people))


@given(PEOPLE | INITIALLED, st.booleans())
def test_each_item_of_a_list_is_a_name_in_either_order(people, is_turned):
    items = turned(people) if is_turned else plain(people)
    span = Span(0, 0, 1, 1)
    node = List(tuple(Scalar(item, span) for item in items), span)

    assert author_names(node) == tuple(plain(people))


@given(PEOPLE | INITIALLED)
def test_names_of_our_own_bibtex_are_read_again(people):
    entry = bibtex(Paper(title="Juniper", authors=tuple(plain(people))))
    line = re.search(r"author = \{(.*)\},", entry)[1]

    assert read(line) == tuple(plain(people))


@given(st.text(max_size=60) | st.text("AaBb .,;&{}|and", max_size=40))
def test_no_name_begins_with_initials_and_a_comma_or_is_empty(line):
    for name in read(line) or ():
        assert name.strip()
        assert not re.match(r"[A-Z]\.,", name) or "{" in line


@given(st.text(max_size=40))
def test_text_without_backslash_has_no_accents_to_read(text):
    plain_text = text.replace("\\", "")
    assert without_tex_accents(plain_text) == plain_text
