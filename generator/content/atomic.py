"""Single files of `content/` created and replaced in one step: whole or not at all.

The new bytes go to a hidden file in the same folder, which then takes the page's name,
so a run that is killed in between leaves every page as it was. A new page gets its name
by a hard link, since that fails where a file exists and a rename would overwrite it.
Nothing here knows what is in a page.
"""

import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

from generator.core.errors import Problem, Severity

READ_ONLY = "content-read-only"
"""Code of the problem of a page that its reader protects from being written."""

_SUFFIX = ".papershelf-new"
_STALE_SECONDS = 3600
"""A hidden file this old was left by a run that was killed."""


def create(file: Path, content: bytes) -> bool:
    """Create a file, with its folder; False if there is one of that name.

    Raises OSError when the system refuses.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary_beside(file)
    try:
        temporary.write_bytes(content)
        _give_name(temporary, file)
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    return True


def replace(
    file: Path,
    before: bytes,
    after: bytes,
    *,
    path: str,
) -> Problem | None:
    """Replace a page that still holds `before` by `after`; a problem if it cannot be.

    `path` is the page's path in the project. A page that has changed meanwhile and one
    that is write-protected stay as they are. Mode and symbolic links are kept.
    """
    target = file.resolve()
    temporary = _temporary_beside(target)
    try:
        mode = target.stat().st_mode
        protected = protection(target, path=path)
        if protected:
            return protected
        temporary.write_bytes(after)
        temporary.chmod(stat.S_IMODE(mode))
        # Looked at last, so that a page saved while we wrote is not lost.
        current = target.read_bytes()
        if current == before:
            temporary.replace(target)
        elif current != after:
            return _page_problem(
                "content-changed",
                "the page changed meanwhile and stays as it is",
                path,
                "save it in the editor, then run the command again",
            )
    except OSError as fault:
        return _unwritable_page(path, fault)
    finally:
        temporary.unlink(missing_ok=True)
    return None


def write_whole(file: Path, content: bytes) -> None:
    """Write a file of our own in one step, whatever it held; raises OSError."""
    temporary = _temporary_beside(file)
    try:
        temporary.write_bytes(content)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


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


def remove_stale(folder: Path) -> None:
    """Remove the hidden files that killed runs left below a folder."""
    oldest = time.time() - _STALE_SECONDS
    for hidden in folder.rglob(f".*{_SUFFIX}"):
        with suppress(FileNotFoundError):  # another run has just given it its name
            if hidden.stat().st_mtime < oldest:
                hidden.unlink()


def _temporary_beside(file: Path) -> Path:
    return file.with_name(f".{secrets.token_hex(8)}{_SUFFIX}")


def _give_name(temporary: Path, file: Path) -> None:
    """Give the temporary file its name; raises FileExistsError if that is taken."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as FAT
        with file.open("xb") as target:
            target.write(temporary.read_bytes())


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
