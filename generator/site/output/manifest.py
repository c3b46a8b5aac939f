"""The list of our files in the site."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.site.output.file import OutputFile, finished
from generator.system.fingerprints import content_digest

MANIFEST = ".papershelf-manifest"
"""Lists our files, one path a line; a dot file, so that publishing leaves it out."""


def remove_site(folder: Path) -> tuple[str, ...]:
    """Remove every file that the manifest names as ours, and nothing else; the removed paths."""
    removed = sorted(path for path in manifest(folder) if (folder / path).is_file())
    _remove(folder, removed)
    (folder / MANIFEST).unlink(missing_ok=True)
    return tuple(removed)


def manifest(folder: Path) -> frozenset[str]:
    """Paths of the files in `folder` that we made; none when there is no readable manifest."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return frozenset()
    paths = text.removesuffix("\n").split("\n")
    return frozenset(paths if _are_plain(paths) else filter(_is_inside, paths))


def read_site(folder: Path) -> Iterator[OutputFile]:
    """The files in `folder` that we made and that are still there, sorted by path, one by one."""
    for path in sorted(manifest(folder)):
        content = _content(folder / path)
        if content is not None:
            yield finished(path, content)


def files_in(folder: Path) -> frozenset[str]:
    """Paths of all files in `folder`, whoever made them, spelled as the disk spells them."""
    found = (
        Path(where, name).relative_to(folder).as_posix()
        for where, _, names in os.walk(folder)
        for name in names
    )
    return frozenset(found)


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return (
        bool(path)
        and "\\" not in path
        and not any(part in ("", ".", "..") for part in parts)
    )


def _are_plain(paths: Sequence[str]) -> bool:
    """Whether each part of all paths begins as names mostly do: so they lead into the site."""
    return _PLAIN.fullmatch("\n".join(paths)) is not None


_NAME = r"\.?[A-Za-z0-9_][A-Za-z0-9_.-]*+"

_PLAIN = re.compile(rf"{_NAME}(?:[/\n]{_NAME})*+")


def _content(path: Path | str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 -- ten thousand times
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _record(folder: Path, paths: Iterable[str]) -> str:
    """Write the manifest, unless it says so already; its digest.

    Quickest where the paths are some sorted lists, one behind the other.
    """
    content = "\n".join([*sorted(paths), ""]).encode()
    if _content(folder / MANIFEST) != content:
        temporary = folder / f"{MANIFEST}.new"
        temporary.write_bytes(content)
        temporary.replace(folder / MANIFEST)
    return content_digest(content)


def _remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove some of our files, and the folders that they leave empty."""
    folders: set[PurePosixPath] = set()
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        folders.update(PurePosixPath(path).parents)
    for parent in sorted(
        folders - {PurePosixPath()}, reverse=True
    ):  # the inner ones first
        with suppress(
            OSError
        ):  # it is not empty, which its system knows without a look
            (folder / parent).rmdir()
