"""What the last build read and made, so that the next one can do less.

There are two logs because most builds need only the first:

1. `BuildRecord`: fingerprints of all inputs and outputs, and what the build reported.
   If they still hold, the build would do nothing and is skipped.
2. `OutputLog`: for each file of the site its cache key, and the digest of what it held.
   Only outputs whose key changed, or that are not as they were, are rebuilt.

Constraints: a build without changes to 10,000 papers may take 0.1 seconds. So the
record is three large values for each set of files (see `fingerprints`), and neither log
loads `dataclasses`, which takes 17 ms with `inspect`: both are tuples. The output log
of 21,798 files is 4.4 MB and stays unread until something changed.

Recording dependencies while templates run was rejected: a value that was not read the
last time may matter the next time. A file names its inputs beforehand instead.

Layout of the record: the fields by name, fingerprints as their three values.
Layout of the output log:
    paths      in one text, with zero bytes between them
    entries    in this order: the cache key, 16 bytes an input, then the digest, 32
    reasons    by path, for the files that the last build made

Neither is appended to: a log that is small enough to be read whole is written whole, in
one step, so a killed build leaves the one before.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.incremental.build_cache import BuildCache
from generator.system.fingerprints import DIGEST, Fingerprints

_BUILD_RECORD = "build_record"
_OUTPUT_LOG = "output_log"


class BuildRecord(NamedTuple):
    """A build that succeeded."""

    asked: Mapping[str, str | bool | None]
    """`BuildOptions.asked`; empty after an import, whose messages are not repeated."""
    program: bytes
    """Digest of the program that ran."""
    output: str
    """Folder of the site."""
    input_files: Fingerprints
    """The files that it read, as they were before it read them."""
    outputs: Fingerprints
    """The files of the site, by their paths in it."""
    papers: int
    pages: int
    """Files of the site that are pages."""
    left_out: tuple[str, ...]
    """Broken pages that are not in the site."""
    attachments: tuple[str, ...]
    """The files that its pages showed, by their paths in the project."""
    files_key: bytes
    """`Snapshot.files_key`: a path in notes may mean another file when one is new."""
    oddities: tuple[tuple[str, ...], ...]
    """What was there and not read, each as an `OddPath`."""
    problems: tuple[Mapping[str, Any], ...]
    """What it reported, in the form of `errors.problem_row`."""


class OutputLog(NamedTuple):
    """How the files of the site were made; whichever build the record is of."""

    entries: Mapping[str, bytes]
    """By path, for files with a cache key: the key and the digest of the content."""
    reasons: Mapping[str, str]
    """By path, for the files that the last build made: why."""


def output_entry(key: bytes, digest: str) -> bytes:
    """A file's entry in the output log."""
    return key + digest.encode()


def entry_parts(entry: bytes) -> tuple[bytes, str]:
    """The key and the digest of an entry; empty ones of an empty entry."""
    return entry[:-DIGEST], entry[-DIGEST:].decode()


def save_build_record(cache: BuildCache, record: BuildRecord) -> None:
    """Keep the record. `cache` is that of any program, as the record says its own."""
    # By name, so that a record of another form fails to load instead of shifting.
    plain = record._asdict()
    plain["input_files"] = record.input_files.plain()
    plain["outputs"] = record.outputs.plain()
    cache.save(_BUILD_RECORD, plain)


def load_build_record(cache: BuildCache) -> BuildRecord | None:
    """The record of the last build; None when there is none to rely on."""
    plain: Any = cache.load(_BUILD_RECORD)
    try:
        record = BuildRecord(**plain)
        return record._replace(
            input_files=Fingerprints.from_plain(plain["input_files"]),
            outputs=Fingerprints.from_plain(plain["outputs"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def save_output_log(cache: BuildCache, log: OutputLog) -> None:
    """Keep the output log."""
    # One text of paths loads faster than 21,798 small ones: 22 ms in all.
    paths = "\0".join(log.entries)
    entries = list(log.entries.values())
    cache.save(_OUTPUT_LOG, (paths, entries, log.reasons))


def load_output_log(cache: BuildCache) -> OutputLog:
    """The output log of the last build; an empty one when there is none."""
    plain: Any = cache.load(_OUTPUT_LOG)
    if plain is None:
        return OutputLog(entries={}, reasons={})
    paths, entries, reasons = plain
    by_path = zip(paths.split("\0"), entries, strict=False)
    return OutputLog(entries=dict(by_path), reasons=reasons)
