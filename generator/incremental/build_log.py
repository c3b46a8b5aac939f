"""The receipt of the last build: what it was made from, what it made, what it had to say.

A build whose receipt still holds would do nothing, so that it is not run; one that is run makes
again only what is made from something else now. Without a receipt, or with one that cannot be
read, everything is done.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.system import cache_file
from generator.system.fingerprints import Fingerprints, cache_key

if TYPE_CHECKING:
    pass

_NAME, _FORM = "receipt", 2
"""What it is called, and the number of its form, which another version may not know."""
_MAKING = "making"
_DEPENDENCIES = frozenset(
    {"jinja2", "lunr", "markdown_it_py", "markupsafe", "mdurl", "pyyaml", "rjsmin"}
)
"""What the bytes of a site depend on, as their folders are called where they are installed."""


class BuildRecord(NamedTuple):
    """A build that went well."""

    asked: Mapping[str, str | bool | None]
    """`BuildOptions.asked`; empty for a build that had more to say than its repetition would."""
    program: bytes
    """Stands for the program that it ran."""
    output: str
    """Folder of the site."""
    input_files: Fingerprints
    """The files that it read, as they were before."""
    outputs: Fingerprints
    """The files of the site, by their paths there."""
    papers: int
    pages: int
    """Files of the site that are pages."""
    left_out: tuple[str, ...]
    """Broken pages that are not in the site."""
    problems: tuple[Mapping[str, Any], ...]
    """What it had to say, as `errors.problem_row` writes it."""


class OutputLog(NamedTuple):
    """How the last build made the files of the site; a build without news does not ask.

    It holds for itself, whatever build the receipt is of.
    """

    made: Mapping[str, bytes]
    """For each file, by its path, its key and behind it the digest of what came of it."""
    reasons: Mapping[str, str]
    """For each file that it made, why."""


def save_build_record(root: Path, build_record: BuildRecord) -> None:
    """Note the receipt."""
    row = build_record._asdict()
    row["input_files"] = build_record.input_files.plain()
    row["outputs"] = build_record.outputs.plain()
    cache_file.save(root, _NAME, program_version(), row)


def program_version() -> bytes:
    """Digest of the interpreter and the dependencies, and of the form of this record."""
    return cache_key(_FORM, sys.version, *_installed())


def _installed() -> Iterator[str]:
    """The dependencies with their versions, as the folders say that Python loads them from."""
    for folder in filter(os.path.isdir, sys.path):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 -- names are all that is wanted
            if name.partition("-")[0].lower() in _DEPENDENCIES and name.endswith(
                "-info"
            ):
                yield name


def load_build_record(root: Path) -> BuildRecord | None:
    """The receipt of the last build, None when there is none that can be trusted."""
    rows: Any = cache_file.load(root, _NAME, program_version())
    try:
        found = BuildRecord(**rows)
        return found._replace(
            input_files=Fingerprints.from_plain(found.input_files),  # type: ignore[arg-type]
            outputs=Fingerprints.from_plain(found.outputs),  # type: ignore[arg-type]
        )
    except (AttributeError, TypeError, ValueError):
        return None


def load_output_log(root: Path, program: bytes) -> OutputLog:
    """How the last build made the files of the site, as far as that is remembered."""
    rows: Any = cache_file.load(root, _MAKING, program)
    paths, made, reasons = rows or ("", [], {})
    return OutputLog(
        made=dict(zip(paths.split("\0"), made, strict=False)), reasons=reasons
    )


def save_output_log(root: Path, program: bytes, making: OutputLog) -> None:
    """Note how a build made the files of the site."""
    plain = "\0".join(making.made), [*making.made.values()], making.reasons
    cache_file.save(root, _MAKING, program, plain)
