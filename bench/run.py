"""The benchmark: `python -m bench.run --help`. README.md explains what it measures."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bench import report, summary
from bench.corpus import specimens
from bench.measuring import machine, peer_versions, shape
from bench.scenarios import TITLES, Run, one_round
from bench.tools import TOOLS, installed

_MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder below has a name of its own
_WARM_UP = 5
"""Papers of the untimed build that compiles Python and fills the disk's cache."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its tables; the exit code.

    A missed goal is no failure, since it may be the machine's; unequal bytes or unequal work are.
    """
    options = _options(argv)
    try:
        with tempfile.TemporaryDirectory(
            prefix="papershelf-bench-", dir=options.work
        ) as folder:
            runs, shapes = _all_runs(options, Path(folder))
            facts = machine(Path(folder)) | peer_versions(options.peers)
    except RuntimeError as fault:
        print(fault, file=sys.stderr)
        return 1
    rows = [*summary.rows(runs)]
    text = "\n\n".join(
        [report.times(rows), report.shapes(shapes), report.circumstances(facts)]
    )
    print(text)
    if not report.is_equal_work(shapes):
        print(
            "Hugo made different pages: its times cannot be compared",
            file=sys.stderr,
        )
        return 1
    if options.write_baseline:
        report.write_baseline(rows, facts, text)
    return 0


def _all_runs(
    options: argparse.Namespace, work: Path
) -> tuple[list[Run], report.Shapes]:
    """All runs, and what each tool made in its first cold build of a size."""
    runs, shapes = [], {}
    for run in _runs(options, work):
        runs.append(run)
        _print_progress(run)
        if options.json:
            _append_run(run, options.json)
        if run.scenario == "cold" and run.round == 1 and run.tool in TOOLS:
            shapes[run.papers, run.tool] = shape(work / run.tool / TOOLS[run.tool].site)
    return runs, shapes


def _runs(options: argparse.Namespace, work: Path) -> Iterator[Run]:
    """Every run that counts, the sizes one after the other, the smallest first."""
    names = ["papershelf", *options.peers]
    for _ in one_round([*specimens(_WARM_UP)], 0, names, (), work):
        pass
    for size in sorted(options.sizes):
        papers = [*specimens(size)]
        for number in range(1, options.rounds + 1):
            yield from one_round(papers, number, names, options.scenarios, work)


def _print_progress(run: Run) -> None:
    """Print one line to stderr for whoever is waiting."""
    mark = "" if run.reading.is_calm else "  disturbed"
    what = f"{run.papers:>7,} {run.round:>2} {run.tool:10} {TITLES[run.scenario]:22}"
    print(f"{what} {run.reading.wall:8.3f} s{mark}", file=sys.stderr)


def _append_run(run: Run, file: Path) -> None:
    """Add a run to a file at once, since a benchmark is often interrupted."""
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(run)) + "\n")


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run.py", description=__doc__)
    peers = [name for name in TOOLS if name != "papershelf" and installed(name)]
    parser.add_argument(
        "--sizes", type=_numbers, default=[36, 1000], help="papers: 36,1000,10000"
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="of each size (default: 5)"
    )
    parser.add_argument(
        "--scenarios", type=_names(TITLES), default=[*TITLES], help=", ".join(TITLES)
    )
    parser.add_argument(
        "--peers", type=_names(peers), default=peers, help="hugo,eleventy,… or none"
    )
    parser.add_argument(
        "--work", type=Path, default=_memory(), metavar="FOLDER", help="where to build"
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="where to add every run, a line each"
    )
    parser.add_argument(
        "--write-baseline", action="store_true", help="keep the result in bench/"
    )
    return parser.parse_args(argv)


def _memory() -> Path | None:
    """A folder in memory, where there is one: disks vary tenfold from run to run."""
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _names(known: Collection[str]) -> Callable[[str], list[str]]:
    """A function that reads names separated by commas; `none` means no name."""

    def read(text: str) -> list[str]:
        names = [name for name in text.split(",") if name != "none"]
        unknown = [name for name in names if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(
                f"unknown: {unknown[0]}; known are {', '.join(known)}"
            )
        return names

    return read


if __name__ == "__main__":
    sys.exit(main())
