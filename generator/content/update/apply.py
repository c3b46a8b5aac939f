"""A planned import put on disk: new papers become new files, pages with news are replaced.

A file that exists is replaced only while it still holds what the plan was made from. The seeds
being imported are noted in `content/.importing` until all is done, so that a build knows of an
import that was killed and goes on with it. The note says whether all new pages were made: from
then on, a page that is missing was deleted by its reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.content.atomic import READ_ONLY, create, remove_stale, replace
from generator.content.update.page_index import PageIndex
from generator.content.update.plan import PAPERS, ImportPlan, NewPage, Update
from generator.content.update.refresh import Kept
from generator.core.errors import Problem, Severity
from generator.core.project_layout import JOURNAL
from generator.core.text import count

_PAGES, _NEWS = "pages", "news"
"""What an import of a seed has still to write, as the journal has it: one line `pages SEED` each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did to `content/`; paths as in `Page.path`, sorted."""

    new: tuple[str, ...] = ()
    """Pages made."""
    refreshed: tuple[str, ...] = ()
    """Pages that say something new."""
    unchanged: tuple[str, ...] = ()
    """Pages that stood for a paper already and were left as they are."""
    kept: tuple[tuple[str, Kept], ...] = ()
    """The reader's values that differ from the source's, each with its page."""
    deleted: int = 0
    """Papers that get no page since their reader deleted it."""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Done:
    """What has been written so far."""

    problems: list[Problem]
    new: set[str] = field(default_factory=set)
    stood: set[str] = field(default_factory=set)
    """Pages to make that somebody else made meanwhile."""
    refreshed: set[str] = field(default_factory=set)


def write_plan(
    standing: PageIndex, plan: ImportPlan, finished: frozenset[str]
) -> ImportReport:
    """Do what was planned; what cannot be done is a problem and harms no other.

    `finished` are the seeds whose import ends with it, none when it is for single pages.
    """
    done = _Done(problems=[*plan.problems])
    try:
        if plan.new or plan.updates or unfinished(standing.folder):
            _write(standing, plan, finished, done)
    except OSError as fault:
        left = len(plan.new) - len(done.new) + len(plan.updates) - len(done.refreshed)
        done.problems.append(_unwritable(standing.folder, fault, left))
    return ImportReport(
        new=tuple(sorted(done.new)),
        refreshed=tuple(sorted(done.refreshed)),
        unchanged=tuple(sorted({*plan.unchanged, *done.stood})),
        kept=plan.kept,
        deleted=plan.deleted,
        problems=tuple(done.problems),
    )


def unfinished(folder: Path) -> frozenset[str]:
    """Names of the seeds whose import into `folder` was killed or could not be finished."""
    return frozenset(_journal(folder))


def without_pages(folder: Path) -> frozenset[str]:
    """Names of those unfinished seeds that may have papers whose page was never made."""
    return frozenset(name for name, left in _journal(folder).items() if left == _PAGES)


def _journal(folder: Path) -> dict[str, str]:
    """For each unfinished seed what is left to write."""
    try:
        lines = (folder / JOURNAL).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    entries = (line.partition(" ") for line in lines)
    return {name: left for left, _, name in entries if name}


def _note(folder: Path, journal: Mapping[str, str]) -> None:
    """Writes the journal; an empty one is no file."""
    file = folder / JOURNAL
    if not journal:
        file.unlink(missing_ok=True)
        return
    temporary = file.with_suffix(".new")
    lines = (f"{left} {name}\n" for name, left in sorted(journal.items()))
    temporary.write_text("".join(lines), encoding="utf-8")
    temporary.replace(file)


def _write(
    standing: PageIndex, plan: ImportPlan, finished: frozenset[str], done: _Done
) -> None:
    """Writes one page after another; raises OSError when the system refuses."""
    folder = standing.folder
    remove_stale(folder)
    folder.mkdir(parents=True, exist_ok=True)
    others = {
        name: left for name, left in _journal(folder).items() if name not in finished
    }
    wanting = {
        listing.seed for page in plan.new for listing in page.paper.listings
    } & finished
    without_news = others | dict.fromkeys(finished, _NEWS)
    _note(folder, without_news | dict.fromkeys(wanting, _PAGES))
    for page in plan.new:
        path, is_new = _placed(standing, page)
        (done.new if is_new else done.stood).add(path)
    _note(folder, without_news)
    faults = [fault for update in plan.updates if (fault := _replaced(update, done))]
    protected = all(fault.code == READ_ONLY for fault in faults)
    _note(folder, others if protected else without_news)


def _replaced(update: Update, done: _Done) -> Problem | None:
    """Gives a page its new text, or says why not."""
    page = update.page
    after = update.after.encode("utf-8", "replace")
    fault = replace(page.file, update.before.encode("utf-8"), after, path=page.path)
    if fault:
        done.problems.append(fault)
    else:
        done.refreshed.add(page.path)
    return fault


def _placed(standing: PageIndex, page: NewPage) -> tuple[str, bool]:
    """The page that stands for the paper now, and whether it is new."""
    text = page.text.encode("utf-8", "replace")
    for name in page.names:
        file = standing.folder / PAPERS / f"{name}.md"
        path = file.relative_to(standing.folder.parent).as_posix()
        if create(file, text):
            return path, True
        standing.add(
            path, file
        )  # another import was quicker, perhaps with this very paper
        if other := standing.page_for(page.paper):
            return other, False
    raise FileExistsError(None, "every name for the page is taken", page.path)


def _unwritable(folder: Path, fault: OSError, left: int) -> Problem:
    pages = f"{count(left, 'page')} {'is' if left == 1 else 'are'}"
    return Problem(
        severity=Severity.ERROR,
        code="content-unwritable",
        message=f"{pages} not written: {fault.strerror}",
        path=f"{folder.name}/{PAPERS}",
        hint="nothing was changed besides; make the folder writable and import again",
    )
