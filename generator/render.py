"""The pages of the site: a library goes in, HTML files come out, one after another.

Nothing here reads `content/` or the clock, and no page says more of the whole list than it must:
a new tag on one paper leaves the pages of all others as they were.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from generator.assets import Assets
from generator.cards import card, count, description, facts, marks
from generator.citation import bibtex, highwire_tags, json_ld
from generator.config import Config
from generator.groups import long_date
from generator.library import Entry, Group, Library
from generator.output import OutputFile
from generator.templates import Templates
from generator.urls import absolute, group_path, list_path, relative
from generator.views import INDEXES, Day, Index, Page, Pagination

_EDITORS = (("gitlab", "-/edit"), ("codeberg", "_edit"), ("gitea", "_edit"), ("forgejo", "_edit"))
"""What a forge puts before branch and path to edit a file, by a word of its host's name."""


def pages(
    library: Library, config: Config, assets: Assets, search: Mapping[str, str]
) -> Iterator[OutputFile]:
    """Every HTML page of the site, each made when it is asked for.

    `search` names, for each data attribute of the search form, a file of the site that search
    loads. Raises `PapershelfError` with the template's file and line when a template fails.
    """
    site = _Site(config=config, assets=assets, search=search, templates=Templates(assets.folders))
    yield from _list_pages(site, library.entries)
    yield from _paper_pages(site, library)
    yield from _redirect_pages(site, library)
    for index in INDEXES:
        groups = library.groups.get(index.kind, ())
        yield _index_page(site, index, groups)
        for group in groups:
            yield from _group_pages(site, index, group)
    yield _not_found_page(site)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What all pages are made with."""

    config: Config
    assets: Assets
    search: Mapping[str, str]
    templates: Templates

    def page(  # noqa: PLR0913 - a page is described once, here
        self, path: str, template: str, *, section: str, heading: str, title: str | None = None,
        description: str | None = None,
    ) -> Page:  # fmt: skip
        """The description of a page, with what follows from the settings."""
        config = self.config
        return Page(
            path=path,
            template=template,
            section=section,
            heading=heading,
            title=f"{title or heading} · {config.title}" if path != "index.html" else config.title,
            description=description or f"{title or heading}: {config.description}",
            canonical=absolute(config.base_url, path) if config.base_url and section else None,
        )

    def file(self, page: Page, url: Callable[[str], str], **values: object) -> OutputFile:
        """The page as a file; `url` turns a path in the site into a link."""

        def asset(name: str) -> str:
            return url(self.assets.urls[name])

        html = self.templates.rendered(
            f"pages/{page.template}.html",
            page=page, site=self.config, search=self.search, indexes=INDEXES,
            url=url, asset=asset, **values,
        )  # fmt: skip
        return OutputFile(
            path=page.path, content=html.replace("\0", "\ufffd").encode("utf-8", "replace")
        )

    def linked(self, page: Page, **values: object) -> OutputFile:
        """The page as a file with relative links."""
        return self.file(page, partial(relative, page.path), **values)


def _list_pages(site: _Site, entries: Sequence[Entry]) -> Iterator[OutputFile]:
    parts = _parts(entries, site.config.page_size)
    paths = [list_path(number) for number in range(1, len(parts) + 1)]
    for number, part in enumerate(parts, start=1):
        page = site.page(
            paths[number - 1],
            "list",
            section="papers",
            heading=site.config.title if number == 1 else f"Page {number}",
            description=site.config.description if number == 1 else None,
        )
        pagination = Pagination(number=number, paths=paths)
        yield site.linked(page, days=tuple(_days(part)), pagination=pagination)


def _parts(entries: Sequence[Entry], size: int) -> list[Sequence[Entry]]:
    """The pages of a list: at least one, be it empty."""
    return [entries[start : start + size] for start in range(0, len(entries), size)] or [()]


def _days(entries: Sequence[Entry]) -> Iterator[Day]:
    for (name, url), members in groupby(entries, key=_day):
        yield Day(name=name, url=url, cards=tuple(map(card, members)))


def _day(entry: Entry) -> tuple[str, str | None]:
    """The heading that a paper stands under, and where it leads."""
    listings = [item for item in entry.memberships if item.kind == "listings"]
    if entry.listed:
        day = entry.listed.isoformat()
        return long_date(entry.listed), next(
            (item.url for item in listings if item.key.startswith(day)), None
        )
    if listings:
        return listings[0].name, listings[0].url
    added = entry.annotations.added
    return (f"Added {long_date(added)}" if added else "Added by hand"), None


def _paper_pages(site: _Site, library: Library) -> Iterator[OutputFile]:
    entries = library.entries
    titles = Counter(entry.paper.title for entry in entries)
    for entry, newer, older in zip(entries, (None, *entries), (*entries[1:], None), strict=False):
        title = entry.paper.title
        about = description(entry)
        page = site.page(
            entry.url,
            "paper",
            section="papers",
            heading=title,
            title=title if titles[title] == 1 else f"{title} ({entry.slug})",
            description=about,
        )
        yield site.linked(
            page,
            entry=entry, marks=marks(entry), facts=tuple(facts(entry)), newer=newer, older=older,
            bibtex=bibtex(entry.paper), citation_tags=tuple(highwire_tags(entry)),
            json_ld=Markup(json_ld(entry, about, page.canonical)),  # noqa: S704 - escaped for scripts
            mentioned_in=library.mentioned_in.get(entry.slug, ()),
            edit_url=_edit_url(site.config, entry.content_path),
        )  # fmt: skip


def _edit_url(config: Config, path: str) -> str | None:
    """Where the forge edits a file; one that we do not know is taken to do as GitHub does."""
    if not config.repository:
        return None
    host = urlsplit(config.repository).netloc
    edit = next((edit for name, edit in _EDITORS if name in host), "edit")
    return f"{config.repository.rstrip('/')}/{edit}/{quote(config.branch)}/{quote(path)}"


def _redirect_pages(site: _Site, library: Library) -> Iterator[OutputFile]:
    """Former addresses, which lead on by themselves and by a link."""
    entries = {entry.slug: entry for entry in library.entries}
    for redirect in library.redirects:
        entry = entries[redirect.target]
        page = site.page(
            redirect.path,
            "redirect",
            section="",
            heading="This page has moved",
            title=f"{redirect.slug} is now {entry.paper.title}",
        )
        base = site.config.base_url
        now = absolute(base, entry.url) if base else relative(page.path, entry.url)
        yield site.linked(replace(page, canonical=now), entry=entry)


def _index_page(site: _Site, index: Index, groups: Sequence[Group]) -> OutputFile:
    page = site.page(
        index.path, "groups", section=index.kind, heading=index.name, title=f"All {index.kind}"
    )
    return site.linked(page, index=index, groups=groups)


def _group_pages(site: _Site, index: Index, group: Group) -> Iterator[OutputFile]:
    parts = _parts(group.entries, site.config.page_size)
    paths = [group_path(group.kind, group.slug, number) for number in range(1, len(parts) + 1)]
    for number, part in enumerate(parts, start=1):
        title = f"{index.singular}: {group.name}"
        page = site.page(
            paths[number - 1],
            "group",
            section=group.kind,
            heading=group.name,
            title=title if number == 1 else f"{title}, page {number}",
        )
        yield site.linked(
            page,
            index=index,
            group=group,
            count=count(len(group.entries), "paper"),
            cards=tuple(map(card, part)),
            pagination=Pagination(number=number, paths=paths),
        )


def _not_found_page(site: _Site) -> OutputFile:
    """The page that a host shows at any address: it alone links from the root of the host."""
    page = site.page("404.html", "404", section="", heading="Nothing stands at this address")
    if not site.config.base_url:
        return site.linked(page)
    base = urlsplit(site.config.base_url).path.rstrip("/")
    return site.file(page, lambda path: f"{base}/{quote(path)}" if path != "." else base)
