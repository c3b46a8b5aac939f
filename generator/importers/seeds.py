"""The files of `seeds/`, and how a dump from elsewhere joins them.

`seeds/` is the memory of what sources say: without the dump, nobody could tell later
what a reader changed. So what is imported from elsewhere is copied there first. Which
importer reads a file is the business of `formats`.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.core.errors import error
from generator.core.project_layout import SEEDS, seed_paths
from generator.core.project_links import place_to_write
from generator.core.reading import read_named_file
from generator.core.text import digest
from generator.importers import formats
from generator.importers.parsed_seed import ParsedSeed, SeedQuestion, given_day
from generator.importers.seed_days import read_seed_days
from generator.system.changes import Changes
from generator.system.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """One dump, which may not be in `seeds/` yet."""

    name: str
    """Its file's name in `seeds/`."""
    file: Path
    """Where it can be read."""
    listed: dt.date | None = None
    """Day of the listing, if the user gave it."""
    format: str = ""
    """Key of its format, if the user named it."""
    has_papers: bool = True
    """False for a file without papers; one from elsewhere is no seed and not kept."""


def seed_from(
    root: Path,
    path: Path,
    *,
    listed: dt.date | None = None,
    format_key: str = "",
    taken: Collection[str] = (),
) -> Seed:
    """A dump as a seed of the project; one from elsewhere keeps its name if it can.

    A dump that `seeds/` has under another name keeps that name. A file without papers
    keeps the name that the user gave it. Names that are `taken` go to other dumps.
    """
    if path.parent.resolve() == (root / SEEDS).resolve():
        return Seed(
            name=path.name,
            file=path,
            listed=listed,
            format=format_key,
        )
    data = _read_dump(path)
    names = set(taken)
    for kept in seed_paths(root):
        names.add(kept.name)
        has_same_size = kept.stat().st_size == len(data)
        if has_same_size and _read_dump(kept) == data:
            return Seed(
                name=kept.name,
                file=kept,
                listed=listed,
                format=format_key,
            )
    question = SeedQuestion(format=format_key)
    has_papers = bool(formats.parse(data, seed=path.name, question=question).items)
    return Seed(
        name=_free_name(path, data, names) if has_papers else path.as_posix(),
        file=path,
        listed=listed,
        format=format_key,
        has_papers=has_papers,
    )


def _free_name(path: Path, data: bytes, taken: Iterable[str]) -> str:
    """The name of a dump's copy: its own, with a digest if another dump has that."""
    stem = re.sub(r"[\x00-\x1f\x7f]", "-", path.stem).lstrip(".")
    suffix = path.suffix or ".txt"
    if not stem or stem.casefold() == "readme":
        stem = f"dump-{stem}"
    others = {name.casefold() for name in taken}
    if f"{stem}{suffix}".casefold() in others:
        stem += f"-{digest(data.decode('latin-1'), 6)}"
    return f"{stem}{suffix}"


def copy_seed(root: Path, seed: Seed, changes: Changes) -> None:
    """Copy a dump from elsewhere to `seeds/`; `PapershelfError` if that fails."""
    path = f"{SEEDS}/{seed.name}"
    if (root / path).exists():
        return
    data = _read_dump(seed.file)
    try:
        base, rest = place_to_write(root, path)
        changes.note_file(base, rest, data)
        with Folder(base) as folder:
            folder.add(rest, data)
    except OSError as fault:
        raise error(
            "seed-unwritable",
            f"the dump cannot be kept: {fault.strerror}",
            path=path,
            hint="make the folder writable; nothing was imported",
        ) from fault


def parse_seed(seed: Seed, question: SeedQuestion) -> ParsedSeed:
    """The papers of a seed, and what was decided about its day."""
    question = replace(question, written=_last_change(seed.file))
    if seed.listed:
        question = replace(question, decided=given_day(seed.listed))
    if seed.format:
        question = replace(question, format=seed.format)
    return formats.parse(_read_dump(seed.file), seed=seed.name, question=question)


def parse_file(
    path: Path,
    *,
    listed: dt.date | None = None,
    format_key: str = "",
    today: dt.date | None = None,
    columns: Mapping[str, str] | None = None,
) -> ParsedSeed:
    """The papers in a file, with what a `seeds.toml` beside the file says of it.

    Raises `PapershelfError` if the file cannot be read.
    """
    seed = Seed(
        name=path.name,
        file=path,
        listed=listed,
        format=format_key,
    )
    days = read_seed_days(path.parent)
    question = SeedQuestion(
        decided=days.day_of(path.name),
        format=days.format_of(path.name),
        today=today,
        columns=columns or {},
    )
    return parse_seed(seed, question)


def _last_change(path: Path) -> dt.date | None:
    """The day on which a file was last written; None for a pipe, or an absurd one."""
    try:
        if not path.is_file():
            return None
        return dt.datetime.fromtimestamp(path.stat().st_mtime, tz=dt.UTC).date()
    except (OSError, ValueError, OverflowError):
        return None


def _read_dump(path: Path) -> bytes:
    try:
        return read_named_file(path)
    except OSError as fault:
        raise error(
            "seed-unreadable",
            f"cannot read the seed: {fault.strerror}",
            path=path.as_posix(),
        ) from fault
