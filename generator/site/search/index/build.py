"""A list counted from the ground: what terms each paper holds in which field, and what its card is.

Parts of it are counted by several processes. Each numbers the words that it meets by itself, and
writes its postings; what is left to join them is to add texts to texts.
"""

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from typing import NamedTuple

from generator.site.search import settings
from generator.site.search.dictionary import word_shards
from generator.site.search.index.corpus import AT_HAND, CardMade, Corpus, Reader
from generator.site.search.index.data import IndexData
from generator.site.search.postings import Part, Postings, joined, part_of, term_rows
from generator.site.search.shards import runs, shard
from generator.site.search.text.tokenizer import forget
from generator.site.search.vocabulary import Vocabulary, packed, spelling, unpacked
from generator.system.parallel import Workers

PART = 10_000
"""Papers that are counted at once; more would need more memory."""


class Counted(NamedTuple):
    """A part of the papers, counted."""

    names: list[str]
    """Its own vocabulary."""
    terms: list[str]
    papers: list[bytes]
    lengths: list["array[int]"]
    cards: list[CardMade]
    postings: list[Part]
    """One a field."""


class _Held(dict[int, list[int]]):
    """For each word the papers that hold its term in one field, once for every time."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self.by_term: dict[str, list[int]] = {}

    def __missing__(self, word: int) -> list[int]:
        self[word] = self.by_term.setdefault(self._terms[word], [])
        return self[word]

    def hold(self, papers: Iterable[int], words: Iterable[Sequence[int]]) -> None:
        """Note what words each of some papers holds."""
        for paper, found in zip(papers, words, strict=True):
            deque(
                map(list.append, map(self.__getitem__, found), repeat(paper)), maxlen=0
            )


def build_index_data(papers: Corpus, workers: Workers) -> IndexData:
    """The index of a list of papers."""
    count = len(papers.rows)
    size = max(1, min(PART, -(-count // workers.jobs)))
    return _joined(
        [*workers.map_ranges(partial(counted, papers), count, "indexing", part=size)]
    )


def counted(papers: Corpus, part: range) -> Counted:
    """Some of the papers."""
    vocabulary = Vocabulary()
    reader = Reader(papers, vocabulary)
    held = [_Held(vocabulary.terms) for _ in settings.FIELDS]
    lengths = [array("I") for _ in settings.FIELDS]
    words: list[bytes] = []
    cards: list[CardMade] = []
    for start in range(0, len(part), AT_HAND):
        few = part[start : start + AT_HAND]
        papers.fetch(few)
        fields = [reader.fields(number) for number in few]
        for rows, sizes, found in zip(
            held, lengths, zip(*fields, strict=True), strict=True
        ):
            sizes.extend(map(len, found))
            rows.hold(few, found)
        words += (packed([*chain.from_iterable(each)]) for each in fields)
        cards += map(papers.card, few)
    forget()
    return Counted(
        names=vocabulary.names,
        terms=vocabulary.terms,
        papers=words,
        lengths=lengths,
        cards=cards,
        postings=[part_of(rows.by_term) for rows in held],
    )


def _joined(parts: Sequence[Counted]) -> IndexData:
    """The index of papers of which all parts are counted."""
    vocabulary = Vocabulary()
    words = [paper for part in parts for paper in _renumbered(part, vocabulary)]
    places = range(len(settings.FIELDS))
    fields = [joined(part.postings[field] for part in parts) for field in places]
    uses = _uses(fields, vocabulary)
    cards = [*chain.from_iterable(part.cards for part in parts)]
    return IndexData(
        papers=words,
        lengths=[
            sum((part.lengths[field] for part in parts), array("I")) for field in places
        ],
        cards=[card.digest for card in cards],
        sizes=array("I", [card.size for card in cards]),
        places={number: card.place for number, card in enumerate(cards) if card.place},
        names=vocabulary.names,
        terms=vocabulary.terms,
        inverted=[*map(shard, runs(term_rows(fields), settings.TERM_SHARD))],
        forward=word_shards(uses),
        backward=word_shards({word[::-1]: use for word, use in uses.items()}),
    )


def _renumbered(part: Counted, vocabulary: Vocabulary) -> Iterable[bytes]:
    """The words of a part's papers by their numbers in the vocabulary of all."""
    numbers = [*map(vocabulary.number, part.names, part.terms)]
    if numbers == [*range(len(numbers))]:
        return part.papers
    return (
        packed([*map(numbers.__getitem__, unpacked(paper))]) for paper in part.papers
    )


def _uses(
    fields: Iterable[Mapping[str, Postings]], vocabulary: Vocabulary
) -> dict[str, int]:
    """For each word of the dictionary in how many papers its term is."""
    papers: dict[str, int] = defaultdict(int)
    for postings in fields:
        for term, found in postings.items():
            papers[term] += found[0]
    words = zip(vocabulary.names, vocabulary.terms, strict=True)
    return {name: papers[term] for name, term in words if spelling(name)}
