"""What earlier builds worked out, in `.papershelf-cache/`: facts about contents, safe to lose.

A fact says what follows from what, such as a page's brief from its file's digest, and never what
is there now. So a cache that is deleted, damaged, of another version or of a build at the same
time costs time and nothing else. A file carries a digest of itself and is replaced in one step.
"""

import hashlib
import marshal
import os
import time
from contextlib import suppress
from pathlib import Path

FOLDER = ".papershelf-cache"
"""In the project; safe to delete."""
_SEAL = 32


def load(root: Path, name: str, version: bytes) -> object:
    """What was saved under a name for this version; None when there is nothing whole."""
    return taken(root / FOLDER / name, version)


def save(root: Path, name: str, version: bytes, value: object) -> None:
    """Save plain values in one step; a project that cannot be written to has no cache."""
    folder = root / FOLDER
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    put(folder / name, version, value)


def taken(file: Path, version: bytes) -> object:
    """What was put into a file for this version; None when there is nothing whole."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    seal, payload = data[:_SEAL], memoryview(data)[_SEAL:]
    return marshal.loads(payload) if seal == _seal(payload, version) else None  # noqa: S302 - sealed


def put(file: Path, version: bytes, value: object) -> None:
    """Put plain values into a file, in one step, where that may be written."""
    payload = marshal.dumps(value)  # type: ignore[arg-type]
    new = file.with_name(f"{file.name}.{os.getpid()}.{time.monotonic_ns()}")
    with suppress(OSError):
        with new.open("wb") as target:
            target.write(_seal(payload, version))
            target.write(payload)
        new.replace(file)


def _seal(payload: bytes | memoryview, version: bytes) -> bytes:
    whole = hashlib.sha256(
        version
    )  # twice as quick as BLAKE2 where the processor knows it
    whole.update(payload)
    return whole.digest()
