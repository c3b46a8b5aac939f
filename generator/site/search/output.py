"""The files of the index, and the manifest that names them.

A small list is one file: the manifest with all the rest inside it. A large one has
files of its own. A file whose content cannot have changed since the last build keeps
its name; its content is made only if someone asks for it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.site.search import settings
from generator.site.search.codec import encode_ranked
from generator.site.search.columns import COLUMNS, column, column_key
from generator.site.search.dictionary import dictionary_payload
from generator.site.search.index.corpus import Corpus
from generator.site.search.index.data import IndexData
from generator.site.search.index.state import IndexState, pack_state
from generator.site.search.jsonp import (
    DIGEST_LENGTH,
    ENTRY_NAME,
    ENTRY_PATH,
    payload_script,
    script_path,
)
from generator.site.search.postings import term_payload
from generator.site.search.result_cards import (
    CARDS_A_DIRECTORY,
    card_directories,
    card_name,
    card_payload,
    result_card,
)
from generator.site.search.shards import shard_separators
from generator.system.fingerprints import content_digest
from generator.system.spool import SpoolRef


class SearchFile(NamedTuple):
    """One file of the site; a tuple, since there is one for each paper."""

    path: str
    """Contains the start of the digest, except that of the entry."""
    digest: str
    """Of the content; empty for the entry, which is always compared."""
    make: Callable[[], bytes]
    """Makes the content."""
    spool_ref: SpoolRef | None = None
    """Where the content is spooled, if this build made it."""


class SearchIndex(NamedTuple):
    """The files to write, and what to remember."""

    files: tuple[SearchFile, ...]
    """The entry first; no cards."""
    cards: tuple[SearchFile, ...]
    """One per paper, in the order of the rows; none where all is in the entry."""
    state: object
    """What the next build starts from: values that `marshal` can write."""


class _PayloadFile(NamedTuple):
    """A file other than a card, before it is made."""

    name: str
    key: object
    """Differs whenever the payload does."""
    payload: Callable[[], object]

    def script(self) -> bytes:
        """The content of the file."""
        return payload_script(self.name, self.payload())


def index_files(corpus: Corpus, data: IndexData) -> SearchIndex:
    """All files of an index, as one where it is small enough."""
    column_keys = {name: column_key(name, corpus.rows) for name in COLUMNS}
    payloads = _payload_files(corpus, data, column_keys)
    digests: Mapping[str, str] = {}
    cards: Iterable[SearchFile] = ()
    entry = _whole_entry(corpus, data, payloads)
    if entry:
        files = [entry]
    else:
        files, digests = _separate_files(corpus, data, payloads)
        cards = _card_files(corpus, data)
    state = IndexState(
        slugs=[row.slug for row in corpus.rows],
        keys=[row.key for row in corpus.rows],
        data=data,
        columns=column_keys,
        digests=digests,
    )
    return SearchIndex(
        files=tuple(files),
        cards=tuple(cards),
        state=pack_state(state, corpus.limits),
    )


def _payload_files(
    corpus: Corpus,
    data: IndexData,
    column_keys: Mapping[str, str],
) -> list[_PayloadFile]:
    """All files but cards and what names them, in the order of the manifest."""
    files = [*_data_files(data)]
    for name, key in column_keys.items():
        payload = partial(column, name, corpus.rows)
        files.append(_PayloadFile(name, key, payload))
    return files


def _data_files(data: IndexData) -> Iterator[_PayloadFile]:
    for number, shard in enumerate(data.term_shards):
        payload = partial(term_payload, shard)
        yield _PayloadFile(f"t{number}", shard, payload)
    for number, shard in enumerate(data.word_shards):
        payload = partial(dictionary_payload, shard)
        yield _PayloadFile(f"w{number}", shard, payload)
    for number, shard in enumerate(data.reversed_shards):
        payload = partial(dictionary_payload, shard)
        yield _PayloadFile(f"v{number}", shard, payload)
    lengths = partial(_lengths_payload, data)
    yield _PayloadFile("lengths", data.lengths, lengths)


def _lengths_payload(data: IndexData) -> object:
    return [encode_ranked(lengths) for lengths in data.lengths]


def _whole_entry(
    corpus: Corpus,
    data: IndexData,
    payloads: Iterable[_PayloadFile],
) -> SearchFile | None:
    """The manifest with the whole index in it; None if that is too large."""
    limit = corpus.limits.one_file
    # Cards alone are too large for most lists: then nothing else is made to find that
    # out.
    if sum(data.card_sizes) > limit:
        return None
    inline: dict[str, object] = {}
    for file in payloads:
        # Whoever has the whole dictionary needs it in one order only.
        if not file.name.startswith("v"):
            inline[file.name] = file.payload()
    for number in range(len(corpus.rows)):
        document = corpus.document(number)
        inline[f"c{number}"] = card_payload(document)
    manifest = {**_manifest(data), "inline": inline}
    content = payload_script(ENTRY_NAME, manifest)
    if len(content) > limit:
        return None
    return _spooled_file(corpus, ENTRY_PATH, "", content)


def _separate_files(
    corpus: Corpus,
    data: IndexData,
    payloads: Iterable[_PayloadFile],
) -> tuple[list[SearchFile], dict[str, str]]:
    """The manifest and all files but cards, and the digests of those by name."""
    directories: list[_PayloadFile] = []
    for number, directory in enumerate(card_directories(data.card_digests)):
        payload = partial(str, directory)
        directories.append(_PayloadFile(f"d{number}", directory, payload))
    former_keys = _former_keys(corpus.former)
    digests: dict[str, str] = {}
    files: list[SearchFile] = []
    for file in chain(payloads, directories):
        digest = corpus.former.digests.get(file.name)
        is_unchanged = former_keys.get(file.name) == file.key
        # An unchanged file is not made to find its digest: an update makes few of 700.
        if digest and is_unchanged:
            path = script_path(file.name, digest)
            made = SearchFile(path, digest, file.script)
        else:
            content = file.script()
            digest = content_digest(content)
            path = script_path(file.name, digest)
            made = _spooled_file(corpus, path, digest, content)
        digests[file.name] = digest
        files.append(made)
    short_digests = [digest[:DIGEST_LENGTH] for digest in digests.values()]
    manifest = {
        **_manifest(data),
        "names": _count_names(digests),
        "digests": "".join(short_digests),
        "cardsADirectory": CARDS_A_DIRECTORY,
    }
    content = payload_script(ENTRY_NAME, manifest)
    entry = _spooled_file(corpus, ENTRY_PATH, "", content)
    return [entry, *files], digests


def _former_keys(former: IndexState) -> dict[str, object]:
    """The keys of the files of the last build by name, except directories of cards."""
    keys: dict[str, object] = dict(former.columns)
    for file in _data_files(former.data):
        keys[file.name] = file.key
    return keys


def _spooled_file(
    corpus: Corpus,
    path: str,
    digest: str,
    content: bytes,
) -> SearchFile:
    spool_ref = corpus.spool(content)
    return SearchFile(path, digest, lambda: content, spool_ref)


def _card_files(corpus: Corpus, data: IndexData) -> Iterator[SearchFile]:
    for number, digest in enumerate(data.card_digests):
        name = card_name(digest)
        make = partial(_make_card, corpus, number)
        spool_ref = data.card_refs.get(number)
        yield SearchFile(script_path(name), digest, make, spool_ref)


def _make_card(corpus: Corpus, number: int) -> bytes:
    document = corpus.document(number)
    return result_card(document)


def _manifest(data: IndexData) -> dict[str, object]:
    """Where each shard begins, and the settings that the browser must share."""
    words = {
        "stop": " ".join(sorted(settings.STOP_WORDS)),
        "letters": settings.LETTERS,
        "greek": settings.GREEK,
        "longest": settings.LONGEST_TERM,
    }
    return {
        "firstTerms": shard_separators(data.term_shards),
        "format": settings.FORMAT,
        "fields": settings.FIELDS,
        "saturation": settings.SATURATION,
        "lengthWeight": settings.LENGTH_WEIGHT,
        "words": words,
        "firstWords": shard_separators(data.word_shards),
        "firstEnds": shard_separators(data.reversed_shards),
        "papers": len(data.words),
        "totals": [sum(lengths) for lengths in data.lengths],
    }


def _count_names(names: Iterable[str]) -> dict[str, int]:
    """How many files each letter has: `t0 t1 year` is t 2, year 0 (not numbered)."""
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        letter = name.rstrip("0123456789")
        is_numbered = letter != name
        counts[letter] += is_numbered
    return counts
