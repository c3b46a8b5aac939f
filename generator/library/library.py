"""The reading list as one immutable value: all pages, feeds and the index come from it.

Page summaries in, `Library` out, with the problems that show only between pages. Drafts
and private pages are left out here, once, so nothing further up can publish them. The
content of a page is larger than its summary, so it is loaded when its page is rendered,
one paper at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias

from generator import markup
from generator.content.page import Page
from generator.core.errors import Problem
from generator.library.page_content import PageContent, page_content
from generator.library.page_summary import PageSummary, summarize
from generator.library.redirects import Redirect, redirects
from generator.library.taxonomies import TAXONOMIES, Term, resolve_terms, sort_terms
from generator.library.wikilinks import LinkResolver, OutgoingLinks
from generator.system.fingerprints import cache_key

ContentLoader: TypeAlias = Callable[[PageSummary], PageContent]
"""Loads the content of a page; raises `PapershelfError` if its file has changed."""

ENTRY_INPUTS = ("its own file", "its lists", "its links")
"""The parts of an entry's cache key, in words."""
_NO_LINKS_KEY = cache_key()
_SORT_FIELDS = ("age", "position", "slug")
_newest_first = itemgetter(*[PageSummary._fields.index(name) for name in _SORT_FIELDS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper of the reading list, with everything that its page shows of it."""

    content: PageContent
    """Links between papers in its notes are links here."""
    summary: PageSummary
    terms: tuple[Term, ...]
    """Its tags, status, year and listings, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermListing:
    """All papers with one term."""

    term: Term
    papers: tuple[PageSummary, ...]
    """In the library's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The whole reading list. Mappings by paper have its slug as key."""

    summaries: tuple[PageSummary, ...]
    """Newest listing first, within a listing by position."""
    terms: Mapping[str, tuple[Term, ...]]
    """The terms of each paper."""
    term_listings: Mapping[str, tuple[TermListing, ...]]
    """For each of `TAXONOMIES` its terms in order."""
    backlinks: Mapping[str, tuple[PageSummary, ...]]
    """For papers that notes link to: the papers with these notes, in the list's order."""
    redirects: tuple[Redirect, ...]
    """Former addresses of papers, by name."""
    problems: tuple[Problem, ...]
    """Links and aliases that lead nowhere, or to more than one page."""
    link_resolver: LinkResolver
    load_content: ContentLoader
    term_keys: Mapping[str, bytes]
    """Cache key of the terms of each paper, as shown."""
    entry_keys: Mapping[str, bytes]
    """Cache key of the entry of each paper: one part for each of `ENTRY_INPUTS`."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All papers, in the order of `summaries`, loaded each time."""
        return tuple(map(self.entry, self.summaries))

    def entry(self, summary: PageSummary) -> Entry:
        """One paper with all that its page shows."""
        content = self.load_content(summary)
        resolve = self.link_resolver.resolve_from(summary)
        if resolve and content.notes_html:
            content = content._replace(
                notes_html=markup.html(content.notes, resolve=resolve),
                notes_text=markup.plain_text(content.notes, resolve=resolve),
            )
        terms = self.terms[summary.slug]
        return Entry(content=content, summary=summary, terms=terms)


def library_from_pages(pages: Iterable[Page], *, drafts: bool = False) -> Library:
    """The reading list of these pages; drafts only on request, private pages never."""
    contents = {page.slug: page_content(page) for page in pages}
    summaries = map(summarize, contents.values())

    def load_content(summary: PageSummary) -> PageContent:
        return contents[summary.slug]

    return library_from_summaries(summaries, load_content, drafts=drafts)


def library_from_summaries(
    summaries: Iterable[PageSummary],
    load_content: ContentLoader,
    *,
    drafts: bool = False,
) -> Library:
    """The same, from the summaries of all pages; loads content of shown pages alone."""
    shown, hidden = _split_hidden(summaries, drafts=drafts)
    ordered = tuple(sorted(shown, key=_newest_first))
    resolver = LinkResolver(shown, hidden, lambda page: load_content(page).notes)
    outgoing = {
        page.slug: resolver.outgoing_links(page) for page in shown if page.wikilinks
    }
    problems = [problem for found in outgoing.values() for problem in found.problems]
    former = redirects(shown, hidden)
    # Papers of one day often have the same terms: look at each combination once.
    terms_of = resolve_terms(page.packed_terms for page in shown)
    terms = {page.slug: terms_of[page.packed_terms] for page in shown}
    term_keys = _term_keys(shown, terms_of)
    return Library(
        summaries=ordered,
        terms=terms,
        term_listings=_term_listings(ordered, terms),
        backlinks=_backlinks(ordered, outgoing),
        redirects=former.items,
        problems=(*problems, *former.problems),
        link_resolver=resolver,
        load_content=load_content,
        term_keys=term_keys,
        entry_keys={
            page.slug: page.page_key + term_keys[page.slug] + _links_key(page, resolver)
            for page in shown
        },
    )


def _split_hidden(
    summaries: Iterable[PageSummary], *, drafts: bool
) -> tuple[list[PageSummary], list[PageSummary]]:
    """The pages that are published, and the others."""
    shown: list[PageSummary] = []
    hidden: list[PageSummary] = []
    for summary in summaries:
        is_hidden = summary.private or (summary.draft and not drafts)
        (hidden if is_hidden else shown).append(summary)
    return shown, hidden


def _term_keys(
    summaries: Iterable[PageSummary], terms_of: Mapping[bytes, tuple[Term, ...]]
) -> Mapping[str, bytes]:
    """The cache key of each paper's terms."""
    keys = {
        packed: cache_key(*[tuple(term) for term in terms])
        for packed, terms in terms_of.items()
    }
    return {summary.slug: keys[summary.packed_terms] for summary in summaries}


def _links_key(summary: PageSummary, resolver: LinkResolver) -> bytes:
    """Cache key of the links that a page's notes show."""
    if not summary.wikilinks:
        return _NO_LINKS_KEY
    links = resolver.links(summary)
    return cache_key(*[link and (link.label, link.url) for link in links])


def _backlinks(
    summaries: Iterable[PageSummary], outgoing: Mapping[str, OutgoingLinks]
) -> Mapping[str, tuple[PageSummary, ...]]:
    """The links of all notes, read backwards."""
    backlinks: dict[str, list[PageSummary]] = defaultdict(list)
    for summary in summaries:
        if summary.wikilinks:
            for slug in outgoing[summary.slug].slugs:
                backlinks[slug].append(summary)
    return {slug: tuple(pages) for slug, pages in backlinks.items()}


def _term_listings(
    summaries: Iterable[PageSummary], terms: Mapping[str, tuple[Term, ...]]
) -> Mapping[str, tuple[TermListing, ...]]:
    """The papers of each term, the terms of each taxonomy in order."""
    papers: dict[Term, list[PageSummary]] = defaultdict(list)
    for summary in summaries:
        for term in terms[summary.slug]:
            papers[term].append(summary)
    return {
        taxonomy: tuple(
            TermListing(term=term, papers=tuple(papers[term]))
            for term in sort_terms(taxonomy, papers)
        )
        for taxonomy in TAXONOMIES
    }
