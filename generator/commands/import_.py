"""`papershelf import`: pages in `content/` from seeds."""

import argparse
from pathlib import Path

from generator.commands._shared.dates import add_listed, today
from generator.commands._shared.exit_codes import (
    FIRST_STEP,
    OK,
    PROBLEMS,
    Commands,
)
from generator.commands._shared.format_args import add_format, format_lines
from generator.commands._shared.import_summary import import_summary
from generator.commands._shared.problems import has_errors
from generator.commands._shared.seed_args import seed_files
from generator.content.schema import KEYS, Owner, near_miss
from generator.content.update.apply import ImportReport
from generator.content.update.plan import ImportPlan
from generator.core.project_layout import seed_paths
from generator.importers.seed_days import PATH as DAYS_PATH
from generator.pipelines.import_seeds import ImportOptions, import_files, plan_import
from generator.pipelines.settings import stop_without_project
from generator.terminal.console import Console

_REFRESHABLE = tuple(
    key.name
    for key in KEYS
    if key.owner is Owner.SOURCE and key.name not in ("source", "listed")
)
"""Keys that `--refresh` takes."""


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "import",
        help="make pages in content/ from seeds, and update pages",
        description=(
            "Make a page for each paper of these dumps that has none yet, and update what "
            "the source says in those that have one; what you wrote stays. A dump from "
            "elsewhere is copied into seeds/ first. Without FILE: every seed."
        ),
    )
    command.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="dumps (default: all of seeds/)",
    )
    add_listed(command)
    add_format(command)
    command.add_argument(
        "--list-formats",
        action="store_true",
        help="print the formats that can be imported",
    )
    _add_refresh_options(command)
    command.set_defaults(run=run)
    return command


def _add_refresh_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would change as a diff; write nothing",
    )
    command.add_argument(
        "--refresh",
        type=_refresh_keys,
        default=(),
        metavar="KEYS",
        help="take the source's value for these keys even where yours differs: title,date or all",
    )
    command.add_argument(
        "--page",
        action="append",
        default=[],
        metavar="SLUG",
        help="update only this page; may be repeated",
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    if options.list_formats:
        for line in format_lines():
            console.data(line)
        return OK
    stop_without_project(Path())
    # Naming a dump brings back papers whose page the reader deleted.
    import_options = ImportOptions(
        listed=options.listed,
        format=options.format or "",
        revive=bool(options.files),
        take=frozenset(options.refresh),
        only=frozenset(options.page),
        today=today(),
    )
    files = seed_files(options.files) or seed_paths(Path())
    if not files:
        console.say(f"no seeds yet: {FIRST_STEP}")
    if options.dry_run:
        planned = plan_import(Path(), files, import_options)
        if planned.days_after_pages != planned.days.text:
            console.diff(DAYS_PATH, planned.days.text, planned.days_after_pages)
        _show_plan(planned.plan, console)
        report = planned_report(planned.plan)
        problems = (*planned.problems, *planned.plan.problems)
    else:
        planned, report = import_files(Path(), files, import_options)
        problems = report.problems
    console.problems(problems)
    prefix = "dry run: " if options.dry_run else ""
    console.say(prefix + import_summary(report))
    # Who names a file wants papers of it.
    is_in_vain = options.files and not all(seed.has_papers for seed in planned.seeds)
    return PROBLEMS if is_in_vain or has_errors(problems) else OK


def _refresh_keys(text: str) -> tuple[str, ...]:
    """The keys of `--refresh`, each one that a source owns."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in (*_REFRESHABLE, "all"):
            message = f"no source owns the key {name!r}; {_refresh_hint(name)}"
            raise argparse.ArgumentTypeError(message)
    return _REFRESHABLE if "all" in names else tuple(names)


def _refresh_hint(name: str) -> str:
    near = near_miss(name)
    if near and near.name in _REFRESHABLE:
        return f"did you mean {near.name}?"
    return f"known are {', '.join(_REFRESHABLE)} and all"


def _show_plan(plan: ImportPlan, console: Console) -> None:
    """Print every page that would change, and every value that would stay."""
    for page in plan.new:
        console.diff(page.path, "", page.text)
    for update in plan.updates:
        console.diff(update.page.path, update.before, update.after)
    for kept in plan.kept:
        place = f"{kept.path}:{kept.line}" if kept.line else kept.path
        ours = f"“{kept.ours}” stays" if kept.ours else "stays deleted"
        console.say(f"{place}: `{kept.key}` {ours}, the source says “{kept.theirs}”")


def planned_report(plan: ImportPlan) -> ImportReport:
    """What the import would report if nothing came in its way."""
    return ImportReport(
        new=tuple(page.path for page in plan.new),
        refreshed=tuple(update.page.path for update in plan.updates),
        unchanged=plan.unchanged,
        kept=plan.kept,
        deleted=plan.deleted,
    )
