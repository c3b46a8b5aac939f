"""When names are of one person, and lists of authors of one paper."""

import pytest

from generator.core.author_match import may_be_same_authors


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ada Rowan", "A. Rowan"),
        ("Ada Rowan", "Rowan A"),
        ("Ada Mary Rowan", "Rowan AM"),
        ("Ada Rowan", "ADA ROWAN"),
        ("Ada Rowan", "Ada M. Rowan"),
        ("Jörg Müller", "Joerg Mueller"),
        ("José Núñez", "Jose Nunez"),
        ("Søren Łukasz", "Soren Lukasz"),
        ("Jan van der Berg", "J. van den Berg"),
        ("Jean-Luc Rowan", "J.-L. Rowan"),
        ("Wei Zhang", "Zhang Wei"),
        ("Dan Rowan", "Daniel Rowan"),
        ("Kettle Institute", "Kettle"),
        ("山田太郎", "Taro Yamada"),
        ("Kettles", "Ada Rowan"),
    ],
)
def test_spellings_of_one_name_agree(name, other):
    assert may_be_same_authors([name], [other])
    assert may_be_same_authors([other], [name])


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ada Rowan", "Jane Doe"),
        ("Ada Rowan", "Eve Rowan"),
        ("A. Rowan", "E. Rowan"),
        ("Ada M. Rowan", "Ada K. Rowan"),
        ("山田太郎", "鈴木花子"),
        ("Kettles", "Lanterns"),
    ],
)
def test_names_of_two_people_do_not_agree(name, other):
    assert not may_be_same_authors([name], [other])
    assert not may_be_same_authors([other], [name])


def test_lists_that_share_a_person_or_are_empty_agree():
    assert may_be_same_authors(["Ada Rowan", "Jane Doe"], ["Bo Hawthorn", "J. Doe"])
    assert may_be_same_authors([], ["Ada Rowan"])
