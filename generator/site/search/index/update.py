"""An index after a few of its papers changed: only what these hold, and held, is looked at.

The result is that of counting everything, to the byte.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from generator.site.search import settings
from generator.site.search.dictionary import word_row
from generator.site.search.index.corpus import Corpus, Reader
from generator.site.search.index.data import IndexData
from generator.site.search.postings import Counts, edited_row, holders, usage
from generator.site.search.shards import Lookup, Row, Shard, edited
from generator.site.search.vocabulary import Vocabulary, packed, spelling, unpacked

_Fields: TypeAlias = Sequence[Sequence[int]]
"""A paper's words, field by field."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """What is not as it was."""

    counts: dict[str, dict[int, Counts]] = field(default_factory=dict)
    """How often papers hold a term now, by the term and the place of the field, where they held
    it more or less often."""
    touched: set[int] = field(default_factory=set)
    """Words that a paper holds and did not, or did and does not."""
    fresh: set[int] = field(default_factory=set)
    """Words that the changed papers hold."""

    def note(
        self, paper: int, before: _Fields, now: _Fields, terms: Sequence[str]
    ) -> None:
        """What is different in one paper."""
        for place, (old, new) in enumerate(zip(before, now, strict=True)):
            held = Counter(terms[word] for word in old)
            counts = Counter(terms[word] for word in new)
            for term in held.keys() | counts.keys():
                if held[term] != counts[term]:
                    fields = self.counts.setdefault(term, defaultdict(dict))
                    fields[place][paper] = counts[term]
        words = set(chain.from_iterable(now))
        self.touched.update(words.symmetric_difference(chain.from_iterable(before)))
        self.fresh.update(words)


def update_index(papers: Corpus, changed: Sequence[int]) -> IndexData:
    """The index of a list whose papers at these places are others than in the memory, or none."""
    former = papers.memory.indexed
    if not changed:
        return former
    vocabulary = Vocabulary(former.names, former.terms)
    index = _resized(former, len(papers.rows))
    difference = _Difference()
    reader = Reader(papers, vocabulary)
    for place in changed:
        before = reader.former_fields(place) if place < len(former.papers) else _NOTHING
        now = (
            _read(reader, papers, place, index)
            if place < len(papers.rows)
            else _NOTHING
        )
        difference.note(place, before, now, vocabulary.terms)
    if not difference.touched and not difference.counts:
        return index
    index = index._replace(names=vocabulary.names, terms=vocabulary.terms)
    inverted = _inverted(former.inverted, difference.counts)
    return _with_words(index._replace(inverted=inverted), former, difference)


_NOTHING: _Fields = [()] * len(settings.FIELDS)


def _resized(index: IndexData, count: int) -> IndexData:
    """An index with room for so many papers."""
    more = max(0, count - len(index.papers))
    return index._replace(
        papers=index.papers[:count] + [b""] * more,
        lengths=[each[:count] + array("I", [0]) * more for each in index.lengths],
        cards=index.cards[:count] + [""] * more,
        sizes=index.sizes[:count] + array("I", [0]) * more,
        places={},
    )


def _read(reader: Reader, papers: Corpus, place: int, index: IndexData) -> _Fields:
    """The words of a paper, which stands in the index now."""
    fields = reader.fields(place)
    index.papers[place] = packed([*chain.from_iterable(fields)])
    card = papers.card(place)
    index.cards[place], index.sizes[place] = card.digest, card.size
    if card.place:
        index.places[place] = card.place
    for lengths, words in zip(index.lengths, fields, strict=True):
        lengths[place] = len(words)
    return fields


def _inverted(
    shards: Sequence[Shard], counts: Mapping[str, Mapping[int, Counts]]
) -> list[Shard]:
    edit = lambda term, row: edited_row(term, row, counts[term])  # noqa: E731
    return edited(shards, counts, edit, settings.TERM_SHARD)


def _with_words(
    index: IndexData, former: IndexData, difference: _Difference
) -> IndexData:
    """The index with the dictionary that follows from its terms."""
    rows = dict(_word_rows(index, former, difference))
    ends = {word[::-1]: row and (word[::-1], *row[1:]) for word, row in rows.items()}
    size = settings.WORD_SHARD
    return index._replace(
        forward=edited(former.forward, rows, lambda word, _: rows[word], size),
        backward=edited(former.backward, ends, lambda word, _: ends[word], size),
    )


def _word_rows(
    index: IndexData, former: IndexData, difference: _Difference
) -> Iterator[tuple[str, Row | None]]:
    """The rows of the dictionary that are others now; none for a word that no paper holds."""
    inverted, dictionary = Lookup(index.inverted), Lookup(former.forward)
    regraded = {*_regraded(difference.counts, Lookup(former.inverted), inverted)}
    words = {word for word, term in enumerate(index.terms) if term in regraded}
    for word in words | difference.touched:
        if name := spelling(index.names[word]):
            before, row = dictionary.row(name), inverted.row(index.terms[word])
            stands = before is not None
            if word in difference.touched:
                stands = word in difference.fresh or _is_held(word, row, index.papers)
            now = word_row(name, usage(row)) if stands else None
            if now != before:
                yield name, now


def _regraded(terms: Iterable[str], former: Lookup, now: Lookup) -> Iterator[str]:
    """The terms whose use has another magnitude."""
    for term in terms:
        magnitudes = {usage(rows.row(term)).bit_length() for rows in (former, now)}
        if len(magnitudes) > 1:
            yield term


def _is_held(word: int, row: Row | None, papers: Sequence[bytes]) -> bool:
    """Whether a paper holds the word; those that do are among those in the row of its term."""
    return any(word in unpacked(papers[paper]) for paper in holders(row))
