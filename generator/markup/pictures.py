"""Pictures in a text that are files beside it; a site does not hold them."""

from typing import NamedTuple


class LocalPicture(NamedTuple):
    """A picture that is a file, with its place in the text."""

    target: str
    """The path, without escapes."""
    line: int
    """From 0."""
    column: int | None = None
    """From 0; None where it is unknown."""
