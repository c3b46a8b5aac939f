"""The different words of a list by number, so that a paper's words are a few bytes.

A word is told from others by how it is spelled, where a typing error may be looked for in it, and
else by its term: so the numbers say what a paper is found by, and which spellings the list has.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

from generator.site.search.settings import SHORTEST_SPELLING, STOP_WORDS
from generator.site.search.text.tokenizer import Token, tokens

_NO_SPELLING = "="
"""Begins the name of a word that is known by its term; no word begins with it."""


class Vocabulary:
    """Words by number."""

    def __init__(self, names: Iterable[str] = (), terms: Iterable[str] = ()) -> None:
        self.names = [*names]
        """The spelling of each word, or its term after a sign."""
        self.terms = [*terms]
        """What each word is indexed by."""
        self._number_of = dict(zip(self.names, range(len(self.names)), strict=True))

    def number(self, name: str, term: str) -> int:
        """The number of a word, a new one if it has none."""
        number = self._number_of.setdefault(name, len(self.names))
        if number == len(self.names):
            self.names.append(name)
            self.terms.append(term)
        return number


class _Tokens(dict[Token, int]):
    """The numbers of words; those that were met before are found without a call."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __missing__(self, token: Token) -> int:
        name = token.word if _is_spelling(token.word) else _NO_SPELLING + token.term
        self[token] = self._vocabulary.number(name, token.term)
        return self[token]


class Chunks(dict[str, tuple[int, ...]]):
    """The words of texts without white space: a list repeats most of them many times."""

    def __init__(self, vocabulary: Vocabulary, *, keeps_stop_words: bool) -> None:
        self._numbers = _Tokens(vocabulary)
        self._keeps_stop_words = keeps_stop_words

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        found = tokens(chunk)
        if not self._keeps_stop_words:
            found = tuple([token for token in found if token.word not in STOP_WORDS])
        self[chunk] = tuple(map(self._numbers.__getitem__, found))
        return self[chunk]

    def words(self, text: str) -> list[int]:
        """The words of any text, in its order; new ones get new numbers."""
        return [*chain.from_iterable(map(self.__getitem__, text.split()))]


class Renumbered(dict[int, int]):
    """The numbers in one vocabulary of the words of another."""

    def __init__(
        self, names: Sequence[str], terms: Sequence[str], vocabulary: Vocabulary
    ) -> None:
        self._names, self._terms, self._vocabulary = names, terms, vocabulary

    def __missing__(self, number: int) -> int:
        self[number] = self._vocabulary.number(self._names[number], self._terms[number])
        return self[number]


def spelling(name: str) -> str:
    """What stands for a word of this name in the dictionary; empty when it does not stand there."""
    return "" if name.startswith(_NO_SPELLING) else name


def _is_spelling(word: str) -> bool:
    """Whether it is a word, or a name such as `helpsteer2`, and long enough to have neighbours."""
    is_name = word.isalnum() and word[0].isalpha()
    return is_name and len(word) >= SHORTEST_SPELLING and word not in STOP_WORDS


def packed(numbers: Sequence[int]) -> bytes:
    """Numbers of words in two bytes each, or four where one is great, and before them which."""
    try:
        return b"H" + array("H", numbers).tobytes()
    except OverflowError:
        return b"I" + array("I", numbers).tobytes()


def unpacked(data: bytes) -> "array[int]":
    """The numbers that `packed` wrote."""
    return array(chr(data[0]), data[1:])
