"""The receipt of the last build: what it was made from, what it made, what it had to say.

A build whose receipt still holds would do nothing, so that it is not run. A receipt says nothing
of how to build: without one, or with one that cannot be read, everything is done.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from generator.errors import Problem, Severity
from generator.footprint import Footprint, content_digest, footprints, hold_the_same
from generator.options import BuildOptions
from generator.origins import origins
from generator.pagefiles import SITE

FOLDER = ".papershelf-cache"
"""In the project; safe to delete."""
_FILE = "receipt"
_DEPENDENCIES = frozenset(
    {"jinja2", "lunr", "markdown_it_py", "markupsafe", "mdurl", "pyyaml", "rjsmin"}
)
"""What the bytes of a site depend on, as their folders are called where they are installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A build that went well."""

    circumstances: str
    """Digest of what it was asked and of the programs that it ran."""
    origins: Mapping[str, Footprint]
    """The files that it read, as they were before."""
    outputs: Mapping[str, Footprint]
    """The files of the site, by where they stand."""
    papers: int
    pages: int
    """Files of the site that are pages."""
    left_out: tuple[str, ...]
    """Broken pages that are not in the site."""
    problems: tuple[Problem, ...]


def standing(root: Path, options: BuildOptions) -> Receipt | None:
    """The receipt of the build that this one would repeat; None when there is something to do.

    It is written again when files that had to be read can be told by their times from now on.
    """
    last = None if options.clean else _kept(root)
    if last is None or last.circumstances != circumstances(root, options):
        return None
    read = footprints(origins(root), last.origins)
    if read is None or not hold_the_same(read, last.origins):
        return None
    made = footprints(last.outputs, last.outputs)
    if made is None or not hold_the_same(made, last.outputs):
        return None
    receipt = replace(last, origins=read, outputs=made)
    if receipt != last:
        keep(root, receipt)
    return receipt


def origins_before(root: Path) -> dict[str, Footprint] | None:
    """The files that a build is about to read; None when one of them cannot be.

    Taken before a build reads them, so that what changes meanwhile is seen by the next one.
    """
    last = _kept(root)
    return footprints(origins(root), last.origins if last else {})


def keep(root: Path, receipt: Receipt) -> None:
    """Note the receipt, in one step; a project that cannot be written to has none."""
    folder = root / FOLDER
    rows = json.dumps(_rows(receipt), separators=(",", ":")).encode()
    new = folder / f"{_FILE}.{os.getpid()}.{time.monotonic_ns()}"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        new.write_bytes(content_digest(rows).encode() + b"\n" + rows)
        new.replace(folder / _FILE)


def circumstances(root: Path, options: BuildOptions) -> str:
    """Digest of all that a site depends on besides the files that a build reads."""
    asked = replace(options, output=None)
    where = os.path.relpath(options.output or root / SITE, root)
    return content_digest(repr((sys.version, [*_installed()], asked, where)).encode())


def _installed() -> Iterator[str]:
    """The dependencies with their versions, as the folders say that Python loads them from."""
    for folder in filter(os.path.isdir, sys.path):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 -- names are all that is wanted
            if name.partition("-")[0].lower() in _DEPENDENCIES and name.endswith("-info"):
                yield name


def _kept(root: Path) -> Receipt | None:
    """The receipt of the last build, None when there is none that can be trusted."""
    try:
        seal, _, rows = (root / FOLDER / _FILE).read_bytes().partition(b"\n")
        return _receipt(json.loads(rows)) if seal == content_digest(rows).encode() else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _rows(receipt: Receipt) -> dict[str, Any]:
    """The receipt as JSON has it."""
    problems = [asdict(problem) for problem in receipt.problems]
    return {item.name: getattr(receipt, item.name) for item in fields(receipt)} | {
        "problems": problems
    }


def _receipt(rows: dict[str, Any]) -> Receipt:
    problems = (
        Problem(**{**row, "severity": Severity(row["severity"])}) for row in rows["problems"]
    )
    return Receipt(
        **rows
        | {
            "origins": {file: tuple(row) for file, row in rows["origins"].items()},
            "outputs": {file: tuple(row) for file, row in rows["outputs"].items()},
            "left_out": tuple(rows["left_out"]),
            "problems": tuple(problems),
        }
    )
