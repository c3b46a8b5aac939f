"""The files below `content/` that are no pages: pictures, data, PDFs.

Notes may show them. Each is read when somebody asks for it, so that a folder of films
that no page mentions costs nothing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.content.reader import unreadable
from generator.core.errors import PapershelfError, error
from generator.core.page_walk import PageWalk
from generator.core.picture_size import picture_size
from generator.core.reading import TooLargeError, read_file
from generator.core.svg_safety import svg_fault
from generator.system.fingerprints import TOO_LARGE, content_digest

LARGEST_ATTACHMENT = 50_000_000
"""Bytes that a file on the site may have: more, and a Git host may refuse it."""


class FileFacts(NamedTuple):
    """What a page needs to know of a file; a tuple, as builds keep them."""

    digest: str
    width: int | None = None
    """In pixels; None unless it is a picture of known size. So is the height."""
    height: int | None = None
    fault: str = ""
    """Why it cannot be published, in words; empty if it can."""


KnownFacts: TypeAlias = Callable[[str], FileFacts | None]
"""What an earlier build found out about a file, if that still holds."""


def _nothing_known(_: str) -> None: ...


class ContentFiles:
    """Files by their paths in the project, POSIX slashes."""

    def __init__(
        self,
        root: Path,
        walk: PageWalk,
        known: KnownFacts = _nothing_known,
    ) -> None:
        self.paths = walk.files
        self.outside = walk.files_outside
        """Links that lead out of the project, which no setting names."""
        self._asked: dict[str, FileFacts | None] = {}
        self._root = root
        self._known = known

    @property
    def asked(self) -> dict[str, str]:
        """Digests of the files that were asked for; empty if one cannot be read."""
        return {path: one.digest if one else "" for path, one in self._asked.items()}

    @property
    def read(self) -> dict[str, FileFacts]:
        """What is known of those that can be read."""
        return {path: one for path, one in self._asked.items() if one}

    def facts(self, path: str) -> FileFacts | None:
        """What there is to know of one of `paths`; None if it cannot be read."""
        if path not in self._asked:
            self._asked[path] = self._known(path) or self._read_facts(path)
        return self._asked[path]

    def load(self, path: str, digest: str) -> bytes:
        """The content of a file; raises `PapershelfError` if it is not that any more."""
        try:
            content = read_file(self._root / path)
        except OSError as fault:
            raise PapershelfError([unreadable(path, fault)]) from fault
        if content_digest(content) != digest:
            raise error(
                "content-changed",
                "the file changed while the site was being built",
                path=path,
                hint="build again",
            )
        return content

    def _read_facts(self, path: str) -> FileFacts | None:
        try:
            content = read_file(self._root / path)
        except TooLargeError:
            return FileFacts(TOO_LARGE, fault="it is too large")
        except OSError:
            return None
        digest = content_digest(content)
        if len(content) > LARGEST_ATTACHMENT:
            return FileFacts(digest, fault="it is too large")
        if not content:
            return FileFacts(digest, fault="it is empty")
        if path.lower().endswith(".svg"):
            return FileFacts(digest, fault=svg_fault(content) or "")
        size = picture_size(content) or (None, None)
        return FileFacts(digest, *size)


NO_FILES = ContentFiles(Path(), PageWalk(pages=(), folders=(), oddities=()))
"""For a library whose pages show no files."""
