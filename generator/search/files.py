"""The files of the index: classic scripts that each hand one value to one global function.

Neither `fetch` nor modules work from `file://`; a script element does, from any folder and any
sub-path. Names carry a digest of the content, so that an old open page never mixes two builds.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.search import settings
from generator.search.codec import numbers
from generator.search.columns import columns
from generator.search.documents import SearchDocument
from generator.search.inverted import TermShard, inverted, spellings, term_shards
from generator.text import digest

_FOLDER = "search"
_DIGEST = 6
"""Hexadecimal digits: a changed file must differ from its former self, not from all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchIndex:
    """The files to write, and the one that a page names."""

    entry: str
    """Path of the script that says where the rest is; the same in every build, so that an edit
    of one paper leaves the pages of all others as they were."""
    files: tuple[tuple[str, bytes], ...]
    """Paths and contents, the entry among them."""


def search_index(documents: Sequence[SearchDocument]) -> SearchIndex:
    """The search index of a reading list; ties and unsorted results keep the list's order."""
    index = inverted(documents)
    terms = list(term_shards(index))
    cards = list(_card_shards(documents))
    payloads: dict[str, object] = {
        f"t{number}": shard.payload for number, shard in enumerate(terms)
    }
    payloads |= {f"c{number}": shard for number, shard in enumerate(cards)}
    payloads["lengths"] = [numbers(lengths) for lengths in index.lengths]
    payloads["spellings"] = spellings(index)
    payloads["columns"] = columns(documents)
    manifest = {
        "format": settings.FORMAT,
        "papers": len(documents),
        "fields": settings.FIELDS,
        "totals": [sum(lengths) for lengths in index.lengths],
        "saturation": settings.SATURATION,
        "lengthWeight": settings.LENGTH_WEIGHT,
        "words": _word_settings(),
        "firstTerms": _separators(terms),
        "termCounts": numbers(len(shard.terms) for shard in terms),
        "cardCounts": numbers(len(shard) for shard in cards),
    }
    return _files(manifest, payloads)


def _files(manifest: dict[str, object], payloads: Mapping[str, object]) -> SearchIndex:
    """A small index travels whole inside its manifest; a large one in files of its own."""
    texts = {name: _json(payload) for name, payload in payloads.items()}
    if sum(map(len, texts.values())) <= settings.ONE_FILE:
        entry = _entry(manifest | {"inline": payloads})
        return SearchIndex(entry=entry[0], files=(entry,))
    shards = {name: _file(name, text) for name, text in texts.items()}
    digests = "".join(path[-len(".js") - _DIGEST : -len(".js")] for path, _ in shards.values())
    single = [name for name in payloads if name.isalpha()]
    entry = _entry(manifest | {"single": single, "digests": digests})
    return SearchIndex(entry=entry[0], files=(entry, *shards.values()))


def _entry(manifest: Mapping[str, object]) -> tuple[str, bytes]:
    script = f'papershelfSearch.receive("index",{_json(manifest)});\n'
    return f"{_FOLDER}/index.js", script.encode("utf-8", "replace")


def _file(name: str, payload: str) -> tuple[str, bytes]:
    script = f'papershelfSearch.receive("{name}",{payload});\n'
    path = f"{_FOLDER}/{name}.{digest(script, _DIGEST)}.js"
    return path, script.encode("utf-8", "replace")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _word_settings() -> dict[str, object]:
    return {
        "stop": " ".join(sorted(settings.STOP_WORDS)),
        "letters": settings.LETTERS,
        "greek": settings.GREEK,
        "longest": settings.LONGEST_TERM,
    }


def _separators(shards: Iterable[TermShard]) -> list[str]:
    """For each file the shortest text that parts its first term from the one before."""
    separators: list[str] = []
    last = ""
    for shard in shards:
        first = shard.terms[0]
        length = next((n for n in range(1, len(first) + 1) if first[:n] != last[:n]), len(first))
        separators.append(first[:length])
        last = shard.terms[-1]
    return separators


def _card_shards(documents: Iterable[SearchDocument]) -> Iterator[list[list[object]]]:
    """What results show of each paper, in files of about the same size."""
    cards: list[list[object]] = []
    size = 0
    for document in documents:
        card = _card(document)
        length = sum(len(str(value)) for value in card)
        if cards and size + length > settings.CARD_SHARD:
            yield cards
            cards, size = [], 0
        cards.append(card)
        size += length
    if cards:
        yield cards


def _card(document: SearchDocument) -> list[object]:
    day = document.published or document.listed
    return [
        document.slug,
        document.title,
        day.isoformat() if day else "",
        document.status,
        document.rating or 0,
        document.tags,
        document.authors,
        [part for part in (document.summary, document.notes, document.abstract) if part.strip()],
    ]
