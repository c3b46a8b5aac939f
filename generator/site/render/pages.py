"""The HTML pages of a site: one function plans a kind of page, one renders it.

A planned page knows the cache key of its inputs and is rendered only if that changed.
A function that renders a page uses nothing but the inputs that its plan names: a page
that showed more of the list would go stale unnoticed. Nothing here reads `content/` or
the clock.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TypeAlias

from markupsafe import Markup

from generator.core.config import Config
from generator.core.dates import date_of_iso, date_words
from generator.core.urls import absolute, edit_address, list_path, relative, term_path
from generator.library.library import ENTRY_INPUTS, Library, TermList
from generator.library.page_summary import PageLink, PageSummary, count_words
from generator.library.redirects import Redirect
from generator.site.exporters.bibtex import bibtex
from generator.site.output.file import OutputFile
from generator.site.render.assets import Assets
from generator.site.render.cards import (
    link_rows,
    page_description,
    paper_facts,
    reader_badges,
    terms_in,
)
from generator.site.render.context import FRAME, RenderContext
from generator.site.render.metadata import highwire_tags, json_ld
from generator.site.render.templates import Templates
from generator.site.render.views import (
    NAV_TAXONOMIES,
    Day,
    Pagination,
    Taxonomy,
    TermCount,
)
from generator.system.fingerprints import cache_key

_DayHeading: TypeAlias = tuple[str, str | None]
"""Words above papers that came onto the list together, and the path they link to."""
_DayPapers: TypeAlias = tuple[_DayHeading, tuple[PageSummary, ...]]


def pages(
    library: Library,
    config: Config,
    assets: Assets,
    search: Mapping[str, str],
    templates: Templates | None = None,
) -> Iterator[OutputFile]:
    """Every HTML page of the site; the templates are those of the assets' folders.

    `search` has the data attributes of the search form, and the files that they name.
    Rendering a page raises `PapershelfError` with the template's file and line when a
    template fails.
    """
    context = RenderContext(
        config=config,
        assets=assets,
        search=search,
        library=library,
        templates=templates or Templates(assets.folders),
        card_keys={
            summary.slug: summary.card_key + library.term_keys[summary.slug]
            for summary in library.summaries
        },
    )
    # Pages with cards follow each other, so that one process makes most of them and
    # renders each card once.
    yield from _list_pages(context)
    for taxonomy in NAV_TAXONOMIES:
        term_lists = library.term_lists[taxonomy.key]
        yield _taxonomy_page(context, taxonomy, term_lists)
        for term_list in term_lists:
            yield from _term_pages(context, taxonomy, term_list)
    yield from _paper_pages(context)
    yield from _redirect_pages(context)
    yield _not_found_page(context)


# The list of all papers: index.html, page/2.html


def _list_pages(context: RenderContext) -> Iterator[OutputFile]:
    library = context.library
    chunks = _paginate(library.summaries, context.config.page_size)
    numbers = range(1, len(chunks) + 1)
    paths = [list_path(number) for number in numbers]
    for number, papers in zip(numbers, chunks, strict=True):
        days = _group_by_day(papers, library)
        shown = [(heading, *_card_keys(context, listed)) for heading, listed in days]
        inputs = {
            "its papers": cache_key(*shown),
            "how many pages there are": cache_key(len(chunks)),
        }
        pagination = Pagination(number=number, paths=paths)
        make = partial(_render_list, context, days, pagination)
        yield context.output_file(pagination.path, "list", inputs, make)


def _render_list(
    context: RenderContext,
    days: Iterable[_DayPapers],
    pagination: Pagination,
) -> bytes:
    is_first = pagination.number == 1
    config = context.config
    page = context.page_meta(
        pagination.path,
        "list",
        section="papers",
        heading=config.title if is_first else f"Page {pagination.number}",
        description=config.description if is_first else None,
    )
    shown = []
    for (name, url), papers in days:
        cards = tuple(map(context.card, papers))
        day = Day(name=name, url=url, cards=cards)
        shown.append(day)
    return context.render(page, days=shown, pagination=pagination)


def _group_by_day(papers: Iterable[PageSummary], library: Library) -> list[_DayPapers]:
    """The papers of a page under the days that they came onto the list."""
    days = []
    heading_of = partial(_day_heading, library)
    for heading, listed in groupby(papers, key=heading_of):
        days.append((heading, tuple(listed)))
    return days


def _day_heading(library: Library, summary: PageSummary) -> _DayHeading:
    listings = terms_in("listings", library.terms[summary.slug])
    if summary.listed:
        day = _long_iso_date(summary.listed)
        # Of several listings of one day the first.
        for listing in listings:
            if listing.key.startswith(summary.listed):
                return day, listing.url
        return day, None
    if listings:
        return listings[0].name, listings[0].url
    if summary.added:
        return f"Added {_long_iso_date(summary.added)}", None
    return "Added by hand", None


def _long_iso_date(day: str) -> str:
    return date_words(date_of_iso(day))


# The terms of a taxonomy: tags/index.html


def _taxonomy_page(
    context: RenderContext,
    taxonomy: Taxonomy,
    term_lists: Iterable[TermList],
) -> OutputFile:
    terms = [_term_count(term_list) for term_list in term_lists]
    rows = map(tuple, terms)
    inputs = {f"the {taxonomy.key} and their sizes": cache_key(*rows)}
    make = partial(_render_taxonomy, context, taxonomy, terms)
    return context.output_file(taxonomy.path, "taxonomy", inputs, make)


def _term_count(term_list: TermList) -> TermCount:
    return TermCount(
        name=term_list.term.name,
        url=term_list.term.url,
        size=len(term_list.papers),
    )


def _render_taxonomy(
    context: RenderContext,
    taxonomy: Taxonomy,
    terms: Sequence[TermCount],
) -> bytes:
    page = context.page_meta(
        taxonomy.path,
        "taxonomy",
        section=taxonomy.key,
        heading=taxonomy.name,
        title=f"All {taxonomy.key}",
    )
    return context.render(page, taxonomy=taxonomy, terms=terms)


# The papers of a term: tags/diffusion.html, tags/diffusion/2.html


def _term_pages(
    context: RenderContext,
    taxonomy: Taxonomy,
    term_list: TermList,
) -> Iterator[OutputFile]:
    chunks = _paginate(term_list.papers, context.config.page_size)
    numbers = range(1, len(chunks) + 1)
    slug = term_list.term.slug
    paths = [term_path(taxonomy.key, slug, number) for number in numbers]
    term = _term_count(term_list)
    for number, papers in zip(numbers, chunks, strict=True):
        inputs = {
            "its papers": cache_key(*_card_keys(context, papers)),
            "name and size of the list": cache_key(*term),
        }
        pagination = Pagination(number=number, paths=paths)
        make = partial(_render_term, context, taxonomy, term, papers, pagination)
        yield context.output_file(pagination.path, "term", inputs, make)


def _render_term(
    context: RenderContext,
    taxonomy: Taxonomy,
    term: TermCount,
    papers: Sequence[PageSummary],
    pagination: Pagination,
) -> bytes:
    title = f"{taxonomy.singular}: {term.name}"
    if pagination.number > 1:
        title += f", page {pagination.number}"
    page = context.page_meta(
        pagination.path,
        "term",
        section=taxonomy.key,
        heading=term.name,
        title=title,
    )
    return context.render(
        page,
        taxonomy=taxonomy,
        term=term,
        count=count_words(term.size, "paper"),
        cards=[context.card(summary) for summary in papers],
        pagination=pagination,
    )


# One paper: papers/a-title.html

_NOTHING = cache_key()
_PAPER_INPUTS = (
    FRAME,
    *ENTRY_INPUTS,
    "the previous paper",
    "the next paper",
    "papers that mention it or have its title",
)


def _paper_pages(context: RenderContext) -> Iterator[OutputFile]:
    library = context.library
    summaries = library.summaries
    frame_key = context.frame_key("paper")
    titles = Counter([summary.title for summary in summaries])
    previous_papers = (None, *summaries)
    next_papers = (*summaries[1:], None)
    for previous, summary, following in zip(
        previous_papers, summaries, next_papers, strict=False
    ):
        backlinks = library.backlinks.get(summary.slug, ())
        # Papers that share a title are told apart by their slugs.
        is_unique = titles[summary.title] == 1
        title = summary.title if is_unique else f"{summary.title} ({summary.slug})"
        link_keys = [page.link_key for page in backlinks]
        keys = (
            frame_key,
            library.entry_keys[summary.slug],
            previous.link_key if previous else _NOTHING,
            following.link_key if following else _NOTHING,
            cache_key(is_unique, *link_keys),
        )
        neighbours = previous, following
        make = partial(_render_paper, context, summary, title, neighbours, backlinks)
        yield OutputFile(summary.url, make, b"".join(keys), _PAPER_INPUTS)


def _render_paper(
    context: RenderContext,
    summary: PageSummary,
    title: str,
    neighbours: tuple[PageSummary | None, PageSummary | None],
    backlinks: Iterable[PageSummary],
) -> bytes:
    previous, following = neighbours
    entry = context.library.entry(summary)
    content = entry.content
    config = context.config
    description = page_description(entry)
    page = context.page_meta(
        summary.url,
        "paper",
        section="papers",
        heading=summary.title,
        title=title,
        description=description,
    )
    json = json_ld(content, description, page.canonical)
    return context.render(
        page,
        entry=entry,
        badges=reader_badges(summary.rating, entry.terms),
        facts=tuple(paper_facts(entry)),
        link_rows=link_rows(content),
        previous=previous and previous.link,
        next=following and following.link,
        backlinks=[page.link for page in backlinks],
        bibtex=bibtex(content.paper),
        citation_tags=tuple(highwire_tags(content)),
        json_ld=Markup(json),  # noqa: S704 - escaped for scripts
        edit_url=edit_address(config.repository, config.branch, content.path),
    )


# A former address of a paper: papers/a-former-title.html


def _redirect_pages(context: RenderContext) -> Iterator[OutputFile]:
    redirects = context.library.redirects
    if not redirects:
        return
    by_slug = {summary.slug: summary for summary in context.library.summaries}
    for redirect in redirects:
        target = by_slug[redirect.target]
        inputs = {"the paper that it leads to": target.link_key}
        make = partial(_render_redirect, context, redirect, target.link)
        yield context.output_file(redirect.path, "redirect", inputs, make)


def _render_redirect(
    context: RenderContext,
    redirect: Redirect,
    target: PageLink,
) -> bytes:
    page = context.page_meta(
        redirect.path,
        "redirect",
        section="",
        heading="This page has moved",
        title=f"{redirect.slug} is now {target.title}",
    )
    canonical = relative(page.path, target.url)
    if context.config.base_url:
        canonical = absolute(context.config.base_url, target.url)
    page = replace(page, canonical=canonical)
    return context.render(page, paper=target)


# The page that a host shows at any unknown address: 404.html


def _not_found_page(context: RenderContext) -> OutputFile:
    page = context.page_meta(
        "404.html",
        "404",
        section="",
        heading="Nothing stands at this address",
    )
    make = partial(context.render, page)
    return context.output_file(page.path, page.kind, {}, make)


# What list pages and term pages have in common


def _paginate(
    summaries: Sequence[PageSummary],
    size: int,
) -> Sequence[Sequence[PageSummary]]:
    """The pages of a list; an empty list has one."""
    starts = range(0, len(summaries), size)
    chunks = [summaries[start : start + size] for start in starts]
    return chunks or [()]


def _card_keys(context: RenderContext, papers: Iterable[PageSummary]) -> list[bytes]:
    return [context.card_keys[summary.slug] for summary in papers]
