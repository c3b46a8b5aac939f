"""All pages below `content/`, in a fixed order, each read on its own.

A page that cannot be read is a problem beside the others. Two pages with one address
are a problem too, and the first by path wins. What is in a page is up to `page`.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from generator.content.page import Page, page_from
from generator.core.errors import PapershelfError, Parsed, Problem, Severity
from generator.core.oddities import Oddity, OddPath, seed_oddities
from generator.core.page_walk import walk_pages
from generator.core.reading import read_file


class Source(NamedTuple):
    """A page's file as it is on disk."""

    path: str
    """As in `Page.path`."""
    data: bytes


class _HasAddress(Protocol):
    """A page or its summary."""

    @property
    def slug(self) -> str: ...
    @property
    def path(self) -> str: ...


P = TypeVar("P", bound=_HasAddress)

_FOLDER_ODDITIES = (Oddity.UNLISTED, Oddity.DANGLING, Oddity.FOLDER_OUTSIDE)
_LINK_HINT = (
    "if what is there is yours to publish, name the link in `papershelf.toml`: "
    'linked_folders = ["{path}"]'
)
_LEADS_NOWHERE = (
    "content-link",
    "this link leads nowhere: {detail} does not exist",
    "bring back what it leads to, or remove the link",
)
_ODDITIES: Mapping[Oddity, tuple[str, str, str]] = {
    Oddity.UNLISTED: (
        "content-unreadable",
        "cannot list the folder: {detail}",
        "make it readable; without it, all that it holds would look deleted",
    ),
    Oddity.DANGLING: _LEADS_NOWHERE,
    Oddity.DANGLING_FILE: _LEADS_NOWHERE,
    Oddity.FOLDER_OUTSIDE: (
        "content-link",
        "this linked folder is not read, since it leads to {detail}, out of the project or hidden",
        _LINK_HINT,
    ),
    Oddity.FILE_OUTSIDE: (
        "content-link",
        "this link is not read, since it leads to {detail}, out of the project or hidden",
        _LINK_HINT,
    ),
    Oddity.NO_PAGE: (
        "content-link",
        "this link is not read, since it leads to {detail}, which is no page",
        "link to a file whose name ends in `.md`",
    ),
    Oddity.NO_FILE: (
        "content-unreadable",
        "this is a device or a pipe, not a file",
        "remove it, or give it another name",
    ),
    Oddity.SEED_FOLDER: (
        "seed-folder",
        "folders in `seeds/` are not read",
        "move its files up into `seeds/`",
    ),
    Oddity.ENDING: (
        "content-name",
        "this is no page, since its name ends in `{detail}`",
        "rename it to end in `.md`",
    ),
    Oddity.TEXT: (
        "content-name",
        "this is no page, since its name ends in `{detail}`",
        "rename it to end in `.md` if it is one; a dump belongs into `seeds/`",
    ),
}
"""Code, message and hint of each oddity."""
_SEVERITIES = {
    Oddity.DANGLING_FILE: Severity.WARNING,
    Oddity.SEED_FOLDER: Severity.WARNING,
    Oddity.ENDING: Severity.WARNING,
    Oddity.TEXT: Severity.NOTE,
}
"""Of oddities that take no page away; the others are errors."""


def read_pages(folder: Path) -> Parsed[Page]:
    """Every page below `folder` (the project's `content/`), sorted by path.

    Paths are relative to the folder's parent. Hidden files, those that begin with `_`,
    and READMEs are no pages.
    """
    sources = read_sources(folder)
    pages = pages_from(sources.items)
    return Parsed(items=pages.items, problems=sources.problems + pages.problems)


def read_sources(folder: Path) -> Parsed[Source]:
    """The files of all pages below `folder`, sorted by path."""
    walk = walk_pages(folder)
    sources: list[Source] = []
    problems: list[Problem] = [*map(odd_path_problem, walk.oddities)]
    for path in walk.pages:
        try:
            data = read_file(folder.parent / path)
            sources.append(Source(path=path, data=data))
        except OSError as fault:
            problems.append(unreadable(path, fault))
    return Parsed(items=tuple(sources), problems=tuple(problems))


def pages_from(sources: Iterable[Source]) -> Parsed[Page]:
    """The pages in these files; of those with one address the first alone."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for source in sources:
        result = page_from(source.data, source.path)
        pages += result.items
        problems += result.problems
    unique, doubles = without_doubles(pages)
    problems += doubles
    return Parsed(items=tuple(unique), problems=tuple(problems))


def page_read(file: Path, path: str) -> Parsed[Page]:
    """The page in a file; `path` is its path in the project."""
    try:
        data = read_file(file)
    except OSError as fault:
        return Parsed(problems=(unreadable(path, fault),))
    return page_from(data, path)


def all_page_paths(folder: Path) -> tuple[str, ...]:
    """Paths of the pages in the project, sorted.

    Raises `PapershelfError` if a folder of pages cannot be walked.
    """
    walk = walk_pages(folder)
    stop_on_missing_folders(walk.oddities)
    return walk.pages


def stop_on_missing_folders(oddities: Iterable[OddPath]) -> None:
    """Raise `PapershelfError` for each folder that was not walked.

    Without it, all its pages would look deleted.
    """
    missing = [odd for odd in oddities if Oddity(odd.oddity) in _FOLDER_ODDITIES]
    if missing:
        raise PapershelfError(map(odd_path_problem, missing))


def without_doubles(pages: Iterable[P]) -> tuple[list[P], list[Problem]]:
    """The first page of each slug, and an error for each further one."""
    first: dict[str, P] = {}
    problems = []
    for page in pages:
        other = first.setdefault(page.slug, page)
        if other is not page:
            problems.append(_same_address(page, other))
    return list(first.values()), problems


def stop_on_odd_seeds(root: Path) -> None:
    """Raise `PapershelfError` if something in `seeds/` must not be read, or cannot be."""
    problems = [*map(odd_path_problem, seed_oddities(root))]
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise PapershelfError(problems)


def odd_path_problem(odd: OddPath) -> Problem:
    """The problem of something in a project that is not read."""
    oddity = Oddity(odd.oddity)
    code, message, hint = _ODDITIES[oddity]
    return Problem(
        severity=_SEVERITIES.get(oddity, Severity.ERROR),
        code=code,
        message=message.replace("{detail}", odd.detail),
        path=odd.path,
        hint=hint.replace("{path}", odd.path),
    )


def unreadable(path: str, fault: OSError) -> Problem:
    """The error of a page whose file the system does not let us read."""
    return Problem(
        severity=Severity.ERROR,
        code="content-unreadable",
        message=f"cannot read the page: {fault.strerror}",
        path=path,
    )


def _same_address(page: _HasAddress, other: _HasAddress) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="content-slug-twice",
        message=f"this page and {other.path} have one address, `{page.slug}.html`",
        path=page.path,
        line=1,
        column=1,
        hint="rename one of the two files; "
        "folders, case and accents do not tell them apart",
    )
