"""The papers of a list one by one: as they are remembered, and else by their documents."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from generator.site.search.documents import SearchDocument, SearchRow
from generator.site.search.index.state import IndexState
from generator.site.search.result_cards import card_script
from generator.site.search.settings import FIELDS, FIELDS_WITH_STOP_WORDS
from generator.site.search.vocabulary import Chunks, Renumbered, Vocabulary, unpacked
from generator.system.spool import Spool, SpoolRef

AT_HAND = 512
"""Documents that are not asked for twice: a small list is counted and then shown whole.

As many papers of a large one are taken through each step of the counting before the next, so that
a step finds in the processor's own memory what it needs: that saves a seventh.
"""


class Corpus:
    """The papers of a list, by their places in it."""

    def __init__(
        self,
        rows: Sequence[SearchRow],
        document: Callable[[int], SearchDocument],
        memory: IndexState,
        spool: Spool | None = None,
    ) -> None:
        self.rows = rows
        self.document = lru_cache(AT_HAND)(document)
        self.memory = memory
        self._drawer = spool

    def fetch(self, numbers: Iterable[int]) -> None:
        """Have the documents of a few papers at hand, if they are asked for at all."""
        for number in numbers:
            if self.former_place(number) is None:
                self.document(number)

    def changed(self) -> list[int]:
        """The places, now or formerly, where another paper stands than did, or none."""
        before = zip(self.memory.slugs, self.memory.keys, strict=True)
        now = ((row.slug, row.key) for row in self.rows)
        return [
            place for place, (a, b) in enumerate(zip_longest(before, now)) if a != b
        ]

    def former_place(self, number: int) -> int | None:
        """Where a paper that is as it was stood in the memory."""
        row = self.rows[number]
        return self._places.get((row.slug, row.key))

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        known = zip(self.memory.slugs, self.memory.keys, strict=True)
        return {identity: place for place, identity in enumerate(known)}

    def card(self, number: int) -> "CardMade":
        """What is to be known of a paper's card."""
        former, place = self.memory.indexed, self.former_place(number)
        if place is not None:
            return CardMade(former.cards[place], former.sizes[place])
        digest, content = card_script(self.document(number))
        return CardMade(digest, len(content), self.put_down(content))

    def put_down(self, content: bytes) -> SpoolRef | None:
        """Where the content of a file waits from now on; None where there is no drawer."""
        return self._drawer.put(content) if self._drawer else None


class CardMade(NamedTuple):
    """A paper's card, which was made now or formerly."""

    digest: str
    size: int
    place: SpoolRef | None = None
    """Where its file waits."""


class Reader:
    """What words papers hold, by their numbers in one vocabulary."""

    def __init__(self, papers: Corpus, vocabulary: Vocabulary) -> None:
        self._papers = papers
        self._former = papers.memory.indexed
        self._renumbered = Renumbered(
            self._former.names, self._former.terms, vocabulary
        )
        content, every = (
            Chunks(vocabulary, keeps_stop_words=kept) for kept in (False, True)
        )
        self._chunks = [
            (name, every if name in FIELDS_WITH_STOP_WORDS else content)
            for name in FIELDS
        ]

    def fields(self, number: int) -> list[list[int]]:
        """The words of a paper, field by field."""
        place = self._papers.former_place(number)
        if place is not None:
            return self.former_fields(place)
        document = self._papers.document(number)
        return [chunks.words(document.field(name)) for name, chunks in self._chunks]

    def former_fields(self, place: int) -> list[list[int]]:
        """The words of a paper of the memory."""
        words = map(self._renumbered.__getitem__, unpacked(self._former.papers[place]))
        return [[*islice(words, lengths[place])] for lengths in self._former.lengths]
