"""Changes that a run makes: all of them, or none.

What undoes a change is noted before it is made, so that an interrupt in between loses
nothing. Undoing a change that was not made does nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Self

from generator.core.reading import read_file
from generator.system.folder import Folder


class Changes:
    """A context manager: the changes noted in it are undone if it fails."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self.undo()

    def note(self, undo: Callable[[], object]) -> None:
        """Note what undoes the change that is made next."""
        self._undo.append(undo)

    def note_file(
        self,
        folder: Path,
        path: str,
        after: bytes | None,
    ) -> None:
        """Note a file that will hold `after`, or be removed, with the folders around it.

        Undoing leaves it as it is if somebody changed it since.
        """
        parents = list(Path(path).parents)[:-1]
        for parent in reversed(parents):
            if not (folder / parent).exists():
                self.note(partial(_remove_folder, folder, parent.as_posix()))
        before = _content_if_any(folder / path)
        self.note(partial(_bring_back, folder, path, before, after))

    def undo(self) -> None:
        """Undo everything, the last change first."""
        while self._undo:
            try:
                _do_surely(self._undo[-1])
            except KeyboardInterrupt:
                continue  # half of the changes help nobody
            self._undo.pop()


def _do_surely(undo: Callable[[], object]) -> None:
    """Undo one change; once more if that fails, since all others depend on it."""
    for _ in range(2):
        with suppress(OSError):
            undo()
            return


def _bring_back(
    folder: Path,
    path: str,
    before: bytes | None,
    after: bytes | None,
) -> None:
    if before == after or _content_if_any(folder / path) != after:
        return
    with Folder(folder) as opened:
        if before is None:
            opened.remove(path)
        else:
            opened.write(path, before, mode=opened.mode(path))


def _remove_folder(folder: Path, path: str) -> None:
    with Folder(folder) as opened:
        opened.remove_folder(path)


def _content_if_any(file: Path) -> bytes | None:
    with suppress(FileNotFoundError, NotADirectoryError):
        return read_file(file)
    return None
