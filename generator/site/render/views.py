"""What templates are given besides papers: the page, its navigation, links, pagination.

Records of which a cache key is made are tuples, the others are frozen dataclasses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from generator.core.urls import term_path
from generator.site.render.cards import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """The page that a template makes."""

    path: str
    """In the site."""
    kind: str
    """Its template in `templates/pages/`, without suffix; style sheets see it too."""
    section: str
    """Item of the navigation that it belongs to; empty for none."""
    heading: str
    title: str
    """For the browser's tab and for search engines; no two pages share one."""
    description: str
    canonical: str | None
    """Absolute address when the site has one; of a redirect, the address it leads to."""

    @property
    def is_start(self) -> bool:
        """Whether this is the page that the site opens with."""
        return self.path == "index.html"


class NavState(NamedTuple):
    """What a header knows of its page: no more than its links show."""

    path: str = ""
    """Of a page that the navigation leads to, empty for all others."""
    section: str = ""
    """Item of the navigation that the page belongs to."""

    @property
    def is_start(self) -> bool:
        """Whether this is the page that the site opens with."""
        return self.path == "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The words of one taxonomy, and its page, which lists all its terms."""

    key: str
    """As in `taxonomies.TAXONOMIES`."""
    name: str
    """In the navigation, and above the list of its terms."""
    singular: str
    """Above one term."""
    empty: str
    """What a reader does to get a first term."""

    @property
    def path(self) -> str:
        """Of its page in the site."""
        return term_path(self.key, "index")


NAV_TAXONOMIES = (
    Taxonomy(
        key="tags",
        name="Tags",
        singular="Tag",
        empty="No tags yet. Write some into the front matter of a paper: "
        "tags: [diffusion].",
    ),
    Taxonomy(
        key="statuses",
        name="Status",
        singular="Status",
        empty="No paper has a status yet. Write one into its front matter: "
        "status: to-read.",
    ),
    Taxonomy(
        key="years",
        name="Years",
        singular="Year",
        empty="No paper has a date yet.",
    ),
    Taxonomy(
        key="listings",
        name="Listings",
        singular="Listing",
        empty="No paper came with a listing yet. Put a dump into seeds/ and build "
        "again.",
    ),
)
"""In the order of the navigation."""


class TermCount(NamedTuple):
    """A term as the page of its taxonomy lists it."""

    name: str
    url: str
    size: int
    """How many papers have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Papers that came onto the list together."""

    name: str
    url: str | None
    """The listing of that day, when it has one."""
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStep:
    """One page of a paginated list."""

    number: int
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """The pages of one list, seen from one of them."""

    number: int
    """Of this page, from 1."""
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
    def previous(self) -> str | None:
        """The page before."""
        if self.number == 1:
            return None
        return self.paths[self.number - 2]

    @property
    def next(self) -> str | None:
        """The page after."""
        if self.number == self.last:
            return None
        return self.paths[self.number]

    @property
    def steps(self) -> Iterator[PageStep | None]:
        """First and last page, two on either side of this one; `None` for each gap."""
        start = max(self.number - 2, 1)
        end = min(self.number + 2, self.last)
        near = range(start, end + 1)
        before = 0
        for number in sorted({1, *near, self.last}):
            if number > before + 1:
                yield None
            path = self.paths[number - 1]
            yield PageStep(number=number, path=path)
            before = number


# Links of pages that are rendered for any folder begin with a mark instead of `../`.
# Neither mark can come from a text, whatever its characters: a page has `<` only in tags.
_ROOT_MARK = "<../>"
"""The way to the site's folder, before a path."""
_BARE_ROOT_MARK = "<..>"
"""The site's folder itself, without the slash at its end."""


class UrlBuilder:
    """The links from all pages of one folder to paths in the site, safe to print.

    `root` leads from there to the site's folder: `../`, `/list/` or nothing. Without it
    links begin with a mark, and what a template made fits every page once
    `resolve_root_marks` puts the way in.
    """

    def __init__(
        self,
        assets: Mapping[str, str],
        root: str | None = None,
    ) -> None:
        before, alone = _ROOT_MARK, _BARE_ROOT_MARK
        if root is not None:
            before, alone = root, _without_slash(root)
        self._assets = assets
        self._root = Markup(before)  # noqa: S704 - a mark, or `../`
        self._links = {".": Markup(alone)}  # noqa: S704 - as above

    def __call__(self, path: str) -> Markup:
        """The link to a path in the site; `.` is the folder of the site."""
        # Remembered, since 15,000 pages have 30 links each: 1 % of a cold build.
        if path not in self._links:
            address = escape(quote(path))
            self._links[path] = self._root + address
        return self._links[path]

    def asset(self, name: str) -> Markup:
        """The link to a style sheet or script."""
        return self(self._assets[name])


def resolve_root_marks(html: bytes, root: str) -> bytes:
    """The page with the way to the site's folder in place of the marks."""
    alone = _without_slash(root).encode()
    html = html.replace(_BARE_ROOT_MARK.encode(), alone)
    return html.replace(_ROOT_MARK.encode(), root.encode())


def _without_slash(root: str) -> str:
    return root[:-1] if root else "."
