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
from generator.core.months import long_date
from generator.core.urls import absolute, edit_address, group_path, list_path, relative
from generator.library.library import ENTRY_INPUTS, Library, TermListing
from generator.library.page_summary import PageSummary, count
from generator.library.redirects import Redirect
from generator.library.taxonomies import Term
from generator.site.exporters.bibtex import bibtex
from generator.site.output.file import OutputFile
from generator.site.render.assets import Assets
from generator.site.render.cards import description, facts, link_rows
from generator.site.render.context import FRAME, DayKey, RenderContext
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
    loads. OutputLog a page raises `PapershelfError` with the template's file and line when a
    template fails.
    """
    site = RenderContext(
        config=config, assets=assets, search=search, library=library,
        templates=templates or Templates(assets.folders),
        shown={summary.slug: summary.card + library.lists[summary.slug] for summary in library.summaries},
    )  # fmt: skip
    yield from _list_pages(
        site
    )  # with cards, as the next, and so in one process as far as may be
    for index in INDEXES:
        groups = library.groups.get(index.kind, ())
        yield _index_page(site, index, groups)
        for group in groups:
            yield from _group_pages(site, index, group)
    yield from _paper_pages(site)
    yield from _redirect_pages(site)
    yield _not_found_page(site)


def _list_pages(site: RenderContext) -> Iterator[OutputFile]:
    parts, day_of = _parts(site.library.summaries, site.config.page_size), _days(site)
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
    site: RenderContext,
    days: Sequence[tuple[DayKey, Sequence[PageSummary]]],
    pagination: Pagination,
) -> bytes:
    is_first = pagination.number == 1
    page = site.page(
        pagination.path,
        "list",
        section="papers",
        heading=site.config.title if is_first else f"Page {pagination.number}",
        description=site.config.description if is_first else None,
    )
    shown = (
        Day(name=name, url=url, cards=tuple(map(site.card, of)))
        for (name, url), of in days
    )
    return site.html(page, days=tuple(shown), pagination=pagination)


def _shown(site: RenderContext, summaries: Iterable[PageSummary]) -> list[bytes]:
    """What stands for the cards of papers."""
    return [site.shown[summary.slug] for summary in summaries]


def _parts(summaries: Sequence[PageSummary], size: int) -> list[Sequence[PageSummary]]:
    """The pages of a list: at least one, be it empty."""
    return [
        summaries[start : start + size] for start in range(0, len(summaries), size)
    ] or [()]


def _days(site: RenderContext) -> Callable[[PageSummary], DayKey]:
    """A function from a paper to the heading that it stands under, and where that leads."""
    known: dict[tuple[int, str, str], DayKey] = {}
    terms = site.library.terms

    def day_of(summary: PageSummary) -> DayKey:
        lists = terms[summary.slug]
        key = id(lists), summary.listed, summary.added
        found = known.get(key)
        if found is None:
            listings = [one for one in lists if one.kind == "listings"]
            found = known[key] = _day(listings, summary)
        return found

    return day_of


def _day(listings: Sequence[Term], summary: PageSummary) -> DayKey:
    if summary.listed:
        of_day = (item.url for item in listings if item.key.startswith(summary.listed))
        return _long(summary.listed), next(of_day, None)
    if listings:
        return listings[0].name, listings[0].url
    return (f"Added {_long(summary.added)}" if summary.added else "Added by hand"), None


def _long(day: str) -> str:
    return long_date(dt.date.fromisoformat(day))


def _paper_pages(site: RenderContext) -> Iterator[OutputFile]:
    library, summaries, frame = (
        site.library,
        site.library.summaries,
        site.frame("paper"),
    )
    titles = Counter([summary.title for summary in summaries])
    newer, older = (None, *summaries), (*summaries[1:], None)
    for summary, before, behind in zip(summaries, newer, older, strict=False):
        mentions = library.backlinks.get(summary.slug, ())
        is_alone = titles[summary.title] == 1
        title = summary.title if is_alone else f"{summary.title} ({summary.slug})"
        key = (
            frame,
            library.stamps[summary.slug],
            before.told if before else _NOTHING,
            behind.told if behind else _NOTHING,
            _NOTHING if is_alone and not mentions else _others(title, mentions),
        )
        make = partial(_paper_page, site, summary, title, (before, behind), mentions)
        yield OutputFile(summary.url, make, b"".join(key), _PAPER_INPUTS)


_NOTHING = value_digest()
_PAPER_INPUTS = (
    FRAME, *ENTRY_INPUTS, "the newer paper", "the older paper", "papers that mention it or have its title",
)  # fmt: skip


def _others(title: str, mentions: Iterable[PageSummary]) -> bytes:
    """Stands for what a page says because of papers elsewhere in the list."""
    return value_digest(title, *(summary.told for summary in mentions))


def _neighbour(summary: PageSummary | None) -> Neighbour | None:
    return summary and Neighbour(summary.url, summary.title)


def _paper_page(
    site: RenderContext,
    summary: PageSummary,
    title: str,
    around: Iterable[PageSummary | None],
    mentions: Iterable[PageSummary],
) -> bytes:
    entry, config = site.library.entry(summary), site.config
    newer, older = map(_neighbour, around)
    about = description(entry)
    page = site.page(
        entry.url,
        "paper",
        section="papers",
        heading=summary.title,
        title=title,
        description=about,
    )
    return site.html(
        page,
        entry=entry, badges=site.badges_of(summary), facts=tuple(facts(entry)),
        link_rows=link_rows(entry),
        newer=newer, older=older, backlinks=tuple(map(_neighbour, mentions)),
        bibtex=bibtex(entry.paper), citation_tags=tuple(highwire_tags(entry)),
        json_ld=Markup(json_ld(entry, about, page.canonical)),  # noqa: S704 - escaped for scripts
        edit_url=edit_address(config.repository, config.branch, entry.content_path),
    )  # fmt: skip


def _redirect_pages(site: RenderContext) -> Iterator[OutputFile]:
    """Former addresses, which lead on by themselves and by a link."""
    summaries = (
        {summary.slug: summary for summary in site.library.summaries}
        if site.library.redirects
        else {}
    )
    for redirect in site.library.redirects:
        goal = summaries[redirect.target]
        inputs = {"the paper that it leads to": goal.told}
        make = partial(_redirect_page, site, redirect, Neighbour(goal.url, goal.title))
        yield site.planned(redirect.path, "redirect", inputs, make)


def _redirect_page(site: RenderContext, redirect: Redirect, goal: Neighbour) -> bytes:
    title = f"{redirect.slug} is now {goal.title}"
    page = site.page(
        redirect.path,
        "redirect",
        section="",
        heading="This page has moved",
        title=title,
    )
    base = site.config.base_url
    now = absolute(base, goal.url) if base else relative(page.path, goal.url)
    return site.html(page._replace(canonical=now), paper=goal)


def _index_page(
    site: RenderContext, index: Index, groups: Sequence[TermListing]
) -> OutputFile:
    lists = tuple(List(group.name, group.url, len(group.papers)) for group in groups)
    inputs = {f"the {index.kind} and their sizes": value_digest(*map(tuple, lists))}
    return site.planned(
        index.path, "groups", inputs, lambda: _groups_page(site, index, lists)
    )


def _groups_page(site: RenderContext, index: Index, lists: Sequence[List]) -> bytes:
    page = site.page(
        index.path,
        "groups",
        section=index.kind,
        heading=index.name,
        title=f"All {index.kind}",
    )
    return site.html(page, index=index, groups=lists)


def _group_pages(
    site: RenderContext, index: Index, group: TermListing
) -> Iterator[OutputFile]:
    parts = _parts(group.papers, site.config.page_size)
    paths = [
        group_path(group.kind, group.slug, number)
        for number in range(1, len(parts) + 1)
    ]
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
    site: RenderContext,
    index: Index,
    group: List,
    part: Sequence[PageSummary],
    pagination: Pagination,
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


def _not_found_page(site: RenderContext) -> OutputFile:
    """The page that a host shows at any address: it alone links from the root of the host."""
    page = site.page(
        "404.html", "404", section="", heading="Nothing stands at this address"
    )
    return site.planned("404.html", "404", {}, lambda: site.html(page))
