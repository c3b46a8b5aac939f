"""The files of the index, and the manifest that says where everything is.

A file whose content cannot have changed keeps its name without being made; it is made when it is
asked for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, count, repeat
from typing import NamedTuple

from generator.site.search import settings
from generator.site.search.codec import ranked
from generator.site.search.columns import COLUMNS, column, column_key
from generator.site.search.dictionary import word_payload
from generator.site.search.index.corpus import Corpus
from generator.site.search.index.data import IndexData
from generator.site.search.index.state import IndexState, builtins_of
from generator.site.search.jsonp import DIGEST, ENTRY, ENTRY_NAME, script, script_path
from generator.site.search.postings import term_payload
from generator.site.search.result_cards import (  # fmt: skip
    CARDS_A_DIRECTORY,
    card,
    card_name,
    card_script,
    directories,
)
from generator.site.search.shards import separators
from generator.system.fingerprints import content_digest
from generator.system.spool import SpoolRef


class SearchFile(NamedTuple):
    """One file of the site; a tuple, since there is one of each paper."""

    path: str
    """Holds the beginning of the digest, unless it is the entry."""
    digest: str
    """Of the content; empty for the entry, whose content is made anyway."""
    make: Callable[[], bytes]
    """The content, made when it is asked for."""
    place: SpoolRef | None = None
    """Where it waits in the drawer, if it was put there."""


class SearchIndex(NamedTuple):
    """The files to write, and what to remember."""

    files: tuple[SearchFile, ...]
    """The entry first; no cards."""
    cards: tuple[SearchFile, ...]
    """One a paper, in the order of the rows; none where all is in the entry."""
    memory: object
    """What the next index can start from: values that `marshal` can write."""


class _Piece(NamedTuple):
    """What one file other than a card hands over."""

    name: str
    key: object
    """Differs whenever the payload does."""
    payload: Callable[[], object]


def index_files(papers: Corpus, index: IndexData) -> SearchIndex:
    """A small index travels whole inside its manifest; a large one in files of its own."""
    columns = {name: column_key(name, papers.rows) for name in COLUMNS}
    pieces = [*_pieces(index), *_columns(columns, papers)]
    files = _one_file(papers, index, pieces)
    digests: Mapping[str, str] = {}
    cards: tuple[SearchFile, ...] = ()
    if files is None:
        files, digests = _many_files(papers, index, pieces)
        cards = tuple(_card_files(papers, index))
    memory = IndexState(
        slugs=[row.slug for row in papers.rows],
        keys=[row.key for row in papers.rows],
        indexed=index,
        columns=columns,
        digests=digests,
    )
    return SearchIndex(files=tuple(files), cards=cards, memory=builtins_of(memory))


def _pieces(index: IndexData) -> Iterator[_Piece]:
    for letter, shards, payload in (
        ("t", index.inverted, term_payload),
        ("w", index.forward, word_payload),
        ("v", index.backward, word_payload),
    ):
        for number, shard in enumerate(shards):
            yield _Piece(f"{letter}{number}", shard, partial(payload, shard))
    yield _Piece(
        "lengths", index.lengths, lambda: [ranked(each) for each in index.lengths]
    )


def _columns(keys: Mapping[str, str], papers: Corpus) -> Iterator[_Piece]:
    for name, key in keys.items():
        yield _Piece(name, key, partial(column, name, papers.rows))


def _one_file(
    papers: Corpus, index: IndexData, pieces: Iterable[_Piece]
) -> list[SearchFile] | None:
    """The index as one file; none if it is too large for that."""
    if sum(index.sizes) > settings.ONE_FILE:
        return None
    # of a dictionary that is there as a whole, one order is enough
    inline = {
        each.name: each.payload() for each in pieces if not re.match(r"v\d", each.name)
    }
    for number in range(len(papers.rows)):
        inline[f"c{number}"] = card(papers.document(number))
    content = script(ENTRY_NAME, {**_manifest(index), "inline": inline})
    return (
        [_file(papers, ENTRY, "", content)]
        if len(content) <= settings.ONE_FILE
        else None
    )


def _many_files(
    papers: Corpus, index: IndexData, pieces: Iterable[_Piece]
) -> tuple[list[SearchFile], dict[str, str]]:
    """The index in files of its own, and their digests by their names."""
    lists = enumerate(directories(index.cards))
    cards = (_Piece(f"d{number}", each, partial(str, each)) for number, each in lists)
    known = _known(papers.memory)
    digests: dict[str, str] = {}
    files: list[SearchFile] = []
    for piece in chain(pieces, cards):
        file = known(piece) or _newly(papers, piece)
        digests[piece.name] = file.digest
        files.append(file)
    content = script(ENTRY_NAME, {
        **_manifest(index),
        "names": _compact(digests),
        "digests": "".join([digest[:DIGEST] for digest in digests.values()]),
        "cardsADirectory": CARDS_A_DIRECTORY,
    })  # fmt: skip
    return [_file(papers, ENTRY, "", content), *files], digests


def _known(memory: IndexState) -> Callable[[_Piece], SearchFile | None]:
    """A function from a piece to its file, if it is as it was: so it is not made for its digest."""
    former: dict[str, object] = {
        piece.name: piece.key for piece in _pieces(memory.indexed)
    }
    former |= memory.columns

    def file(piece: _Piece) -> SearchFile | None:
        digest = memory.digests.get(piece.name)
        if digest is None or former.get(piece.name) != piece.key:
            return None
        return SearchFile(
            script_path(piece.name, digest), digest, partial(_script_of, piece)
        )

    return file


def _newly(papers: Corpus, piece: _Piece) -> SearchFile:
    content = _script_of(piece)
    digest = content_digest(content)
    return _file(papers, script_path(piece.name, digest), digest, content)


def _file(papers: Corpus, path: str, digest: str, content: bytes) -> SearchFile:
    """A file whose content waits."""
    return SearchFile(path, digest, lambda: content, papers.put_down(content))


def _script_of(piece: _Piece) -> bytes:
    return script(piece.name, piece.payload())


def _card_files(papers: Corpus, index: IndexData) -> Iterator[SearchFile]:
    paths = (script_path(card_name(digest)) for digest in index.cards)
    makes = map(partial, repeat(_card_script), repeat(papers), count())
    return map(SearchFile, paths, index.cards, makes, map(index.places.get, count()))


def _card_script(papers: Corpus, number: int) -> bytes:
    return card_script(papers.document(number))[1]


def _manifest(index: IndexData) -> dict[str, object]:
    """What is where, and what the browser must know to read it."""
    words = {
        "stop": " ".join(sorted(settings.STOP_WORDS)),
        "letters": settings.LETTERS,
        "greek": settings.GREEK,
        "longest": settings.LONGEST_TERM,
    }
    return {
        "firstTerms": separators(index.inverted),
        "format": settings.FORMAT,
        "fields": settings.FIELDS,
        "saturation": settings.SATURATION,
        "lengthWeight": settings.LENGTH_WEIGHT,
        "words": words,
        "firstWords": separators(index.forward),
        "firstEnds": separators(index.backward),
        "papers": len(index.papers),
        "totals": [sum(lengths) for lengths in index.lengths],
    }


def _compact(names: Iterable[str]) -> dict[str, int]:
    """How many names begin with each letter and end with a number; 0 for a whole name."""
    counts: dict[str, int] = {}
    for name in names:
        start = name.rstrip("0123456789")
        counts[start] = counts.get(start, 0) + (start != name)
    return counts
