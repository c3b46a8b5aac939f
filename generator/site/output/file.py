"""One file of the site, and what it is made from."""

from collections.abc import Callable
from typing import NamedTuple


class OutputFile(NamedTuple):
    """One file of the site, made when it is asked for; a tuple, since a site has thousands."""

    path: str
    """Relative to the site, POSIX slashes."""
    make: Callable[[], bytes]
    """Its content."""
    inputs_key: bytes | None = None
    """Cache key of all that it is made from: equal keys give an equal file.

    None for a file that is cheaper to make than to plan: its content decides.
    """
    inputs: tuple[str, ...] = ()
    """What it is made from, in words: one for each part of the key, all equally long."""

    @property
    def content(self) -> bytes:
        """What it holds, made anew each time."""
        return self.make()


def finished(path: str, content: bytes) -> OutputFile:
    """A file whose content is known."""
    return OutputFile(path=path, make=lambda: content)
