"""What a build did to the site. Apart from the writer, which needs 10 ms to load."""

from collections.abc import Mapping
from typing import NamedTuple


class WriteReport(NamedTuple):
    """What became of our files, by their paths in the site, sorted."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    digests: Mapping[str, str]
    """For the manifest and the files that were made, even if they are kept."""
