"""`papershelf import`: pages in `content/` from seeds."""

import argparse
from pathlib import Path

from generator.commands._shared.dates import add_listed
from generator.commands._shared.exit_codes import FINE, PROBLEMS, Commands
from generator.commands._shared.problems import has_errors
from generator.content.schema import KEYS, Owner, near_miss
from generator.content.update.apply import ImportReport
from generator.content.update.plan import ImportPlan
from generator.core.project_layout import seed_paths
from generator.core.text import count
from generator.pipelines.import_seeds import ImportOptions, carry_out, plan_import
from generator.terminal.console import Console

_TAKEABLE = tuple(
    key.name
    for key in KEYS
    if key.owner is Owner.SOURCE and key.name not in ("source", "listed")
)


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "import",
        help="make pages in content/ from seeds, and bring pages up to date",
        description="Make a page for each paper of these dumps that has none yet, and renew what "
        "the source says in those that have one; what you wrote stays. A dump from elsewhere is "
        "copied into seeds/ first. Without FILE: every seed.",
    )
    command.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="dumps (default: all of seeds/)",
    )
    add_listed(command)
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="print what would change as a diff; write nothing",
    )
    command.add_argument(
        "--refresh",
        type=_keys,
        default=(),
        metavar="KEYS",
        help="take the source's value for these keys even where yours differs: title,date or all",
    )
    command.add_argument(
        "--page",
        action="append",
        default=[],
        metavar="SLUG",
        help="bring this page up to date and no other; may be given several times",
    )
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    planned = plan_import(
        Path(),
        options.files or seed_paths(Path()),
        ImportOptions(
            listed=options.listed,
            revive=bool(options.files),
            take=frozenset(options.refresh),
            only=frozenset(options.page),
        ),
    )
    if options.dry_run:
        _show(planned.plan, console)
        report = would_be(planned.plan)
        problems = (*planned.problems, *planned.plan.problems)
    else:
        report = carry_out(planned)
        problems = report.problems
    console.problems(problems)
    console.say(("dry run: " if options.dry_run else "") + summary(report))
    return PROBLEMS if has_errors(problems) else FINE


def _keys(text: str) -> tuple[str, ...]:
    """The keys of `--refresh`, each one that a source owns."""
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    for name in names:
        if name not in (*_TAKEABLE, "all"):
            near = near_miss(name)
            hint = (
                f"did you mean {near.name}?" if near and near.name in _TAKEABLE else ""
            )
            known = hint or f"known are {', '.join(_TAKEABLE)} and all"
            raise argparse.ArgumentTypeError(
                f"no source owns the key {name!r}; {known}"
            )
    return _TAKEABLE if "all" in names else names


def _show(plan: ImportPlan, console: Console) -> None:
    """Prints every page that would change, and every value that would stay."""
    for page in plan.new:
        console.diff(page.path, "", page.text)
    for update in plan.updates:
        console.diff(update.page.path, update.before, update.after)
    for path, kept in plan.kept:
        place = f"{path}:{kept.line}" if kept.line else path
        ours = f"“{kept.ours}” stays" if kept.ours else "stays away"
        console.say(f"{place}: `{kept.key}` {ours}, the source says “{kept.theirs}”")


def would_be(plan: ImportPlan) -> ImportReport:
    """What the import reports if nothing comes in its way."""
    return ImportReport(
        new=tuple(page.path for page in plan.new),
        refreshed=tuple(update.page.path for update in plan.updates),
        unchanged=plan.unchanged,
        kept=plan.kept,
        deleted=plan.deleted,
    )


def summary(report: ImportReport) -> str:
    """What an import did in one line: `3 new pages, 12 refreshed, 21 unchanged; …`."""
    parts = [
        count(len(report.new), "new page"),
        f"{len(report.refreshed)} refreshed",
        f"{len(report.unchanged)} unchanged",
    ]
    if report.deleted:
        parts.append(f"{report.deleted} without a page (name the dump to make one)")
    conflicts = sum(kept.is_conflict for _, kept in report.kept)
    kept = f"; {count(len(report.kept), 'value')} kept for you" if report.kept else ""
    news = f", {conflicts} of them with news from the source" if conflicts else ""
    return f"{', '.join(parts)}{kept}{news}"
