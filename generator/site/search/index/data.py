"""The index of a list of papers: all that its files are made from, but for rows and documents.

Papers are numbered by their place in the list, words by the vocabulary.
"""

from array import array
from typing import NamedTuple

from generator.site.search.settings import FIELDS
from generator.site.search.shards import Shard
from generator.system.spool import SpoolRef


class IndexData(NamedTuple):
    """A list of papers as it is indexed."""

    papers: list[bytes]
    """The numbers of each paper's words, field by field, packed."""
    lengths: list["array[int]"]
    """For each field the number of terms of every paper."""
    cards: list[str]
    """The digest of each paper's card."""
    sizes: "array[int]"
    """The bytes of each paper's card."""
    places: dict[int, SpoolRef]
    """Where the cards that were made now wait, by the papers' numbers."""
    names: list[str]
    """The vocabulary; some of its words may stand in no paper any more."""
    terms: list[str]
    inverted: list[Shard]
    """Rows of terms."""
    forward: list[Shard]
    """Rows of words, in the order of their beginnings and in that of their ends."""
    backward: list[Shard]


NOTHING = IndexData(
    papers=[],
    lengths=[array("I") for _ in FIELDS],
    cards=[],
    sizes=array("I"),
    places={},
    names=[],
    terms=[],
    inverted=[],
    forward=[],
    backward=[],
)
"""The index of no paper."""
