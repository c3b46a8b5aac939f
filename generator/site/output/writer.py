"""The wall of `site/`: compare, write what differs, remove what is no longer made.

A build that fails changes nothing here: everything is staged beside the site until the last file
has been made, and only then moved into place, each file atomically. Only files that the manifest
names as ours are ever replaced or removed, so a stranger's file (a `CNAME`, a `.git`) is safe.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import PapershelfError, Problem, Severity, error
from generator.site.output.file import OutputFile
from generator.site.output.manifest import (
    _are_plain,
    _content,
    _is_inside,
    _record,
    _remove,
    manifest,
)
from generator.system.fingerprints import content_digest
from generator.system.parallel import SERIAL, Workers

_STAGING = ".papershelf-staging-"
_STALE_SECONDS = 3600
"""A staging folder this much older than a new one was left by a build that was killed."""


class WriteReport(NamedTuple):
    """What a build did to the site; paths sorted."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    made: Mapping[str, str]
    """Digests of the files that were made, whether they had to be written or not."""
    manifest: str
    """Digest of the list of our files."""


def write_site(  # noqa: PLR0913 - the whole of a write
    folder: Path,
    files: Iterable[OutputFile],
    *,
    later: Callable[[], Iterable[OutputFile]] = tuple,
    due: Container[str] | None = None,
    clean: bool = False,
    workers: Workers = SERIAL,
) -> WriteReport:
    """Make `folder` hold exactly these files and whatever is not ours.

    `later` gives those that are known when the others are made. Of files that stand there already
    only those are made that are `due`, by path; all where nothing is told. With `clean`, all are
    written anew, in place of files of others too. Raises `PapershelfError`, and leaves the site as
    it was, where a stranger's file is in the way, two files claim one path, or the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _staging(folder) as staging:
            before = manifest(folder)
            paths: list[str] = []
            resolve_fields: set[str] = set()
            traces: list[_Trace] = []
            for planned in (files.__iter__, later):
                every = [*planned()]
                paths += [file.path for file in every]
                _claim(paths, resolve_fields)
                missing = [file for file in every if due is None or file.path in due]
                traces += _staged(folder, staging, missing, before, clean, workers)
            changed = sorted(trace.path for trace in traces if trace.is_staged)
            written = frozenset(changed)
            kept = sorted(path for path in paths if path not in written)
            removed = _replaced(folder, staging, changed, kept, before)
            listed = _record(folder, [*kept, *changed])
    except OSError as fault:
        raise _refused(fault, folder) from fault
    return WriteReport(
        written=tuple(changed), kept=tuple(kept), removed=tuple(removed), manifest=listed,
        made={trace.path: trace.digest for trace in traces},
    )  # fmt: skip


def _refused(fault: OSError, folder: Path) -> PapershelfError:
    return error(
        "output-write",
        f"cannot write the site: {fault.strerror or fault}",
        path=Path(fault.filename or folder).as_posix(),
        hint="check that the folder exists, is yours and has room",
    )


class _Trace(NamedTuple):
    """What became of a file that was made."""

    path: str
    digest: str
    is_staged: bool
    """Whether it differs from what stands in the site."""
    is_strange: bool
    """Whether a file that is not ours stands in its place."""


def _staged(  # noqa: PLR0913, PLR0917 - the whole of a write
    folder: Path, staging: Path, files: Sequence[OutputFile], ours: frozenset[str],
    clean: bool, workers: Workers,  # noqa: FBT001
) -> list[_Trace]:  # fmt: skip
    """The files made, and staged where they differ from the site."""

    def work(part: range) -> list[_Trace]:
        stage = _Stage(folder=folder, staging=staging, ours=ours, clean=clean)
        contents = [files[number].make() for number in part]
        return [
            stage.put(files[n].path, made)
            for n, made in zip(part, contents, strict=True)
        ]

    traces = list(
        chain.from_iterable(workers.map_ranges(work, len(files), "making files"))
    )
    if strange := [trace.path for trace in traces if trace.is_strange]:
        raise PapershelfError([_stranger(folder, path) for path in strange[:5]])
    return traces


@dataclass(frozen=True, kw_only=True)
class _Stage:
    """Where files are made and compared with the site."""

    folder: Path
    staging: Path
    ours: frozenset[str]
    clean: bool
    standing: dict[str, bool] = field(default_factory=dict)
    """Whether the site has a folder; where it has none, no file is looked for."""
    folders: set[str] = field(default_factory=set)
    """Those that were made here."""

    def put(self, path: str, content: bytes) -> _Trace:
        found = self._found(path)
        same = found == content
        if not same or self.clean:
            self._write(path, content)
        return _Trace(
            path,
            content_digest(content),
            is_staged=not same or self.clean,
            is_strange=not (same or self.clean or found is None or path in self.ours),
        )

    def _found(self, path: str) -> bytes | None:
        parent = path.rpartition("/")[0]
        if parent not in self.standing:
            self.standing[parent] = (self.folder / parent).is_dir()
        return _content(f"{self.folder}/{path}") if self.standing[parent] else None

    def _write(self, path: str, content: bytes) -> None:
        parent = path.rpartition("/")[0]
        if parent not in self.folders:
            (self.staging / parent).mkdir(parents=True, exist_ok=True)
            self.folders.add(parent)
        with open(f"{self.staging}/{path}", "xb", buffering=0) as target:  # noqa: PTH123 -- as above
            while content:  # a full disk takes a part, and refuses the rest
                content = content[target.write(content) :]


def _replaced(
    folder: Path,
    staging: Path,
    changed: Sequence[str],
    kept: Sequence[str],
    before: frozenset[str],
) -> list[str]:
    """Move what was staged into its place and remove what is no longer made; the removed paths."""
    gone = sorted(before.difference(changed, kept))
    removed = [path for path in gone if (folder / path).is_file()]
    _record(folder, [*kept, *changed, *gone])
    whole = {
        name
        for name in os.listdir(staging)
        if _moved_whole(staging / name, folder / name)
    }  # noqa: PTH208
    for path in changed:
        if path.partition("/")[0] not in whole:
            _move(staging / path, folder / path)
    _remove(folder, removed)
    return removed


def _moved_whole(staged: Path, target: Path) -> bool:
    """Whether a folder that the site does not have was moved there in one step."""
    if staged.is_dir() and not os.path.lexists(target):
        with suppress(OSError):  # another build was quicker
            staged.rename(target)
            return True
    return False


def _claim(paths: Sequence[str], resolve_fields: set[str]) -> None:
    """Whether files can stand at these paths; file systems that fold case must hold the site too.

    Those behind as many as are `resolve_fields` are added to these.
    """
    new = paths[len(resolve_fields) :]
    if not _are_plain(new) and (
        outside := [path for path in new if not _is_inside(path)]
    ):
        raise error("output-path", f"no file of a site can stand at {outside[0]!r}")
    resolve_fields.update([path.casefold() for path in new])
    if len(resolve_fields) < len(paths):
        raise _collision(paths)


def _collision(paths: Iterable[str]) -> PapershelfError:
    seen: dict[str, str] = {}
    path = next(
        path for path in paths if seen.setdefault(path.casefold(), path) is not path
    )
    return error(
        "output-collision",
        f"two files claim one address: {seen[path.casefold()]} and {path}",
        hint="give one of the pages another file name",
    )


def _stranger(folder: Path, path: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="output-stranger",
        path=(folder / path).as_posix(),
        message="this file stands in the way and was not made by Papershelf",
        hint="move it away, or build with --clean to replace it",
    )


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder beside the files, on the same disk, gone afterwards whatever happens."""
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        now = staging.stat().st_mtime
        for old in folder.glob(f"{_STAGING}*"):
            with suppress(FileNotFoundError):  # another build has just ended
                if now - old.stat().st_mtime > _STALE_SECONDS:
                    shutil.rmtree(old, ignore_errors=True)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move(staged: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(target)
