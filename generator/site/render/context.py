"""What all pages of a site are made with, and the pieces that many of them share."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field

from markupsafe import Markup

from generator.core.config import Config
from generator.core.urls import absolute, way_from_root, way_up
from generator.library.library import Library
from generator.library.page_summary import PageSummary
from generator.site.output.file import OutputFile
from generator.site.render.assets import Assets
from generator.site.render.cards import Badges, Card, badges, card
from generator.site.render.templates import Templates
from generator.site.render.views import (
    INDEXES,
    NavState,
    PageMeta,
    UrlBuilder,
    resolve_root_marks,
)
from generator.system.fingerprints import value_digest

DayKey = tuple[str, str | None]
"""Words above papers that came onto the list together, and where these lead."""

FRAME = "templates and settings"
"""What all pages are made from, in words."""
_NOWHERE = NavState("", "")
_WITH_CARDS = frozenset({"list", "group"})
"""Templates of pages with cards, each of which is shown in several folders."""
_IN_NAVIGATION = frozenset({"index.html", *(index.path for index in INDEXES)})


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """What all pages are made with."""

    config: Config
    assets: Assets
    search: Mapping[str, str]
    library: Library
    templates: Templates
    shown: Mapping[str, bytes]
    """What stands for the card of each paper, by its slug."""
    frames: dict[str, bytes] = field(default_factory=dict)
    """By kind of page, what stands for what all its pages are made with."""
    cards: dict[str, Card] = field(default_factory=dict)
    """By slug, for all the lists that show them."""
    badges: dict[tuple[object, ...], Badges] = field(default_factory=dict)
    """By all that they say."""
    frame_parts: dict[tuple[str, NavState, str], Markup] = field(default_factory=dict)
    """Head, headers and footer, by all that they depend on."""
    links: dict[str | None, UrlBuilder] = field(default_factory=dict)
    """By the way that they begin with."""

    def planned(
        self,
        path: str,
        template: str,
        inputs: Mapping[str, bytes],
        make: Callable[[], bytes],
    ) -> OutputFile:
        """A page that is made from these inputs, and from what all pages of its kind are."""
        key = b"".join([self.frame(template), *inputs.values()])
        return OutputFile(path, make, key, (FRAME, *inputs))

    def frame(self, template: str) -> bytes:
        """Stands for what all pages of a kind are made from."""
        if template not in self.frames:
            used = self.templates.digest(f"pages/{template}.html")
            common = (self.assets.urls, self.search)
            self.frames[template] = value_digest(
                used,
                astuple(self.config),
                *(tuple(sorted(one.items())) for one in common),
            )
        return self.frames[template]

    def card(self, summary: PageSummary) -> Card:
        """The card of a paper."""
        if summary.slug not in self.cards:
            self.cards[summary.slug] = card(summary, self.badges_of(summary))
        return self.cards[summary.slug]

    def badges_of(self, summary: PageSummary) -> Badges | None:
        """The marks of a paper; equal ones are the same, so that they are worked out once."""
        own = badges(summary, self.library.terms[summary.slug])
        return own and self.badges.setdefault((own.status, own.rating, own.tags), own)

    def page(  # noqa: PLR0913 - a page is described once, here
        self, path: str, template: str, *, section: str, heading: str, title: str | None = None,
        description: str | None = None,
    ) -> PageMeta:  # fmt: skip
        """The description of a page, with what follows from the settings."""
        config = self.config
        return PageMeta(
            path=path,
            template=template,
            section=section,
            heading=heading,
            title=f"{title or heading} · {config.title}"
            if path != "index.html"
            else config.title,
            description=description or f"{title or heading}: {config.description}",
            canonical=absolute(config.base_url, path)
            if config.base_url and section
            else None,
        )

    def html(self, page: PageMeta, **values: object) -> bytes:
        """The page as a file, from what its template is given."""
        place = NavState(page.path if page.path in _IN_NAVIGATION else "", page.section)
        way, has_cards = self._way(page), page.template in _WITH_CARDS
        url = self._links(None if has_cards else way)
        html = self.templates.rendered(
            f"pages/{page.template}.html",
            page=page, site=self.config, search=self.search, indexes=INDEXES, url=url,
            asset=url.asset, head=self._part("head", _NOWHERE, way),
            header=self._part("header", place, way), footer=self._part("footer", _NOWHERE, way),
            **values,
        )  # fmt: skip
        content = html.encode("utf-8", "replace").replace(b"\0", "\ufffd".encode())
        return resolve_root_marks(content, way) if has_cards else content

    def _part(self, name: str, place: NavState, way: str) -> Markup:
        """Head, header or footer; they say nothing of the page, so that many pages share one."""
        key = name, place, way
        if key not in self.frame_parts:
            url = self._links(way)
            html = self.templates.rendered(
                f"partials/{name}.html",
                place=place, site=self.config, search=self.search, indexes=INDEXES, url=url,
                asset=url.asset,
            )  # fmt: skip
            self.frame_parts[key] = Markup(html)  # noqa: S704 - a template made it
        return self.frame_parts[key]

    def _links(self, way: str | None) -> UrlBuilder:
        """The links of all pages from which one way leads to the site's folder, or of any page."""
        if way not in self.links:
            self.links[way] = UrlBuilder(self.assets.urls, way)
        return self.links[way]

    def _way(self, page: PageMeta) -> str:
        """From a page to the folder of the site; from that of no address by the host's root."""
        is_anywhere = page.template == "404" and self.config.base_url
        return way_from_root(self.config.base_url) if is_anywhere else way_up(page.path)
