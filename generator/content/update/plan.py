"""What an import would do: pages to create, pages to update, values to keep.

1. `match` finds the page of each paper.
2. A page is refreshed if a seed of this import has its paper (`refresh`).
3. A paper of this import that has no page gets one, unless its reader deleted it.

Planning reads pages and writes nothing; `apply` carries a plan out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.content.atomic import protection
from generator.content.page import page_text
from generator.content.update.match import Records, match_pages
from generator.content.update.page_index import (
    PageFile,
    PageIndex,
    names_for,
    places_in,
    seeds_in,
)
from generator.content.update.refresh import Kept, refresh, with_fingerprints
from generator.core.errors import Problem, Severity
from generator.core.merge import merge_records, place_order
from generator.core.paper import Paper
from generator.core.project_layout import stem
from generator.core.text import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to import, and how."""

    seeds: frozenset[str]
    """Names of the seeds whose papers get pages and updates."""
    complete: frozenset[str] = frozenset()
    """Names of the seeds whose papers all had a page once: where one has none now, its
    reader deleted it, and it gets none."""
    take: frozenset[str] = frozenset()
    """Keys whose values the source replaces even where they are the reader's."""
    only: frozenset[str] = frozenset()
    """Slugs of the pages to update, with no new ones created; empty for all."""
    as_before: Mapping[tuple[str, int], Paper] = field(default_factory=dict)
    """By seed and position the papers as earlier versions read them, for pages without
    fingerprints: those tell which values an import gave them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """A page to create."""

    path: str
    """In the project, POSIX slashes."""
    names: tuple[str, ...]
    """The file's name, then those to fall back on if somebody takes it meanwhile."""
    paper: Paper
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A page that gets new values."""

    page: PageFile
    before: str
    after: str
    """The whole text of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All that an import would do; pages sorted by path."""

    new: tuple[NewPage, ...]
    updates: tuple[Update, ...]
    unchanged: tuple[str, ...]
    """Pages of imported papers that stay as they are."""
    kept: tuple[Kept, ...]
    """Values that stay though the source has another."""
    deleted: int
    """Papers whose page the reader deleted."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _PlannedUpdates:
    """The part of a plan about existing pages, while it grows."""

    updates: list[Update] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def import_plan(
    index: PageIndex,
    papers: Iterable[Records],
    request: ImportRequest,
) -> ImportPlan:
    """What importing the request's seeds does to the pages.

    `papers` holds for each paper the records that all seeds have of it, as
    `identity.cluster` returns them. The same paper from several seeds becomes one page.
    """
    matched, unmatched = match_pages(index, papers)

    planned = _PlannedUpdates()
    for path, records in sorted(matched.items()):
        if _is_requested(path, records, request):
            _plan_update(index.files[path], records, request, planned)

    missing = []
    if not request.only:
        missing = [
            paper for paper in unmatched if _seeds_of_records(paper) & request.seeds
        ]
    # If all papers of a seed had a page once, its reader deleted what is missing now.
    created = [
        paper for paper in missing if not _seeds_of_records(paper) & request.complete
    ]
    new_pages = _new_pages(index, map(merge_records, created))

    problems = [*_unknown_pages(index, request.only), *planned.problems]
    problems += [_conflict(kept) for kept in planned.kept if kept.is_conflict]
    return ImportPlan(
        new=tuple(new_pages),
        updates=tuple(planned.updates),
        unchanged=tuple(planned.unchanged),
        kept=tuple(planned.kept),
        deleted=len(missing) - len(created),
        problems=tuple(problems),
    )


def _is_requested(
    path: str,
    records: Records,
    request: ImportRequest,
) -> bool:
    if request.only and stem(path) not in request.only:
        return False
    return bool(_seeds_of_records(records) & request.seeds)


def _seeds_of_records(records: Records) -> set[str]:
    seeds: set[str] = set()
    for record in records:
        seeds |= seeds_in(record.listings)
    return seeds


def _plan_update(
    page: PageFile,
    records: Records,
    request: ImportRequest,
    planned: _PlannedUpdates,
) -> None:
    """Add what the seeds have for one page."""
    if page.document is None:
        planned.problems.append(_page_unreadable(page.path))
        return
    before = [_as_before(record, request) for record in records]
    document = with_fingerprints(page.document, before)
    result = refresh(document, records, take=request.take)
    planned.problems += result.problems
    planned.kept += result.kept
    if result.text == page.document.text:
        planned.unchanged.append(page.path)
        return
    protected = protection(page.file, path=page.path)
    if protected:
        planned.unchanged.append(page.path)
        planned.problems.append(protected)
        return
    update = Update(
        page=page,
        before=page.document.text,
        after=result.text,
    )
    planned.updates.append(update)


def _as_before(record: Paper, request: ImportRequest) -> Paper:
    """A seed's record of a paper as earlier versions read it."""
    for place in places_in(record.listings):
        if place in request.as_before:
            return request.as_before[place]
    return record


def _new_pages(index: PageIndex, papers: Iterable[Paper]) -> list[NewPage]:
    """The pages to create; a name that several papers want goes to none of them."""
    pages = []
    ordered = sorted(papers, key=place_order)
    all_names = [names_for(paper) for paper in ordered]
    wanted = Counter(names[0] for names in all_names)
    for paper, names in zip(ordered, all_names, strict=True):
        is_contested = wanted[names[0]] > 1
        free = _free_names(index, names[1:] if is_contested else names)
        index.claim(free[0])
        page = NewPage(
            path=index.path_of(free[0]),
            names=free,
            paper=paper,
            text=page_text(paper),
        )
        pages.append(page)
    pages.sort(key=lambda page: page.path)
    return pages


def _free_names(index: PageIndex, names: Sequence[str]) -> tuple[str, ...]:
    """Those names that no page has; numbered ones if they are all taken."""
    free = tuple(name for name in names if not index.is_taken(name))
    if free:
        return free
    numbered = [f"{names[-1]}-{number}" for number in range(2, 1000)]
    return tuple(name for name in numbered if not index.is_taken(name))


def _unknown_pages(index: PageIndex, slugs: Iterable[str]) -> Iterator[Problem]:
    """An error for each slug that no page has."""
    known = [stem(path) for path in index.files]
    for slug in sorted(set(slugs) - set(known)):
        containing = (name for name in known if slug in name)
        near = nearest(slug, known) or next(containing, None)
        hint = "give the file's name without `.md`"
        if near:
            hint = f"did you mean `{near}`?"
        yield Problem(
            severity=Severity.ERROR,
            code="import-page",
            message=f"no page is called `{slug}`",
            hint=hint,
        )


def _page_unreadable(path: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="import-unreadable",
        message="this page cannot be read, so it gets no news",
        path=path,
        hint="`papershelf check` says what is wrong with it",
    )


def _conflict(kept: Kept) -> Problem:
    yours = "you took it away"
    if kept.ours:
        yours = f"“{kept.ours}” is yours and stays"
    slug = stem(kept.path)
    return Problem(
        severity=Severity.NOTE,
        code="import-conflict",
        message=f"`{kept.key}`: {yours}; the source now says “{kept.theirs}”",
        path=kept.path,
        line=kept.line,
        hint=f"`papershelf import --refresh {kept.key} --page {slug}` "
        "takes the source's word",
    )
