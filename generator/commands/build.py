"""`papershelf build`: the site from `content/`, new seeds imported first."""

import argparse
import gc
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands._shared.exit_codes import OK, PROBLEMS, Commands, add_root
from generator.core.build_options import BuildOptions
from generator.core.project_layout import SITE
from generator.core.text import count
from generator.incremental.build_log import BuildRecord
from generator.incremental.snapshot import Snapshot, take_snapshot
from generator.incremental.staleness import up_to_date
from generator.terminal.console import Console

if TYPE_CHECKING:
    from generator.core.errors import Problem


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "build",
        help="make the site from content/, importing new seeds first",
        description="Import the seeds that no page names yet, then make the site.",
    )
    add_root(command)
    command.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where the site goes (default: site/)",
    )
    command.add_argument(
        "--base-url", metavar="URL", help="where the site will be published"
    )
    command.add_argument(
        "--strict", action="store_true", help="treat warnings as errors"
    )
    command.add_argument(
        "--skip-broken",
        action="store_true",
        help="leave broken pages out and build the others",
    )
    command.add_argument(
        "--drafts", action="store_true", help="include pages marked as drafts"
    )
    command.add_argument("--no-import", action="store_true", help="leave seeds/ alone")
    command.add_argument(
        "--clean",
        action="store_true",
        help="write every file anew, replacing strangers",
    )
    command.add_argument(
        "--verify",
        action="store_true",
        help="build from scratch beside it, and compare",
    )
    command.add_argument(
        "--jobs", type=_jobs, default=0, metavar="N", help="processes to work with"
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    gc.disable()  # what a build makes lives to its end: every search for garbage is in vain
    start = time.perf_counter()
    asked = _asked(options)
    seen = take_snapshot(options.root, asked)
    last = up_to_date(options.root, asked, seen)
    if last is None:
        summary = _built(options.root, asked, seen, console)
    else:
        _tell(console, _told(last), last.left_out)
        kept = len(last.outputs) - 1  # without the manifest
        summary = f"{_made(last.papers, last.pages)}: 0 written, {kept} kept, 0 removed"
    console.say(f"open {(options.output or options.root / SITE) / 'index.html'}")
    console.say(f"{summary} in {time.perf_counter() - start:.2f} s")
    return _verified(options.root, asked, console) if options.verify else OK


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number of processes, such as 2"
        )
    return int(text)


def _verified(root: Path, asked: BuildOptions, console: Console) -> int:
    """Compare the site with one that is made without memory; the exit code."""
    from generator.pipelines.build import verify

    paths = verify(root, asked)
    console.problems(map(_difference, paths))
    if not paths:
        console.say("verified: a build from scratch makes the same files")
    return PROBLEMS if paths else OK


def _difference(path: str) -> "Problem":
    from generator.core.errors import Problem, Severity

    return Problem(
        severity=Severity.ERROR,
        code="build-differs",
        message="a build from scratch makes this file otherwise",
        path=path,
        hint="build with --clean, and please report what you had changed before",
    )


def _asked(options: argparse.Namespace) -> BuildOptions:
    return BuildOptions(
        output=options.output,
        base_url=options.base_url,
        strict=options.strict,
        skip_broken=options.skip_broken,
        drafts=options.drafts,
        imports=not options.no_import,
        clean=options.clean,
        jobs=options.jobs,
    )


def _built(root: Path, asked: BuildOptions, seen: Snapshot, console: Console) -> str:
    """What a build did, in a line."""
    from generator.pipelines.build import build

    report = build(root, asked, seen, console.progress)
    _tell(console, report.problems, report.left_out)
    if report.imported and report.has_imported:
        from generator.commands.import_ import summary

        console.say(f"imported into content/: {summary(report.imported)}")
    files = report.files
    return (
        f"{_made(len(report.library.summaries), report.pages)}: "
        f"{len(files.written)} written, {len(files.kept)} kept, {len(files.removed)} removed"
    )


def _told(last: BuildRecord) -> "Iterable[Problem]":
    """What the last build had to say."""
    if not last.problems:
        return ()
    from generator.core.errors import problem_from

    return map(problem_from, last.problems)


def _tell(
    console: Console, problems: "Iterable[Problem]", left_out: Sequence[str]
) -> None:
    """Say what is amiss."""
    console.problems(problems)
    if left_out:
        console.say(f"{count(len(left_out), 'broken page')} left out of the site:")
    for path in left_out:
        console.say(f"  {path}")


def _made(papers: int, pages: int) -> str:
    return f"{count(papers, 'paper')}, {count(pages, 'page')}"
