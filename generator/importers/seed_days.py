"""`seeds/seeds.toml`: the days and formats of seeds, as users and imports decided.

    ["my.txt"]
    listed = 2025-12-10
    by = "guess 2025-12-10, or 2024"

`listed` is the day of the listing, or its year; people correct it. `by` is the note of
the import that last used it: how the day was decided, the day itself, and which other
years were possible. A table whose `by` names another day, or that has none, was edited
since: its day is the user's, and pages do not have it yet. `format = "bibtex"` is the
format that the user named with `--from`.

Tables are edited as text: one line is replaced or a table is added, and every other
byte stays.
"""

import datetime as dt
import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

from generator.core.errors import PapershelfError, Problem, Severity, error
from generator.core.merge_marks import merge_mark
from generator.core.project_layout import SEED_DAYS, SEEDS, seed_paths
from generator.core.project_links import place_to_write, stop_at_link_out
from generator.core.reading import read_text
from generator.core.text import nearest
from generator.importers.parsed_seed import DecidedDay, How, given_day, possible_too
from generator.system.changes import Changes
from generator.system.folder import Folder

PATH = f"{SEEDS}/{SEED_DAYS}"
_KEYS = ("listed", "by", "format")
_HEADING = (
    "# Days of the listings in this folder. Correct `listed` where it is wrong, or take",
    "# `by` away where it is right: the next build does the rest.",
)
_BY = re.compile(r"(?P<how>[a-z]+)(?: (?P<day>[0-9-]+))?(?:, or (?P<others>[0-9, ]+))?")
_TABLE = re.compile(r"[ \t]*\[")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedDays:
    """The tables of `seeds.toml`."""

    text: str = ""
    """The whole file; empty if there is none."""
    days: Mapping[str, DecidedDay] = field(default_factory=dict)
    """By the seed's name; those of no known day too."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """Keys of the formats that the user named, by the seed's name."""
    edited: frozenset[str] = frozenset()
    """Seeds whose day was edited since their last import."""

    def day_of(self, seed: str) -> DecidedDay | None:
        """What was decided about a seed."""
        return self.days.get(normalize("NFC", seed))

    def format_of(self, seed: str) -> str:
        """The key of the format that the user named for a seed; empty for none."""
        return self.formats.get(normalize("NFC", seed), "")

    def is_edited(self, seed: str) -> bool:
        """Whether pages do not have the day of a seed yet."""
        return normalize("NFC", seed) in self.edited


def read_seed_days(folder: Path) -> SeedDays:
    """The decided days of the seeds in a folder; `PapershelfError` if it is broken."""
    try:
        stop_at_link_out(folder, SEED_DAYS)
        text = read_text(folder / SEED_DAYS)
    except FileNotFoundError:
        return SeedDays()
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise error(
            "seeds-toml",
            f"cannot read the days of the seeds: {reason}",
            path=PATH,
            hint="make it readable, in UTF-8; nothing was imported",
        ) from fault
    return seed_days_in(text)


def seed_days_in(text: str) -> SeedDays:
    """The decided days in the text of a `seeds.toml`."""
    days: dict[str, DecidedDay] = {}
    formats: dict[str, str] = {}
    edited: set[str] = set()
    lines = _heading_lines(text.split("\n"))
    for name, table in _tables(text).items():
        seed = normalize("NFC", name)
        line = lines.get(seed)
        if not isinstance(table, Mapping):
            raise _mistake(f"`{name}` is no table", line, f'write ["{name}"] above it')
        _stop_at_unknown_key(name, table, line)
        if "format" in table:
            formats[seed] = str(table["format"])
        if "listed" not in table and "by" not in table:
            continue
        days[seed] = _decided_day(name, table, line)
        if days[seed].year and _noted_day(table) != days[seed].text:
            edited.add(seed)
    return SeedDays(
        text=text,
        days=days,
        formats=formats,
        edited=frozenset(edited),
    )


def seed_day_problems(root: Path) -> tuple[Problem, ...]:
    """What a person should settle in `seeds.toml`; told by every build and check."""
    try:
        known = read_seed_days(root / SEEDS)
    except PapershelfError as fault:
        return fault.problems
    names = [path.name for path in seed_paths(root)]
    seeds = {normalize("NFC", name) for name in names}
    problems: list[Problem] = []
    lines = _heading_lines(known.text.split("\n"))
    for seed, decided in known.days.items():
        line = lines.get(seed)
        if seed not in seeds:
            problems += _no_such_seed(seed, names, line)
        elif seed not in known.edited:
            problems += _unsettled(seed, decided, line)
    return tuple(problems)


def has_edited_days(root: Path) -> bool:
    """Whether the day of a seed was edited, so that it has to be imported again."""
    days = read_seed_days(root / SEEDS)
    return any(days.is_edited(path.name) for path in seed_paths(root))


def with_days(
    text: str,
    decided: Mapping[str, DecidedDay],
    *,
    noted: Collection[str] = (),
) -> str:
    """The text of `seeds.toml` with these days, by the names of their seeds.

    For those that are `noted` it says that pages have the day; the day of another, if it
    is new, is imported by the next build.
    """
    tables = {normalize("NFC", name): table for name, table in _tables(text).items()}
    known = seed_days_in(text)
    values_by_seed: dict[str, Mapping[str, str]] = {}
    for seed, day in decided.items():
        key = normalize("NFC", seed)
        values = _table_values(day, with_note=seed in noted)
        known_day = known.days.get(key)
        if known_day and known_day.text == day.text:
            values.pop("listed", None)
        if key in tables and values.get("by") == json.dumps(tables[key].get("by")):
            del values["by"]
        values_by_seed[seed] = values
    return _with_values(text, values_by_seed)


def with_formats(text: str, formats: Mapping[str, str]) -> str:
    """The text of `seeds.toml` with these formats, by the names of their seeds."""
    values_by_seed = {
        seed: {"format": json.dumps(key)} for seed, key in formats.items()
    }
    return _with_values(text, values_by_seed)


def _with_values(text: str, values_by_seed: Mapping[str, Mapping[str, str]]) -> str:
    """The text with these lines in the tables of their seeds; new tables at its end."""
    tables = {normalize("NFC", name) for name in _tables(text)}
    lines = text.split("\n")
    headings = _heading_lines(lines)
    new: list[str] = []
    values_by_line: dict[int, Mapping[str, str]] = {}
    for seed, values in values_by_seed.items():
        key = normalize("NFC", seed)
        if key not in tables:
            new += ["", f"[{json.dumps(seed, ensure_ascii=False)}]"]
            new += [f"{name} = {value}" for name, value in values.items()]
        elif values and key not in headings:
            hint = f'write ["{seed}"] on a line, and its values below'
            raise _mistake(f"the day of `{seed}` cannot be changed here", None, hint)
        elif values:
            values_by_line[headings[key]] = values
    # From below, since lines that are added move those that follow.
    for heading in sorted(values_by_line, reverse=True):
        _set_in_table(lines, heading, values_by_line[heading])
    return _with_tables("\n".join(lines), new)


def with_day(text: str, seed: str, decided: DecidedDay, *, note: bool) -> str:
    """The text of `seeds.toml` with the day of one seed."""
    return with_days(text, {seed: decided}, noted={seed} if note else ())


def _table_values(decided: DecidedDay, *, with_note: bool) -> dict[str, str]:
    """The lines of a table, by their keys."""
    values: dict[str, str] = {}
    if decided.text:
        values["listed"] = decided.text
    if with_note:
        values["by"] = json.dumps(_note(decided))
    return values


def _with_tables(text: str, new: list[str]) -> str:
    """The text with these lines at its end."""
    if not new:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    if not text:
        new = [*_HEADING, *new]
    elif not text.endswith("\n"):
        text += newline
    return text + newline.join(new) + newline


def write_seed_days(
    root: Path,
    text: str,
    changes: Changes,
) -> tuple[Problem, ...]:
    """Replace `seeds.toml` in one step; a warning if that fails.

    Pages remember their days too, so an import can go on without.
    """
    try:
        base, rest = place_to_write(root, PATH)
        content = text.encode("utf-8")
        changes.note_file(base, rest, content)
        with Folder(base) as folder:
            folder.write(rest, content)
    except OSError as fault:
        problem = Problem(
            severity=Severity.WARNING,
            code="seed-unwritable",
            message=f"the days of the seeds cannot be kept: {fault.strerror}",
            path=PATH,
            hint="make the folder writable, and import again",
        )
        return (problem,)
    return ()


def _tables(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, ValueError) as fault:
        place = _PLACE.search(str(fault))
        line = int(place[1]) if place else None
        message = str(fault).partition(" (at ")[0]
        hint = (
            'a day is written as: ["my.txt"], and in the next line listed = 2025-12-10'
        )
        if merge_mark(text):
            message = "two versions were not merged, and their marks are still here"
            hint = "keep the tables of both, one for each seed, and delete the marks"
        raise _mistake(message, line, hint) from fault


def _mistake(message: str, line: int | None, hint: str) -> PapershelfError:
    return error("seeds-toml", message, path=PATH, line=line, hint=hint)


def _heading_lines(lines: list[str]) -> Mapping[str, int]:
    """The line of each seed's table, from 1."""
    numbers: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        bare = line.strip("\ufeff \t\r")
        name = _name_of(bare) if bare.startswith("[") else None
        if name is not None:
            numbers.setdefault(name, number)
    return numbers


def _name_of(line: str) -> str | None:
    """The seed that a line heads the table of."""
    try:
        table = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return None
    return normalize("NFC", next(iter(table), ""))


def _decided_day(
    name: str,
    table: Mapping[str, Any],
    line: int | None,
) -> DecidedDay:
    listed = _listed(name, table.get("listed"), line)
    note = _BY.fullmatch(str(table.get("by", "")))
    how = note["how"] if note else ""
    is_noted = _noted_day(table) == listed.text
    if listed.year and not (is_noted and how in list(How)):
        return listed
    others = re.findall("[0-9]{4}", (note and note["others"]) or "")
    return DecidedDay(
        year=listed.year,
        day=listed.day,
        how=How(how) if listed.year else How.UNKNOWN,
        others=tuple(map(int, others)),
    )


def _listed(name: str, value: object, line: int | None) -> DecidedDay:
    """A day or a year, written as such or as text."""
    if isinstance(value, str):
        value = _from_text(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return given_day(value)
    if value is None:
        return DecidedDay()
    if isinstance(value, int) and 1 <= value <= dt.MAXYEAR:
        return DecidedDay(year=value, how=How.GIVEN)
    raise _mistake(f"`listed` of `{name}` is no day", line, "listed = 2025-12-10")


def _from_text(text: str) -> object:
    """What a day or a year in quotes means."""
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return int(text) if re.fullmatch("[0-9]{4}", text) else text


def _noted_day(table: Mapping[str, Any]) -> str:
    """The day that pages have, as the last import noted."""
    note = _BY.fullmatch(str(table.get("by", "")))
    return (note and note["day"]) or ""


def _note(decided: DecidedDay) -> str:
    note = f"{decided.how} {decided.text}".strip()
    if decided.how is How.GUESS and decided.others:
        note += f", or {', '.join(map(str, decided.others))}"
    return note


def _set_in_table(lines: list[str], heading: int, values: Mapping[str, str]) -> None:
    """Set values of the table whose heading is on this line, from 1."""
    ending = "\r" if lines[heading - 1].endswith("\r") else ""
    for key, value in values.items():
        at = _line_in_table(lines, heading, key)
        if at is None:
            below = _line_in_table(lines, heading, "listed") if key == "by" else None
            at = heading if below is None else below + 1
            lines.insert(at, f"{key} = {value}{ending}")
            continue
        rest = _comment(lines[at].rstrip("\r"))
        lines[at] = f"{key} = {value}{rest}{ending}"


def _comment(line: str) -> str:
    """The comment at a line's end, with the blanks before it."""
    quoted = False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == "#" and not quoted:
            return line[len(line[:at].rstrip()) :]
    return ""


def _line_in_table(lines: list[str], heading: int, key: str) -> int | None:
    """The index of the line that has a key, in the table below `heading`."""
    for at in range(heading, len(lines)):
        if _TABLE.match(lines[at]):
            return None
        if re.match(rf'[ \t]*"?{key}"?[ \t]*=', lines[at]):
            return at
    return None


# Problems


def _stop_at_unknown_key(
    name: str,
    table: Mapping[str, Any],
    line: int | None,
) -> None:
    """Raise `PapershelfError` for a misspelt key: the day below it would be ignored."""
    for key, value in table.items():
        if key not in _KEYS and isinstance(value, Mapping):
            hint = f'put the name in quotes: ["{name}.{key}"]'
            raise _mistake(f"a table of `{name}` in parts", line, hint)
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            hint = (
                f"did you mean `{near}`?" if near else f"known are {', '.join(_KEYS)}"
            )
            raise _mistake(f"`{key}` of `{name}` is no key", line, hint)


def _no_such_seed(seed: str, names: list[str], line: int | None) -> Iterator[Problem]:
    """A table of a seed that was deleted is no fault, but one of a misspelt name is."""
    near = nearest(seed, names)
    if near:
        yield Problem(
            severity=Severity.WARNING,
            code="seeds-toml-file",
            message=f"there is no seed `{seed}`",
            path=PATH,
            line=line,
            hint=f"did you mean `{near}`?",
        )


def _unsettled(seed: str, decided: DecidedDay, line: int | None) -> Iterator[Problem]:
    if decided.how is How.GUESS:
        yield Problem(
            severity=Severity.WARNING,
            code="dump-year-inferred",
            message=f"dates without a year in `{seed}` are taken to be of "
            f"{decided.year}; {possible_too(decided.others)}",
            path=PATH,
            line=line,
            hint="correct the line `listed`, or take the line `by` away if it is right",
        )
    elif not decided.year:
        yield Problem(
            severity=Severity.WARNING,
            code="dump-year-unknown",
            message=f"no year is known for the dates in `{seed}`",
            path=PATH,
            line=line,
            hint="write the day of its listing below: listed = 2025-12-10",
        )
