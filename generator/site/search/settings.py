"""What the writer of the index and the search box in the browser must agree on.

Written once, here. The browser gets it as data with the index, so that the two sides
cannot drift apart. The limits at the end are Python's alone.
"""

from dataclasses import dataclass
from typing import NamedTuple

from lunr.stop_word_filter import WORDS

from generator.core.letters import GREEK_NAMES, LATIN_LETTERS

FORMAT = 4
"""To be raised whenever the files of the index change their form."""

FIELDS = {
    "title": 2,
    "tags": 2,
    "authors": 2,
    "notes": 1.5,
    "abstract": 1,
    "more": 1,
    "keys": 2,
}
"""Fields of a paper and what a match in them weighs.

Measured by looking for known papers: with a title boost of 2 the right one comes first
for 96 % of questions made of title words, as with 10, and for 80 % of those made of
abstract words, where 10 has 61 %.
"""

SATURATION, LENGTH_WEIGHT = 1.2, 0.75
"""BM25's k1 and b, with Lunr's own defaults."""

STOP_WORDS = frozenset(WORDS)
"""Lunr's list. Titles, tags and names keep them, so that titles are found whole."""

FIELDS_WITH_STOP_WORDS = frozenset({"title", "tags", "authors"})

LONGEST_TERM = 40
"""Characters of a term; longer ones (digests, sequences of bases) are cut."""

LONGEST_FIELD = 200_000
"""Words of one text that count: a book has fewer, and `codec` can write them all."""

LETTERS = LATIN_LETTERS
"""Letters that are found by their spelling in ASCII."""

GREEK = GREEK_NAMES
"""Symbols in titles (τ-bench) are found by their names."""

SHORTEST_SPELLING = 4
"""Letters of the shortest word in the dictionary; shorter ones are all alike."""


class ShardCut(NamedTuple):
    """How a long list of rows is cut into files, see `shards`."""

    size: int
    """Characters that a file should have."""
    one_in: int = 48
    """Of so many keys one may begin a file: with rows of 80 characters every 4,000."""


TERM_CUT = ShardCut(size=6_000)
"""Files of terms; measured: larger ones cost more a query, smaller ones more files."""

WORD_CUT = ShardCut(size=12_000)
"""Files of the dictionary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLimits:
    """Sizes at which an index is cut into files, and the work into portions."""

    one_file: int = 256_000
    """Bytes up to which the whole index is one file: about a hundred papers."""
    terms: ShardCut = TERM_CUT
    words: ShardCut = WORD_CUT
    part: int = 10_000
    """Papers that one process counts before it hands them over, to bound its memory."""
    rebuild_share: float = 0.25
    """Share of changed papers above which an update takes longer than a new index."""


LIMITS = IndexLimits()
