"""The words that a typing error may be meant for: a dictionary sorted by beginnings and by ends.

One error leaves the beginning of a word or its end as it was, so a file or two of each order hold
every word that can be meant. A row is a word, and the magnitude of its use.
"""

from collections.abc import Mapping

from generator.site.search import settings
from generator.site.search.codec import front_coded, in_utf16_order, number
from generator.site.search.shards import Row, Shard, rows_of, runs, shard


def word_shards(uses: Mapping[str, int]) -> list[Shard]:
    """The dictionary of words by how often their terms are used."""
    rows = [word_row(word, uses[word]) for word in in_utf16_order(uses)]
    return [*map(shard, runs(rows, settings.WORD_SHARD))]


def word_row(word: str, use: int) -> Row:
    """The row of a word, as it is spelled or, in the order of ends, the other way round."""
    return word, number(use.bit_length())


def word_payload(shard: Shard) -> list[str]:
    """What the file of a shard of words hands over.

    Its words, front-coded (two strings), and for each the magnitude of its use.
    """
    words, magnitudes = zip(*rows_of(shard), strict=True)
    return [*front_coded(words), "".join(magnitudes)]
