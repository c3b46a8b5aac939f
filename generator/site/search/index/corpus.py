"""The papers of a list, as the two ways to an index look at them.

`build` counts all papers, `update` those that changed. Either asks here for the words
and the card of a paper: the state of the last build answers if the paper is unchanged,
else its text is fetched. Nobody else decides which of the two.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice, zip_longest
from typing import NamedTuple

from generator.site.search.documents import SearchDocument, SearchRow, SearchText
from generator.site.search.index.state import IndexState
from generator.site.search.result_cards import card_script
from generator.site.search.settings import FIELDS, FIELDS_WITH_STOP_WORDS, IndexLimits
from generator.site.search.vocabulary import (
    TextNumbers,
    Vocabulary,
    WordTranslation,
    unpack_words,
)
from generator.system.spool import Spool, SpoolRef


class CardRef(NamedTuple):
    """The card of one paper, made by this build or an earlier one."""

    digest: str
    size: int
    """In bytes."""
    spool_ref: SpoolRef | None = None
    """Where it is spooled, if this build made it and spools."""


class Corpus:
    """The papers of a list, by their places in it."""

    def __init__(
        self,
        rows: Sequence[SearchRow],
        text: Callable[[int], SearchText],
        former: IndexState,
        limits: IndexLimits,
        spool: Spool | None = None,
    ) -> None:
        self.rows = rows
        self.former = former
        """The state of the last build."""
        self.limits = limits
        self._spool = spool
        # Counting and showing a paper both need its text, which may have to be read.
        self._text = lru_cache(limits.batch)(text)

    def document(self, number: int) -> SearchDocument:
        """A paper with its texts."""
        return SearchDocument(self.rows[number], self._text(number))

    def fetch(self, numbers: Iterable[int]) -> None:
        """Have the texts ready that are going to be needed, at most one batch."""
        for number in numbers:
            if self.former_place(number) is None:
                self._text(number)

    def changed_places(self) -> list[int]:
        """The places at which another paper is now than in the last build, or none."""
        before = zip(self.former.slugs, self.former.keys, strict=True)
        now = [(row.slug, row.key) for row in self.rows]
        pairs = zip_longest(before, now)
        return [place for place, (old, new) in enumerate(pairs) if old != new]

    def former_place(self, number: int) -> int | None:
        """Where the last build had this paper, if it has not changed since."""
        row = self.rows[number]
        return self._former_places.get((row.slug, row.key))

    @cached_property
    def _former_places(self) -> dict[tuple[str, str], int]:
        papers = zip(self.former.slugs, self.former.keys, strict=True)
        return {paper: place for place, paper in enumerate(papers)}

    def card(self, number: int) -> CardRef:
        """The card of a paper, spooled if it is new."""
        place = self.former_place(number)
        if place is not None:
            data = self.former.data
            return CardRef(data.card_digests[place], data.card_sizes[place])
        digest, content = card_script(self.document(number))
        return CardRef(digest, len(content), self.spool(content))

    def spool(self, content: bytes) -> SpoolRef | None:
        """Spool the content of a file; None without a spool."""
        return self._spool.put(content) if self._spool else None


class WordReader:
    """Reads papers as words, field by field, numbered by one vocabulary."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._former = corpus.former.data
        self._translation = WordTranslation(
            self._former.names, self._former.terms, vocabulary
        )
        every = TextNumbers(vocabulary, keeps_stop_words=True)
        content = TextNumbers(vocabulary, keeps_stop_words=False)
        self._texts = {
            field: every if field in FIELDS_WITH_STOP_WORDS else content
            for field in FIELDS
        }

    def fields(self, number: int) -> list[list[int]]:
        """The words of a paper."""
        place = self._corpus.former_place(number)
        if place is not None:
            return self.former_fields(place)
        document = self._corpus.document(number)
        return [
            texts.words(document.field(field)) for field, texts in self._texts.items()
        ]

    def former_fields(self, place: int) -> list[list[int]]:
        """The words of a paper as the last build had it."""
        former_words = unpack_words(self._former.words[place])
        words = iter(self._translation.words(former_words))
        return [[*islice(words, lengths[place])] for lengths in self._former.lengths]
