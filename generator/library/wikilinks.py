"""Links between papers: which page a `[[name]]` in a reader's notes means.

A page goes by its file's name, then by its title, then by its aliases. Pages that are
not published lend their names to nobody: a link to one shows the words that the reader
wrote and nothing that the page holds.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import NamedTuple, TypeAlias

from generator import markup
from generator.core.errors import Problem, Severity
from generator.core.text import nearest, slug, title_key
from generator.core.urls import relative
from generator.library.page_summary import PageSummary, WikiLinkRef
from generator.markup import Link, Resolve, WikiLink

NotesLoader: TypeAlias = Callable[[PageSummary], str]
"""The notes of a page, as Markdown."""

_PagesByName: TypeAlias = Mapping[str, tuple[PageSummary, ...]]
_SortedNames: TypeAlias = list[tuple[str, str, str]]
"""For each name its sort key, the name, and the page's slug."""

_NEIGHBOURS = 20
"""A misspelt name is compared to so many names before and after it in the alphabet."""
_LIKENESS = 0.75
"""How much a name must be like a misspelt one to be suggested, from 0 to 1."""


class OutgoingLinks(NamedTuple):
    """The links to other papers in one page's notes."""

    slugs: tuple[str, ...] = ()
    """The pages that they lead to, each once, in the order of the notes."""
    problems: tuple[Problem, ...] = ()
    """The links that lead nowhere, with their places."""


class _Target(NamedTuple):
    """What a link may mean."""

    pages: tuple[PageSummary, ...] = ()
    """One page, several that share the name, or none."""
    label: str = ""
    """Shown for a link whose writer gives no words."""
    anchor: str = ""
    """The heading that it leads to, with its `#`, when the page has it."""

    @property
    def page(self) -> PageSummary | None:
        """The page that is meant, if it is certain."""
        return self.pages[0] if len(self.pages) == 1 else None


class LinkResolver:
    """The pages of a list by the names that links use.

    The tables of names are made for the first link, since most lists have none.
    """

    def __init__(
        self,
        shown: Sequence[PageSummary],
        hidden: Sequence[PageSummary],
        load_notes: NotesLoader,
    ) -> None:
        self._shown = shown
        self._hidden = hidden
        self._load_notes = load_notes

    def resolve_from(self, page: PageSummary) -> Resolve | None:
        """What `markup` calls for the links in a page's notes; None if there are none."""
        return partial(self._link, page) if page.wikilinks else None

    def links(self, page: PageSummary) -> tuple[Link | None, ...]:
        """Where each link in a page's notes leads; None for those that lead nowhere."""
        return tuple(self._link(page, ref) for ref in page.wikilinks)

    def outgoing_links(self, page: PageSummary) -> OutgoingLinks:
        """The pages that a page's notes link to, and the links that lead nowhere."""
        slugs: dict[str, None] = {}
        problems = []
        for ref in page.wikilinks:
            target = self._target(page, ref.name)
            if target.page is None:
                problems.append(self._problem(page, ref, target))
            elif target.page.slug != page.slug:
                slugs[target.page.slug] = None
        return OutgoingLinks(slugs=tuple(slugs), problems=tuple(problems))

    def _link(self, page: PageSummary, ref: WikiLink | WikiLinkRef) -> Link | None:
        target = self._target(page, ref.name)
        if target.page is None:
            return None
        path = target.page.url + target.anchor
        return Link(label=ref.label or target.label, url=relative(page.url, path))

    def _target(self, page: PageSummary, text: str) -> _Target:
        for name, heading in _name_and_heading(text):
            if not name:
                return self._own_heading(page, heading)
            pages = self._pages_called(name)
            if not pages:
                continue
            label = self._default_label(name, pages[0])
            if heading:
                label = f"{label} > {heading}"
            anchor = self._anchor(pages[0], heading) if len(pages) == 1 else ""
            return _Target(pages=pages, label=label, anchor=anchor)
        return _Target()

    def _own_heading(self, page: PageSummary, heading: str) -> _Target:
        """`[[#Heading]]` leads to a heading of the same page."""
        anchor = self._anchor(page, heading)
        return _Target(pages=(page,) if anchor else (), label=heading, anchor=anchor)

    def _anchor(self, page: PageSummary, heading: str) -> str:
        """`#` and the id of a heading in a page's notes; empty when it has no such one."""
        if not heading:
            return ""
        id_ = markup.heading_id(heading)
        return f"#{id_}" if id_ in markup.heading_ids(self._load_notes(page)) else ""

    def _pages_called(self, name: str) -> tuple[PageSummary, ...]:
        by_file = self._by_file.get(_file_key(name))
        key = title_key(name)
        return by_file or self._by_title.get(key) or self._by_alias.get(key, ())

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
            names.update(_file_names(page), _title_names(page), _alias_names(page))
        return frozenset(names)

    def _default_label(self, name: str, page: PageSummary) -> str:
        """The title where the link names a file, else the name as it is written."""
        is_file_name = _file_key(name) in self._by_file or slug(name) == name
        return page.title if is_file_name else name

    def _problem(self, page: PageSummary, ref: WikiLinkRef, target: _Target) -> Problem:
        written = f"`[[{ref.name}]]`"
        severity = Severity.WARNING
        hint = None
        if target.pages:
            code = "link-ambiguous"
            message = f"{written} may mean {len(target.pages)} papers"
            slugs = [f"`[[{other.slug}]]`" for other in target.pages]
            hint = f"write one of {', '.join(slugs)}"
        elif self._is_hidden(ref.name):
            severity = Severity.NOTE
            code = "link-unpublished"
            message = f"{written} names an unpublished page: it is shown as plain words"
        else:
            code = "link-broken"
            message = f"{written} leads nowhere"
            suggestion = self._similar_slug(ref.name)
            hint = "write a file's name or a title"
            if suggestion:
                hint = f"did you mean `[[{suggestion}]]`?"
        return Problem(
            severity=severity,
            code=code,
            message=message,
            path=page.path,
            line=page.notes_line + ref.line,
            column=None if ref.column is None else ref.column + 1,
            hint=hint,
        )

    def _is_hidden(self, text: str) -> bool:
        for name, _ in _name_and_heading(text):
            if {_file_key(name), title_key(name)} & self._hidden_names:
                return True
        return False

    def _similar_slug(self, name: str) -> str | None:
        """The slug of the page that was probably meant."""
        key = title_key(_file_key(name))
        forwards, backwards = self._sorted_names
        # A slip late in the name leaves it near in the alphabet, an early one near in
        # the alphabet of the names read backwards.
        slug_of = _slugs_near(forwards, key) | _slugs_near(backwards, key[::-1])
        longer = [other for other in slug_of if other.startswith(key)]
        if longer:
            return slug_of[min(longer, key=len)]
        similar = nearest(key, slug_of, cutoff=_LIKENESS)
        return slug_of[similar] if similar else None

    @cached_property
    def _sorted_names(self) -> tuple[_SortedNames, _SortedNames]:
        """All names in the order of the alphabet, read forwards and backwards."""
        slug_of = {}
        for page in self._shown:
            slug_of[title_key(page.slug)] = page.slug
            slug_of |= dict.fromkeys(_title_names(page), page.slug)
            slug_of |= dict.fromkeys(_alias_names(page), page.slug)
        forwards = [(name, name, slug_of[name]) for name in slug_of]
        backwards = [(name[::-1], name, slug_of[name]) for name in slug_of]
        return sorted(forwards), sorted(backwards)


def _slugs_near(names: _SortedNames, key: str) -> dict[str, str]:
    """Slugs by name, of the names beside a misspelt one."""
    place = bisect_left(names, (key,))
    near = names[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS]
    return {name: page_slug for _, name, page_slug in near}


def _pages_by_name(
    pages: Iterable[PageSummary],
    names: Callable[[PageSummary], Iterable[str]],
) -> _PagesByName:
    """The pages of each name, each page once."""
    found: dict[str, dict[str, PageSummary]] = defaultdict(dict)
    for page in pages:
        for name in names(page):
            found[name][page.slug] = page
    return {name: tuple(by_slug.values()) for name, by_slug in found.items()}


def _file_names(page: PageSummary) -> tuple[str, str]:
    return page.slug, _file_key(PurePosixPath(page.path).name)


def _title_names(page: PageSummary) -> tuple[str, str]:
    """The title as the page writes it, and as it is shown."""
    return title_key(page.source_title), title_key(page.title)


def _alias_names(page: PageSummary) -> list[str]:
    return [title_key(alias) for alias in page.aliases]


def _file_key(name: str) -> str:
    return name.casefold().removesuffix(".md")


def _name_and_heading(text: str) -> Iterator[tuple[str, str]]:
    """How a link may be read: `C# in Depth` is a title, `x#Method` a page and a heading."""
    yield text, ""
    before, mark, after = text.partition("#")
    if mark:
        yield before.strip(), after.rpartition("#")[2].strip()
