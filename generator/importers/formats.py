"""One reader a format: bytes of a seed in, papers and problems out.

A new format is a module with a `parse` function and one row in `IMPORTERS`.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol

from generator.core.errors import Parsed, Problem, Severity
from generator.core.paper import Paper
from generator.importers.daily_papers import parser


class Importer(Protocol):
    """What every importer is."""

    def __call__(
        self, data: bytes, *, seed: str, listed: dt.date | None = None
    ) -> Parsed[Paper]:
        """The papers in a seed; never raises."""


IMPORTERS: Mapping[str, Importer] = {
    ".txt": parser.parse,
    ".text": parser.parse,
    ".md": parser.parse,
    "": parser.parse,
}
"""By the ending of the file's name, in lower case."""


_NO_TEXT = (
    b"%PDF",
    b"PK\3\4",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
)
"""How files begin that hold no text, whatever their names say."""


def parse(data: bytes, *, seed: str, listed: dt.date | None = None) -> Parsed[Paper]:
    """What the importer for this seed sees in it; a format without one is a problem."""
    suffix = PurePath(seed).suffix.lower()
    importer = IMPORTERS.get(suffix)
    if importer and not data.startswith(_NO_TEXT):
        return importer(data, seed=seed, listed=listed)
    message = (
        "this file holds no text" if importer else f"no importer reads `{suffix}` files"
    )
    known = ", ".join(ending for ending in IMPORTERS if ending)
    problem = Problem(
        severity=Severity.WARNING, code="seed-format", path=seed,
        message=f"{message}, and it is left alone",
        hint=f"seeds are text files that end in {known}",
    )  # fmt: skip
    return Parsed(problems=(problem,))
