"""One reader a format: bytes of a seed in, papers and problems out.

A new format is a module with a `parse` function and one row in `IMPORTERS`.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import PurePath
from typing import Protocol

from generator.errors import Parsed, Problem, Severity
from generator.importers import daily_papers
from generator.paper import Paper


class Importer(Protocol):
    """What every importer is."""

    def __call__(self, data: bytes, *, seed: str, listed: dt.date | None = None) -> Parsed[Paper]:
        """The papers in a seed; never raises."""


IMPORTERS: Mapping[str, Importer] = {
    ".txt": daily_papers.parse,
    ".text": daily_papers.parse,
    ".md": daily_papers.parse,
    "": daily_papers.parse,
}
"""By the ending of the file's name, in lower case."""


def parse(data: bytes, *, seed: str, listed: dt.date | None = None) -> Parsed[Paper]:
    """What the importer for this seed sees in it; a format without one is a problem."""
    suffix = PurePath(seed).suffix.lower()
    if importer := IMPORTERS.get(suffix):
        return importer(data, seed=seed, listed=listed)
    known = ", ".join(ending for ending in IMPORTERS if ending)
    problem = Problem(
        severity=Severity.WARNING, code="seed-format", path=seed,
        message=f"no importer reads `{suffix}` files, and this one is left alone",
        hint=f"known endings are {known}",
    )  # fmt: skip
    return Parsed(problems=(problem,))
