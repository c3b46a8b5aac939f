"""What builds keep in `.papershelf-cache/`: facts about contents, safe to lose.

A fact says what follows from what, such as a page's summary from the digest of its
file, and never what is on disk now. So a cache that is deleted, damaged, of another
version or of a build at the same time costs time and nothing else. Each file holds for
itself: two builds at once may leave some of each. A cache that came with somebody's list
is none: files bear a seal that only this machine can make.

    file            written by          what it saves the next build
    build_record    build_log           everything, if nothing changed
    output_log      build_log           rendering files whose inputs are the same
    pages           page_store          reading pages that did not change
    attachments     page_store          reading files that pages show and did not change
    search          index_worker        indexing papers that did not change
    templates       template_cache      compiling the reader's own templates
    shipped         template_cache      compiling ours; in the user's cache folder

How a value becomes plain is written beside its record, in the modules named above.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.system.cache_file import load_sealed, save_sealed
from generator.system.fingerprints import cache_key
from generator.system.folder import Folder
from generator.system.machine_key import machine_key

CACHE_FOLDER = ".papershelf-cache"
"""In the project; safe to delete."""
_FORM = cache_key(4, sys.version)
"""Of what is read before the program is known. Raise the number when the form of
`BuildRecord` or of a fingerprint changes."""


class BuildCache(NamedTuple):
    """The cache files in one folder, for one version of the program."""

    folder: Path
    key: bytes
    """The secret that its files are sealed with."""
    program: bytes = _FORM
    """Digest of the program: another one's files are not there for it."""
    reads: bool = True
    writes: bool = True

    def load(self, name: str) -> object:
        """What was saved under this name; None when there is nothing to rely on."""
        if not self.reads:
            return None
        return load_sealed(self.folder / name, self.program, self.key)

    def save(self, name: str, value: object) -> None:
        """Save a plain value; a folder that cannot be written to has no cache."""
        if not self.writes:
            return
        # The folder keeps itself out of the reader's repository.
        if not self.folder.is_dir():
            root = self.folder.parent
            with suppress(OSError), Folder.within(root, self.folder.name) as folder:
                folder.write(".gitignore", b"*\n")
        save_sealed(self.folder / name, self.program, self.key, value)


def project_cache(
    root: Path,
    *,
    reads: bool = True,
    writes: bool = True,
) -> BuildCache:
    """The cache of the project in folder `root`; `PapershelfError` if it is a link."""
    folder = root / CACHE_FOLDER
    if folder.is_symlink():
        # 17 ms, with dataclasses; hardly a project has such a link.
        from generator.core.errors import error  # noqa: PLC0415

        raise error(
            "cache-link",
            "this is a link, and nothing is written through one",
            path=CACHE_FOLDER,
            hint="remove the link: the cache is made again",
        )
    return BuildCache(
        folder=folder,
        key=machine_key(root),
        reads=reads,
        writes=writes,
    )
