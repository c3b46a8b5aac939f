"""Months in the languages that browsers translate pages into."""

import pytest

from generator.core import months
from generator.core.months import MONTH_NUMBERS, month_number


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Dez.", 12), ("août", 8), ("déc.", 12), ("janv.", 1), ("juil.", 7), ("juin", 6),
        ("ene", 1), ("fev.", 2), ("ott", 10), ("mrt", 3), ("mei", 5), ("März", 3),
        ("Ma\u0308rz", 3), ("paź", 10), ("lis", 11), ("дек.", 12), ("мая", 5), ("Ağu", 8),
        ("Sept.", 9), ("يناير", 1), ("Aug", 8), ("gru", 12), ("set", 9),
        ("aout", 8), ("fevrier", 2), ("Janner", 1), ("pazdziernika", 10), ("setiembre", 9),
    ],
)  # fmt: skip
def test_month_of_a_name(word, month):
    assert month_number(word) == month


@pytest.mark.parametrize("word", ["", "ju", "jui", "tea", "Kettle", "marathon", "12"])
def test_other_words_are_no_months(word):
    assert month_number(word) is None


def test_each_language_has_twelve_names():
    assert len(months._NAMES.split()) % 12 == 0


@pytest.mark.parametrize(("name", "month"), MONTH_NUMBERS.items())
def test_english_names_mean_the_same(name, month):
    assert month_number(name) == month
