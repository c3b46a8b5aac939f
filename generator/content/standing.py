"""Which page stands for a paper already, and which names are taken.

A page goes by its identifiers, its title, its aliases, its file name where its reader gave it
another title since, and at last by the place in a seed that it came from.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content.page import Page, document_from, page_in
from generator.content.reading import page_files
from generator.frontmatter import Document
from generator.merge import arxiv_key, doi_key, may_be_one
from generator.paper import Listing, Paper
from generator.text import digest, slug, title_key

_TAKEN = frozenset({"readme"})
"""Names of files that are no pages."""
_SUFFIX_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A page as it stands on disk."""

    path: str
    """In the project, POSIX slashes."""
    file: Path
    document: Document | None
    """None when it cannot be read: the system refuses, it is no text, its front matter no YAML."""
    page: Page | None
    """What the document says, if there is one."""


class Standing:
    """The pages of a project, as an import looks them up; grows with each page written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The project's `content/`."""
        self.files: dict[str, PageFile] = {}
        """By their paths."""
        self._names: set[str] = set()
        self._by_id: dict[str, list[tuple[str, Paper]]] = {}
        self._by_title: dict[str, list[tuple[str, Paper]]] = {}
        self._by_name: dict[str, list[tuple[str, Paper | None]]] = {}
        self._by_place: dict[tuple[str, int], list[str]] = {}
        for path, file in page_files(folder):
            self.add(path, file)

    def add(self, path: str, file: Path) -> None:
        """Counts a file among the pages, whether it can be read or not."""
        stem = PurePosixPath(path).stem
        self._names.add(stem.casefold())
        document = _document(file, path)
        page = page_in(document)[0] if document else None
        self.files[path] = PageFile(path=path, file=file, document=document, page=page)
        if page is None:
            self._by_name.setdefault(stem.casefold(), []).append((path, None))
        else:
            self._add_page(page, stem)

    def _add_page(self, page: Page, stem: str) -> None:
        self._names.add(page.slug)
        for key in _ids(page.paper):
            self._by_id.setdefault(key, []).append((page.path, page.paper))
        for title in (page.paper.title, *page.annotations.aliases):
            self._by_title.setdefault(title_key(title), []).append((page.path, page.paper))
        names = {stem.casefold(), *(alias.casefold() for alias in page.annotations.aliases)}
        for name in names - set(names_for(page.paper)):
            self._by_name.setdefault(name, []).append((page.path, page.paper))
        for listing in page.paper.listings:
            self._by_place.setdefault((listing.seed, listing.position), []).append(page.path)

    def page_for(self, paper: Paper) -> str | None:
        """Path of the page that stands for a paper."""
        return next(self._pages_for(paper), None)

    def page_from(self, paper: Paper) -> str | None:
        """Path of the one page that says it came from the place where a seed has this paper."""
        places = _places(paper)
        paths = {path for place in places for path in self._by_place.get(place, ())}
        (path,) = paths if len(paths) == 1 else (None,)
        page = self.files[path].page if path else None
        return path if page and may_be_one(paper, page.paper) else None

    def listing_days(self) -> dict[str, dt.date]:
        """For each seed the day that most of its pages give it."""
        days: dict[str, Counter[dt.date]] = {}
        for listing in self._listings():
            if listing.date:
                days.setdefault(listing.seed, Counter())[listing.date] += 1
        return {
            seed: min(found, key=lambda day: (-found[day], day)) for seed, found in days.items()
        }

    def seeds(self) -> set[str]:
        """The seeds that pages name as their source."""
        return {listing.seed for listing in self._listings() if listing.seed}

    def _listings(self) -> Iterator[Listing]:
        for standing in self.files.values():
            yield from standing.page.paper.listings if standing.page else ()

    def _pages_for(self, paper: Paper) -> Iterator[str]:
        for key in _ids(paper):
            yield from _meant(paper, self._by_id.get(key, ()))
        yield from _meant(paper, self._by_title.get(title_key(paper.title), ()))
        for name in names_for(paper)[_is_cut(paper.title) :]:
            for path, known in self._by_name.get(name, ()):
                if known is None or may_be_one(paper, known):
                    yield path

    def claim(self, name: str) -> None:
        """Counts a name among those that are taken."""
        self._names.add(name)

    def is_taken(self, name: str) -> bool:
        """Whether a new page cannot be called so."""
        return name in self._names or name in _TAKEN


def _meant(paper: Paper, candidates: Iterable[tuple[str, Paper]]) -> list[str]:
    """The pages among these that may stand for a paper, as `merge.same_papers` joins records.

    One that has no id which the paper lacks goes before others. Where all have one, and there are
    several, only one that names the paper's place can be meant.
    """
    fitting = [(path, other) for path, other in candidates if may_be_one(paper, other)]
    ids, places = set(_ids(paper)), _places(paper)
    plain = [path for path, other in fitting if ids.issuperset(_ids(other))]
    placed = [path for path, other in fitting if _places(other) & places]
    return plain or (placed if len(fitting) > 1 else [path for path, _ in fitting])


def names_for(paper: Paper) -> tuple[str, ...]:
    """The names that a paper's page may have, the best first; they follow from the paper alone."""
    suffix = digest(next(_ids(paper), title_key(paper.title)), 16)
    title = paper.title or paper.arxiv_id or paper.doi or ""
    return (
        slug(title),
        *(_with_suffix(title, suffix[:length]) for length in (_SUFFIX_LENGTH, 16)),
    )


def _is_cut(title: str) -> bool:
    """Whether a title's slug leaves words out, so that it may be another's too."""
    return slug(title) != slug(title, length=len(title) * 8)


def _with_suffix(title: str, suffix: str) -> str:
    return f"{slug(title, length=78 - len(suffix))}-{suffix}"


def _places(paper: Paper) -> set[tuple[str, int]]:
    return {(listing.seed, listing.position) for listing in paper.listings}


def _ids(paper: Paper) -> Iterator[str]:
    if arxiv := arxiv_key(paper):
        yield f"arxiv:{arxiv}"
    if doi := doi_key(paper):
        yield f"doi:{doi}"


def _document(file: Path, path: str) -> Document | None:
    try:
        document = document_from(file.read_bytes(), path)
    except OSError:
        return None
    return None if document.problems else document
