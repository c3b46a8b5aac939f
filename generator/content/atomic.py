"""Single files of `content/` created and replaced, each in one step: whole or not at all.

A file is written beside its place under a hidden name and then given its name, so that whoever is
killed in between leaves every page as it was. Nothing here knows what a page says.
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
    """Whether the file was not there before, and is now with this content.

    Raises OSError when the system refuses.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(file)
    try:
        temporary.write_bytes(content)
        _link(temporary, file)
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    return True


def replace(file: Path, before: bytes, after: bytes, *, path: str) -> Problem | None:
    """Give a page that still holds `before` the content `after`; a problem when it cannot be.

    `path` is the page's place in the project. A page that changed meanwhile and one that is
    write-protected stay as they are. Mode and symbolic links are kept.
    """
    target = file.resolve()
    temporary = _temporary(target)
    try:
        mode = target.stat().st_mode
        if protected := protection(target, path=path):
            return protected
        temporary.write_bytes(after)
        temporary.chmod(stat.S_IMODE(mode))
        found = target.read_bytes()
        if found == after:
            return None
        if found != before:
            return _problem(
                "content-changed", "the page changed meanwhile and stays as it is", path,
                "save it in the editor, then run the command again",
            )  # fmt: skip
        temporary.replace(target)
    except OSError as fault:
        return _problem(
            "content-unwritable", f"the page is not updated: {fault.strerror}", path,
            "make the file and its folder writable, then run the command again", Severity.ERROR,
        )  # fmt: skip
    finally:
        temporary.unlink(missing_ok=True)
    return None


def protection(file: Path, *, path: str) -> Problem | None:
    """The problem of a page that its reader protects from being written."""
    with suppress(OSError):  # whoever writes it is told
        if not file.stat().st_mode & stat.S_IWUSR:
            return _problem(
                READ_ONLY, "the page is write-protected and stays as it is", path,
                "make it writable if Papershelf may update it",
            )  # fmt: skip
    return None


def remove_stale(folder: Path) -> None:
    """Remove the hidden files that runs left below a folder when they were killed."""
    oldest = time.time() - _STALE_SECONDS
    for left in folder.rglob(f".*{_SUFFIX}"):
        if left.stat().st_mtime < oldest:
            left.unlink(missing_ok=True)


def _temporary(file: Path) -> Path:
    return file.with_name(f".{secrets.token_hex(8)}{_SUFFIX}")


def _link(temporary: Path, file: Path) -> None:
    """Gives the file its name; raises FileExistsError where one stands."""
    try:
        os.link(temporary, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as FAT
        with file.open("xb") as target:
            target.write(temporary.read_bytes())


def _problem(
    code: str, message: str, path: str, hint: str, severity: Severity = Severity.WARNING
) -> Problem:
    return Problem(severity=severity, code=code, message=message, path=path, hint=hint)
