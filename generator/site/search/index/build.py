"""The index from scratch: which words each paper holds in which field, and its card.

Ranges of papers are counted by several processes. Each has a vocabulary of its own and
writes its postings as text; what is left for the caller is to number words alike, and to
join texts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.site.search.dictionary import dictionary_shards, reversed_words
from generator.site.search.index.corpus import CardRef, Corpus, WordReader
from generator.site.search.index.data import IndexData
from generator.site.search.postings import (
    FieldPostings,
    PostingsPart,
    collect_postings,
    merge_postings,
    term_rows,
)
from generator.site.search.settings import FIELDS, IndexLimits
from generator.site.search.shards import cut_shards
from generator.site.search.vocabulary import (
    Vocabulary,
    pack_words,
    spelling,
    unpack_words,
)
from generator.system.parallel import Workers


class CountedPapers(NamedTuple):
    """The index of a range of papers; a tuple, since processes send it to each other."""

    names: list[str]
    """The vocabulary of this range."""
    terms: list[str]
    words: list[bytes]
    lengths: list["array[int]"]
    cards: list[CardRef]
    postings: list[PostingsPart]
    """One per field."""


def build_index_data(corpus: Corpus, workers: Workers) -> IndexData:
    """The index of all papers of a list."""
    count = len(corpus.rows)
    share = -(-count // workers.jobs)
    parts = workers.map_ranges(
        partial(count_papers, corpus),
        count,
        "indexing",
        part=max(1, min(corpus.limits.part, share)),
    )
    return _join_parts(parts, corpus.limits)


def count_papers(corpus: Corpus, numbers: range) -> CountedPapers:
    """The index of a range of papers."""
    vocabulary = Vocabulary()
    reader = WordReader(corpus, vocabulary)
    terms = vocabulary.terms
    # For each field and term the papers that hold it, once per occurrence.
    occurrences: list[dict[str, list[int]]] = [defaultdict(list) for _ in FIELDS]
    lengths = [array("I") for _ in FIELDS]
    words: list[bytes] = []
    cards: list[CardRef] = []
    # A batch of papers goes through each step before the next one begins: so a step finds
    # its code and data in the processor's caches, which saves a seventh of the time.
    for start in range(0, len(numbers), corpus.limits.batch):
        batch = numbers[start : start + corpus.limits.batch]
        corpus.fetch(batch)
        papers = [reader.fields(number) for number in batch]
        for place in range(len(FIELDS)):
            for number, fields in zip(batch, papers, strict=True):
                lengths[place].append(len(fields[place]))
                for word in fields[place]:
                    occurrences[place][terms[word]].append(number)
        words += (pack_words([*chain.from_iterable(fields)]) for fields in papers)
        cards += map(corpus.card, batch)
    return CountedPapers(
        names=vocabulary.names,
        terms=terms,
        words=words,
        lengths=lengths,
        cards=cards,
        postings=[collect_postings(field) for field in occurrences],
    )


def _join_parts(parts: Sequence[CountedPapers], limits: IndexLimits) -> IndexData:
    """The index of a list from those of its ranges, in their order."""
    vocabulary = Vocabulary()
    words: list[bytes] = []
    lengths = [array("I") for _ in FIELDS]
    cards: list[CardRef] = []
    for part in parts:
        words += _renumber(part, vocabulary)
        cards += part.cards
        for joined, more in zip(lengths, part.lengths, strict=True):
            joined.extend(more)

    # The dictionary follows from the postings: how often the term of each word is used.
    postings = [
        merge_postings(part.postings[place] for part in parts)
        for place in range(len(FIELDS))
    ]
    uses = _uses(postings, vocabulary)
    refs = {number: card.spool_ref for number, card in enumerate(cards)}
    return IndexData(
        words=words,
        lengths=lengths,
        card_digests=[card.digest for card in cards],
        card_sizes=array("I", [card.size for card in cards]),
        card_refs={number: ref for number, ref in refs.items() if ref},
        names=vocabulary.names,
        terms=vocabulary.terms,
        term_shards=cut_shards(term_rows(postings), limits.terms),
        word_shards=dictionary_shards(uses, limits.words),
        reversed_shards=dictionary_shards(reversed_words(uses), limits.words),
    )


def _renumber(part: CountedPapers, vocabulary: Vocabulary) -> Iterable[bytes]:
    """The words of a range by their numbers in the vocabulary of the whole list."""
    numbers = [*map(vocabulary.number, part.names, part.terms)]
    if numbers == [*range(len(numbers))]:
        return part.words  # the first range keeps its numbers
    renumber = numbers.__getitem__
    return [pack_words([*map(renumber, unpack_words(paper))]) for paper in part.words]


def _uses(
    postings: Iterable[Mapping[str, FieldPostings]], vocabulary: Vocabulary
) -> dict[str, int]:
    """For each word of the dictionary in how many papers its term is used."""
    uses: dict[str, int] = defaultdict(int)
    for field in postings:
        for term, found in field.items():
            uses[term] += found.size
    words = zip(vocabulary.names, vocabulary.terms, strict=True)
    return {name: uses[term] for name, term in words if spelling(name)}
