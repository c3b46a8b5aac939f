"""All pages of a project in brief: changed files are read, what is known of the others is kept.

A page is worked out on its own, so that several processes can share the work. What was worked out
is put down on disk until the page is shown: memory holds the briefs alone.
"""

import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator import cache
from generator.briefs import Brief, brief_from, brief_of, plain_brief
from generator.content import Page, page_from, unreadable, without_doubles
from generator.errors import Parsed, Problem, error, plain_problem, problem_from
from generator.footprint import content_digest
from generator.pagefiles import FOLDER, page_paths
from generator.parallel import ALONE, Workers
from generator.receipt import Look
from generator.sheets import Sheet, sheet_of

_NAME = "briefs"

Row = tuple[str, tuple[Any, ...] | None, tuple[Mapping[str, Any], ...]]
"""What follows from one page's file, as a cache holds it: digest of the file; the page in brief,
None for one with errors; its problems."""


class _Place(NamedTuple):
    """Where a sheet was put down."""

    file: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """The pages of a project in brief."""

    root: Path
    briefs: tuple[Brief, ...]
    """Sorted by path; of pages with one address the first alone."""
    problems: tuple[Problem, ...]
    """Sorted by path."""
    read: tuple[str, ...]
    """The pages whose files were read."""
    rows: Mapping[str, Row]
    """For the next build, by path."""
    places: Mapping[str, _Place]
    """Where the sheets of pages that were read are, by path."""

    def sheet(self, brief: Brief) -> Sheet:
        """A page worked out; it is read again when that was done in an earlier build.

        Raises `PapershelfError` when its file has changed since.
        """
        place = self.places.get(brief.path)
        data = place and _put_down(place)
        if not data:
            return _read_again(self.root, brief)
        sheet: Sheet = pickle.loads(data)  # noqa: S301 - this very build put it down
        return sheet


def _put_down(place: _Place) -> bytes | None:
    """What was put down there, if it is there still."""
    try:
        with open(place.file, "rb") as file:  # noqa: PTH123 - ten thousand times
            file.seek(place.start)
            return file.read(place.length)
    except FileNotFoundError:
        return None


def known_rows(root: Path, seen: Look) -> Mapping[str, Row]:
    """What earlier builds found out about the pages."""
    rows: Any = cache.load(root, _NAME, seen.program) if seen.remembers else None
    return rows if isinstance(rows, dict) else {}


def keep_rows(root: Path, seen: Look, briefing: Briefing) -> None:
    """Keep it for later builds."""
    cache.save(root, _NAME, seen.program, dict(briefing.rows))


def briefing_on(
    root: Path,
    seen: Look,
    known: Mapping[str, Row],
    scratch: Path,
    workers: Workers = ALONE,
) -> Briefing:
    """The pages of a project; those are read that are not `known` as they were `seen`.

    Sheets are put down in the folder `scratch`.
    """
    paths = page_paths(root / FOLDER)
    rows = {p: known[p] for p in paths if p in known and known[p][0] == seen.source(p)}
    unknown = [path for path in paths if path not in rows]

    def work(part: range) -> list[_Read]:
        return list(_worked_out(root, [unknown[number] for number in part], scratch))

    read = list(chain.from_iterable(workers.spread(work, len(unknown), "reading pages")))
    rows |= {one.path: one.row for one in read}
    unique, doubles = without_doubles(
        brief_from(brief) for path in paths if (brief := rows[path][1]) is not None
    )
    problems = [problem_from(plain) for path in paths for plain in rows[path][2]]
    return Briefing(
        root=root,
        briefs=tuple(unique),
        problems=tuple(sorted((*problems, *doubles), key=lambda problem: problem.path)),
        read=tuple(unknown),
        rows=rows,
        places={one.path: one.place for one in read if one.place},
    )


class _Read(NamedTuple):
    """What came of reading one page."""

    path: str
    row: Row
    place: _Place | None


def _worked_out(root: Path, paths: Sequence[str], scratch: Path) -> Iterator[_Read]:
    """Each page read and worked out, its sheet put down."""
    file = scratch / f"{os.getpid()}-{len(list(scratch.iterdir()))}"
    with file.open("xb") as sheets:
        for path in paths:
            source, parsed = _parsed(root, path)
            sheet = next(map(sheet_of, parsed.items), None)
            brief = plain_brief(brief_of(sheet, source)) if sheet else None
            row = source, brief, tuple(map(plain_problem, parsed.problems))
            if sheet is None:
                yield _Read(path, row, None)
                continue
            data = pickle.dumps(sheet, pickle.HIGHEST_PROTOCOL)
            yield _Read(path, row, _Place(os.fspath(file), sheets.tell(), len(data)))
            sheets.write(data)


def _parsed(root: Path, path: str) -> tuple[str, Parsed[Page]]:
    """Digest of a page's file, and the page in it."""
    try:
        data = (root / path).read_bytes()
    except OSError as fault:
        return "", Parsed(problems=(unreadable(path, fault),))
    return content_digest(data), page_from(data, path)


def _read_again(root: Path, brief: Brief) -> Sheet:
    source, parsed = _parsed(root, brief.path)
    if source != brief.source:
        raise error(
            "content-changed",
            "the page changed while the site was made",
            path=brief.path,
            hint="build again",
        )
    return sheet_of(parsed.items[0])
