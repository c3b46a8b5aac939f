"""The wall of `site/`: compare, write what differs, remove what is no longer made.

A build that fails changes nothing here: everything is staged beside the site until the last file
has been made, and only then moved into place, each file atomically. Only files that the manifest
names as ours are ever replaced or removed, so a stranger's file (a `CNAME`, a `.git`) is safe.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.errors import PapershelfError, Problem, Severity, error
from generator.footprint import content_digest

MANIFEST = ".papershelf-manifest"
"""Lists our files, one path a line; a dot file, so that publishing leaves it out."""
_STAGING = ".papershelf-staging-"
_STALE_SECONDS = 3600
"""A staging folder this much older than a new one was left by a build that was killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """One file of the site."""

    path: str
    """Relative to the site, POSIX slashes."""
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteReport:
    """What a build did to the site; paths sorted."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    digests: Mapping[str, str]
    """Of what was made, by path; the manifest is among it."""


def write_site(folder: Path, files: Iterable[OutputFile], *, clean: bool = False) -> WriteReport:
    """Make `folder` hold exactly these files and whatever is not ours.

    With `clean`, every file is written anew, and files of others that stand at our addresses are
    replaced. Raises `PapershelfError` and leaves the site as it was when a file of somebody else
    is in the way, when two files claim one address, or when the disk refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _staging(folder) as staging:
            before = manifest(folder)
            changed, kept, digests = _staged(folder, staging, files, before, clean=clean)
            removed = sorted(
                path for path in before - {*changed, *kept} if (folder / path).is_file()
            )
            _record(folder, before | {*changed, *kept})
            for path in changed:
                _move(staging / path, folder / path)
            for path in removed:
                _remove(folder, path)
            digests[MANIFEST] = _record(folder, {*changed, *kept})
    except OSError as fault:
        place = Path(fault.filename).as_posix() if fault.filename else folder.as_posix()
        raise error(
            "output-write",
            f"cannot write the site: {fault.strerror or fault}",
            path=place,
            hint="check that the folder exists, is yours and has room",
        ) from fault
    return WriteReport(
        written=tuple(changed), kept=tuple(kept), removed=tuple(removed), digests=digests
    )


def remove_site(folder: Path) -> tuple[str, ...]:
    """Remove every file that the manifest names as ours, and nothing else; the removed paths."""
    removed = sorted(path for path in manifest(folder) if (folder / path).is_file())
    for path in removed:
        _remove(folder, path)
    (folder / MANIFEST).unlink(missing_ok=True)
    return tuple(removed)


def manifest(folder: Path) -> frozenset[str]:
    """Paths of the files in `folder` that we made; none when there is no readable manifest."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return frozenset()
    return frozenset(path for path in text.split("\n") if path and _is_inside(path))


def read_site(folder: Path) -> Iterator[OutputFile]:
    """The files in `folder` that we made and that are still there, sorted by path, one by one."""
    for path in sorted(manifest(folder)):
        content = _content(folder / path)
        if content is not None:
            yield OutputFile(path=path, content=content)


def files_in(folder: Path) -> frozenset[str]:
    """Paths of all files in `folder`, whoever made them, spelled as the disk spells them."""
    found = (
        Path(where, name).relative_to(folder).as_posix()
        for where, _, names in os.walk(folder)
        for name in names
    )
    return frozenset(found)


def _staged(
    folder: Path, staging: Path, files: Iterable[OutputFile], ours: frozenset[str], *, clean: bool
) -> tuple[list[str], list[str], dict[str, str]]:
    """Paths that differ from the site, now staged, and paths that do not; both sorted.

    With them, what was made by its digests.
    """
    changed, kept, strangers = [], [], []
    digests: dict[str, str] = {}
    seen: dict[str, str] = {}
    for file in files:
        _claim(file.path, seen)
        digests[file.path] = content_digest(file.content)
        target = folder / file.path
        found = _content(target)
        if found == file.content and not clean:
            kept.append(file.path)
            continue
        if found is not None and found != file.content and file.path not in ours and not clean:
            strangers.append(file.path)
        staged = staging / file.path
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(file.content)
        changed.append(file.path)
    if strangers:
        raise PapershelfError([_stranger(folder, path) for path in strangers[:5]])
    return sorted(changed), sorted(kept), digests


def _claim(path: str, seen: dict[str, str]) -> None:
    """Note that a file stands at `path`; file systems that fold case must hold the site too."""
    if not _is_inside(path):
        raise error("output-path", f"no file of a site can stand at {path!r}")
    if other := seen.get(path.casefold()):
        raise error(
            "output-collision",
            f"two files claim one address: {other} and {path}",
            hint="give one of the pages another file name",
        )
    seen[path.casefold()] = path


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return bool(path) and "\\" not in path and not any(part in ("", ".", "..") for part in parts)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


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
            if now - old.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _record(folder: Path, paths: Iterable[str]) -> str:
    """Write the manifest, unless it says so already; its digest."""
    content = "".join(f"{path}\n" for path in sorted(paths)).encode()
    if _content(folder / MANIFEST) != content:
        temporary = folder / f"{MANIFEST}.new"
        temporary.write_bytes(content)
        temporary.replace(folder / MANIFEST)
    return content_digest(content)


def _move(staged: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    staged.replace(target)


def _remove(folder: Path, path: str) -> None:
    """Remove one of our files, and the folders that it leaves empty."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()
