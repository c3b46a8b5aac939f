"""The files of `seeds/`, and how a dump from elsewhere joins them.

`seeds/` is the memory of what sources say: without the dump, nobody could tell later
what a reader changed. So what is imported from elsewhere is copied there first. Which
importer reads a file is the business of `formats`.
"""

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.core.errors import Parsed, error
from generator.core.paper import Paper
from generator.core.project_layout import SEEDS, seed_paths
from generator.core.text import digest
from generator.importers import formats


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One dump, which may not be in `seeds/` yet."""

    name: str
    """Its file's name in `seeds/`."""
    file: Path
    """Where it can be read."""
    listed: dt.date | None = None
    """Day of the listing, if the user gave it."""
    has_papers: bool = True
    """False for a file from elsewhere without papers, which is no seed and not kept."""


def seed_from(root: Path, path: Path, *, listed: dt.date | None = None) -> Seed:
    """A dump as a seed of the project; one from elsewhere is named by date and digest.

    A dump that `seeds/` has under another name keeps that name. A file without papers
    keeps the name that the user gave it.
    """
    if path.parent.resolve() == (root / SEEDS).resolve():
        return Seed(
            name=path.name,
            file=path,
            listed=listed,
        )
    data = _read_dump(path)
    for kept in seed_paths(root):
        has_same_size = kept.stat().st_size == len(data)
        if has_same_size and _read_dump(kept) == data:
            return Seed(
                name=kept.name,
                file=kept,
                listed=listed,
            )
    papers = parse_file(path, listed=listed).items
    if not papers:
        return Seed(
            name=path.as_posix(),
            file=path,
            listed=listed,
            has_papers=False,
        )
    listing_day = max(_listing_dates(papers), default=None)
    day = listing_day.isoformat() if listing_day else "undated"
    fingerprint = digest(data.decode("latin-1"), 16)
    suffix = path.suffix or ".txt"
    return Seed(
        name=f"{day}_{fingerprint}{suffix}",
        file=path,
        listed=listed,
    )


def copy_seed(root: Path, seed: Seed) -> None:
    """Copy a dump from elsewhere to `seeds/`; `PapershelfError` if that fails."""
    target = root / SEEDS / seed.name
    if target.exists():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Whoever looks at `seeds/` meanwhile finds a whole dump or none.
        temporary = target.with_name(f".{seed.name}.new")
        shutil.copyfile(seed.file, temporary)
        temporary.replace(target)
    except OSError as fault:
        raise error(
            "seed-unwritable",
            f"the dump cannot be kept: {fault.strerror}",
            path=f"{SEEDS}/{seed.name}",
            hint="make the folder writable; nothing was imported",
        ) from fault


def parse_seed(seed: Seed, days: Mapping[str, dt.date]) -> Parsed[Paper]:
    """The papers of a seed.

    `days` are listing days by seed that pages remember: they count for a seed that has
    no day itself.
    """
    parsed = _parse_dump(seed)
    remembered = days.get(seed.name)
    if seed.listed or not remembered or any(_listing_dates(parsed.items)):
        return parsed
    return _parse_dump(replace(seed, listed=remembered))


def parse_file(path: Path, *, listed: dt.date | None = None) -> Parsed[Paper]:
    """The papers in a file; `PapershelfError` if it cannot be read."""
    return _parse_dump(
        Seed(
            name=path.name,
            file=path,
            listed=listed,
        )
    )


def _parse_dump(seed: Seed) -> Parsed[Paper]:
    return formats.parse(_read_dump(seed.file), seed=seed.name, listed=seed.listed)


def _listing_dates(papers: Iterable[Paper]) -> list[dt.date]:
    dates: list[dt.date] = []
    for paper in papers:
        dates += [listing.date for listing in paper.listings if listing.date]
    return dates


def _read_dump(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise error(
            "seed-unreadable",
            f"cannot read the seed: {fault.strerror}",
            path=path.as_posix(),
        ) from fault
