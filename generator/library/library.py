"""The reading list as one immutable value: all pages, feeds and the index come from it.

Page summaries in, `Library` out, with the problems that show only between pages. Drafts
and private pages are left out here, once, so nothing further up can publish them. The
content of a page is larger than its summary, so it is loaded when its page is rendered,
one paper at a time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.content.files import NO_FILES, ContentFiles
from generator.content.page import Page
from generator.core.errors import Problem
from generator.library.page_content import PageContent, page_content
from generator.library.page_links import NO_LINKS, Attachment, LinkFinder, PageLinks
from generator.library.page_summary import PageSummary, summarize
from generator.library.redirects import Redirect, redirects
from generator.library.taxonomies import TAXONOMIES, Term, resolve_terms, sort_terms
from generator.library.wikilinks import LinkResolver
from generator.markup import Target
from generator.system.fingerprints import cache_key

ContentLoader: TypeAlias = Callable[[PageSummary], PageContent]
"""Loads the content of a page; raises `PapershelfError` if its file has changed."""

ENTRY_INPUTS = ("its own file", "its lists", "its links")
"""The parts of an entry's cache key, in words."""
_NO_LINKS_KEY = cache_key()
_LinksBySlug: TypeAlias = Mapping[str, PageLinks]
"""The links of pages that have any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper of the reading list, with everything that its page shows of it."""

    content: PageContent
    """Its links to other papers and to files are links here."""
    summary: PageSummary
    terms: tuple[Term, ...]
    """Its tags, status, year and listings, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
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
    term_lists: Mapping[str, tuple[TermList, ...]]
    """For each of `TAXONOMIES` its terms in order, each with its papers."""
    backlinks: Mapping[str, tuple[PageSummary, ...]]
    """For papers that notes link to: the papers with these notes, in the list's order."""
    redirects: tuple[Redirect, ...]
    """Former addresses of papers, by name."""
    problems: tuple[Problem, ...]
    """Links and aliases that lead nowhere, or to more than one page."""
    links: Mapping[str, PageLinks]
    """What the links of each paper come to; of papers that have any."""
    files: ContentFiles
    load_content: ContentLoader
    term_keys: Mapping[str, bytes]
    """Cache key of the terms of each paper, as shown."""
    entry_keys: Mapping[str, bytes]
    """Cache key of the entry of each paper: one part for each of `ENTRY_INPUTS`."""

    @property
    def attachments(self) -> Iterator[Attachment]:
        """The files that papers show, in the order of `summaries`."""
        for summary in self.summaries:
            yield from self.links.get(summary.slug, NO_LINKS).attachments

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All papers, in the order of `summaries`, loaded each time."""
        return tuple(map(self.entry, self.summaries))

    def entry(self, summary: PageSummary) -> Entry:
        """One paper with all that its page shows."""
        content = self.load_content(summary)
        # Its own file does not say where its links lead.
        if content.local_links:
            content = content.with_targets(self.links[summary.slug].targets)
        return Entry(
            content=content,
            summary=summary,
            terms=self.terms[summary.slug],
        )


def library_from_pages(
    pages: Iterable[Page],
    *,
    files: ContentFiles = NO_FILES,
    drafts: bool = False,
) -> Library:
    """The reading list of these pages; drafts only on request, private pages never."""
    contents = {page.slug: page_content(page) for page in pages}
    summaries = map(summarize, contents.values())

    def load_content(summary: PageSummary) -> PageContent:
        return contents[summary.slug]

    return library_from_summaries(summaries, load_content, files=files, drafts=drafts)


def library_from_summaries(
    summaries: Iterable[PageSummary],
    load_content: ContentLoader,
    *,
    files: ContentFiles = NO_FILES,
    drafts: bool = False,
) -> Library:
    """The same, from the summaries of all pages; loads content of shown pages alone.

    Of the files that pages may show, it reads those that a shown page shows.
    """

    def load_heading_ids(summary: PageSummary) -> frozenset[str]:
        return load_content(summary).heading_ids

    shown, hidden = _split_hidden(summaries, drafts=drafts)
    ordered = tuple(sorted(shown, key=_newest_first))
    finder = LinkFinder(LinkResolver(shown, hidden, load_heading_ids), files)
    links = _links_by_slug(shown, finder)
    former = redirects(shown, hidden)
    problems = [*_link_problems(links), *former.problems]
    # Papers of one day often have the same terms: look at each combination once.
    terms_of = resolve_terms(page.packed_terms for page in shown)
    terms = {page.slug: terms_of[page.packed_terms] for page in shown}
    term_keys = _term_keys(shown, terms_of)
    return Library(
        summaries=ordered,
        terms=terms,
        term_lists=_term_lists(ordered, terms),
        backlinks=_backlinks(ordered, links),
        redirects=former.items,
        problems=tuple(problems),
        links=links,
        files=files,
        load_content=load_content,
        term_keys=term_keys,
        entry_keys=_entry_keys(shown, term_keys, links),
    )


def _newest_first(summary: PageSummary) -> tuple[int, int, str]:
    """Sort key: newest day first, then by position on the listing."""
    return summary.age, summary.position, summary.slug


def _split_hidden(
    summaries: Iterable[PageSummary],
    *,
    drafts: bool,
) -> tuple[list[PageSummary], list[PageSummary]]:
    """The pages that are published, and the others."""
    shown: list[PageSummary] = []
    hidden: list[PageSummary] = []
    for summary in summaries:
        is_hidden = summary.private or (summary.draft and not drafts)
        (hidden if is_hidden else shown).append(summary)
    return shown, hidden


def _links_by_slug(
    summaries: Iterable[PageSummary], finder: LinkFinder
) -> _LinksBySlug:
    links = {}
    for summary in summaries:
        if summary.local_links:
            links[summary.slug] = finder.page_links(summary)
    return links


def _link_problems(links: _LinksBySlug) -> Iterator[Problem]:
    for of_page in links.values():
        yield from of_page.problems


def _backlinks(
    summaries: Iterable[PageSummary],
    links: _LinksBySlug,
) -> Mapping[str, tuple[PageSummary, ...]]:
    """The links of all notes, read backwards."""
    backlinks: dict[str, list[PageSummary]] = defaultdict(list)
    for summary in summaries:
        for slug in links.get(summary.slug, NO_LINKS).slugs:
            backlinks[slug].append(summary)
    return {slug: tuple(pages) for slug, pages in backlinks.items()}


def _term_keys(
    summaries: Iterable[PageSummary],
    terms_of: Mapping[bytes, tuple[Term, ...]],
) -> Mapping[str, bytes]:
    """The cache key of each paper's terms."""
    key_of = {}
    for packed, terms in terms_of.items():
        rows = map(tuple, terms)
        key_of[packed] = cache_key(*rows)
    term_keys = {}
    for summary in summaries:
        term_keys[summary.slug] = key_of[summary.packed_terms]
    return term_keys


def _entry_keys(
    summaries: Iterable[PageSummary],
    term_keys: Mapping[str, bytes],
    links: _LinksBySlug,
) -> Mapping[str, bytes]:
    """The cache key of each entry, in the order of `ENTRY_INPUTS`."""
    keys = {}
    for summary in summaries:
        slug = summary.slug
        # Where a link leads depends on other pages and files.
        links_key = _NO_LINKS_KEY
        if slug in links:
            links_key = _links_key(links[slug].targets)
        keys[slug] = summary.page_key + term_keys[slug] + links_key
    return keys


def _links_key(targets: Iterable[Target]) -> bytes:
    """Cache key of the links that a page shows."""
    rows = [tuple(target) if target else None for target in targets]
    return cache_key(*rows)


def _term_lists(
    summaries: Iterable[PageSummary],
    terms: Mapping[str, tuple[Term, ...]],
) -> Mapping[str, tuple[TermList, ...]]:
    """The papers of each term, the terms of each taxonomy in order."""
    papers_of: dict[Term, list[PageSummary]] = defaultdict(list)
    for summary in summaries:
        for term in terms[summary.slug]:
            papers_of[term].append(summary)
    lists = {}
    for taxonomy in TAXONOMIES:
        of_taxonomy = []
        for term in sort_terms(taxonomy, papers_of):
            papers = tuple(papers_of[term])
            term_list = TermList(term=term, papers=papers)
            of_taxonomy.append(term_list)
        lists[taxonomy] = tuple(of_taxonomy)
    return lists
