"""What an import would do, before it does it: pages to make, pages to bring up to date.

The records of all seeds are the memory of what sources said; the request says which of them are
imported now. Nothing is written here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from generator.content.atomic import protection
from generator.content.page import page_text
from generator.content.update.match import Records, match_pages
from generator.content.update.page_index import PageFile, PageIndex, names_for
from generator.content.update.refresh import Kept, refresh
from generator.core.errors import Problem, Severity
from generator.core.merge import merge_records, place_order
from generator.core.paper import Paper
from generator.core.text import nearest

PAPERS = "papers"
"""Folder of new pages below `content/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What is to be imported, and how."""

    seeds: frozenset[str]
    """Names of the seeds whose papers get pages and news."""
    complete: frozenset[str] = frozenset()
    """Names of the seeds whose papers all had a page once: where one has none now, its reader
    deleted it, and it gets none."""
    take: frozenset[str] = frozenset()
    """Keys whose values the source replaces even where they are the reader's."""
    only: frozenset[str] = frozenset()
    """Slugs of the pages to bring up to date, no new ones being made; empty for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """A page that is to be made."""

    path: str
    """In the project, POSIX slashes."""
    names: tuple[str, ...]
    """Names that will do if somebody else takes that one meanwhile."""
    paper: Paper
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A page that has news."""

    page: PageFile
    before: str
    after: str
    """The whole text of the file."""
    keys: tuple[str, ...]
    """What is renewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All that an import would do; pages sorted by path."""

    new: tuple[NewPage, ...]
    updates: tuple[Update, ...]
    unchanged: tuple[str, ...]
    """Pages that stand for an imported paper and stay as they are."""
    kept: tuple[tuple[str, Kept], ...]
    """Values that stay though the source says something else, each with its page."""
    deleted: int
    """Papers whose page the reader deleted."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Findings:
    """What has been found about pages so far."""

    updates: list[Update] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[tuple[str, Kept]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def import_plan(
    standing: PageIndex, papers: Iterable[Records], request: ImportRequest
) -> ImportPlan:
    """What importing the request's seeds does to the pages.

    `papers` holds for each paper the records that all seeds have of it, as `merge.cluster`
    returns them. The same paper from several seeds becomes one page.
    """
    homes, unmatched = match_pages(standing, papers)
    found = _Findings()
    for path, paper_records in sorted(homes.items()):
        if _is_asked_for(path, paper_records, request):
            _bring_up_to_date(standing.files[path], paper_records, request, found)
    missing = (
        []
        if request.only
        else [one for one in unmatched if _seeds(one) & request.seeds]
    )
    new = [one for one in missing if not _seeds(one) & request.complete]
    return ImportPlan(
        new=tuple(
            sorted(
                _new_pages(standing, map(merge_records, new)),
                key=lambda page: page.path,
            )
        ),
        updates=tuple(found.updates),
        unchanged=tuple(found.unchanged),
        kept=tuple(found.kept),
        deleted=len(missing) - len(new),
        problems=(
            *_unknown_pages(standing, request.only),
            *found.problems,
            *(_conflict(*one) for one in found.kept if one[1].is_conflict),
        ),
    )


def _is_asked_for(path: str, records: Records, request: ImportRequest) -> bool:
    if request.only and PurePosixPath(path).stem not in request.only:
        return False
    return bool(_seeds(records) & request.seeds)


def _seeds(records: Iterable[Paper]) -> set[str]:
    return {listing.seed for record in records for listing in record.listings}


def _bring_up_to_date(
    standing: PageFile, records: Records, request: ImportRequest, found: _Findings
) -> None:
    """Notes what a page's seeds have for it."""
    document = standing.document
    if document is None:
        found.problems.append(_unreadable(standing.path))
        return
    news = refresh(document, records, take=request.take)
    found.problems += news.problems
    found.kept += [(standing.path, kept) for kept in news.kept]
    if news.text == document.text:
        found.unchanged.append(standing.path)
    elif protected := protection(standing.file, path=standing.path):
        found.unchanged.append(standing.path)
        found.problems.append(protected)
    else:
        update = Update(
            page=standing, before=document.text, after=news.text, keys=news.keys
        )
        found.updates.append(update)


def _new_pages(standing: PageIndex, papers: Iterable[Paper]) -> Iterator[NewPage]:
    """The pages to make; a name that several papers want goes to none of them."""
    ordered = sorted(papers, key=place_order)
    names = [names_for(paper) for paper in ordered]
    wanted = Counter(best for best, *_ in names)
    for paper, (best, *others) in zip(ordered, names, strict=True):
        free = _free([best, *others] if wanted[best] == 1 else others, standing)
        standing.claim(free[0])
        path = f"{standing.folder.name}/{PAPERS}/{free[0]}.md"
        yield NewPage(path=path, names=free, paper=paper, text=page_text(paper))


def _free(names: Sequence[str], standing: PageIndex) -> tuple[str, ...]:
    """Those names that no page has; numbered ones in the unheard-of case that all are taken."""
    free = tuple(name for name in names if not standing.is_taken(name))
    numbered = (f"{names[-1]}-{number}" for number in range(2, 1000))
    return free or tuple(name for name in numbered if not standing.is_taken(name))


def _unknown_pages(standing: PageIndex, slugs: Iterable[str]) -> Iterator[Problem]:
    """An error for each slug that no page has."""
    known = [PurePosixPath(path).stem for path in standing.files]
    for slug in sorted(set(slugs) - set(known)):
        near = nearest(slug, known) or next((one for one in known if slug in one), None)
        yield Problem(
            severity=Severity.ERROR,
            code="import-page",
            message=f"no page is called `{slug}`",
            hint=f"did you mean `{near}`?"
            if near
            else "give the file's name without `.md`",
        )


def _unreadable(path: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="import-unreadable",
        message="this page cannot be read, so it gets no news",
        path=path,
        hint="`papershelf check` says what is wrong with it",
    )


def _conflict(path: str, kept: Kept) -> Problem:
    yours = f"“{kept.ours}” is yours and stays" if kept.ours else "you took it away"
    return Problem(
        severity=Severity.NOTE,
        code="import-conflict",
        message=f"`{kept.key}`: {yours}; the source now says “{kept.theirs}”",
        path=path,
        line=kept.line,
        hint=f"`papershelf import --refresh {kept.key} --page {PurePosixPath(path).stem}` "
        "takes the source's word",
    )
