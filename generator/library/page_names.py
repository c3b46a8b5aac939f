"""The names that links use for pages: file name, title, aliases.

Kept apart by kind, since the file name of one page goes before the title of another, and
titles before aliases. The tables are made for the first link, as most lists have none.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeAlias

from generator.core.text import near_in_alphabet, nearest, slug
from generator.core.titles import title_key
from generator.library.page_summary import PageSummary

_PagesByName: TypeAlias = Mapping[str, tuple[PageSummary, ...]]
_SortedNames: TypeAlias = list[tuple[str, str, str]]
"""For each name its sort key, the name, and the page's slug."""

_LIKENESS = 0.75
"""How much a name must be like a misspelt one to be suggested, from 0 to 1."""


class PageNames:
    """Pages by name: those that are published, and the names of all others."""

    def __init__(
        self,
        shown: Sequence[PageSummary],
        hidden: Sequence[PageSummary],
    ) -> None:
        self._shown = shown
        self._hidden = hidden

    def find_pages(self, name: str) -> tuple[PageSummary, ...]:
        """The published pages of a name: one, none, or several that share it."""
        pages = self._by_file.get(_file_key(name))
        if pages:
            return pages
        key = title_key(name)
        pages = self._by_title.get(key)
        if pages:
            return pages
        return self._by_alias.get(key, ())

    def is_file_name(self, name: str) -> bool:
        """Whether a name is, or looks like, the name of a file."""
        looks_like_one = slug(name) == name
        return looks_like_one or _file_key(name) in self._by_file

    def is_hidden(self, name: str) -> bool:
        """Whether a page that is not published has this name."""
        keys = {_file_key(name), title_key(name)}
        return not keys.isdisjoint(self._hidden_names)

    def similar_slug(self, name: str) -> str | None:
        """The slug of the page that a misspelt name probably means."""
        key = title_key(_file_key(name))
        forwards, backwards = self._sorted_names
        # A slip late in the name leaves it near in the alphabet, an early one near in
        # the alphabet of the names read backwards.
        slug_of = _slugs_near(forwards, key)
        slug_of |= _slugs_near(backwards, key[::-1])
        longer = [other for other in slug_of if other.startswith(key)]
        if longer:
            return slug_of[min(longer, key=len)]
        similar = nearest(key, slug_of, cutoff=_LIKENESS)
        if similar is None:
            return None
        return slug_of[similar]

    @cached_property
    def _by_file(self) -> _PagesByName:
        return _pages_by_name(self._shown, _file_names)

    @cached_property
    def _by_title(self) -> _PagesByName:
        return _pages_by_name(self._shown, _title_names)

    @cached_property
    def _by_alias(self) -> _PagesByName:
        return _pages_by_name(self._shown, _alias_names)

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        names: set[str] = set()
        for page in self._hidden:
            names.update(_file_names(page))
            names.update(_title_names(page))
            names.update(_alias_names(page))
        return frozenset(names)

    @cached_property
    def _sorted_names(self) -> tuple[_SortedNames, _SortedNames]:
        """All names in the order of the alphabet, read forwards and backwards."""
        slug_of = {}
        for page in self._shown:
            slug_of[title_key(page.slug)] = page.slug
            for name in _title_names(page):
                slug_of[name] = page.slug
            for name in _alias_names(page):
                slug_of[name] = page.slug
        forwards = []
        backwards = []
        for name, page_slug in slug_of.items():
            reversed_name = name[::-1]
            forwards.append((name, name, page_slug))
            backwards.append((reversed_name, name, page_slug))
        return sorted(forwards), sorted(backwards)


def _slugs_near(names: _SortedNames, key: str) -> dict[str, str]:
    """Slugs by name, of the names beside a misspelt one."""
    place = bisect_left(names, (key,))
    near = near_in_alphabet(place, names)
    return {name: page_slug for _, name, page_slug in near}


def _pages_by_name(
    pages: Iterable[PageSummary],
    names: Callable[[PageSummary], Iterable[str]],
) -> _PagesByName:
    found: dict[str, list[PageSummary]] = defaultdict(list)
    for page in pages:
        # A page may have one name twice: as its title is written and as it is shown.
        for name in {*names(page)}:
            found[name].append(page)
    return {name: tuple(pages) for name, pages in found.items()}


def _file_names(page: PageSummary) -> tuple[str, str]:
    file = PurePosixPath(page.path).name
    return page.slug, _file_key(file)


def _title_names(page: PageSummary) -> tuple[str, str]:
    """The title as the page writes it, and as it is shown."""
    return title_key(page.source_title), title_key(page.title)


def _alias_names(page: PageSummary) -> list[str]:
    return [title_key(alias) for alias in page.aliases]


def _file_key(name: str) -> str:
    return name.casefold().removesuffix(".md")
