"""From text to the terms that are indexed: the Python half of one pipeline in two languages.

The other half is `tokenizer.js`; a test in the browser holds the two together, term by term.
A compound is indexed by its parts and joined: `GPT-4o` as gpt, 4o and gpt4o.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.site.search.settings import GREEK, LETTERS, LONGEST_TERM, STOP_WORDS
from generator.site.search.text.stemmer import stem

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
    {_ATOM} (?: [\-.@^_&] {_ATOM} )*   # text-to-image, pass@1, Q&A, node.js; 4.5 is one atom
    (?: \+\+ | [+#] )?                 # C++, C#
    """,
    re.VERBOSE,
)
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U0003ffff"
"""Han, Kana and Hangul, where words are not parted by spaces or carry their particles."""

_AROUND_WORDS = '.,;:!?()[]{}"'
"""ASCII that parts words, whatever stands beside it."""


class _Characters(dict[int, str]):
    """What each character becomes: itself, the one sign for its kind, or a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if unicodedata.category(character)[0] in "LMN" else " "
        return self[code]


_CHARACTERS = _Characters(
    {ord(sign): sign for sign in " -.@^_&+#*',"}
    | dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2212], "-")
    | dict.fromkeys([0x2019, 0x02BC], "'")
)


class Token(NamedTuple):
    """One word of a text, or a compound of several written as one."""

    term: str
    """What it is indexed by."""
    word: str
    """As it is spelled, in lower case and plain letters; empty for a compound written as one."""

    def is_stop_word(self) -> bool:
        """Whether it says nothing of what a text is about."""
        return self.word in STOP_WORDS


class Terms(NamedTuple):
    """The terms of a text, in its order."""

    every: tuple[str, ...]
    content: tuple[str, ...]
    """Without stop words."""


def folded(text: str) -> str:
    """The text in lower case and plain letters, with one sign for each kind of hyphen or quote."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", _compatible(text)))
        text = unicodedata.normalize("NFC", text)
        text = "".join(LETTERS.get(letter, letter) for letter in text)
        text = _GREEK_RUN.sub(_greek_names, text)
    text = text.lower().translate(_CHARACTERS)
    if "," in text:
        text = _THOUSANDS.sub(r"\1", text).replace(",", " ")
    if "*" in text:
        text = _STARRED.sub(r"\1-star", text).replace("*", " ")
    return _POSSESSIVE.sub("", text).replace("'", "") if "'" in text else text


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()


def _greek_names(run: re.Match[str]) -> str:
    """One or two letters are symbols; more are a Greek word."""
    letters = run[0]
    return letters if len(letters) > 2 else "".join(GREEK[letter] for letter in letters)  # noqa: PLR2004


def terms(text: str) -> Terms:
    """What a text is found by."""
    found = [token for chunk in text.split() for token in tokens(chunk)]
    return Terms(
        every=tuple(token.term for token in found),
        content=tuple(token.term for token in found if not token.is_stop_word()),
    )


def tokens(chunk: str) -> tuple[Token, ...]:
    """The words of a text without white space."""
    word = chunk.strip(_AROUND_WORDS)
    if _is_plain(
        word
    ):  # as below, ten times quicker: three of four chunks are like that
        return (_token(word.lower()),)
    return tuple(
        token
        for compound in _COMPOUND.findall(folded(chunk))
        for token in _compound(compound)
    )


def _compound(compound: str) -> Iterator[Token]:
    """The words of a compound, and the compound written as one word.

    Where words are not parted by spaces, the pairs of neighbouring characters, and no such word.
    """
    atoms = _ATOMS.findall(compound)
    if not compound.isascii() and _script_runs()[0].search(compound):
        yield from (_token(piece) for atom in atoms for piece in _pieces(atom))
        return
    yield from map(_token, atoms)
    if atoms != [compound]:
        sign = compound[len(compound.rstrip("+#")) :]
        yield Token(_token("".join(atoms) + sign).term, "")


@lru_cache(maxsize=1 << 16)
def _token(word: str) -> Token:
    return Token(term(word), word)


def forget() -> None:
    """Give back the memory of the words that were met."""
    _token.cache_clear()


@lru_cache(maxsize=1)
def _script_runs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds characters of such scripts, and runs of them or of others; few sites need to."""
    return re.compile(f"[{_UNSPACED}]"), re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")


def _pieces(atom: str) -> list[str]:
    return [piece for run in _script_runs()[1].findall(atom) for piece in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if len(run) == 1 or not _script_runs()[0].match(run):
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]


def term(atom: str) -> str:
    """What one word is indexed by: its stem when it is one of plain letters, else itself."""
    word = atom[:LONGEST_TERM]
    return word if atom in STOP_WORDS or not _is_plain(word) else stem(word)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()
