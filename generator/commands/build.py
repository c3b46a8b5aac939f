"""`papershelf build`: the site from `content/`, new seeds imported first."""

import argparse
import gc
import time
from pathlib import Path

from generator.commands.common import FINE, Commands, add_root
from generator.commands.import_ import summary
from generator.console import Console
from generator.pipeline import SITE, BuildOptions, BuildReport, build
from generator.text import count


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "build",
        help="make the site from content/, importing new seeds first",
        description="Import the seeds that no page names yet, then make the site.",
    )
    add_root(command)
    command.add_argument(
        "--output", type=Path, metavar="DIR", help="where the site goes (default: site/)"
    )
    command.add_argument("--base-url", metavar="URL", help="where the site will be published")
    command.add_argument("--strict", action="store_true", help="treat warnings as errors")
    command.add_argument(
        "--skip-broken", action="store_true", help="leave broken pages out and build the others"
    )
    command.add_argument("--drafts", action="store_true", help="include pages marked as drafts")
    command.add_argument("--no-import", action="store_true", help="leave seeds/ alone")
    command.add_argument(
        "--clean", action="store_true", help="write every file anew, replacing strangers"
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    start = time.perf_counter()
    gc.disable()  # what a build makes lives to its end: every search for garbage is in vain
    report = build(
        options.root,
        BuildOptions(
            output=options.output,
            base_url=options.base_url,
            strict=options.strict,
            skip_broken=options.skip_broken,
            drafts=options.drafts,
            imports=not options.no_import,
            clean=options.clean,
        ),
    )
    console.problems(report.problems)
    if report.left_out:
        console.say(f"{count(len(report.left_out), 'broken page')} left out of the site:")
    for path in report.left_out:
        console.say(f"  {path}")
    if report.imported and (report.imported.new or report.imported.refreshed):
        console.say(f"imported into content/: {summary(report.imported)}")
    console.say(f"open {(options.output or options.root / SITE) / 'index.html'}")
    console.say(f"{_summary(report)} in {time.perf_counter() - start:.2f} s")
    return FINE


def _summary(report: BuildReport) -> str:
    paths = (*report.files.written, *report.files.kept)
    pages = sum(path.endswith(".html") for path in paths)
    files = report.files
    return (
        f"{count(len(report.library.entries), 'paper')}, {count(pages, 'page')}: "
        f"{len(files.written)} written, {len(files.kept)} kept, {len(files.removed)} removed"
    )
