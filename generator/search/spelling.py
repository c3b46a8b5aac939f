"""The words that a typing error may be meant for: a dictionary sorted by beginnings and by ends.

One error leaves the beginning of a word or its end as it was, so a file or two of each order hold
every word that can be meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.search.codec import front_coded, numbers, utf16_order
from generator.search.inverted import Inverted
from generator.search.settings import SHORTEST_SPELLING, STOP_WORDS, WORD_SHARD
from generator.search.shards import runs
from generator.search.words import term


@dataclass(frozen=True, slots=True, kw_only=True)
class WordShard:
    """A file of neighbouring words."""

    words: tuple[str, ...]
    """As they are spelled, or the other way round in the order of ends."""
    payload: tuple[str, ...]
    """Front-coded words (two strings); for each the magnitude of its use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """The dictionary, twice."""

    forward: tuple[WordShard, ...]
    backward: tuple[WordShard, ...]


def spellings(index: Inverted) -> Spellings:
    """Every word long enough to have neighbours, in both orders."""
    uses = {word: numbers([_magnitude(word, index)]) for word in _words(index)}
    backward = {word[::-1]: use for word, use in uses.items()}
    return Spellings(forward=tuple(_shards(uses)), backward=tuple(_shards(backward)))


def _words(index: Inverted) -> Iterator[str]:
    """Words and names such as `helpsteer2`."""
    for word in index.words:
        is_name = word.isalnum() and word[0].isalpha()
        if is_name and len(word) >= SHORTEST_SPELLING and word not in STOP_WORDS:
            yield word


def _magnitude(word: str, index: Inverted) -> int:
    name = term(word)
    return sum(len(table.get(name, ())) // 2 for table in index.postings).bit_length()


def _shards(uses: dict[str, str]) -> Iterator[WordShard]:
    rows = [(word, uses[word]) for word in sorted(uses, key=utf16_order)]
    for run in runs(rows, WORD_SHARD):
        words, magnitudes = zip(*run, strict=True)
        yield WordShard(words=words, payload=(*front_coded(words), "".join(magnitudes)))
