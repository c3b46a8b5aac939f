"""Which page stands for a paper already, and which names are taken.

A page goes by its identifiers, its title, its aliases, and its file name where its reader gave
it another title since.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.content.page import Page, page_and_problems
from generator.content.reading import page_files
from generator.merge import arxiv_key, doi_key, may_be_one
from generator.paper import Paper
from generator.text import digest, slug, title_key

_TAKEN = frozenset({"readme"})
"""Names of files that are no pages."""
_SUFFIX_LENGTH = 6


class Standing:
    """The pages of a project, as an import looks them up; grows with each page written."""

    def __init__(self, folder: Path) -> None:
        self._names: set[str] = set()
        self._by_id: dict[str, str] = {}
        self._by_title: dict[str, list[tuple[str, Paper]]] = {}
        self._by_name: dict[str, list[tuple[str, Paper | None]]] = {}
        for path, file in page_files(folder):
            self.add(path, file)

    def add(self, path: str, file: Path) -> None:
        """Counts a file among the pages, whether it can be read or not."""
        stem = PurePosixPath(path).stem
        self._names.add(stem.casefold())
        try:
            page, _ = page_and_problems(file.read_bytes(), path)
        except OSError:
            page = None
        if page is None:
            self._by_name.setdefault(stem.casefold(), []).append((path, None))
        else:
            self._add_page(page, stem)

    def _add_page(self, page: Page, stem: str) -> None:
        self._names.add(page.slug)
        for key in _ids(page.paper):
            self._by_id.setdefault(key, page.path)
        for title in (page.paper.title, *page.annotations.aliases):
            self._by_title.setdefault(title_key(title), []).append((page.path, page.paper))
        names = {stem.casefold(), *(alias.casefold() for alias in page.annotations.aliases)}
        for name in names - set(names_for(page.paper)):
            self._by_name.setdefault(name, []).append((page.path, page.paper))

    def page_for(self, paper: Paper) -> str | None:
        """Path of the page that stands for a paper."""
        return next(self._pages_for(paper), None)

    def _pages_for(self, paper: Paper) -> Iterator[str]:
        for key in _ids(paper):
            if key in self._by_id:
                yield self._by_id[key]
        for path, other in self._by_title.get(title_key(paper.title), ()):
            if may_be_one(paper, other):
                yield path
        for name in names_for(paper):
            for path, known in self._by_name.get(name, ()):
                if known is None or may_be_one(paper, known):
                    yield path

    def claim(self, name: str) -> None:
        """Counts a name among those that are taken."""
        self._names.add(name)

    def is_taken(self, name: str) -> bool:
        """Whether a new page cannot be called so."""
        return name in self._names or name in _TAKEN


def names_for(paper: Paper) -> tuple[str, ...]:
    """The names that a paper's page may have, the best first; they follow from the paper alone."""
    suffix = digest(next(_ids(paper), title_key(paper.title)), 16)
    title = paper.title or paper.arxiv_id or paper.doi or ""
    return (
        slug(title),
        *(_with_suffix(title, suffix[:length]) for length in (_SUFFIX_LENGTH, 16)),
    )


def _with_suffix(title: str, suffix: str) -> str:
    return f"{slug(title, length=78 - len(suffix))}-{suffix}"


def _ids(paper: Paper) -> Iterator[str]:
    if arxiv := arxiv_key(paper):
        yield f"arxiv:{arxiv}"
    if doi := doi_key(paper):
        yield f"doi:{doi}"
