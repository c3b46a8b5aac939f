"""The wall of `site/`: compare, write what differs, remove what is no longer made.

A build that fails changes nothing here. Files are staged in a folder beside the site
until the last one is made; only then `commit` moves each into place, atomically. What
the manifest does not list is never replaced or removed (see `manifest`).
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.core.errors import PapershelfError, Problem, Severity, error
from generator.site.output.file import OutputFile
from generator.site.output.manifest import (
    MANIFEST,
    manifest,
    paths_outside,
    read_if_present,
    remove_files,
    write_manifest,
)
from generator.site.output.report import WriteReport
from generator.system.fingerprints import content_digest
from generator.system.parallel import SERIAL, Workers

_STAGING = ".papershelf-staging-"
_STALE_SECONDS = 3600
"""A staging folder this much older than a new one is of a build that was killed."""
_SHOWN_FOREIGN_FILES = 5


class _StagedFile(NamedTuple):
    """A file that was made; a tuple, as it is sent between processes."""

    path: str
    digest: str
    is_changed: bool
    """It differs from the file in the site, and so waits in the staging folder."""
    is_blocked: bool
    """A file that is not ours has its place."""


@dataclass(slots=True, kw_only=True)
class SiteWriter:
    """Stages files, in one or several calls, and commits them; see `open_site`."""

    folder: Path
    staging: Path
    ours: frozenset[str]
    """Paths that the manifest lists."""
    is_new: bool
    """The folder is empty: nothing there can be the same, or in the way."""
    is_stale: Callable[[OutputFile], bool]
    clean: bool
    workers: Workers
    _paths: dict[str, str] = field(default_factory=dict)
    """The path of each file, by the path in folded case."""
    _staged: list[_StagedFile] = field(default_factory=list)

    def stage(self, files: Iterable[OutputFile]) -> None:
        """Make those of the files that are stale, and compare them with the site.

        Raises `PapershelfError` where two files claim one path, a path leads out of the
        site, or the file of someone else is in the way.
        """
        planned = list(files)
        self._claim([file.path for file in planned])
        stale = [file for file in planned if self.is_stale(file)]

        def stage_part(part: range) -> list[_StagedFile]:
            return [self._stage_file(stale[number]) for number in part]

        parts = self.workers.map_ranges(stage_part, len(stale), "making files")
        staged = list(chain.from_iterable(parts))
        blocked = [file.path for file in staged if file.is_blocked]
        if blocked:
            # What another build put there meanwhile is ours: it listed it before.
            ours = manifest(self.folder)
            blocked = [path for path in blocked if path not in ours]
        if blocked:
            shown = blocked[:_SHOWN_FOREIGN_FILES]
            problems = [_foreign_file(self.folder, path) for path in shown]
            raise PapershelfError(problems)
        self._staged += staged

    def commit(self) -> WriteReport:
        """Move what was staged into place and remove what is no longer made."""
        paths = self._paths.values()
        changed = sorted(file.path for file in self._staged if file.is_changed)
        written = frozenset(changed)
        kept = sorted(path for path in paths if path not in written)
        gone = sorted(self.ours.difference(paths))
        removed = [path for path in gone if (self.folder / path).is_file()]

        # Until all is done the manifest lists old and new files: whatever a killed
        # build leaves, the next one knows it for ours.
        ours = [*kept, *changed]
        write_manifest(self.folder, [*ours, *gone])
        _move_into_place(self.staging, self.folder, changed)
        remove_files(self.folder, removed)
        digests = {file.path: file.digest for file in self._staged}
        digests[MANIFEST] = write_manifest(self.folder, ours)
        return WriteReport(
            written=tuple(changed),
            kept=tuple(kept),
            removed=tuple(removed),
            digests=digests,
        )

    def _claim(self, paths: Sequence[str]) -> None:
        """Note the paths; file systems that fold case must be able to hold the site."""
        outside = paths_outside(paths)
        if outside:
            raise error("output-path", f"no file of a site can be at {outside[0]!r}")
        for path in paths:
            folded = path.casefold()
            if folded in self._paths:
                raise _collision(self._paths[folded], path)
            self._paths[folded] = path

    def _stage_file(self, file: OutputFile) -> _StagedFile:
        """Make a file and stage it, unless the site has the same."""
        path = file.path
        content = file.make()
        # To look for each file of a first build takes 2 % of it.
        before = None if self.is_new else read_if_present(f"{self.folder}/{path}")
        is_changed = self.clean or before != content
        is_foreign = before is not None and path not in self.ours
        if is_changed:
            _write_staged(f"{self.staging}/{path}", content)
        return _StagedFile(
            path,
            content_digest(content),
            is_changed=is_changed,
            is_blocked=is_changed and is_foreign and not self.clean,
        )


@contextmanager
def open_site(
    folder: Path,
    is_stale: Callable[[OutputFile], bool] = lambda _: True,
    *,
    clean: bool = False,
    workers: Workers = SERIAL,
) -> Iterator[SiteWriter]:
    """A writer that makes `folder` hold exactly our files and whatever is not ours.

    Files that are not stale are kept without being made. With `clean` every file is
    written, in place of files of others too. Raises `PapershelfError` when the disk
    refuses. Without a `commit` the site stays as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_new = not any(folder.iterdir())
        with _staging_folder(folder) as staging:
            yield SiteWriter(
                folder=folder,
                staging=staging,
                ours=manifest(folder),
                is_new=is_new,
                is_stale=is_stale,
                clean=clean,
                workers=workers,
            )
    except OSError as fault:
        raise error(
            "output-write",
            f"cannot write the site: {fault.strerror or fault}",
            path=Path(fault.filename or folder).as_posix(),
            hint="check that the folder exists, is yours and has room",
        ) from fault


def _write_staged(file: str, content: bytes) -> None:
    try:
        target = open(file, "xb", buffering=0)  # noqa: PTH123, SIM115 - fast
    except FileNotFoundError:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        target = open(file, "xb", buffering=0)  # noqa: PTH123, SIM115 - as above
    with target:
        # A disk that is nearly full takes a part, and refuses the rest then.
        while content:
            content = content[target.write(content) :]


def _move_into_place(
    staging: Path,
    folder: Path,
    paths: Iterable[str],
) -> None:
    """Move staged files, whole folders where the site has none of that name."""
    moved = set()
    for name in os.listdir(staging):  # noqa: PTH208 - only names are needed
        if _move_folder(staging / name, folder / name):
            moved.add(name)
    for path in paths:
        top = path.partition("/")[0]
        if top in moved:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / path).replace(target)


def _move_folder(staged: Path, target: Path) -> bool:
    """Move a folder in one step if its place is free; whether it was moved."""
    if staged.is_dir() and not os.path.lexists(target):
        with suppress(OSError):  # another build was faster
            staged.rename(target)
            return True
    return False


@contextmanager
def _staging_folder(folder: Path) -> Iterator[Path]:
    """A folder in the site, so on the same disk; removed whatever happens."""
    staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    try:
        now = staging.stat().st_mtime
        for other in folder.glob(f"{_STAGING}*"):
            with suppress(FileNotFoundError):  # another build has just ended
                if now - other.stat().st_mtime > _STALE_SECONDS:
                    shutil.rmtree(other, ignore_errors=True)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _collision(first: str, second: str) -> PapershelfError:
    return error(
        "output-collision",
        f"two files claim one address: {first} and {second}",
        hint="give one of the pages another file name",
    )


def _foreign_file(folder: Path, path: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="output-stranger",
        path=(folder / path).as_posix(),
        message="this file is in the way and was not made by Papershelf",
        hint="move it away, or build with --clean to replace it",
    )
