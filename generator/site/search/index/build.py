"""The index from scratch: which words each paper holds in which field, and its card.

Ranges of papers are counted by several processes. Each has a vocabulary of its own and
writes its postings as text; what is left for the caller is to number words alike, and
to join texts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from math import ceil
from typing import NamedTuple, TypeAlias

from generator.site.search.dictionary import dictionary_shards, reverse_words
from generator.site.search.index.corpus import BATCH, CardRef, Corpus, WordReader
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
    pack_fields,
    pack_words,
    spelling,
    unpack_words,
)
from generator.system.parallel import Workers
from generator.system.spool import SpoolRef

_Occurrences: TypeAlias = dict[str, list[int]]
"""By term the papers that hold it in one field, once per occurrence."""


class CountedPapers(NamedTuple):
    """The index of a range of papers; a tuple, which is quick to send."""

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
    share = ceil(count / workers.jobs)
    part_size = min(corpus.limits.part, share)
    parts = workers.map_ranges(
        partial(count_papers, corpus),
        count,
        "indexing",
        part=max(1, part_size),
    )
    return _join_parts(parts, corpus.limits)


def count_papers(corpus: Corpus, numbers: range) -> CountedPapers:
    """The index of a range of papers."""
    vocabulary = Vocabulary()
    terms = vocabulary.terms
    reader = WordReader(corpus, vocabulary)
    lengths = [array("I") for _ in FIELDS]
    occurrences: list[_Occurrences] = [defaultdict(list) for _ in FIELDS]
    packed_words: list[bytes] = []
    cards: list[CardRef] = []
    # A batch of papers goes through each step before the next one begins, so that a
    # step finds its code and data in the processor's caches: that saves a tenth of an
    # index.
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        papers = [reader.fields(number) for number in batch]
        for place in range(len(FIELDS)):
            for number, fields in zip(batch, papers, strict=True):
                words = fields[place]
                lengths[place].append(len(words))
                _add_occurrences(occurrences[place], terms, number, words)
        packed_words += map(pack_fields, papers)
        cards += map(corpus.card, batch)
    return CountedPapers(
        names=vocabulary.names,
        terms=terms,
        words=packed_words,
        lengths=lengths,
        cards=cards,
        postings=[collect_postings(field) for field in occurrences],
    )


def _add_occurrences(
    papers_by_term: _Occurrences,
    terms: Sequence[str],
    paper: int,
    words: Iterable[int],
) -> None:
    for word in words:
        term = terms[word]
        papers_by_term[term].append(paper)


def _join_parts(parts: Sequence[CountedPapers], limits: IndexLimits) -> IndexData:
    """The index of a list from those of its ranges, in their order."""
    vocabulary = Vocabulary()
    words: list[bytes] = []
    lengths = [array("I") for _ in FIELDS]
    cards: list[CardRef] = []
    # Each range has its own vocabulary, and its papers follow those of the one before.
    for part in parts:
        words += _renumber(part, vocabulary)
        cards += part.cards
        for place, field in enumerate(part.lengths):
            lengths[place].extend(field)

    postings: list[Mapping[str, FieldPostings]] = []
    for place in range(len(FIELDS)):
        merged = merge_postings(part.postings[place] for part in parts)
        postings.append(merged)

    # The dictionary follows from the postings: how often the term of each word is used.
    uses = _uses(postings, vocabulary)
    sizes = [card.size for card in cards]
    return IndexData(
        words=words,
        lengths=lengths,
        card_digests=[card.digest for card in cards],
        card_sizes=array("I", sizes),
        card_refs=_spooled_cards(cards),
        names=vocabulary.names,
        terms=vocabulary.terms,
        term_shards=cut_shards(term_rows(postings), limits.terms),
        word_shards=dictionary_shards(uses, limits.words),
        reversed_shards=dictionary_shards(reverse_words(uses), limits.words),
    )


def _renumber(part: CountedPapers, vocabulary: Vocabulary) -> list[bytes]:
    """The words of a range by their numbers in the vocabulary of the whole list."""
    names = zip(part.names, part.terms, strict=True)
    numbers = [vocabulary.number(name, term) for name, term in names]
    papers: list[bytes] = []
    for packed in part.words:
        words = [numbers[word] for word in unpack_words(packed)]
        papers.append(pack_words(words))
    return papers


def _spooled_cards(cards: Iterable[CardRef]) -> dict[int, SpoolRef]:
    refs: dict[int, SpoolRef] = {}
    for number, card in enumerate(cards):
        if card.spool_ref:
            refs[number] = card.spool_ref
    return refs


def _uses(
    postings: Iterable[Mapping[str, FieldPostings]],
    vocabulary: Vocabulary,
) -> dict[str, int]:
    """For each word of the dictionary in how many papers its term is used."""
    use_of_term: dict[str, int] = defaultdict(int)
    for field in postings:
        for term, found in field.items():
            use_of_term[term] += found.size

    uses: dict[str, int] = {}
    for name, term in zip(vocabulary.names, vocabulary.terms, strict=True):
        if spelling(name):
            uses[name] = use_of_term[term]
    return uses
