"""The papers of a list, as the two ways to an index look at them.

`build` counts all papers, `update` those that changed. Either asks here for the words
and the card of a paper: the state of the last build answers if the paper is unchanged,
else its text is fetched. Nobody else decides which of the two.
"""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from generator.site.search.documents import SearchDocument, SearchRow, SearchText
from generator.site.search.index.state import IndexState
from generator.site.search.keys import paper_keys
from generator.site.search.result_cards import card_script
from generator.site.search.settings import (
    FIELDS,
    FIELDS_WITH_STOP_WORDS,
    LONGEST_FIELD,
    IndexLimits,
)
from generator.site.search.vocabulary import (
    TextNumbers,
    Vocabulary,
    WordTranslation,
    unpack_words,
)
from generator.system.spool import Spool, SpoolRef

BATCH = 512
"""Papers whose texts are kept: each is needed to count its words, for its card, and
once more where the whole index is one file."""


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
        self._text = lru_cache(BATCH)(text)

    def document(self, number: int) -> SearchDocument:
        """A paper with its texts."""
        row = self.rows[number]
        return SearchDocument(row, self._text(number))

    def changed_places(self) -> list[int]:
        """The places at which another paper is now than in the last build, or none."""
        now = [(row.slug, row.key) for row in self.rows]
        pairs = zip_longest(self._former_papers, now)
        changed: list[int] = []
        for place, (old, new) in enumerate(pairs):
            if old != new:
                changed.append(place)
        return changed

    def former_place(self, number: int) -> int | None:
        """Where the last build had this paper, if it has not changed since."""
        row = self.rows[number]
        return self._former_places.get((row.slug, row.key))

    @cached_property
    def _former_papers(self) -> list[tuple[str, str]]:
        former = self.former
        return [*zip(former.slugs, former.keys, strict=True)]

    @cached_property
    def _former_places(self) -> dict[tuple[str, str], int]:
        return {paper: place for place, paper in enumerate(self._former_papers)}

    def card(self, number: int) -> CardRef:
        """The card of a paper, spooled if it is new."""
        place = self.former_place(number)
        if place is not None:
            former = self.former.data
            digest = former.card_digests[place]
            return CardRef(digest, former.card_sizes[place])
        document = self.document(number)
        digest, content = card_script(document)
        return CardRef(digest, len(content), self.spool(content))

    def spool(self, content: bytes) -> SpoolRef | None:
        """Spool the content of a file; None without a spool."""
        if not self._spool:
            return None
        return self._spool.put(content)


class WordReader:
    """Reads papers as words, field by field, numbered by one vocabulary."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._former = corpus.former.data
        self._translation = WordTranslation(
            self._former.names,
            self._former.terms,
            vocabulary,
        )
        self._every = TextNumbers(vocabulary, keeps_stop_words=True)
        self._content = TextNumbers(vocabulary, keeps_stop_words=False)

    def fields(self, number: int) -> list[list[int]]:
        """The words of a paper."""
        # A paper that has moved, since one before it is gone, is not read again either.
        place = self._corpus.former_place(number)
        if place is not None:
            return self.former_fields(place)
        document = self._corpus.document(number)
        fields: list[list[int]] = []
        for name in FIELDS:
            if name == "keys":
                fields.append(self._content.keys(paper_keys(document)))
                continue
            text = document.field(name)
            keeps_stop_words = name in FIELDS_WITH_STOP_WORDS
            numbers = self._every if keeps_stop_words else self._content
            words = numbers.words(text)
            fields.append(words[:LONGEST_FIELD])
        return fields

    def former_fields(self, place: int) -> list[list[int]]:
        """The words of a paper as the last build had it."""
        former_words = unpack_words(self._former.words[place])
        words = self._translation.words(former_words)
        # They are in one row; the lengths say where each field ends.
        fields: list[list[int]] = []
        start = 0
        for lengths in self._former.lengths:
            end = start + lengths[place]
            fields.append(words[start:end])
            start = end
        return fields
