"""All pages below `content/`, in a fixed order, each read on its own.

A page that cannot be read is a problem beside the others. Two pages with one address
are a problem too, and the first by path wins. What is in a page is up to `page`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from generator.content.page import Page, page_from
from generator.core.errors import Parsed, Problem, Severity
from generator.core.project_layout import page_paths


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
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, file in page_files(folder):
        try:
            sources.append(Source(path=path, data=file.read_bytes()))
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
        data = file.read_bytes()
    except OSError as fault:
        return Parsed(problems=(unreadable(path, fault),))
    return page_from(data, path)


def page_files(folder: Path) -> list[tuple[str, Path]]:
    """The files that are pages, each with its path in the project, sorted by that."""
    return [(path, folder.parent / path) for path in page_paths(folder)]


def without_doubles(pages: Iterable[P]) -> tuple[list[P], list[Problem]]:
    """The first page of each slug, and an error for each further one."""
    first: dict[str, P] = {}
    problems = []
    for page in pages:
        other = first.setdefault(page.slug, page)
        if other is not page:
            problems.append(_same_address(page, other))
    return list(first.values()), problems


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
