"""`papershelf build`: the site from `content/`, new seeds imported first."""

import argparse
import gc
import time
from pathlib import Path

from generator.commands._shared.dates import today
from generator.commands._shared.exit_codes import (
    FIRST_STEP,
    OK,
    PROBLEMS,
    Commands,
    add_output,
    add_root,
)
from generator.commands._shared.import_summary import import_summary
from generator.core.build_options import BuildOptions
from generator.core.project_layout import SITE
from generator.core.text import count
from generator.pipelines.build import BuildReport, build, has_foreign_templates
from generator.terminal.console import Console

_SWITCHES = {
    "--strict": "treat warnings as errors",
    "--skip-broken": "leave broken pages out and build the others",
    "--drafts": "include pages marked as drafts",
    "--no-import": "leave seeds/ alone",
    "--clean": "write every file anew, replacing strangers",
    "--verify": "build from scratch beside it, and compare",
}

_FOREIGN_TEMPLATES = (
    "this list has templates of its own: they are code, and run with your rights; "
    "if they are not yours, read templates/ first"
)


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "build",
        help="make the site from content/, importing new seeds first",
        description="Import the seeds that no page names yet, then make the site.",
    )
    add_root(command)
    add_output(command, "where the site goes (default: site/)")
    command.add_argument(
        "--base-url", metavar="URL", help="where the site will be published"
    )
    for option, explained in _SWITCHES.items():
        command.add_argument(option, action="store_true", help=explained)
    command.add_argument(
        "--jobs", type=_job_count, default=0, metavar="N", help="processes to work with"
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    # What a build makes lives to its end: looking for garbage finds none, and takes
    # 2.5 % of a first build.
    gc.disable()
    if has_foreign_templates(options.root):
        console.say(_FOREIGN_TEMPLATES)
    start = time.perf_counter()
    build_options = _build_options(options)
    report = build(options.root, build_options, show=console.progress)
    seconds = time.perf_counter() - start

    console.problems(report.problems)
    _show_left_out(report, console)
    _show_import(report, console)
    if not report.papers:
        console.say(f"no papers yet: {FIRST_STEP}")
    site = options.output or options.root / SITE
    console.say(f"open {site / 'index.html'}")
    console.say(f"{_summary(report)} in {seconds:.2f} s")
    if options.verify:
        return _verify(options.root, build_options, console)
    return OK


def _job_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes like 2")
    return int(text)


def _build_options(options: argparse.Namespace) -> BuildOptions:
    return BuildOptions(
        output=options.output,
        base_url=options.base_url,
        strict=options.strict,
        skip_broken=options.skip_broken,
        drafts=options.drafts,
        imports=not options.no_import,
        clean=options.clean,
        jobs=options.jobs,
        today=today(),
    )


def _show_left_out(report: BuildReport, console: Console) -> None:
    if report.left_out:
        pages = count(len(report.left_out), "broken page")
        console.say(f"{pages} left out of the site:")
    for path in report.left_out:
        console.say(f"  {path}")


def _show_import(report: BuildReport, console: Console) -> None:
    imported = report.imported
    if imported and (imported.new or imported.refreshed):
        console.say(f"imported into content/: {import_summary(imported)}")


def _summary(report: BuildReport) -> str:
    """What a build did, in one line."""
    papers = count(report.papers, "paper")
    pages = count(report.pages, "page")
    files = report.files
    # Style sheets, feeds and the search index are written too, and are no pages.
    total = count(len(files.written) + len(files.kept), "file")
    written = f"{len(files.written)} written"
    kept = f"{len(files.kept)} kept"
    removed = f"{len(files.removed)} removed"
    return f"{papers}, {pages}, {total}: {written}, {kept}, {removed}"


def _verify(
    root: Path,
    options: BuildOptions,
    console: Console,
) -> int:
    """Compare the site with one that is built from scratch; the exit code."""
    # 10 ms for what comparing needs, which no other build does.
    from generator.pipelines.verify import verify

    problems = verify(root, options)
    console.problems(problems)
    if problems:
        return PROBLEMS
    console.say("verified: a build from scratch makes the same files")
    return OK
