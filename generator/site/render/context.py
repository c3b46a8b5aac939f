"""What all pages of a site share: settings, templates, and the fragments they reuse."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, field

from markupsafe import Markup

from generator.core.config import Config
from generator.core.urls import absolute, way_from_root, way_up
from generator.library.library import Library
from generator.library.page_summary import PageSummary
from generator.site.output.file import OutputFile
from generator.site.render.assets import Assets
from generator.site.render.cards import Card, list_card
from generator.site.render.templates import Templates
from generator.site.render.views import (
    NAV_TAXONOMIES,
    NavState,
    PageMeta,
    UrlBuilder,
    resolve_root_marks,
)
from generator.system.fingerprints import cache_key

FRAME = "templates and settings"
"""What all pages are made from, in words."""

_NO_NAV = NavState()
_KINDS_WITH_CARDS = frozenset({"list", "term"})
"""Cards appear on pages of several folders, so these pages are rendered for any folder."""
_TAXONOMY_PATHS = [taxonomy.path for taxonomy in NAV_TAXONOMIES]
_NAV_PATHS = frozenset({"index.html", *_TAXONOMY_PATHS})


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """What every page is made with. The dictionaries memoise what many pages share."""

    config: Config
    assets: Assets
    search: Mapping[str, str]
    """Data attributes of the search form, and the files of the site that they name."""
    library: Library
    templates: Templates
    card_keys: Mapping[str, bytes]
    """Cache key of each paper's card, with its terms, by slug."""
    _frame_keys: dict[str, bytes] = field(default_factory=dict)
    """By kind of page."""
    _cards: dict[str, Card] = field(default_factory=dict)
    """By slug."""
    _fragments: dict[tuple[str, NavState, str], Markup] = field(default_factory=dict)
    """Head, headers and footer, by name, navigation and root."""
    _url_builders: dict[str | None, UrlBuilder] = field(default_factory=dict)
    """By root."""

    def output_file(
        self,
        path: str,
        kind: str,
        inputs: Mapping[str, bytes],
        make: Callable[[], bytes],
    ) -> OutputFile:
        """A page made from these inputs (cache keys by name), templates and settings."""
        keys = [self.frame_key(kind), *inputs.values()]
        return OutputFile(
            path=path,
            make=make,
            inputs_key=b"".join(keys),
            inputs=(FRAME, *inputs),
        )

    def frame_key(self, kind: str) -> bytes:
        """Cache key of what all pages of a kind are made from."""
        if kind not in self._frame_keys:
            asset_urls = sorted(self.assets.urls.items())
            theme_colors = sorted(self.assets.theme_colors.items())
            search = sorted(self.search.items())
            self._frame_keys[kind] = cache_key(
                self.templates.template_key(f"pages/{kind}.html"),
                astuple(self.config),
                tuple(asset_urls),
                tuple(theme_colors),
                tuple(search),
            )
        return self._frame_keys[kind]

    def card(self, summary: PageSummary) -> Card:
        """The list card of a paper."""
        slug = summary.slug
        if slug not in self._cards:
            self._cards[slug] = list_card(
                summary.card_text,
                summary.url,
                self.library.terms[slug],
            )
        return self._cards[slug]

    def page_meta(  # noqa: PLR0913 - all that a page says of itself
        self,
        path: str,
        kind: str,
        *,
        section: str,
        heading: str,
        title: str | None = None,
        description: str | None = None,
    ) -> PageMeta:
        """The description of a page, completed from the settings."""
        config = self.config
        title = title or heading
        has_address = config.base_url and section
        return PageMeta(
            path=path,
            kind=kind,
            section=section,
            heading=heading,
            title=config.title if path == "index.html" else f"{title} · {config.title}",
            description=description or f"{title}: {config.description}",
            canonical=absolute(config.base_url, path) if has_address else None,
        )

    def render(self, page: PageMeta, **values: object) -> bytes:
        """The page as a file, from the values that its template is given."""
        root = self._root_of(page)
        has_cards = page.kind in _KINDS_WITH_CARDS
        nav_path = page.path if page.path in _NAV_PATHS else ""
        nav = NavState(path=nav_path, section=page.section)
        html = self.templates.render(
            f"pages/{page.kind}.html",
            page=page,
            head=self._fragment("head", _NO_NAV, root),
            header=self._fragment("header", nav, root),
            footer=self._fragment("footer", _NO_NAV, root),
            **self._shared_values(None if has_cards else root),
            **values,
        )
        # HTML cannot have a NUL character (§13.1), UTF-8 no lone surrogates.
        html = html.replace("\0", "\ufffd")
        content = html.encode("utf-8", "replace")
        return resolve_root_marks(content, root) if has_cards else content

    def _fragment(
        self,
        name: str,
        nav: NavState,
        root: str,
    ) -> Markup:
        """Head, header or footer: they know little of the page, so many pages share one."""
        key = name, nav, root
        if key not in self._fragments:
            html = self.templates.render(
                f"partials/{name}.html",
                nav=nav,
                theme_colors=self.assets.theme_colors,
                **self._shared_values(root),
            )
            self._fragments[key] = Markup(html)  # noqa: S704 - a template made it
        return self._fragments[key]

    def _shared_values(self, root: str | None) -> Mapping[str, object]:
        """The values that all templates are given; links of any folder without a root."""
        if root not in self._url_builders:
            self._url_builders[root] = UrlBuilder(self.assets.urls, root)
        url = self._url_builders[root]
        return {
            "site": self.config,
            "search": self.search,
            "taxonomies": NAV_TAXONOMIES,
            "url": url,
            "asset": url.asset,
        }

    def _root_of(self, page: PageMeta) -> str:
        """The way from a page to the folder of the site.

        Hosts show `404.html` at any address, so its links begin at the host's root.
        """
        if page.kind == "404" and self.config.base_url:
            return way_from_root(self.config.base_url)
        return way_up(page.path)
