"""What the next build starts from, as plain values that `marshal` writes and reads.

Constraints. Every build with an edit loads all of it, so it must load fast; it may be
stale, or of another version of this program or another machine, and must then be no
worse than none.

Figures, for 10,000 papers: 8.6 MB that load in 4 ms, an update with them takes 0.1 s,
an index without them 3 s. A database was rejected: it saves loading what an update does
not need, which costs nothing, and removing one paper renumbers half of its content.

Layout: a dictionary of fifteen values, each as large as can be. Lists have an entry per
paper or per file; digests of one length are joined, words are joined by line feeds,
counts are arrays of four bytes. `_TYPES` has the type of each, for example

    names       "lamps\\n=the\\nlamp"
    words       [b"H\\0\\0", b"H\\1\\0\\2\\0"]
    card_sizes  b"\\x52\\1\\0\\0\\x60\\1\\0\\0"         338 and 352 bytes

Who keeps it also guards it against damage; here types, counts and settings are checked.
"""

import sys
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.site.search import settings
from generator.site.search.index.data import NO_DATA, IndexData
from generator.site.search.settings import IndexLimits
from generator.system.fingerprints import content_digest

_VERSION = 3
"""To be raised whenever the same papers would be indexed differently."""
_DIGEST_LENGTH = len(content_digest(b""))
_COUNT_SIZE = array("I").itemsize


class IndexState(NamedTuple):
    """An index, and what it was made from."""

    slugs: list[str]
    """Of each paper's row."""
    keys: list[str]
    """Cache key of each paper's row."""
    data: IndexData
    columns: Mapping[str, str]
    """The cache key of each column."""
    digests: Mapping[str, str]
    """Of files other than cards, by name; none when all was one file."""


_NO_STATE = IndexState(
    slugs=[],
    keys=[],
    data=NO_DATA,
    columns={},
    digests={},
)

_TYPES: Mapping[str, tuple[type, type | None]] = {
    "version": (int, None),
    "fingerprint": (str, None),
    "slugs": (list, str),
    "keys": (list, str),
    "words": (list, bytes),
    "lengths": (list, bytes),
    "card_digests": (str, None),
    "card_sizes": (bytes, None),
    "names": (str, None),
    "terms": (str, None),
    "term_shards": (list, str),
    "word_shards": (list, str),
    "reversed_shards": (list, str),
    "columns": (dict, str),
    "digests": (dict, str),
}
"""The type of each value of a packed state, and that of all it contains."""


def pack_state(state: IndexState, limits: IndexLimits) -> dict[str, object]:
    """A state as values that `marshal` can write."""
    data = state.data
    lengths = [field.tobytes() for field in data.lengths]
    return {
        "version": _VERSION,
        "fingerprint": _settings_digest(limits),
        "slugs": state.slugs,
        "keys": state.keys,
        "words": data.words,
        "lengths": lengths,
        "card_digests": "".join(data.card_digests),
        "card_sizes": data.card_sizes.tobytes(),
        "names": "\n".join(data.names),
        "terms": "\n".join(data.terms),
        "term_shards": data.term_shards,
        "word_shards": data.word_shards,
        "reversed_shards": data.reversed_shards,
        "columns": dict(state.columns),
        "digests": dict(state.digests),
    }


def unpack_state(value: object, limits: IndexLimits) -> IndexState:
    """The state that was packed; an empty one if it is of no use to this build."""
    if not isinstance(value, dict) or not _has_types(value):
        return _NO_STATE
    # Of this form, but from another program, with other settings, or cut short?
    if value["version"] != _VERSION:
        return _NO_STATE
    if value["fingerprint"] != _settings_digest(limits):
        return _NO_STATE
    if not _counts_agree(value):
        return _NO_STATE
    return _read_state(value)


def _has_types(values: Mapping[str, object]) -> bool:
    if values.keys() != _TYPES.keys():
        return False
    for name, (outer, inner) in _TYPES.items():
        value = values[name]
        if type(value) is not outer:
            return False
        # `marshal` may have read anything, so contents are checked as well.
        contents: list[object] = []
        if isinstance(value, list):
            contents = value
        elif isinstance(value, dict):
            contents = [*value.keys(), *value.values()]
        if not {*map(type, contents)} <= {inner}:
            return False
    return True


def _counts_agree(value: Mapping[str, Any]) -> bool:
    """Whether all values are about as many papers, and as many words."""
    papers = len(value["words"])
    words = value["names"].count("\n")
    lengths = value["lengths"]
    # Each size, and what it must be.
    sizes = [
        (len(value["slugs"]), papers),
        (len(value["keys"]), papers),
        (len(value["card_digests"]), papers * _DIGEST_LENGTH),
        (len(value["card_sizes"]), papers * _COUNT_SIZE),
        (len(lengths), len(settings.FIELDS)),
        (value["terms"].count("\n"), words),
    ]
    sizes += [(len(field), papers * _COUNT_SIZE) for field in lengths]
    return all(size == wanted for size, wanted in sizes)


def _read_state(value: Mapping[str, Any]) -> IndexState:
    joined_digests = value["card_digests"]
    digests: list[str] = []
    for start in range(0, len(joined_digests), _DIGEST_LENGTH):
        end = start + _DIGEST_LENGTH
        digests.append(joined_digests[start:end])
    data = IndexData(
        words=value["words"],
        lengths=[array("I", field) for field in value["lengths"]],
        card_digests=digests,
        card_sizes=array("I", value["card_sizes"]),
        card_refs={},
        names=_split_words(value["names"]),
        terms=_split_words(value["terms"]),
        term_shards=value["term_shards"],
        word_shards=value["word_shards"],
        reversed_shards=value["reversed_shards"],
    )
    return IndexState(
        slugs=value["slugs"],
        keys=value["keys"],
        data=data,
        columns=value["columns"],
        digests=value["digests"],
    )


def _split_words(text: str) -> list[str]:
    return text.split("\n") if text else []


def _settings_digest(limits: IndexLimits) -> str:
    """Digest of all that decides what the same papers become, except code."""
    values = (
        settings.FORMAT,
        [*settings.FIELDS],
        sorted(settings.FIELDS_WITH_STOP_WORDS),
        settings.LONGEST_TERM,
        settings.SHORTEST_SPELLING,
        sorted(settings.STOP_WORDS),
        settings.LETTERS,
        settings.GREEK,
        limits.terms,
        limits.words,
        sys.byteorder,
    )
    return content_digest(repr(values).encode())
