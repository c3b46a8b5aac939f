"""The dictionary: words as they are spelled, in which a mistyped word is looked up.

One typing error leaves the beginning of a word or its end intact. So the dictionary is
written twice: in the order of words, and in the order of words written backwards. A
file or two of each hold every word that may have been meant (10,000 papers: 9 KB of
terms and spellings a question, where the whole dictionary has 220).

A row is a word and how many bits the use of its term has: 1 for one paper, 2 for two or
three, 4 for eight to fifteen. That is enough to prefer common words, and most edits do
not change it.
"""

from collections.abc import Mapping

from generator.site.search.codec import encode_number, front_code, utf16_sorted
from generator.site.search.settings import ShardCut
from generator.site.search.shards import KeyedRow, Shard, cut_shards, split_rows


def dictionary_shards(uses: Mapping[str, int], cut: ShardCut) -> list[Shard]:
    """The dictionary of words, given how often their terms are used."""
    words = utf16_sorted(uses)
    rows = [dictionary_row(word, uses[word]) for word in words]
    return cut_shards(rows, cut)


def reverse_words(uses: Mapping[str, int]) -> dict[str, int]:
    """The same words written backwards."""
    return {word[::-1]: use for word, use in uses.items()}


def dictionary_row(word: str, use: int) -> KeyedRow:
    """The row of a word, in either direction."""
    magnitude = use.bit_length()
    return word, encode_number(magnitude)


def dictionary_payload(shard: Shard) -> list[str]:
    """Payload of one file: its words, front-coded (two strings), and their use."""
    rows = split_rows(shard)
    words, magnitudes = zip(*rows, strict=True)
    lengths, endings = front_code(words)
    return [lengths, endings, "".join(magnitudes)]
