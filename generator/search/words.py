"""From text to the terms that are indexed: the Python half of one pipeline in two languages.

The other half is `search-words.js`; a test in the browser holds the two together, term by term.
A compound is indexed by its parts and joined: `GPT-4o` as gpt, 4o and gpt4o.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from generator.search.settings import GREEK, LETTERS, LONGEST_TERM, STOP_WORDS
from generator.search.stemmer import stem

_INVISIBLE = re.compile("[\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]")
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
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
_UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\U00020000-\U0003ffff"
)
"""Han, Kana and Hangul, where words are not parted by spaces or carry their particles."""
_SCRIPT_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a text, in its order."""

    every: tuple[str, ...]
    content: tuple[str, ...]
    """Without stop words."""
    words: tuple[str, ...]
    """The words as they are spelled, in lower case and plain letters; compounds by their parts."""


def folded(text: str) -> str:
    """The text in lower case and plain letters, with one sign for each kind of hyphen or quote."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", _compatible(text)))
        text = unicodedata.normalize("NFC", text)
        text = "".join(LETTERS.get(letter, letter) for letter in text)
        text = _GREEK_RUN.sub(_greek_names, text)
    text = _THOUSANDS.sub(r"\1", text.lower().translate(_CHARACTERS)).replace(",", " ")
    text = _STARRED.sub(r"\1-star", text).replace("*", " ")
    return _POSSESSIVE.sub("", text).replace("'", "")


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()


def _greek_names(run: re.Match[str]) -> str:
    """One or two letters are symbols; more are a Greek word."""
    letters = run[0]
    return letters if len(letters) > 2 else "".join(GREEK[letter] for letter in letters)  # noqa: PLR2004


def terms(text: str) -> Terms:
    """What a text is found by."""
    found = [analysed(chunk) for chunk in text.split()]
    return Terms(
        every=tuple(term for part in found for term in part.every),
        content=tuple(term for part in found for term in part.content),
        words=tuple(word for part in found for word in part.words),
    )


@lru_cache(maxsize=1 << 17)
def analysed(chunk: str) -> Terms:
    """The terms of a text without white space; a list repeats most of its words many times."""
    every: list[str] = []
    content: list[str] = []
    words: list[str] = []
    for compound in _COMPOUND.findall(folded(chunk)):
        atoms = _compound_atoms(compound)
        words += atoms
        every += map(term, atoms)
        content += (term(atom) for atom in atoms if atom not in STOP_WORDS)
        if joined := _joined(compound):
            every.append(joined)
            content.append(joined)
    return Terms(every=tuple(every), content=tuple(content), words=tuple(words))


def _compound_atoms(compound: str) -> list[str]:
    return [piece for atom in _ATOMS.findall(compound) for piece in _pieces(atom)]


def _pieces(atom: str) -> list[str]:
    """An atom; where words are not parted by spaces, its pairs of neighbouring characters."""
    if not _HAS_UNSPACED.search(atom):
        return [atom]
    return [piece for run in _SCRIPT_RUNS.findall(atom) for piece in _pairs(run)]


def _pairs(run: str) -> list[str]:
    if len(run) == 1 or not _HAS_UNSPACED.match(run):
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]


def _joined(compound: str) -> str | None:
    """The compound written as one word; none for a single atom and where there are no spaces."""
    atoms = _ATOMS.findall(compound)
    if atoms == [compound] or _HAS_UNSPACED.search(compound):
        return None
    return term("".join(atoms) + compound[len(compound.rstrip("+#")) :])


def term(atom: str) -> str:
    """What one word is indexed by: its stem when it is one of plain letters, else itself."""
    word = atom[:LONGEST_TERM]
    return word if atom in STOP_WORDS or not _is_plain(word) else stem(word)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()
