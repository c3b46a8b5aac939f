"""The vocabulary: a number for each different word of a list.

Constraints. Every paper's words are kept from build to build, so that an edit takes out
exactly the postings that the former text put in, and reads no other page. They must
load in the time of a warm build.

Figures. 10,000 papers have 1.1 million words, 33,000 different ones. As numbers of two
bytes they take 2.3 MB and load in 3 ms. The words themselves were rejected: four times
the bytes, and a million strings to make. Positions are not needed: the browser marks
words in the texts of the ten results that it shows.

Words are numbered by their names, in the order in which they are first met. Two words
are the same if they have the same name, which is

- the spelling, where a typing error may be looked for in it: `lamps`, `lampshade`. Its
  term (`lamp`, `lampshad`) is noted beside it;
- else `=` and the term: `=4o`, `=the`. Nobody looks for typos in these.

So the names say both by which terms a paper is found, and which spellings the
dictionary has. The words of a paper are packed field by field into one value: the
letter `H` and two bytes a number, or `I` and four where one number needs that.

    title    The lamps, the lampshade
    names    =the  lamps  lampshade
    terms    the   lamp   lampshad
    words    0 1 0 2, packed `H` 00 00 01 00 00 00 02 00
"""

from array import array
from collections.abc import Iterable, Sequence

from generator.site.search.settings import LONGEST_TERM, SHORTEST_SPELLING, STOP_WORDS
from generator.site.search.text.tokenizer import Token, tokens

_NO_SPELLING = "="
"""Begins the name of a word that is known by its term; no spelling begins with it."""


class Vocabulary:
    """Words by number."""

    def __init__(
        self,
        names: Iterable[str] = (),
        terms: Iterable[str] = (),
    ) -> None:
        self.names = [*names]
        """The spelling of each word, or its term after a sign."""
        self.terms = [*terms]
        """What each word is indexed by."""
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def number(self, name: str, term: str) -> int:
        """The number of a word, a new one if it has none."""
        number = self._numbers.get(name)
        if number is None:
            number = len(self.names)
            self._numbers[name] = number
            self.names.append(name)
            self.terms.append(term)
        return number

    def token_number(self, token: Token) -> int:
        """The number of a word of a text."""
        term, word = token
        name = word if _is_spelling(word) else _NO_SPELLING + term
        return self.number(name, term)


class TextNumbers:
    """The words of texts by number.

    Chunks of text without white space are kept, since a list repeats most of them: of
    two million chunks in 10,000 papers 80,000 are different.
    """

    def __init__(self, vocabulary: Vocabulary, *, keeps_stop_words: bool) -> None:
        self._vocabulary = vocabulary
        self._keeps_stop_words = keeps_stop_words
        self._numbers: dict[str, list[int]] = {}

    def words(self, text: str) -> list[int]:
        """The words of any text, in its order."""
        words: list[int] = []
        # The innermost loop of an index: two million chunks in 10,000 papers.
        numbers = self._numbers
        for chunk in text.split():
            found = numbers.get(chunk)
            if found is None:
                found = numbers[chunk] = self._chunk_words(chunk)
            words += found
        return words

    def keys(self, keys: Iterable[str]) -> list[int]:
        """The keys of a paper, which are terms already."""
        number = self._vocabulary.number
        return [number(_NO_SPELLING + key, key) for key in keys]

    def _chunk_words(self, chunk: str) -> list[int]:
        found = tokens(chunk)
        if not self._keeps_stop_words:
            found = [token for token in found if not token.is_stop_word()]
        return [self._vocabulary.token_number(token) for token in found]


class WordTranslation:
    """For numbers of words in one vocabulary those in another, which grows by them.

    A word is added when it is first asked for, so that words that no paper holds any
    more are left behind.
    """

    def __init__(
        self,
        names: Sequence[str],
        terms: Sequence[str],
        vocabulary: Vocabulary,
    ) -> None:
        self._names = names
        self._terms = terms
        self._vocabulary = vocabulary
        self._numbers: dict[int, int] = {}

    def words(self, former_words: Iterable[int]) -> list[int]:
        """These words in the new vocabulary."""
        words: list[int] = []
        for former in former_words:
            if former not in self._numbers:
                name = self._names[former]
                term = self._terms[former]
                self._numbers[former] = self._vocabulary.number(name, term)
            words.append(self._numbers[former])
        return words


def spelling(name: str) -> str:
    """A word in the dictionary by its name; empty when it has no place there."""
    return "" if name.startswith(_NO_SPELLING) else name


def _is_spelling(word: str) -> bool:
    """Whether a typing error is looked for: a word or a name such as `helpsteer2`."""
    # Nobody types, or mistypes, what is longer than a term.
    is_typed = SHORTEST_SPELLING <= len(word) <= LONGEST_TERM
    if not is_typed or word in STOP_WORDS:
        return False
    return word.isalnum() and word[0].isalpha()


def pack_fields(fields: Iterable[Sequence[int]]) -> bytes:
    """The words of a paper, field by field, as one value."""
    words: list[int] = []
    for field in fields:
        words += field
    return pack_words(words)


def pack_words(numbers: Sequence[int]) -> bytes:
    """Numbers of words as two bytes each, or four where one is great."""
    # 33,000 different words fit into two bytes; a list of 100,000 papers needs four.
    try:
        return b"H" + array("H", numbers).tobytes()
    except OverflowError:
        return b"I" + array("I", numbers).tobytes()


def unpack_words(data: bytes) -> "array[int]":
    """The numbers that `pack_words` wrote."""
    form = chr(data[0])
    return array(form, data[1:])
