"""The files of `seeds/`: which there are, what they say, and how a dump from elsewhere joins them.

`seeds/` is the memory of what sources said: without the dump, nobody could tell later what a
reader changed. So what is imported from elsewhere is copied there first.
"""

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.core.errors import Parsed, error
from generator.core.paper import Paper
from generator.core.project_layout import SEEDS, seed_paths
from generator.core.text import digest
from generator.importers import formats


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One dump, which may still stand elsewhere."""

    name: str
    """Its file's name in `seeds/`."""
    file: Path
    """Where it can be read."""
    listed: dt.date | None = None
    """Day of the listing, as the user gave it."""


def seed_from(root: Path, path: Path, *, listed: dt.date | None = None) -> Seed:
    """A dump as a seed of the project; one from elsewhere is called by its date and digest.

    A dump that `seeds/` holds under another name goes by that.
    """
    if path.parent.resolve() == (root / SEEDS).resolve():
        return Seed(name=path.name, file=path, listed=listed)
    data = _data(path)
    kept = (file for file in seed_paths(root) if file.stat().st_size == len(data))
    if same := next((file for file in kept if _data(file) == data), None):
        return Seed(name=same.name, file=same, listed=listed)
    papers = parsed_file(path, listed=listed).items
    days = [
        listing.date for paper in papers for listing in paper.listings if listing.date
    ]
    day = max(days).isoformat() if days else "undated"
    name = f"{day}_{digest(data.decode('latin-1'), 16)}{path.suffix or '.txt'}"
    return Seed(name=name, file=path, listed=listed)


def keep(root: Path, seed: Seed) -> None:
    """Copy a dump from elsewhere to `seeds/`; raises `PapershelfError` when that cannot be done."""
    target = root / SEEDS / seed.name
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{seed.name}.new")
        shutil.copyfile(seed.file, temporary)
        temporary.replace(target)
    except OSError as fault:
        raise error(
            "seed-unwritable", f"the dump cannot be kept: {fault.strerror}",
            path=f"{SEEDS}/{seed.name}", hint="make the folder writable; nothing was imported",
        ) from fault  # fmt: skip


def parsed_seed(seed: Seed, days: Mapping[str, dt.date]) -> Parsed[Paper]:
    """What a seed says; `days` are the listing days that pages remember of seeds without one."""
    said = _parsed(seed.file, seed.name, seed.listed)
    dated = any(listing.date for paper in said.items for listing in paper.listings)
    if dated or seed.listed or seed.name not in days:
        return said
    return _parsed(seed.file, seed.name, days[seed.name])


def parsed_file(path: Path, *, listed: dt.date | None = None) -> Parsed[Paper]:
    """What the importer for this file sees in it; `PapershelfError` if it cannot be read."""
    return _parsed(path, path.name, listed)


def _parsed(path: Path, name: str, listed: dt.date | None) -> Parsed[Paper]:
    return formats.parse(_data(path), seed=name, listed=listed)


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise error(
            "seed-unreadable",
            f"cannot read the seed: {fault.strerror}",
            path=path.as_posix(),
        ) from fault
