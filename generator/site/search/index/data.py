"""The index as data: all that its files are made from, except rows and texts of papers.

It serves two ends: files of the site are cut from it, and the next build starts from
it. Both have the same constraint, to come from the cache in the time of a warm build.
So it consists of few large values: 10,000 papers are 8.6 MB, which `marshal` loads in 4
ms. A record for each paper and each term was rejected: those are 40,000 objects to
make.

Papers are numbered by their place in the list, oldest first, so that new ones get new
numbers and all others keep theirs. Words are numbered by the vocabulary. For example
two papers with the titles "Lamps" and "The lamp", and nothing else:

    names           lamps  =the  lamp
    terms           lamp   the   lamp
    words           `H` 0       `H` 1 2     one packed value a paper, see `vocabulary`
    lengths         1 2, and 0 0 for each of the other fields
    term_shards     rows of lamp, the       one text a file, see `shards`
    word_shards     rows of lamp, lamps
    reversed_shards rows of pmal, spmal
"""

from array import array
from typing import NamedTuple

from generator.site.search.settings import FIELDS
from generator.site.search.shards import Shard
from generator.system.spool import SpoolRef


class IndexData(NamedTuple):
    """The index of a list of papers; a tuple, since updates replace single fields."""

    words: list[bytes]
    """The words of each paper, field by field, packed."""
    lengths: list["array[int]"]
    """For each field how many words of it every paper has."""
    card_digests: list[str]
    """For each paper the digest of its card."""
    card_sizes: "array[int]"
    """The bytes of each card."""
    card_refs: dict[int, SpoolRef]
    """Where cards are spooled that were made by this build, by number of the paper."""
    names: list[str]
    """The vocabulary; no paper may hold some of its words any more."""
    terms: list[str]
    term_shards: list[Shard]
    """Postings, by term."""
    word_shards: list[Shard]
    """The dictionary, by word."""
    reversed_shards: list[Shard]
    """The dictionary, by word written backwards."""


NO_DATA = IndexData(
    words=[],
    lengths=[array("I") for _ in FIELDS],
    card_digests=[],
    card_sizes=array("I"),
    card_refs={},
    names=[],
    terms=[],
    term_shards=[],
    word_shards=[],
    reversed_shards=[],
)
"""The index of no paper."""
