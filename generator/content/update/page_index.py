"""Which page stands for a paper already, and which names are taken.

A page goes by its identifiers, its title, its aliases, its file name where its reader gave it
another title since, and at last by the place in a seed that it came from.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content.frontmatter import Document
from generator.content.page import Page, document_from, page_in
from generator.content.reader import page_files
from generator.core.identity import (
    arxiv_key,
    distinctive_text,
    doi_key,
    may_be_one,
)
from generator.core.paper import Listing, Paper
from generator.core.text import digest, slug, title_key

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


class PageIndex:
    """The pages of a project, as an import looks them up; grows with each page written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The project's `content/`."""
        self.files: dict[str, PageFile] = {}
        """By their paths."""
        self._names: set[str] = set()
        self._by_id: dict[str, list[tuple[str, Paper]]] = {}
        self._by_title: dict[str, list[tuple[str, Paper]]] = {}
        self._by_alias: dict[str, list[tuple[str, Paper | None]]] = {}
        self._by_name: dict[str, list[tuple[str, Paper | None]]] = {}
        self._by_abstract: dict[str, list[tuple[str, Paper]]] = {}
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
            self._by_title.setdefault(title_key(title), []).append(
                (page.path, page.paper)
            )
        names = {alias.casefold() for alias in page.annotations.aliases}
        for name in names - set(names_for(page.paper)):
            self._by_alias.setdefault(name, []).append((page.path, page.paper))
        if stem.casefold() not in names_for(page.paper):
            self._by_name.setdefault(stem.casefold(), []).append(
                (page.path, page.paper)
            )
        if abstract := _letters(page.abstract):
            self._by_abstract.setdefault(abstract, []).append((page.path, page.paper))
        for listing in page.paper.listings:
            self._by_place.setdefault((listing.seed, listing.position), []).append(
                page.path
            )

    def page_for(self, paper: Paper) -> str | None:
        """Path of the page that stands for a paper, as far as one can tell from it alone."""
        found = (*self.with_id(paper), *self.with_title(paper), *self.with_name(paper))
        return next(iter(found), None)

    def with_id(self, paper: Paper) -> list[str]:
        """Paths of the pages that have an identifier of the paper's, and none that differs."""
        found = (one for key in _ids(paper) for one in self._by_id.get(key, ()))
        return [path for path, known in found if may_be_one(paper, known)]

    def with_title(self, paper: Paper) -> list[str]:
        """Paths of the pages with its title, or an alias that is its title or name."""
        titled = self._by_title.get(title_key(paper.title), ())
        found = [path for path, known in titled if may_be_one(paper, known)]
        return [*found, *_named(self._by_alias, paper)]

    def with_abstract(self, paper: Paper) -> list[str]:
        """Paths of the pages that have its abstract still, if it is one that tells papers apart."""
        abstract = _letters(paper.abstract) if self._by_abstract else None
        found = self._by_abstract.get(abstract, ()) if abstract else ()
        return [path for path, known in found if may_be_one(paper, known)]

    def with_name(self, paper: Paper) -> list[str]:
        """Paths of the pages of another title whose files are called as the paper's would be."""
        return list(_named(self._by_name, paper))

    def from_place(self, paper: Paper) -> list[str]:
        """Path of the one page that says it came from the place where a seed has this paper."""
        paths = {
            path for place in _places(paper) for path in self._by_place.get(place, ())
        }
        (path,) = paths if len(paths) == 1 else (None,)
        page = self.files[path].page if path else None
        return [page.path] if page and may_be_one(paper, page.paper) else []

    def is_from_place(self, path: str, paper: Paper) -> bool:
        """Whether a page says that it came from a place where a seed has this paper."""
        return any(path in self._by_place.get(place, ()) for place in _places(paper))

    def listing_days(self) -> dict[str, dt.date]:
        """For each seed the day that most of its pages give it."""
        days: dict[str, Counter[dt.date]] = {}
        for listing in self._listings():
            if listing.date:
                days.setdefault(listing.seed, Counter())[listing.date] += 1
        return {
            seed: min(found, key=lambda day: (-found[day], day))
            for seed, found in days.items()
        }

    def seeds(self) -> set[str]:
        """The seeds that pages name as their source."""
        return {listing.seed for listing in self._listings() if listing.seed}

    def _listings(self) -> Iterator[Listing]:
        for standing in self.files.values():
            yield from standing.page.paper.listings if standing.page else ()

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


def _named(
    index: Mapping[str, Sequence[tuple[str, Paper | None]]], paper: Paper
) -> Iterator[str]:
    """The pages in an index by names that may be the paper's; what cannot be read may be."""
    names = names_for(paper)[_is_cut(paper.title) :] if index else ()
    for name in names:
        for path, known in index.get(name, ()):
            if known is None or may_be_one(paper, known):
                yield path


def _letters(abstract: str | None) -> str | None:
    """What an abstract and the Markdown that shows it have in common, if it tells papers apart."""
    return distinctive_text(re.sub(r"[\W_]+", "", abstract or ""))


def _places(paper: Paper) -> set[tuple[str, int]]:
    return {(listing.seed, listing.position) for listing in paper.listings}


def _is_cut(title: str) -> bool:
    """Whether a title's slug leaves words out, so that it may be another's too."""
    return slug(title) != slug(title, length=len(title) * 8)


def _with_suffix(title: str, suffix: str) -> str:
    return f"{slug(title, length=78 - len(suffix))}-{suffix}"


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
