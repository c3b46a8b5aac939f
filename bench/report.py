"""The tables of a run, and the baseline that the repository keeps."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

from bench.scenarios import TITLES
from bench.summary import Goal, Key, Row

_HERE = Path(__file__).parent
_BASELINE = _HERE / "baseline.json"
_README = _HERE / "README.md"
_UNITS = {"ratio": "×", "wall": "s", "mib": "MiB", "growth": "× a tenth"}
_COLUMNS = {
    "papers": ">", "tool": "<", "scenario": "<", "wall, s": ">", "min–max": ">", "CPU, s": ">",
    "MiB": ">", "calm": ">", "ratio": ">", "before": ">", "to": "<", "goal": "<",
}  # fmt: skip

Shapes: TypeAlias = Mapping[tuple[int, str], tuple[int, int, int]]
"""By papers and tool: pages, pages of papers, papers named in lists."""


def times(rows: Iterable[Row]) -> str:
    """All rows; `before` is the ratio that the baseline has."""
    before = dict(_before())
    return _table(_COLUMNS, (_cells(row, before.get(row.key)) for row in rows))


def shapes(made: Shapes) -> str:
    """How much each tool made: times of unequal work cannot be compared."""
    columns = {
        "papers": ">",
        "tool": "<",
        "pages": ">",
        "of papers": ">",
        "named in lists": ">",
    }
    return _table(
        columns,
        (
            [f"{papers:,}", tool, *map("{:,}".format, counts)]
            for (papers, tool), counts in made.items()
        ),
    )


def is_equal_work(made: Shapes) -> bool:
    """Whether Hugo made a page for each of our papers, and its lists name as many as ours."""
    return all(
        counts[1:] == made[papers, "papershelf"][1:]
        for (papers, tool), counts in made.items()
        if tool == "hugo"
    )


def circumstances(facts: Mapping[str, str]) -> str:
    """Versions and the machine, in a line."""
    return ", ".join(f"{name} {value}" for name, value in facts.items())


def write_baseline(rows: Iterable[Row], facts: Mapping[str, str], text: str) -> None:
    """Write the baseline, and its tables into the README."""
    figures = [asdict(row) for row in rows]
    kept = json.dumps({"facts": facts, "rows": figures}, indent=1, ensure_ascii=False)
    _BASELINE.write_text(f"{kept}\n", encoding="utf-8")
    parts = re.split(
        r"(?<=<!-- baseline -->\n).*(?=<!-- end -->)",
        _README.read_text("utf-8"),
        flags=re.DOTALL,
    )
    _README.write_text(f"\n{text}\n\n".join(parts), encoding="utf-8")


def _before() -> Iterator[tuple[Key, float]]:
    """The ratios of the baseline; none when there is no baseline."""
    if _BASELINE.exists():
        for row in json.loads(_BASELINE.read_text(encoding="utf-8"))["rows"]:
            if row["ratio"] is not None:
                yield (row["papers"], row["tool"], row["scenario"]), row["ratio"]


def _cells(row: Row, before: float | None) -> list[str]:
    return [
        f"{row.papers:,}",
        row.tool,
        TITLES[row.scenario],
        f"{row.wall:.3g}",
        f"{row.fastest:.3g}–{row.slowest:.3g}",
        f"{row.cpu:.3g}",
        f"{row.mib:.0f}",
        f"{row.calm}/{row.rounds}",
        _share(row.ratio),
        _share(before),
        row.reference,
        ", ".join(_verdict(goal, value) for goal, value in row.goals),
    ]


def _verdict(goal: Goal, value: float) -> str:
    """The goal and whether it is met; the value if no other column has it."""
    verdict = "ok" if value <= goal.limit else "**over**"
    shown = f"{value:.3g} " if goal.of == "growth" else ""
    return f"{shown}≤ {goal.limit:g} {_UNITS[goal.of]} {verdict}"


def _share(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.3g}"


def _table(columns: Mapping[str, str], lines: Iterable[list[str]]) -> str:
    """A Markdown table whose source is aligned."""
    cells = [[*columns], *lines]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    forms = [
        f"{{:{side}{width}}}"
        for side, width in zip(columns.values(), widths, strict=True)
    ]
    rule = [
        f"{'-' * (width - 1)}{':' if '>' in form else '-'}"
        for width, form in zip(widths, forms, strict=True)
    ]
    row = f"| {' | '.join(forms)} |"
    return "\n".join(row.format(*line) for line in (cells[0], rule, *cells[1:]))
