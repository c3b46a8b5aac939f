"""`imported`: fingerprints of the values that the last import left on a page.

    imported: tqwzkm drtplx lfghjk

One word a field: the field's letter, then five letters of a digest of its value. A value
that still has its fingerprint is the source's, whatever newer seeds, a newer parser or
a corrected day make of the same paper. Words have letters only, so that no editor takes
the line for a number, a date or a truth value. The typed value is digested, not its
bytes: editors and formatters may quote it otherwise.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from unicodedata import normalize

from generator.content.frontmatter import Document, Value
from generator.content.frontmatter.write import yaml_text
from generator.content.schema.page_fields import (
    field_value,
    page_value,
    resolve_fields,
)
from generator.content.schema.paper_fields import source_value
from generator.content.schema.table import CONSONANTS, IMPORT_WORD, IMPORTED, key_named
from generator.core.paper import Paper
from generator.core.text import collapse, digest

LETTERS = {
    "title": "t",
    "abstract": "a",
    "date": "d",
    "authors": "n",
    "author_count": "c",
    "organization": "o",
    "comments": "m",
    "upvotes": "v",
    "arxiv_id": "x",
    "doi": "i",
    "url": "u",
    "url_pdf": "p",
    "url_code": "g",
    "url_project": "w",
    "venue": "j",
    "listed": "l",
}
"""For good: a letter that is given to another key would make its values the reader's."""
FIELD_KEYS = tuple(
    ("date", "date_source") if name == "date" else (name,)
    for name in LETTERS
    if name != "abstract"
)
"""Keys that are updated together: a date goes with how it is known."""

Words: TypeAlias = dict[str, str]
"""Fingerprints by the letters of their fields, those of letters we do not know too."""

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def fingerprint(name: str, values: Sequence[Value | None]) -> str:
    """The word of a field with these values; `name` is its first key."""
    texts = ["" if value is None else _comparable_text(value) for value in values]
    if name == "abstract":
        # Formatters escape and fold it anew.
        texts = [collapse(_ESCAPED.sub(r"\1", text)) for text in texts]
    places = bytes.fromhex(digest("\0".join(texts), 10))
    return LETTERS[name] + "".join([CONSONANTS[place % 20] for place in places])


def _comparable_text(value: Value) -> str:
    text = value if isinstance(value, str) else yaml_text(value)
    return text if text.isascii() else normalize("NFC", text)


def words_in(text: str) -> Words:
    """The words of a page's `imported`; what is no word is left out."""
    words = filter(IMPORT_WORD.fullmatch, text.casefold().split())
    return {word[0]: word for word in words}


def words_text(words: Mapping[str, str]) -> str:
    """The value of `imported` with these words, in a fixed order."""
    order = "".join(LETTERS.values())
    known = [words[letter] for letter in order if letter in words]
    others = [word for letter, word in words.items() if letter not in order]
    return " ".join([*known, *others])


def words_of(paper: Paper, abstract: str) -> str:
    """The value of `imported` on a new page of this paper, with this abstract."""
    values: dict[str, Sequence[Value | None]] = {"abstract": (abstract or None,)}
    for keys in FIELD_KEYS:
        values[keys[0]] = [source_value(paper, key_named(key)) for key in keys]
    return words_text(words_from(values))


def words_from(fields: Mapping[str, Sequence[Value | None]]) -> Words:
    """Fingerprints of fields, each by its first key; those without a value have none."""
    words: Words = {}
    for name, values in fields.items():
        if any(value is not None for value in values):
            words[LETTERS[name]] = fingerprint(name, values)
    return words


def keys_left_by_import(document: Document) -> frozenset[str]:
    """The keys whose values are as the last import left them: the source's own words."""
    fields = resolve_fields(document)
    words = words_in(field_value(IMPORTED, fields) or "")
    left: set[str] = set()
    for keys in FIELD_KEYS:
        values = [page_value(key, fields) for key in keys]
        if words.get(LETTERS[keys[0]]) == fingerprint(keys[0], values):
            left.update(keys)
    return frozenset(left)
