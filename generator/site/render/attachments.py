"""The files of the reader's that papers show, as files of the site."""

from collections.abc import Iterator
from functools import partial

from generator.library.library import Library
from generator.site.output.file import OutputFile
from generator.system.fingerprints import cache_key


def attachment_files(library: Library) -> Iterator[OutputFile]:
    """A copy of each file beside the page that shows it."""
    for attachment in library.attachments:
        source, path, digest = attachment
        load = partial(library.files.load, source, digest)
        yield OutputFile(path, load, cache_key(digest), (source,))
