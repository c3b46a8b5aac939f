"""The folder of the site: what may be in it, what is in the way, how it is emptied."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from stat import S_ISLNK, S_ISREG

from generator.core.errors import PapershelfError, error
from generator.site.output.file import OutputFile, finished
from generator.site.output.manifest import MANIFEST, manifest, read_if_present
from generator.system.folder import Folder, LinkedError
from generator.system.lock import locked


def remove_site(folder: Path) -> tuple[str, ...]:
    """Remove our files and nothing else; their paths.

    Raises `PapershelfError`, and removes none, where a link is in the way.
    """
    if not folder.is_dir():
        return ()
    with locked(folder), disk_problems(folder), Folder.at(folder) as site:
        paths = [path for path in sorted(manifest(folder)) if is_file(site, path)]
        for path in paths:
            site.remove(path)
        for parent in folders_around(paths):
            site.remove_folder(parent)
        site.remove(MANIFEST)
    return tuple(paths)


def read_site(folder: Path) -> Iterator[OutputFile]:
    """Our files in `folder` that still exist, sorted by path, read one by one.

    Raises `PapershelfError` at a link, which may lead to what is not of the site.
    """
    paths = sorted(manifest(folder))
    if not paths:
        return
    with Folder(folder) as site:
        for path in paths:
            if S_ISLNK(_mode(site, path) or 0):
                raise linked_folder((folder / path).as_posix())
            content = read_if_present(folder / path)
            if content is not None:
                yield finished(path, content)


def _mode(site: Folder, path: str) -> int | None:
    """The `st_mode` of a file; raises `PapershelfError` where it is behind a link."""
    try:
        return site.mode(path)
    except LinkedError as fault:
        link = site.path / (fault.filename or path)
        raise linked_folder(link.as_posix()) from fault


def is_file(site: Folder, path: str) -> bool:
    """Whether a file is there, not a link or a folder."""
    return S_ISREG(site.mode(path) or 0)


def folders_around(paths: Iterable[str]) -> list[str]:
    """The folders that have these files in them, the inner ones first."""
    # Most files are in few folders, and `pathlib` takes 5 µs for each.
    direct = {path.rpartition("/")[0] for path in paths}
    around = set(direct)
    for folder in direct:
        around.update(map(str, PurePosixPath(folder).parents))
    return sorted(around - {"", "."}, reverse=True)


@contextmanager
def disk_problems(folder: Path) -> Iterator[None]:
    """Raises `PapershelfError` for what the system refuses in the site."""
    try:
        yield
    except LinkedError as fault:
        raise linked_folder(f"{folder.as_posix()}/{fault.filename}") from fault
    except OSError as fault:
        named = Path(fault.filename or "")
        # What is in an open folder is named without it, by a temporary name perhaps.
        place = named if named.is_absolute() else folder
        raise error(
            "output-write",
            f"cannot write the site: {fault.strerror or fault}",
            path=place.as_posix(),
            hint="check that the folder exists, is yours and has room",
        ) from fault


def linked_folder(path: str) -> PapershelfError:
    """The error of a link where a folder of the site should be."""
    return error(
        "output-link",
        "this is a link, and the site is not written through one",
        path=path,
        hint="remove the link; to write elsewhere, name that folder with --output",
    )
