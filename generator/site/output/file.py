"""One file of the site, and what it is made from."""

from collections.abc import Callable
from typing import NamedTuple


class OutputFile(NamedTuple):
    """One file of the site, made when it is asked for; a tuple, since a site has thousands."""

    path: str
    """Relative to the site, POSIX slashes."""
    make: Callable[[], bytes]
    """Its content."""
    key: bytes | None = None
    """Stands for all that it is made from: equal keys make an equal file. None when only its
    content tells."""
    inputs: tuple[str, ...] = ()
    """What it is made from, in words; parts of the key, equally long, stand for one after another."""

    @property
    def content(self) -> bytes:
        """What it holds, made anew each time."""
        return self.make()


def finished(path: str, content: bytes) -> OutputFile:
    """A file whose content is known."""
    return OutputFile(path=path, make=lambda: content)
