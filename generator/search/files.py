"""The files of the index: classic scripts that each hand one value to one global function.

Neither `fetch` nor modules work from `file://`; a script element does, from any folder and any
sub-path. Names carry a digest of the content, so that an old open page never mixes two builds.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.search import settings
from generator.search.cards import CARDS_A_DIRECTORY, cards, directories
from generator.search.codec import ranked
from generator.search.columns import columns
from generator.search.documents import SearchDocument
from generator.search.inverted import Inverted, inverted, term_shards
from generator.search.shards import separators
from generator.search.spelling import spellings
from generator.text import digest

_FOLDER = "search"
_DIGEST = 6
"""Hexadecimal digits: a changed file must differ from its former self, not from all others."""

Payloads = Mapping[str, object]
"""What each file hands over, by the file's name without its digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchIndex:
    """The files to write, and the one that a page names."""

    entry: str
    """Path of the script that says where the rest is; the same in every build, so that an edit
    of one paper leaves the pages of all others as they were."""
    files: tuple[tuple[str, bytes], ...]
    """Paths and contents, the entry among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shard:
    digest: str
    path: str
    content: bytes


def search_index(documents: Sequence[SearchDocument]) -> SearchIndex:
    """The search index of a reading list, oldest paper first, so that new ones get new numbers."""
    index = inverted(documents)
    manifest, payloads = _terms(index)
    words, more = _words(index)
    payloads |= more | {"lengths": [ranked(lengths) for lengths in index.lengths]}
    totals = [sum(lengths) for lengths in index.lengths]
    manifest |= _constants() | words | {"papers": len(documents), "totals": totals}
    return _files(manifest, payloads | columns(documents), cards(documents))


def _terms(index: Inverted) -> tuple[dict[str, object], dict[str, object]]:
    """What the manifest says of the files of terms, and those files."""
    shards = list(term_shards(index))
    manifest: dict[str, object] = {"firstTerms": separators(shard.terms for shard in shards)}
    return manifest, _numbered("t", (shard.payload for shard in shards))


def _words(index: Inverted) -> tuple[dict[str, object], dict[str, object]]:
    """The same for the dictionary of spellings."""
    spelled = spellings(index)
    manifest: dict[str, object] = {
        "firstWords": separators(shard.words for shard in spelled.forward),
        "firstEnds": separators(shard.words for shard in spelled.backward),
    }
    forward = _numbered("w", (shard.payload for shard in spelled.forward))
    return manifest, forward | _numbered("v", (shard.payload for shard in spelled.backward))


def _numbered(letter: str, payloads: Iterable[object]) -> dict[str, object]:
    return {f"{letter}{number}": payload for number, payload in enumerate(payloads)}


def _constants() -> dict[str, object]:
    """What is the same for every list."""
    words = {
        "stop": " ".join(sorted(settings.STOP_WORDS)),
        "letters": settings.LETTERS,
        "greek": settings.GREEK,
        "longest": settings.LONGEST_TERM,
    }
    return {
        "format": settings.FORMAT,
        "fields": settings.FIELDS,
        "saturation": settings.SATURATION,
        "lengthWeight": settings.LENGTH_WEIGHT,
        "words": words,
    }


def _files(manifest: Payloads, payloads: Payloads, shown: Payloads) -> SearchIndex:
    """A small index travels whole inside its manifest; a large one in files of its own."""
    entry = _entry({**manifest, "inline": {**_without_ends(payloads), **shown}})
    if len(entry[1]) <= settings.ONE_FILE:
        return SearchIndex(entry=entry[0], files=(entry,))
    card_files = [_shard(name, card) for name, card in shown.items()]
    listed = _numbered("d", directories([shard.digest for shard in card_files]))
    shards = [_shard(name, payload) for name, payload in {**payloads, **listed}.items()]
    entry = _entry({
        **manifest,
        "names": _compact([*payloads, *listed]),
        "digests": "".join(shard.digest for shard in shards),
        "cardsADirectory": CARDS_A_DIRECTORY,
    })  # fmt: skip
    files = ((shard.path, shard.content) for shard in (*shards, *card_files))
    return SearchIndex(entry=entry[0], files=(entry, *files))


def _without_ends(payloads: Payloads) -> Payloads:
    """Of a dictionary that is there as a whole, one order is enough."""
    return {name: payload for name, payload in payloads.items() if not re.match(r"v\d", name)}


def _compact(names: Iterable[str]) -> dict[str, int]:
    """How many names begin with each letter and end with a number; 0 for a whole name."""
    counts: dict[str, int] = {}
    for name in names:
        start = name.rstrip("0123456789")
        counts[start] = counts.get(start, 0) + (start != name)
    return counts


def _entry(manifest: Payloads) -> tuple[str, bytes]:
    return f"{_FOLDER}/index.js", _script("index", manifest)


def _shard(name: str, payload: object) -> _Shard:
    script = _script(name, payload)
    mark = digest(script.decode("utf-8"), _DIGEST)
    return _Shard(digest=mark, path=f"{_FOLDER}/{name}.{mark}.js", content=script)


def _script(name: str, payload: object) -> bytes:
    value = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f'papershelfSearch.receive("{name}",{value});\n'.encode("utf-8", "replace")
