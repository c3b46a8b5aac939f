"""From text to indexed terms: the Python half of one pipeline in two languages.

The other half is `templates/assets/js/search/tokenizer.js`, whose functions have the
same names; a browser test compares the two term by term. A compound is indexed by its
parts and by all of them joined, so that `GPT-4o` is found as gpt, 4o and gpt4o.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.site.search.settings import GREEK, LETTERS, LONGEST_TERM, STOP_WORDS
from generator.site.search.text.stemmer import stem

# Each of these patterns has its twin in tokenizer.js, under the same name.
_INVISIBLE = re.compile(
    "[\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_ACCENTS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_GREEK_RUN = re.compile("[α-ω]+")
_THOUSANDS = re.compile(r"([0-9]),(?=[0-9]{3}(?![0-9]))")
_STARRED = re.compile(r"(?<![a-z0-9])([a-z])\*(?![a-z0-9*])")
_POSSESSIVE = re.compile(r"'s(?![a-z0-9])")

_ATOM = r"(?:[^ \-.@^_&+#]|(?<=[0-9])\.(?=[0-9]))+"
_ATOMS = re.compile(_ATOM)
_COMPOUND = re.compile(
    rf"""
    {_ATOM} (?: [\-.@^_&] {_ATOM} )*   # text-to-image, pass@1, Q&A; 4.5 is one atom
    (?: \+\+ | [+#] )?                 # C++, C#
    """,
    re.VERBOSE,
)
_SIGN_AT_END = re.compile("[+#]+$")
_BETWEEN_ATOMS = re.compile(r"[ \-.@^_&]+")

# Han, Kana and Hangul, where words are not separated by spaces or carry their
# particles.
_UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3"
    "\U00020000-\U0003ffff"
)

_GREEK_SYMBOL = 2
"""Letters of a Greek run that is a symbol, spelled by name; a longer one is a word."""

_AROUND_WORDS = '.,;:!?()[]{}"'
"""ASCII that separates words, whatever is beside it."""


class _Characters(dict[int, str]):
    """What each character becomes: itself, the sign of its kind, or a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_in_words = unicodedata.category(character)[0] in "LMN"
        self[code] = character if is_in_words else " "
        return self[code]


_LETTERS = str.maketrans(LETTERS)
_SIGNS = {ord(sign): sign for sign in " -.@^_&+#*',"}
_HYPHENS = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2212], "-")
_APOSTROPHES = dict.fromkeys([0x2019, 0x02BC], "'")
_CHARACTERS = _Characters({**_SIGNS, **_HYPHENS, **_APOSTROPHES})


class Token(NamedTuple):
    """One word of a text, or a compound joined; a tuple, since there are 100,000."""

    term: str
    """What it is indexed by."""
    word: str
    """Its spelling, in lower case and plain letters; empty for a compound joined."""

    def is_stop_word(self) -> bool:
        """Whether it says nothing about the subject of a text."""
        return self.word in STOP_WORDS


class Terms(NamedTuple):
    """The terms of a text, in its order."""

    every: tuple[str, ...]
    content: tuple[str, ...]
    """Without stop words."""


def fold(text: str) -> str:
    """Lower case, plain letters, and one sign for each kind of hyphen or quote."""
    if not text.isascii():
        # First compatible forms (ﬁ is fi, Ⅻ is XII), then letters without their
        # accents.
        text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFKC", text).lower()
        text = unicodedata.normalize("NFKD", text)
        text = _ACCENTS.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = text.translate(_LETTERS)
        text = _GREEK_RUN.sub(_spell_greek, text)
    text = text.lower()
    text = text.translate(_CHARACTERS)
    # Signs that mean something in one place only, and separate words elsewhere.
    text = _THOUSANDS.sub(r"\1", text)
    text = text.replace(",", " ")
    text = _STARRED.sub(r"\1-star", text)
    text = text.replace("*", " ")
    text = _POSSESSIVE.sub("", text)
    return text.replace("'", "")


def _spell_greek(run: re.Match[str]) -> str:
    letters = run[0]
    if len(letters) > _GREEK_SYMBOL:
        return letters
    return "".join(GREEK[letter] for letter in letters)


def squeeze(text: str) -> str:
    """A text as one word, however it is parted: `HelpSteer-2` is `helpsteer2`."""
    return _BETWEEN_ATOMS.sub("", fold(text))


def terms(text: str) -> Terms:
    """What a text is found by."""
    found: list[Token] = []
    for chunk in text.split():
        found += tokens(chunk)
    every = [token.term for token in found]
    content = [token.term for token in found if not token.is_stop_word()]
    return Terms(tuple(every), tuple(content))


def tokens(chunk: str) -> list[Token]:
    """The words of a text without white space; in JavaScript `compounds`."""
    # Three chunks of four are a word in plain letters: ten times faster this way.
    word = chunk.strip(_AROUND_WORDS)
    if _is_plain(word):
        return [_token(word.lower())]
    found: list[Token] = []
    for compound in _COMPOUND.findall(fold(chunk)):
        found += _read_compound(compound)
    return found


def _read_compound(compound: str) -> list[Token]:
    """The parts of a compound and, where it has several, all of them joined."""
    atoms = _ATOMS.findall(compound)
    parts: list[str] = []
    for atom in atoms:
        parts += _split_atom(atom)
    found = [_token(part) for part in parts]

    is_single = atoms == [compound]
    if not is_single and not _has_unspaced(compound):
        sign = _SIGN_AT_END.search(compound)
        joined = "".join(atoms)
        if sign:
            joined += sign[0]
        found.append(Token(term(joined), ""))
    return found


# Compiled for the few texts that need them: both take 2 % of a small first build.


@lru_cache(maxsize=1)
def _unspaced() -> re.Pattern[str]:
    """The twin of HAS_UNSPACED."""
    return re.compile(f"[{_UNSPACED}]")


@lru_cache(maxsize=1)
def _script_runs() -> re.Pattern[str]:
    """The twin of SCRIPT_RUNS: letters of one kind, unspaced or not."""
    return re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")


def _has_unspaced(text: str) -> bool:
    return not text.isascii() and bool(_unspaced().search(text))


def _split_atom(atom: str) -> list[str]:
    """An atom, or its parts in a script without spaces between words."""
    if not _has_unspaced(atom):
        return [atom]
    parts: list[str] = []
    for run in _script_runs().findall(atom):
        parts += _bigrams(run)
    return parts


def _bigrams(run: str) -> list[str]:
    """Pairs of neighbouring characters of an unspaced run; any other run as it is."""
    if len(run) == 1 or not _has_unspaced(run[0]):
        return [run]
    return [first + second for first, second in pairwise(run)]


def _token(word: str) -> Token:
    return Token(term(word), word)


def term(atom: str) -> str:
    """What a word is indexed by: its stem if it has plain letters only, else itself."""
    word = atom[:LONGEST_TERM]
    if atom in STOP_WORDS or not _is_plain(word):
        return word
    return stem(word)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()
