"""Where temporary folders are, and how those are found that killed runs left.

`folder` says how one is made, and how a run knows that it was left.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.core.project_layout import is_temporary
from generator.core.reading import list_folder
from generator.system.folder import Folder

_VARIABLES = ("TMPDIR", "TEMP", "TMP")
_USUAL_FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108 - only locked folders are made there


def temporary_root() -> Path:
    """The system's folder for temporary files, or this one if there is none."""
    # `tempfile` takes 15 ms to load, and every build looks here.
    named = [os.environ.get(variable, "") for variable in _VARIABLES]
    for folder in (*named, *_USUAL_FOLDERS):
        if folder and os.access(folder, os.W_OK | os.X_OK):
            return Path(folder).absolute()
    return Path.cwd()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder for what lasts as long as a build; raises OSError where none can be."""
    with Folder(temporary_root()) as root, root.temporary_folder() as folder:
        yield folder.path


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove what killed runs left in these folders, but not in folders inside."""
    for folder in folders:
        if folder.is_symlink():
            continue
        with suppress(OSError):
            names = [entry.name for entry in list_folder(folder)]
            remove_abandoned(folder, list(filter(is_temporary, names)))


def remove_abandoned(folder: Path, paths: Sequence[str]) -> None:
    """Remove those of these temporary files and folders whose runs are over."""
    if paths:
        with suppress(OSError), Folder(folder) as opened:
            for path in paths:
                opened.remove_abandoned(path)
