"""What the next index can start from, as values that `marshal` writes and reads in no time.

Whoever keeps it seals it: here only its form and its settings are looked at. Its version is to be
raised whenever the same documents would be indexed otherwise.
"""

import sys
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.site.search import settings
from generator.site.search.index.data import NOTHING, IndexData
from generator.system.fingerprints import content_digest

_VERSION = 1
_DIGEST = len(content_digest(b""))
_NUMBER = array("I").itemsize


class IndexState(NamedTuple):
    """A list of papers as it was indexed."""

    slugs: list[str]
    keys: list[str]
    """Of the rows."""
    indexed: IndexData
    columns: Mapping[str, str]
    """The key of each column."""
    digests: Mapping[str, str]
    """Of files other than cards, by their names; none when all stood in one file."""


_NOTHING = IndexState(slugs=[], keys=[], indexed=NOTHING, columns={}, digests={})


_FORM = {
    "version": int,
    "fingerprint": str,
    "slugs": [str],
    "keys": [str],
    "papers": [bytes],
    "lengths": [bytes],
    "cards": str,
    "sizes": bytes,
    "names": str,
    "terms": str,
    "inverted": [str],
    "forward": [str],
    "backward": [str],
    "columns": {str: str},
    "digests": {str: str},
}
"""The values of a memory by name: their types, and the types of what they hold."""


def builtins_of(memory: IndexState) -> dict[str, object]:
    """A memory as `index_state_from` reads it: few values, each as large as can be."""
    index = memory.indexed
    return {
        "version": _VERSION,
        "fingerprint": _fingerprint(),
        "slugs": memory.slugs,
        "keys": memory.keys,
        "papers": index.papers,
        "lengths": [lengths.tobytes() for lengths in index.lengths],
        "cards": "".join(index.cards),
        "sizes": index.sizes.tobytes(),
        "names": "\n".join(index.names),
        "terms": "\n".join(index.terms),
        "inverted": index.inverted,
        "forward": index.forward,
        "backward": index.backward,
        "columns": dict(memory.columns),
        "digests": dict(memory.digests),
    }


def index_state_from(value: object) -> IndexState:
    """The memory in a value; that of no paper when it is of another form, version or machine."""
    if not (isinstance(value, dict) and value.keys() == _FORM.keys()):
        return _NOTHING
    has_form = all(_is_like(value[name], form) for name, form in _FORM.items())
    is_ours = (
        has_form
        and value["version"] == _VERSION
        and value["fingerprint"] == _fingerprint()
    )
    return _memory(value) if is_ours and _fits(value) else _NOTHING


def _is_like(value: object, form: object) -> bool:
    if isinstance(form, list):
        return isinstance(value, list) and {*map(type, value)} <= {*form}
    if isinstance(form, dict):
        return isinstance(value, dict) and {*map(type, [*value, *value.values()])} <= {
            *form
        }
    return type(value) is form


def _fits(value: Mapping[str, Any]) -> bool:
    """Whether everything is told of as many papers, and of as many words."""
    papers = len(value["papers"])
    return (
        len(value["slugs"]) == len(value["keys"]) == papers
        and len(value["cards"]) == papers * _DIGEST
        and {len(each) for each in (*value["lengths"], value["sizes"])}
        == {papers * _NUMBER}
        and len(value["lengths"]) == len(settings.FIELDS)
        and value["names"].count("\n") == value["terms"].count("\n")
    )


def _memory(value: Mapping[str, Any]) -> IndexState:
    cards = value["cards"]
    indexed = IndexData(
        papers=value["papers"],
        lengths=[array("I", each) for each in value["lengths"]],
        cards=[
            cards[start : start + _DIGEST] for start in range(0, len(cards), _DIGEST)
        ],
        sizes=array("I", value["sizes"]),
        places={},
        names=_lines(value["names"]),
        terms=_lines(value["terms"]),
        inverted=value["inverted"],
        forward=value["forward"],
        backward=value["backward"],
    )
    return IndexState(
        slugs=value["slugs"],
        keys=value["keys"],
        indexed=indexed,
        columns=value["columns"],
        digests=value["digests"],
    )


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _fingerprint() -> str:
    """Digest of everything that decides what the same documents become, but for code."""
    known = (
        settings.FORMAT, [*settings.FIELDS], sorted(settings.FIELDS_WITH_STOP_WORDS),
        settings.LONGEST_TERM, settings.SHORTEST_SPELLING, settings.TERM_SHARD,
        settings.WORD_SHARD, sorted(settings.STOP_WORDS), settings.LETTERS, settings.GREEK,
        sys.byteorder,
    )  # fmt: skip
    return content_digest(repr(known).encode())
