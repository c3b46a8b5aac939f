"""Single pages created and replaced in one step: whole or not at all.

A run that is killed leaves every page as it was. Nothing here knows what is in a page;
how a file is written, and that it is none outside of the project, is up to `folder`.
Whoever writes holds the lock of the project.
"""

import stat
from contextlib import suppress
from pathlib import Path

from generator.core.errors import Problem, Severity
from generator.core.page_walk import place_to_write
from generator.core.reading import read_file
from generator.system.changes import Changes
from generator.system.folder import Folder

READ_ONLY = "content-read-only"
"""Code of the problem of a page that its reader protects from being written."""


def create(
    root: Path,
    path: str,
    content: bytes,
    changes: Changes | None = None,
) -> bool:
    """Create a page, with its folder; False if there is one of that name.

    `path` is the page's path in the project, which is in folder `root`. `changes` can
    take the page away again. Raises OSError when the system refuses.
    """
    base, rest = place_to_write(root, path)
    if changes and not (base / rest).exists():
        changes.note_file(base, rest, content)
    with Folder(base) as folder:
        try:
            folder.add(rest, content)
        except FileExistsError:
            return False
    return True


def replace(
    root: Path,
    path: str,
    before: bytes,
    after: bytes,
    changes: Changes | None = None,
) -> Problem | None:
    """Replace a page that still holds `before` by `after`; a problem if it cannot be.

    A page that has changed meanwhile and one that is write-protected stay as they are.
    Mode and symbolic links are kept. `changes` can bring `before` back.
    """
    base, rest = place_to_write(root, path)
    page = base / rest
    try:
        mode = page.stat().st_mode
        protected = protection(page, path=path)
        if protected:
            return protected
        with (
            Folder(base) as folder,
            folder.temporary_file(rest, after, mode) as unnamed,
        ):
            # Looked at last, so that a page saved while we wrote is not lost.
            current = read_file(page)
            if current == before:
                if changes:
                    changes.note_file(base, rest, after)
                folder.move(unnamed, folder, rest)
    except OSError as fault:
        return _unwritable_page(path, fault)
    if current not in (before, after):
        return _page_problem(
            "content-changed",
            "the page changed meanwhile and stays as it is",
            path,
            "save it in the editor, then run the command again",
        )
    return None


def protection(file: Path, *, path: str) -> Problem | None:
    """The problem of a page that its reader protects from being written."""
    with suppress(OSError):  # writing the page will report it
        if not file.stat().st_mode & stat.S_IWUSR:
            return _page_problem(
                READ_ONLY,
                "the page is write-protected and stays as it is",
                path,
                "make it writable if Papershelf may update it",
            )
    return None


def _unwritable_page(path: str, fault: OSError) -> Problem:
    return _page_problem(
        "content-unwritable",
        f"the page is not updated: {fault.strerror}",
        path,
        "make the file and its folder writable, then run the command again",
        Severity.ERROR,
    )


def _page_problem(
    code: str,
    message: str,
    path: str,
    hint: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    return Problem(
        severity=severity,
        code=code,
        message=message,
        path=path,
        hint=hint,
    )
