"""One file of the site, and what it is made from."""

from collections.abc import Callable
from typing import NamedTuple


class OutputFile(NamedTuple):
    """One file of the site, made on demand; a tuple, as a site has 20,000 of them."""

    path: str
    """Relative to the site, POSIX slashes."""
    make: Callable[[], bytes]
    """Returns the content."""
    inputs_key: bytes | None = None
    """Cache key of the inputs: equal keys mean equal content.

    None for a file that is cheaper to make than to plan: its content decides.
    """
    inputs: tuple[str, ...] = ()
    """What the file is made from, in words. The key has one part for each, all of the
    same length and in this order."""

    @property
    def content(self) -> bytes:
        """The content, made again at each call."""
        return self.make()


def finished(path: str, content: bytes) -> OutputFile:
    """A file whose content is known already."""
    return OutputFile(path=path, make=lambda: content)
