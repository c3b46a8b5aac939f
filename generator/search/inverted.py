"""Which paper holds which term how often: Lunr's inverted index, cut into files of a few kilobytes.

Term frequencies and field lengths are stored, never weights: those follow from Lunr's formula, and
would all change with every paper that is added.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.search.codec import front_coded, numbers, utf16_order
from generator.search.documents import SearchDocument
from generator.search.settings import FIELDS, FIELDS_WITH_STOP_WORDS, TERM_SHARD
from generator.search.shards import Row, runs
from generator.search.words import analysed

Postings = Mapping[str, list[int]]
"""For each term, in turn, the number of a paper and how often it holds the term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverted:
    """An inverted index: papers are numbered by their place in the list."""

    terms: tuple[str, ...]
    """In the order of UTF-16."""
    postings: tuple[Postings, ...]
    """One a field."""
    lengths: tuple[tuple[int, ...], ...]
    """For each field the number of terms of every paper."""
    words: frozenset[str]
    """As they are spelled, in lower case and plain letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermShard:
    """A file of neighbouring terms."""

    terms: tuple[str, ...]
    payload: tuple[str, ...]
    """Front-coded terms (two strings); for each term the set of its fields and in how many papers
    each has it; distances between those papers' numbers; frequencies less one."""


def inverted(documents: Sequence[SearchDocument]) -> Inverted:
    """The index of a list of papers."""
    postings: list[Postings] = []
    lengths: list[tuple[int, ...]] = []
    chunks: set[str] = set()
    for field in FIELDS:
        texts = [document.field(field).split() for document in documents]
        chunks.update(*texts)
        table, sizes = _field_postings(texts, keeps_stop_words=field in FIELDS_WITH_STOP_WORDS)
        postings.append(table)
        lengths.append(sizes)
    return Inverted(
        terms=tuple(sorted({name for table in postings for name in table}, key=utf16_order)),
        postings=tuple(postings),
        lengths=tuple(lengths),
        words=frozenset(word for chunk in chunks for word in analysed(chunk).words),
    )


def _field_postings(
    texts: Iterable[Sequence[str]], *, keeps_stop_words: bool
) -> tuple[Postings, tuple[int, ...]]:
    table: dict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, text in enumerate(texts):
        chunks = [analysed(chunk) for chunk in text]
        parts = [chunk.every if keeps_stop_words else chunk.content for chunk in chunks]
        terms = [name for part in parts for name in part]
        sizes.append(len(terms))
        for name, count in Counter(terms).items():
            table[name] += (number, count)
    return dict(table), tuple(sizes)


def term_shards(index: Inverted) -> Iterator[TermShard]:
    """The index in files of about the same size; the papers of a term are never parted."""
    rows = (_row(name, index.postings) for name in index.terms)
    return map(_shard, runs(rows, TERM_SHARD))


def _row(term: str, postings: Sequence[Postings]) -> Row:
    fields = 0
    frequencies: list[int] = []
    gaps: list[int] = []
    counts: list[int] = []
    for bit, table in enumerate(postings):
        if entries := table.get(term):
            fields |= 1 << bit
            papers = entries[::2]
            frequencies.append(len(papers))
            gaps += [b - a - 1 for a, b in zip([-1, *papers], papers, strict=False)]
            counts += [count - 1 for count in entries[1::2]]
    return term, numbers([fields, *frequencies]), numbers(gaps), numbers(counts)


def _shard(rows: Sequence[Row]) -> TermShard:
    terms, frequencies, gaps, counts = zip(*rows, strict=True)
    columns = ("".join(column) for column in (frequencies, gaps, counts))
    return TermShard(terms=terms, payload=(*front_coded(terms), *columns))
