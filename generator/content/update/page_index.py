"""The pages on disk, by everything that tells which paper a page belongs to.

A page is looked up by its identifiers, its title and aliases, its abstract, its file's
name where that no longer follows from the title, and the place in a seed it came from.
Each look-up leaves out pages whose identifiers differ from the paper's. Which look-up
counts for more is up to `match`.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from generator import markup
from generator.content.frontmatter import Document
from generator.content.page import Page, document_from, page_identifiers, page_in
from generator.content.reader import all_page_paths
from generator.core.identifiers import Identifier, arxiv_id_in_name
from generator.core.identity import (
    distinctive_text,
    identifiers,
    may_be_one,
    may_be_one_by_title,
)
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.project_layout import stem
from generator.core.reading import read_file
from generator.core.text import digest, slug
from generator.core.titles import title_key, without_entities

Paths: TypeAlias = list[str]
"""Pages, the likeliest first."""
_Place: TypeAlias = tuple[str, int]
"""A seed, and a position in it."""
PAPERS = "papers"
"""Folder of new pages below `content/`."""
_SUFFIX_LENGTHS = (6, 16)
"""Characters of the digest that tells papers of one name apart."""
_NAME_LENGTH = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A page's file as it is on disk."""

    path: str
    """In the project, POSIX slashes."""
    file: Path
    document: Document | None
    """None if it cannot be read: no access, no text, or front matter not in YAML."""
    page: Page | None
    """What the document holds, if there is one."""


class _PagesByKey:
    """Pages by one kind of key, such as their titles."""

    def __init__(self) -> None:
        self._pages: dict[str, list[PageFile]] = {}

    def __bool__(self) -> bool:
        return bool(self._pages)

    def add(self, key: str, page_file: PageFile) -> None:
        self._pages.setdefault(key, []).append(page_file)

    def paths(
        self,
        keys: Iterable[str],
        paper: Paper,
        fits: Callable[[Paper, Paper], bool] = may_be_one,
    ) -> Paths:
        """Paths of the pages with these keys, without those whose papers do not fit."""
        paths = []
        for key in keys:
            for page_file in self._pages.get(key, ()):
                page = page_file.page
                if page is None or fits(paper, page.paper):
                    paths.append(page_file.path)
        return paths


class PageIndex:
    """The pages of a project, as an import looks them up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """The project's `content/`."""
        self.files: dict[str, PageFile] = {}
        """By their paths."""
        self._taken_names = {"readme"}  # READMEs are no pages
        self._by_id = _PagesByKey()
        self._by_title = _PagesByKey()
        self._by_alias = _PagesByKey()
        self._by_file_name = _PagesByKey()
        self._by_abstract = _PagesByKey()
        self._by_place: dict[_Place, Paths] = defaultdict(list)
        for path in all_page_paths(folder):
            self.add(path, folder.parent / path)

    def add(self, path: str, file: Path) -> None:
        """Add a page, whether its file can be read or not."""
        page = None
        document = _readable_document(file, path)
        if document:
            page, _ = page_in(document)
        page_file = PageFile(
            path=path,
            file=file,
            document=document,
            page=page,
        )
        self.files[path] = page_file
        file_name = stem(path).casefold()
        self._taken_names.add(file_name)
        if page:
            self._add_readable(page_file, page, file_name)
        else:
            self._add_unreadable(page_file, file_name)

    def _add_unreadable(self, page_file: PageFile, file_name: str) -> None:
        self._by_file_name.add(file_name, page_file)
        arxiv_id = arxiv_id_in_name(file_name)
        if arxiv_id:
            self._by_id.add(Identifier("arxiv", arxiv_id).key, page_file)

    def _add_readable(
        self,
        page_file: PageFile,
        page: Page,
        file_name: str,
    ) -> None:
        paper = page.paper
        aliases = page.annotations.aliases
        own_names = names_for(paper)
        self._taken_names.add(page.slug)
        for key in page_identifiers(page):
            self._by_id.add(key, page_file)
        for title in (paper.title, *aliases):
            self._by_title.add(title_key(title), page_file)
        other_names = {alias.casefold() for alias in aliases}
        for name in other_names.difference(own_names):
            self._by_alias.add(name, page_file)
        if file_name not in own_names:
            self._by_file_name.add(file_name, page_file)
        abstract = _abstract_key(markup.without_comments(page.abstract))
        if abstract:
            self._by_abstract.add(abstract, page_file)
        for place in places_in(paper.listings):
            self._by_place[place].append(page_file.path)

    def paper_of(self, path: str) -> Paper | None:
        """The paper of a page; None if the page cannot be read."""
        page = self.files[path].page
        return page.paper if page else None

    def page_for(self, paper: Paper) -> str | None:
        """Path of the page of a paper, as far as one can tell from the paper alone."""
        for look_up in (self.with_id, self.with_title, self.with_name):
            paths = look_up(paper)
            if paths:
                return paths[0]
        return None

    def with_id(self, paper: Paper) -> Paths:
        """Paths of the pages with an identifier of the paper's."""
        return self._by_id.paths(identifiers(paper), paper)

    def with_title(self, paper: Paper) -> Paths:
        """Paths of the pages with its title, or an alias that is its title or name.

        Not of those whose authors are clearly others, unless they came from its place.
        """

        def fits(paper: Paper, other: Paper) -> bool:
            places = places_in(paper.listings) & places_in(other.listings)
            if places - {("", 0)}:
                return may_be_one(paper, other)
            return may_be_one_by_title(paper, other)

        key = title_key(paper.title)
        titled = self._by_title.paths([key], paper, fits)
        return titled + _named_paths(self._by_alias, paper)

    def with_abstract(self, paper: Paper) -> Paths:
        """Paths of the pages with its abstract, if that is long enough to tell."""
        # In a first import there is nothing to find, and a key takes 30 µs to make.
        if not self._by_abstract:
            return []
        abstract = _abstract_key(paper.abstract)
        return self._by_abstract.paths([abstract or ""], paper)

    def with_name(self, paper: Paper) -> Paths:
        """Paths of the pages of another title that are named as the paper's would be.

        A page that cannot be read is among them: it may be the paper's.
        """
        return _named_paths(self._by_file_name, paper)

    def from_place(self, paper: Paper) -> Paths:
        """Path of the one page that names the place where a seed has this paper."""
        paths: set[str] = set()
        for place in places_in(paper.listings):
            paths.update(self._by_place.get(place, ()))
        if len(paths) != 1:
            return []
        (path,) = paths
        known = self.paper_of(path)
        if known is None or not may_be_one(paper, known):
            return []
        return [path]

    def is_from_place(self, path: str, paper: Paper) -> bool:
        """Whether a page names a place where a seed has this paper."""
        places = places_in(paper.listings)
        return any(path in self._by_place.get(place, ()) for place in places)

    def listing_days(self) -> dict[str, dt.date]:
        """For each seed the day that most pages give it, the earliest of several."""
        days: dict[str, Counter[dt.date]] = defaultdict(Counter)
        for listing in self._listings():
            if listing.date:
                days[listing.seed][listing.date] += 1
        return {
            seed: max(sorted(counted), key=counted.__getitem__)
            for seed, counted in days.items()
        }

    def inferred_seeds(self) -> set[str]:
        """The seeds that gave a page a date whose year is inferred."""
        seeds: set[str] = set()
        for page_file in self.files.values():
            paper = page_file.page.paper if page_file.page else None
            if paper and paper.published_source is PublishedSource.INFERRED_YEAR:
                seeds |= seeds_in(paper.listings)
        return seeds

    def seeds(self) -> set[str]:
        """The seeds that pages name as their source."""
        return seeds_in(self._listings()) - {""}

    def _listings(self) -> Iterator[Listing]:
        for page_file in self.files.values():
            if page_file.page:
                yield from page_file.page.paper.listings

    def path_of(self, name: str) -> str:
        """Path of a new page of this name."""
        return f"{self.folder.name}/{PAPERS}/{name}.md"

    def claim(self, name: str) -> None:
        """Take a name for a page that is to be created."""
        self._taken_names.add(name)

    def is_taken(self, name: str) -> bool:
        """Whether a new page cannot have this name."""
        return name in self._taken_names


def names_for(paper: Paper) -> tuple[str, ...]:
    """The names that a paper's page may have, best first; the paper alone decides."""
    printed = paper.title or paper.arxiv_id or paper.doi or ""
    title = without_entities(printed)
    by_authors = title_key(paper.title) + "".join(paper.authors)
    identity = next(iter(identifiers(paper)), by_authors)
    names = [slug(title)]
    for length in _SUFFIX_LENGTHS:
        suffix = digest(identity, length)
        shorter = slug(title, length=_NAME_LENGTH - length)
        names.append(f"{shorter}-{suffix}")
    return tuple(names)


def seeds_in(listings: Iterable[Listing]) -> set[str]:
    """The seeds of these listings."""
    return {listing.seed for listing in listings}


def places_in(listings: Iterable[Listing]) -> set[_Place]:
    """The places in seeds of these listings."""
    return {(listing.seed, listing.position) for listing in listings}


def _named_paths(pages: _PagesByKey, paper: Paper) -> Paths:
    """Paths of the pages that have one of the names for the paper's page."""
    # Mostly no page was renamed or has an alias, and names take 50 µs to spell: without
    # this, planning a first import takes 0.34 ms a paper instead of 0.21.
    if not pages:
        return []
    names = names_for(paper)
    title = without_entities(paper.title)
    whole_slug = slug(title, length=len(title) * 8)
    if slug(title) != whole_slug:
        names = names[1:]  # the first was cut and may be another paper's
    return pages.paths(names, paper)


def _abstract_key(abstract: str | None) -> str | None:
    """What an abstract and its Markdown have in common, if that tells papers apart."""
    letters = re.sub(r"[\W_]+", "", abstract or "")
    return distinctive_text(letters)


def _readable_document(file: Path, path: str) -> Document | None:
    try:
        document = document_from(read_file(file), path)
    except OSError:
        return None
    if document.problems:
        return None
    return document
