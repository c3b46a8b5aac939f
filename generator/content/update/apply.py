"""The only writer of `content/` besides the reader: it carries an import plan out.

1. The journal, `content/.importing`, lists the seeds that are being imported.
2. New papers become new files. A file is created, never overwritten.
3. The journal says that all pages exist: one that is missing was deleted by its reader.
4. Pages with news are replaced, each in one step and only while it still holds what the
   plan was made from.
5. The journal forgets the seeds.

An import that is killed leaves its journal behind, so the next build goes on with it.
What to write is up to `plan`; how a file is written whole or not at all, to `atomic`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.content.atomic import READ_ONLY, create, replace
from generator.content.update.page_index import PAPERS, PageIndex, seeds_in
from generator.content.update.plan import ImportPlan, NewPage, Update
from generator.content.update.refresh import Kept
from generator.core.errors import Problem, Severity
from generator.core.page_walk import walk_pages
from generator.core.project_layout import JOURNAL
from generator.core.project_links import place_to_write
from generator.core.reading import read_text
from generator.core.text import count
from generator.system.changes import Changes
from generator.system.folder import Folder
from generator.system.temporary import remove_abandoned

_PAGES = "pages"
"""In the journal, as in `pages a.txt`: some of the seed's pages may not exist yet."""
_NEWS = "news"
"""In the journal: all its pages exist, some are still to be updated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did to `content/`; paths as in `Page.path`, sorted."""

    new: tuple[str, ...] = ()
    """Pages created."""
    refreshed: tuple[str, ...] = ()
    """Pages with new values."""
    unchanged: tuple[str, ...] = ()
    """Pages of imported papers that were left as they are."""
    kept: tuple[Kept, ...] = ()
    """The reader's values that differ from the source's."""
    deleted: int = 0
    """Papers that get no page since their reader deleted it."""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Progress:
    """What has been written so far."""

    problems: list[Problem]
    changes: Changes
    created: set[str] = field(default_factory=set)
    existing: set[str] = field(default_factory=set)
    """Pages to create that somebody else created meanwhile."""
    updated: set[str] = field(default_factory=set)


def write_plan(
    index: PageIndex,
    plan: ImportPlan,
    finished: frozenset[str],
    changes: Changes | None = None,
) -> ImportReport:
    """Carry out a plan; what cannot be written is a problem and harms nothing else.

    `finished` are the seeds whose import this completes; none for single pages.
    `changes` can undo all of it.
    """
    progress = _Progress(problems=[*plan.problems], changes=changes or Changes())
    try:
        if plan.new or plan.updates or unfinished(index.folder):
            _write_pages(index, plan, finished, progress)
    except OSError as fault:
        planned = len(plan.new) + len(plan.updates)
        left = planned - len(progress.created) - len(progress.updated)
        progress.problems.append(_unwritable(index.folder, fault, left))
    unchanged = progress.existing.union(plan.unchanged)
    return ImportReport(
        new=tuple(sorted(progress.created)),
        refreshed=tuple(sorted(progress.updated)),
        unchanged=tuple(sorted(unchanged)),
        kept=plan.kept,
        deleted=plan.deleted,
        problems=tuple(progress.problems),
    )


def unfinished(folder: Path) -> frozenset[str]:
    """Names of the seeds whose import into `folder` was killed or failed."""
    return frozenset(_read_journal(folder))


def without_pages(folder: Path) -> frozenset[str]:
    """Names of the unfinished seeds some of whose pages may not exist yet."""
    journal = _read_journal(folder)
    return frozenset(seed for seed, left in journal.items() if left == _PAGES)


def _write_pages(
    index: PageIndex,
    plan: ImportPlan,
    finished: frozenset[str],
    progress: _Progress,
) -> None:
    """Write one page after another; raises OSError when the system refuses."""
    folder = index.folder
    remove_abandoned(folder.parent, walk_pages(folder).temporary)

    # 1. Note the seeds of this import, beside those that other imports left unfinished.
    others = _read_journal(folder)
    for seed in finished:
        others.pop(seed, None)
    only_news = others | dict.fromkeys(finished, _NEWS)
    lacking_pages: set[str] = set()
    for page in plan.new:
        lacking_pages |= seeds_in(page.paper.listings)
    seeds_lacking_pages = dict.fromkeys(lacking_pages & finished, _PAGES)
    journal = only_news | seeds_lacking_pages
    _write_journal(folder, journal, progress.changes)

    # 2. Create the new pages.
    for page in plan.new:
        _create_page(index, page, progress)

    # 3. From here on, a page that is missing was deleted by its reader.
    _write_journal(folder, only_news, progress.changes)

    # 4. Replace the pages with news.
    faults = _replace_pages(folder.parent, plan.updates, progress)

    # 5. Forget the seeds. A write-protected page stays as its reader wants it; after
    #    any other fault, such as a page saved meanwhile, the next import tries again.
    is_done = all(fault.code == READ_ONLY for fault in faults)
    _write_journal(folder, others if is_done else only_news, progress.changes)


def _create_page(
    index: PageIndex,
    page: NewPage,
    progress: _Progress,
) -> None:
    """Create a page under the first of its names that is free."""
    text = page.text.encode("utf-8", "replace")
    for name in page.names:
        path = index.path_of(name)
        if create(index.folder.parent, path, text, progress.changes):
            progress.created.add(path)
            return
        # Another import was quicker, perhaps with this very paper.
        index.add(path, index.folder.parent / path)
        existing = index.page_for(page.paper)
        if existing:
            progress.existing.add(existing)
            return
    raise FileExistsError(None, "every name for the page is taken", page.path)


def _replace_pages(
    root: Path,
    updates: Iterable[Update],
    progress: _Progress,
) -> list[Problem]:
    """Give pages their new text; a problem for each that stays as it is."""
    faults = []
    for update in updates:
        page = update.page
        before = update.before.encode("utf-8")
        after = update.after.encode("utf-8", "replace")
        fault = replace(root, page.path, before, after, progress.changes)
        if fault:
            faults.append(fault)
            progress.problems.append(fault)
        else:
            progress.updated.add(page.path)
    return faults


def _read_journal(folder: Path) -> dict[str, str]:
    """For each unfinished seed what is left to write."""
    if (folder / JOURNAL).is_symlink():
        return {}  # no import makes one, and the next one takes its place
    try:
        text = read_text(folder / JOURNAL)
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    journal = {}
    for line in text.split("\n"):
        left, _, seed = line.partition(" ")
        if seed:
            journal[seed] = left
    return journal


def _write_journal(
    folder: Path,
    journal: Mapping[str, str],
    changes: Changes,
) -> None:
    """Replace the journal; an empty one is no file."""
    # A link to `content/` may be followed, one in the journal's place is not.
    base, content_folder = place_to_write(folder.parent, folder.name)
    path = f"{content_folder}/{JOURNAL}"
    lines = [f"{left} {seed}\n" for seed, left in sorted(journal.items())]
    content = "".join(lines).encode("utf-8")
    changes.note_file(base, path, content or None)
    with Folder(base) as opened:
        if content:
            opened.write(path, content)
        else:
            opened.remove(path)


def _unwritable(
    folder: Path,
    fault: OSError,
    left: int,
) -> Problem:
    verb = "is" if left == 1 else "are"
    return Problem(
        severity=Severity.ERROR,
        code="content-unwritable",
        message=f"{count(left, 'page')} {verb} not written: {fault.strerror}",
        path=f"{folder.name}/{PAPERS}",
        hint="nothing was changed besides; make the folder writable and import again",
    )
