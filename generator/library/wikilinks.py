"""Links between papers: which page a `[[name]]` in a reader's notes means.

A page goes by its file's name, then by its title, then by its aliases. Pages that are not
published lend their names to nobody: a link to one shows the words that the reader wrote, and
tells nothing that the page holds.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import NamedTuple

from generator import markup
from generator.core.errors import Problem, Severity
from generator.core.text import nearest, slug, title_key
from generator.core.urls import relative
from generator.library.page_summary import PageSummary, WikiLinkRef
from generator.markup import Link, Resolve, WikiLink

_Names = Mapping[str, tuple[PageSummary, ...]]
Notes = Callable[[PageSummary], str]
"""The notes of a page, as Markdown."""

_Spelled = list[tuple[str, str, str]]
"""For each name how it is sorted, the name, and the page's slug."""
_NEIGHBOURS = 20
"""Names before and after a misspelt one, in the order of the alphabet, that may be meant."""


class OutgoingLinks(NamedTuple):
    """What the references in one page's notes come to."""

    slugs: tuple[str, ...] = ()
    """The other pages that they lead to, each once, in the order of the notes."""
    problems: tuple[Problem, ...] = ()
    """The references that lead nowhere, with their places."""


class _Goal(NamedTuple):
    """What a reference may mean."""

    pages: tuple[PageSummary, ...] = ()
    """The page that it leads to; several when its name is shared, none when nobody has it."""
    words: str = ""
    """What a link shows whose writer gives no words."""
    anchor: str = ""
    """The heading that it leads to, with its `#`, when the page has it."""


class LinkResolver:
    """The pages of a list as references name them."""

    def __init__(
        self, shown: Sequence[PageSummary], hidden: Sequence[PageSummary], notes: Notes
    ) -> None:
        self._shown, self._hidden, self._notes = shown, hidden, notes

    def resolver(self, page: PageSummary) -> Resolve | None:
        """What says where the references in a page's notes lead; None when there are none."""
        return partial(self._link, page) if page.references else None

    def links(self, page: PageSummary) -> tuple[Link | None, ...]:
        """Where each reference in a page's notes leads."""
        return tuple(self._link(page, told) for told in page.references)

    def mentions(self, page: PageSummary) -> OutgoingLinks:
        """What comes of the references in a page's notes."""
        goals = [(told, self._goal(page, told)) for told in page.references]
        leading = (goal.pages[0].slug for _, goal in goals if len(goal.pages) == 1)
        return OutgoingLinks(
            slugs=tuple(dict.fromkeys(name for name in leading if name != page.slug)),
            problems=tuple(
                self._problem(page, told, goal)
                for told, goal in goals
                if len(goal.pages) != 1
            ),
        )

    def _link(
        self, page: PageSummary, reference: WikiLink | WikiLinkRef
    ) -> Link | None:
        goal = self._goal(page, reference)
        if len(goal.pages) != 1:
            return None
        path = goal.pages[0].url + goal.anchor
        return Link(label=reference.label or goal.words, url=relative(page.url, path))

    def _goal(self, page: PageSummary, reference: WikiLink | WikiLinkRef) -> _Goal:
        for name, heading in _readings(reference.name):
            if not name:
                anchor = self._anchor(page, heading)
                return _Goal(
                    pages=(page,) if anchor else (), words=heading, anchor=anchor
                )
            if pages := self._called(name):
                words = self._words(name, pages[0])
                return _Goal(
                    pages=pages,
                    words=f"{words} > {heading}" if heading else words,
                    anchor=self._anchor(pages[0], heading) if len(pages) == 1 else "",
                )
        return _Goal()

    def _anchor(self, page: PageSummary, heading: str) -> str:
        """`#` and the identifier of a heading in a page's notes, empty when there is none."""
        name = markup.heading_id(heading)
        is_there = heading and name in markup.heading_ids(self._notes(page))
        return f"#{name}" if is_there else ""

    @cached_property
    def _by_file(self) -> _Names:
        return _named((name, page) for page in self._shown for name in _files(page))

    @cached_property
    def _by_title(self) -> _Names:
        return _named((name, page) for page in self._shown for name in _titles(page))

    @cached_property
    def _by_alias(self) -> _Names:
        return _named((name, page) for page in self._shown for name in _aliases(page))

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        hidden = self._hidden
        return frozenset(
            name
            for page in hidden
            for name in (*_files(page), *_titles(page), *_aliases(page))
        )

    def _called(self, name: str) -> tuple[PageSummary, ...]:
        key = title_key(name)
        return (
            self._by_file.get(_file_key(name))
            or self._by_title.get(key)
            or self._by_alias.get(key, ())
        )

    def _words(self, name: str, page: PageSummary) -> str:
        """The title where the name is an address, such as a file's name; else the name itself."""
        is_address = _file_key(name) in self._by_file or slug(name) == name
        return page.title if is_address else name

    def _problem(
        self, page: PageSummary, reference: WikiLinkRef, goal: _Goal
    ) -> Problem:
        written = f"`[[{reference.name}]]`"
        severity, hint = Severity.WARNING, None
        if goal.pages:
            code, message = (
                "link-ambiguous",
                f"{written} may mean {len(goal.pages)} papers",
            )
            names = (f"`[[{other.slug}]]`" for other in goal.pages)
            hint = f"write one of {', '.join(names)}"
        elif self._is_hidden(reference.name):
            severity, code = Severity.NOTE, "link-unpublished"
            message = f"{written} leads to a page that is not published: its words are no link"
        else:
            code, message = "link-broken", f"{written} leads nowhere"
            near = self._near(reference.name)
            hint = (
                f"did you mean `[[{near}]]`?"
                if near
                else "write a file's name or a title"
            )
        return Problem(
            severity=severity, code=code, message=message, path=page.path,
            line=page.notes_line + reference.line,
            column=None if reference.column is None else reference.column + 1, hint=hint,
        )  # fmt: skip

    def _is_hidden(self, name: str) -> bool:
        keys = ((_file_key(part), title_key(part)) for part, _ in _readings(name))
        return any(not self._hidden_names.isdisjoint(pair) for pair in keys)

    def _near(self, name: str) -> str | None:
        """The slug of the page that was probably meant."""
        key = title_key(_file_key(name))
        forwards, backwards = self._spelled
        known = {**_neighbours(forwards, key), **_neighbours(backwards, key[::-1])}
        fork_task = min(
            (other for other in known if other.startswith(key)), key=len, default=None
        )
        near = fork_task or nearest(key, known, cutoff=0.75)
        return known[near] if near else None

    @cached_property
    def _spelled(self) -> tuple[_Spelled, _Spelled]:
        """What the pages are called, in the order of the alphabet, read from either end."""
        names = {
            name: page.slug
            for page in self._shown
            for name in (title_key(page.slug), *_titles(page), *_aliases(page))
        }
        return (
            sorted((name, name, slug) for name, slug in names.items()),
            sorted((name[::-1], name, slug) for name, slug in names.items()),
        )


def _neighbours(spelled: _Spelled, key: str) -> dict[str, str]:
    """Slugs by the few names that a misspelt one stands among: they are all it is compared to."""
    place = bisect_left(spelled, (key,))
    near = spelled[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS]
    return {name: slug for _, name, slug in near}


def _named(names: Iterable[tuple[str, PageSummary]]) -> _Names:
    """The pages of each name, each page once."""
    found: dict[str, dict[str, PageSummary]] = {}
    for name, page in names:
        found.setdefault(name, {})[page.slug] = page
    return {name: tuple(pages.values()) for name, pages in found.items()}


def _files(page: PageSummary) -> tuple[str, str]:
    return page.slug, _file_key(PurePosixPath(page.path).name)


def _titles(page: PageSummary) -> Iterator[str]:
    """The title as the page writes it, and as it is shown."""
    yield title_key(page.source_title)
    yield title_key(page.title)


def _aliases(page: PageSummary) -> Iterator[str]:
    yield from map(title_key, page.aliases)


def _file_key(name: str) -> str:
    return name.casefold().removesuffix(".md")


def _readings(name: str) -> Iterator[tuple[str, str]]:
    """What a name may say as page and heading: `C# in Depth` is a title, `x#Method` is both."""
    yield name, ""
    before, mark, after = name.partition("#")
    if mark:
        yield before.strip(), after.rpartition("#")[2].strip()
