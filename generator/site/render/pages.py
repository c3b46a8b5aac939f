"""The pages of the site: a library goes in, HTML files come out, each made when it is asked for.

Nothing here reads `content/` or the clock, and no page says more of the whole list than it must:
a new tag on one paper leaves the pages of all others as they were. Every file tells what it is
made from, so that a build makes it again only when something of that changed; so templates are
given what is told there, and nothing else.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from generator.core.config import Config
from generator.core.urls import absolute, edit_address, group_path, list_path, relative
from generator.library.library import INPUTS, Group, Library
from generator.library.page_summary import Brief, count
from generator.library.redirects import Redirect
from generator.library.taxonomies import Membership, long_date
from generator.site.exporters.bibtex import bibtex
from generator.site.output.file import OutputFile
from generator.site.render.assets import Assets
from generator.site.render.cards import description, facts, link_rows
from generator.site.render.context import FRAME, DayKey, Site
from generator.site.render.metadata import highwire_tags, json_ld
from generator.site.render.templates import Templates
from generator.site.render.views import INDEXES, Day, Index, List, Neighbour, Pagination
from generator.system.fingerprints import value_digest


def pages(
    library: Library,
    config: Config,
    assets: Assets,
    search: Mapping[str, str],
    templates: Templates | None = None,
) -> Iterator[OutputFile]:
    """Every HTML page of the site; the templates are those of the assets' folders.

    `search` names, for each data attribute of the search form, a file of the site that search
    loads. Making a page raises `PapershelfError` with the template's file and line when a
    template fails.
    """
    site = Site(
        config=config, assets=assets, search=search, library=library,
        templates=templates or Templates(assets.folders),
        shown={brief.slug: brief.card + library.lists[brief.slug] for brief in library.briefs},
    )  # fmt: skip
    yield from _list_pages(site)  # with cards, as the next, and so in one process as far as may be
    for index in INDEXES:
        groups = library.groups.get(index.kind, ())
        yield _index_page(site, index, groups)
        for group in groups:
            yield from _group_pages(site, index, group)
    yield from _paper_pages(site)
    yield from _redirect_pages(site)
    yield _not_found_page(site)


def _list_pages(site: Site) -> Iterator[OutputFile]:
    parts, day_of = _parts(site.library.briefs, site.config.page_size), _days(site)
    paths = [list_path(number) for number in range(1, len(parts) + 1)]
    for number, part in enumerate(parts, start=1):
        days = [(day, tuple(members)) for day, members in groupby(part, key=day_of)]
        inputs = {
            "its papers": value_digest(*((day, *_shown(site, of)) for day, of in days)),
            "how many pages there are": value_digest(len(parts)),
        }
        make = partial(_list_page, site, days, Pagination(number=number, paths=paths))
        yield site.planned(paths[number - 1], "list", inputs, make)


def _list_page(
    site: Site, days: Sequence[tuple[DayKey, Sequence[Brief]]], pagination: Pagination
) -> bytes:
    is_first = pagination.number == 1
    page = site.page(
        pagination.path,
        "list",
        section="papers",
        heading=site.config.title if is_first else f"Page {pagination.number}",
        description=site.config.description if is_first else None,
    )
    shown = (Day(name=name, url=url, cards=tuple(map(site.card, of))) for (name, url), of in days)
    return site.html(page, days=tuple(shown), pagination=pagination)


def _shown(site: Site, briefs: Iterable[Brief]) -> list[bytes]:
    """What stands for the cards of papers."""
    return [site.shown[brief.slug] for brief in briefs]


def _parts(briefs: Sequence[Brief], size: int) -> list[Sequence[Brief]]:
    """The pages of a list: at least one, be it empty."""
    return [briefs[start : start + size] for start in range(0, len(briefs), size)] or [()]


def _days(site: Site) -> Callable[[Brief], DayKey]:
    """A function from a paper to the heading that it stands under, and where that leads."""
    known: dict[tuple[int, str, str], DayKey] = {}
    memberships = site.library.memberships

    def day_of(brief: Brief) -> DayKey:
        lists = memberships[brief.slug]
        key = id(lists), brief.listed, brief.added
        found = known.get(key)
        if found is None:
            listings = [one for one in lists if one.kind == "listings"]
            found = known[key] = _day(listings, brief)
        return found

    return day_of


def _day(listings: Sequence[Membership], brief: Brief) -> DayKey:
    if brief.listed:
        of_day = (item.url for item in listings if item.key.startswith(brief.listed))
        return _long(brief.listed), next(of_day, None)
    if listings:
        return listings[0].name, listings[0].url
    return (f"Added {_long(brief.added)}" if brief.added else "Added by hand"), None


def _long(day: str) -> str:
    return long_date(dt.date.fromisoformat(day))


def _paper_pages(site: Site) -> Iterator[OutputFile]:
    library, briefs, frame = site.library, site.library.briefs, site.frame("paper")
    titles = Counter([brief.title for brief in briefs])
    newer, older = (None, *briefs), (*briefs[1:], None)
    for brief, before, behind in zip(briefs, newer, older, strict=False):
        mentions = library.mentioned_in.get(brief.slug, ())
        is_alone = titles[brief.title] == 1
        title = brief.title if is_alone else f"{brief.title} ({brief.slug})"
        key = (
            frame,
            library.stamps[brief.slug],
            before.told if before else _NOTHING,
            behind.told if behind else _NOTHING,
            _NOTHING if is_alone and not mentions else _others(title, mentions),
        )
        make = partial(_paper_page, site, brief, title, (before, behind), mentions)
        yield OutputFile(brief.url, make, b"".join(key), _PAPER_INPUTS)


_NOTHING = value_digest()
_PAPER_INPUTS = (
    FRAME, *INPUTS, "the newer paper", "the older paper", "papers that mention it or have its title",
)  # fmt: skip


def _others(title: str, mentions: Iterable[Brief]) -> bytes:
    """Stands for what a page says because of papers elsewhere in the list."""
    return value_digest(title, *(brief.told for brief in mentions))


def _neighbour(brief: Brief | None) -> Neighbour | None:
    return brief and Neighbour(brief.url, brief.title)


def _paper_page(
    site: Site, brief: Brief, title: str, around: Iterable[Brief | None], mentions: Iterable[Brief]
) -> bytes:
    entry, config = site.library.entry(brief), site.config
    newer, older = map(_neighbour, around)
    about = description(entry)
    page = site.page(
        entry.url, "paper", section="papers", heading=brief.title, title=title, description=about
    )
    return site.html(
        page,
        entry=entry, marks=site.marks_of(brief), facts=tuple(facts(entry)),
        link_rows=link_rows(entry),
        newer=newer, older=older, mentioned_in=tuple(map(_neighbour, mentions)),
        bibtex=bibtex(entry.paper), citation_tags=tuple(highwire_tags(entry)),
        json_ld=Markup(json_ld(entry, about, page.canonical)),  # noqa: S704 - escaped for scripts
        edit_url=edit_address(config.repository, config.branch, entry.content_path),
    )  # fmt: skip


def _redirect_pages(site: Site) -> Iterator[OutputFile]:
    """Former addresses, which lead on by themselves and by a link."""
    briefs = {brief.slug: brief for brief in site.library.briefs} if site.library.redirects else {}
    for redirect in site.library.redirects:
        goal = briefs[redirect.target]
        inputs = {"the paper that it leads to": goal.told}
        make = partial(_redirect_page, site, redirect, Neighbour(goal.url, goal.title))
        yield site.planned(redirect.path, "redirect", inputs, make)


def _redirect_page(site: Site, redirect: Redirect, goal: Neighbour) -> bytes:
    title = f"{redirect.slug} is now {goal.title}"
    page = site.page(
        redirect.path, "redirect", section="", heading="This page has moved", title=title
    )
    base = site.config.base_url
    now = absolute(base, goal.url) if base else relative(page.path, goal.url)
    return site.html(page._replace(canonical=now), paper=goal)


def _index_page(site: Site, index: Index, groups: Sequence[Group]) -> OutputFile:
    lists = tuple(List(group.name, group.url, len(group.papers)) for group in groups)
    inputs = {f"the {index.kind} and their sizes": value_digest(*map(tuple, lists))}
    return site.planned(index.path, "groups", inputs, lambda: _groups_page(site, index, lists))


def _groups_page(site: Site, index: Index, lists: Sequence[List]) -> bytes:
    page = site.page(
        index.path, "groups", section=index.kind, heading=index.name, title=f"All {index.kind}"
    )
    return site.html(page, index=index, groups=lists)


def _group_pages(site: Site, index: Index, group: Group) -> Iterator[OutputFile]:
    parts = _parts(group.papers, site.config.page_size)
    paths = [group_path(group.kind, group.slug, number) for number in range(1, len(parts) + 1)]
    shown = List(group.name, group.url, len(group.papers))
    for number, part in enumerate(parts, start=1):
        inputs = {
            "its papers": value_digest(*_shown(site, part)),
            "name and size of the list": value_digest(tuple(shown)),
        }
        pagination = Pagination(number=number, paths=paths)
        make = partial(_group_page, site, index, shown, part, pagination)
        yield site.planned(paths[number - 1], "group", inputs, make)


def _group_page(
    site: Site, index: Index, group: List, part: Sequence[Brief], pagination: Pagination
) -> bytes:
    title = f"{index.singular}: {group.name}"
    page = site.page(
        pagination.path,
        "group",
        section=index.kind,
        heading=group.name,
        title=title if pagination.number == 1 else f"{title}, page {pagination.number}",
    )
    return site.html(
        page,
        index=index,
        group=group,
        count=count(group.size, "paper"),
        cards=tuple(map(site.card, part)),
        pagination=pagination,
    )


def _not_found_page(site: Site) -> OutputFile:
    """The page that a host shows at any address: it alone links from the root of the host."""
    page = site.page("404.html", "404", section="", heading="Nothing stands at this address")
    return site.planned("404.html", "404", {}, lambda: site.html(page))
