"""What pages are made of besides papers: their place in the site, pagination, headings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.core.urls import group_path
from generator.site.render.cards import Card


class PageMeta(NamedTuple):
    """What every template may know of the page that it makes."""

    path: str
    template: str
    """File in `templates/pages/`, without its suffix."""
    section: str
    """Item of the navigation that it belongs to."""
    heading: str
    title: str
    """For the browser's tab and for search engines; no two pages share one."""
    description: str
    canonical: str | None
    """Absolute address, when the site has one; of a former address, where the page stands now."""

    @property
    def kind(self) -> str:
        """The template's name, for style sheets."""
        return self.template

    @property
    def is_start(self) -> bool:
        """Whether this is the page that the site opens with."""
        return self.path == "index.html"


class Neighbour(NamedTuple):
    """What a page says of another paper."""

    url: str
    title: str


class List(NamedTuple):
    """A list of papers as the page of all lists of its kind names it."""

    name: str
    url: str
    size: int
    """How many papers it has."""


class NavState(NamedTuple):
    """What a header knows of the page that it stands on: no more than its links show."""

    path: str
    """Of a page that the navigation leads to, empty for all others."""
    section: str
    """Item of the navigation that the page belongs to."""

    @property
    def is_start(self) -> bool:
        """Whether this is the page that the site opens with."""
        return self.path == "index.html"


_UP, _TOP = "\ufdd0", "\ufdd1"
"""Stand for the way from a page to the site's folder: before a path, and without its slash.

Both are noncharacters, which no text holds (Unicode, §23.7) and no page may (HTML, §13.1).
"""


class UrlBuilder:
    """UrlBuilder from the pages of a folder, each worked out once and safe to print.

    `way` leads from there to the site's folder: `../`, `/list/` or nothing. Without it marks stand
    for it, and what a template made is the same for all pages until it is `resolve_root_marks` for one of them.
    """

    def __init__(self, assets: Mapping[str, str], way: str | None = None) -> None:
        self._assets = assets
        self._way = Markup(_UP if way is None else way)  # noqa: S704 - a mark, or our own
        self._known = {".": Markup(_TOP if way is None else _top(way))}  # noqa: S704 - as above

    def __call__(self, path: str) -> Markup:
        """The link to a path in the site; `.` is the folder of the site."""
        if path not in self._known:
            self._known[path] = self._way + escape(quote(path))
        return self._known[path]

    def asset(self, name: str) -> Markup:
        """The link to a style sheet or script."""
        return self(self._assets[name])


def resolve_root_marks(html: bytes, way: str) -> bytes:
    """A page whose links begin with the way to the site's folder, in place of marks."""
    return html.replace(_TOP.encode(), _top(way).encode()).replace(
        _UP.encode(), way.encode()
    )


def _top(way: str) -> str:
    return way[:-1] if way else "."


class Index(NamedTuple):
    """The page that lists all groups of a kind, in words."""

    kind: str
    name: str
    """In the navigation, and above the list of all groups."""
    singular: str
    """Above one group."""
    empty: str
    """What a reader does to get a first one."""

    @property
    def path(self) -> str:
        """Where it stands in the site."""
        return group_path(self.kind, "index")


INDEXES = (
    Index(
        kind="tags", name="Tags", singular="Tag",
        empty="No tags yet. Write some into the front matter of a paper: tags: [diffusion].",
    ),
    Index(
        kind="statuses", name="Status", singular="Status",
        empty="No paper has a status yet. Write one into its front matter: status: to-read.",
    ),
    Index(kind="years", name="Years", singular="Year", empty="No paper has a date yet."),
    Index(
        kind="listings", name="Listings", singular="Listing",
        empty="No paper came with a listing yet. Put a dump into seeds/ and build again.",
    ),
)  # fmt: skip
"""In the order of the navigation."""


class Step(NamedTuple):
    """One page of a paginated list."""

    number: int
    path: str


class Pagination(NamedTuple):
    """Where one page of a list stands among the others."""

    number: int
    paths: Sequence[str]
    """Of all pages of the list, in order."""

    @property
    def path(self) -> str:
        """Of this page."""
        return self.paths[self.number - 1]

    @property
    def last(self) -> int:
        """How many pages there are."""
        return len(self.paths)

    @property
    def newer(self) -> str | None:
        """The page before."""
        return self.paths[self.number - 2] if self.number > 1 else None

    @property
    def older(self) -> str | None:
        """The page after."""
        return self.paths[self.number] if self.number < self.last else None

    @property
    def steps(self) -> Iterator[Step | None]:
        """The ends, the neighbourhood, and `None` for each gap between them."""
        near = range(self.number - 2, self.number + 3)
        shown = [n for n in range(1, self.last + 1) if n in (1, self.last) or n in near]
        for before, number in zip([0, *shown], shown, strict=False):
            if number > before + 1:
                yield None
            yield Step(number=number, path=self.paths[number - 1])


class Day(NamedTuple):
    """Papers that came onto the list together."""

    name: str
    url: str | None
    """The list of that day, when it has one."""
    cards: tuple[Card, ...]
