"""What the writer of the index and the search box in the browser must agree on.

Written once, here. The browser gets it as data with the index, so that the two sides cannot
drift apart.
"""

from lunr.stop_word_filter import WORDS

from generator.core.letters import GREEK_NAMES, LATIN_LETTERS

FORMAT = 3
"""Raised when the files of the index change their form."""

FIELDS = {"title": 2, "tags": 2, "authors": 2, "notes": 1.5, "abstract": 1, "more": 1}
"""Fields of a paper and what a match in them weighs.

Measured on known items: a title boost of 2 finds a paper by its title as well as 10 does, and
finds it far better by words of its abstract.
"""

SATURATION, LENGTH_WEIGHT = 1.2, 0.75
"""BM25's k1 and b, with Lunr's own defaults."""

STOP_WORDS = frozenset(WORDS)
"""Lunr's list. Titles, tags and names keep these words, so that every title can be found whole."""

FIELDS_WITH_STOP_WORDS = frozenset({"title", "tags", "authors"})

LONGEST_TERM = 40
"""Characters of a term; what is longer (a digest, a sequence of bases) is cut."""

LETTERS = LATIN_LETTERS
"""Letters that are found by their spelling in ASCII."""

GREEK = GREEK_NAMES
"""Letters that stand for themselves in titles (τ-bench) are findable by their names."""

SHORTEST_SPELLING = 4
"""Letters of a word that a typing error is looked for in; shorter ones are all alike."""

TERM_SHARD = 6_000
"""Characters of a file of terms; measured: larger ones cost more a query, smaller ones more files."""

WORD_SHARD = 12_000
"""Characters of a file of spellings."""

ONE_FILE = 256_000
"""Bytes up to which the whole index travels in one file: about a hundred papers and more."""
