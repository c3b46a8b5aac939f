"""`docs/content.md` names every key, and every spelling that is understood."""

from pathlib import Path

import pytest

from generator.content.page import page_from
from generator.content.schema import KEYS

TEXT = (Path(__file__).parents[2] / "docs/content.md").read_bytes().decode("utf-8")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_key_is_documented_with_its_owner_and_spellings(key):
    rows = [line.split("|") for line in TEXT.split("\n") if line.startswith("| `")]
    (row,) = [row for row in rows if f"`{key.name}`" in row[1]]
    assert ("yours" if key.owner == "human" else "source") in row[3]
    for spelling in key.spellings:
        assert f"`{spelling}`" in row[4]


def test_example_is_a_page():
    example = TEXT.split("```")[1].removeprefix("markdown\n")
    (page,) = page_from(example.encode(), "content/papers/helpsteer2.md").items
    assert page.annotations.rating == 4
    assert page.annotations.extra == ()
