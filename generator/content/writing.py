"""New papers become new files. What exists is never opened for writing, not even by a race."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.content.files import create
from generator.content.page import page_text
from generator.content.standing import Standing, names_for
from generator.errors import Problem, Severity
from generator.merge import merged
from generator.paper import Paper

PAPERS = "papers"
"""Folder of new pages below `content/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did to `content/`."""

    new: tuple[str, ...]
    """Pages written, as in `Page.path`, sorted."""
    kept: tuple[str, ...]
    """Pages that stood for a paper already and were left as they are, sorted."""
    problems: tuple[Problem, ...] = ()


def write_new_pages(folder: Path, papers: Iterable[Paper]) -> ImportReport:
    """Writes a page to `folder/papers` for each paper that no page below `folder` stands for.

    `folder` is the project's `content/`. The same paper from several seeds becomes one page;
    the order of the papers does not matter.
    """
    standing = Standing(folder)
    pages = [(record, standing.page_for(record)) for record in merged(papers)]
    missing = [record for record, page in pages if page is None]
    kept = {page for _, page in pages if page is not None}
    new: set[str] = set()
    problems: list[Problem] = []
    try:
        for record, names in _named(missing):
            path, is_new = _placed(folder, record, names, standing)
            (new if is_new else kept).add(path)
    except OSError as fault:
        problems.append(_unwritable(folder, fault, len(missing) - len(new)))
    return ImportReport(new=tuple(sorted(new)), kept=tuple(sorted(kept)), problems=tuple(problems))


def _named(papers: list[Paper]) -> Iterator[tuple[Paper, tuple[str, ...]]]:
    """Each paper with the names it may have; a name that several want goes to none of them."""
    names = [names_for(paper) for paper in papers]
    wanted = Counter(best for best, *_ in names)
    for paper, (best, *others) in zip(papers, names, strict=True):
        yield paper, (best, *others) if wanted[best] == 1 else tuple(others)


def _placed(
    folder: Path, paper: Paper, names: tuple[str, ...], standing: Standing
) -> tuple[str, bool]:
    """The page that stands for the paper now, and whether it is new."""
    text = page_text(paper).encode("utf-8", "replace")
    for name in names:
        file = folder / PAPERS / f"{name}.md"
        path = file.relative_to(folder.parent).as_posix()
        if standing.is_taken(name):
            continue
        if create(file, text):
            standing.claim(name)
            return path, True
        standing.add(path, file)  # another import was quicker, perhaps with this very paper
        if other := standing.page_for(paper):
            return other, False
    raise FileExistsError(None, "every name for the page is taken", names[-1])


def _unwritable(folder: Path, fault: OSError, left: int) -> Problem:
    pages = "1 page is" if left == 1 else f"{left} pages are"
    return Problem(
        severity=Severity.ERROR,
        code="content-unwritable",
        message=f"{pages} not written: {fault.strerror}",
        path=f"{folder.name}/{PAPERS}",
        hint="nothing was changed besides; make the folder writable and import again",
    )
