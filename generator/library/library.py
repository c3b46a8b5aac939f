"""The reading list as one immutable value: what every page, feed and index is made from.

Briefs in, library out, with the problems that only show between pages. Drafts and private pages
are left out here, once, so that nothing further up can publish them. A paper's own page needs
more than its brief: that is fetched when it is asked for, one paper at a time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from generator import markup
from generator.content.page import Page
from generator.core.errors import Problem
from generator.core.paper import Annotations, Paper
from generator.library.page_content import PageContent, page_content
from generator.library.page_summary import PageSummary, summarize
from generator.library.redirects import Redirect, redirects
from generator.library.taxonomies import TAXONOMIES, Term, sort_terms, terms_by_slug
from generator.library.wikilinks import LinkResolver, OutgoingLinks
from generator.markup import Link
from generator.system.fingerprints import value_digest

ContentLoader = Callable[[PageSummary], PageContent]
"""The worked-out page of a paper."""


ENTRY_INPUTS = ("its own file", "its lists", "its links")
"""What a paper in full is made from, in words."""
_NO_LINKS = value_digest()
_NEWEST_FIRST = itemgetter(*map(PageSummary._fields.index, ("age", "position", "slug")))


class Entry(NamedTuple):
    """One paper of the reading list, with all that its page shows; a tuple, as `PageContent`."""

    slug: str
    url: str
    """Path of its page in the site."""
    summary: PageSummary
    paper: Paper
    """Title and abstract as plain text, TeX residue repaired."""
    annotations: Annotations
    abstract_html: str
    """Safe HTML of the abstract, empty when there is none."""
    notes_html: str
    """Safe HTML of the reader's notes, empty when there are none."""
    notes_text: str
    """The notes as plain text, for search."""
    direct_links: tuple[Link, ...]
    """Where the paper, its PDF, code and project stand, as far as known."""
    found_links: tuple[Link, ...]
    """Links recognised in the abstract."""
    search_links: tuple[Link, ...]
    """Where to look for a paper without identifiers: searches by its title."""
    terms: tuple[Term, ...]
    """The lists that it stands in, in the order tags, status, year, listing."""
    content_path: str
    """The page's file in the project, POSIX slashes: `content/papers/x.md`."""


class TermListing(NamedTuple):
    """All papers with one tag, of one status, year or listing."""

    kind: str
    name: str
    slug: str
    url: str
    papers: tuple[PageSummary, ...]
    """In the library's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The whole reading list."""

    summaries: tuple[PageSummary, ...]
    """Newest listing first, within a listing by position."""
    terms: Mapping[str, tuple[Term, ...]]
    """For each paper, by its slug, the lists that it stands in."""
    groups: Mapping[str, tuple[TermListing, ...]]
    """For each of `groups.TAXONOMIES` its lists, as `groups.sort_terms` orders them."""
    backlinks: Mapping[str, tuple[PageSummary, ...]]
    """For each paper that notes link to, by its slug, the papers with these notes, in order."""
    redirects: tuple[Redirect, ...]
    """Former addresses of papers, by name."""
    problems: tuple[Problem, ...]
    """Links and aliases that lead nowhere, or to more than one page."""
    references: LinkResolver
    content: ContentLoader
    lists: Mapping[str, bytes]
    """What stands for the lists that a paper stands in, by its slug."""
    stamps: Mapping[str, bytes]
    """What stands for all that a paper in full is made from: its `ENTRY_INPUTS`, one after another."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All papers in full, in the order of `summaries`, made anew each time."""
        return tuple(map(self.entry, self.summaries))

    def entry(self, summary: PageSummary) -> Entry:
        """A paper in full."""
        content = self.content(summary)
        resolve = self.references.resolver(summary)
        is_linked = resolve and content.notes_html
        return Entry(
            slug=summary.slug,
            url=summary.url,
            summary=summary,
            paper=content.paper,
            annotations=content.annotations,
            abstract_html=content.abstract_html,
            notes_html=markup.html(content.notes, resolve=resolve)
            if is_linked
            else content.notes_html,
            notes_text=(
                markup.plain_text(content.notes, resolve=resolve)
                if is_linked
                else content.notes_text
            ),
            direct_links=content.direct_links,
            found_links=content.found_links,
            search_links=content.search_links,
            terms=self.terms[summary.slug],
            content_path=content.path,
        )


def library_from_pages(pages: Iterable[Page], *, drafts: bool = False) -> Library:
    """The reading list that these pages make; drafts only on request, private pages never."""
    contents = {page.slug: page_content(page) for page in pages}
    summaries = map(summarize, contents.values())
    return library_from_summaries(
        summaries, lambda summary: contents[summary.slug], drafts=drafts
    )


def library_from_summaries(
    summaries: Iterable[PageSummary], content: ContentLoader, *, drafts: bool = False
) -> Library:
    """The same, from the briefs of all pages; `content` is asked for those of shown pages alone."""
    shown: list[PageSummary] = []
    hidden: list[PageSummary] = []
    for summary in summaries:
        (hidden if summary.private or (summary.draft and not drafts) else shown).append(
            summary
        )
    references = LinkResolver(shown, hidden, lambda page: content(page).notes)
    mentions = {one.slug: references.mentions(one) for one in shown if one.references}
    lists = terms_by_slug({summary.slug: summary.lists for summary in shown})
    former = redirects(shown, hidden)
    ordered_briefs = tuple(sorted(shown, key=_NEWEST_FIRST))
    told = _told(lists)
    return Library(
        summaries=ordered_briefs,
        terms=lists,
        groups=_groups(ordered_briefs, lists),
        backlinks=_mentioned_in(ordered_briefs, mentions),
        redirects=former.items,
        problems=(
            *chain.from_iterable(found.problems for found in mentions.values()),
            *former.problems,
        ),
        references=references,
        content=content,
        lists=told,
        stamps={
            one.slug: one.file
            + told[one.slug]
            + (_links(references, one) if one.references else _NO_LINKS)
            for one in shown
        },
    )


def _told(lists: Mapping[str, tuple[Term, ...]]) -> Mapping[str, bytes]:
    """What stands for the lists of papers, by their slugs; papers of one day often share them."""
    different = {id(found): found for found in lists.values()}
    single = {id(one): one for found in different.values() for one in found}
    digest_of = {key: value_digest(tuple(one)) for key, one in single.items()}
    digests = {
        key: value_digest(*[digest_of[id(one)] for one in found])
        for key, found in different.items()
    }
    return {slug: digests[id(found)] for slug, found in lists.items()}


def _links(references: LinkResolver, summary: PageSummary) -> bytes:
    """Stands for where the links of its notes lead."""
    return value_digest(
        *(link and (link.label, link.url) for link in references.links(summary))
    )


def _mentioned_in(
    summaries: Iterable[PageSummary], mentions: Mapping[str, OutgoingLinks]
) -> Mapping[str, tuple[PageSummary, ...]]:
    """The links of all notes, read backwards."""
    found: dict[str, list[PageSummary]] = {}
    for summary in summaries:
        for slug in mentions[summary.slug].slugs if summary.references else ():
            found.setdefault(slug, []).append(summary)
    return {slug: tuple(mentioning) for slug, mentioning in found.items()}


def _groups(
    summaries: Sequence[PageSummary], lists: Mapping[str, tuple[Term, ...]]
) -> Mapping[str, tuple[TermListing, ...]]:
    """The papers of each list, the lists of each kind in their order."""
    members: dict[Term, list[PageSummary]] = {}
    adders: dict[int, list[Callable[[PageSummary], None]]] = {}
    for summary in summaries:
        found = lists[summary.slug]  # which papers of one day often share
        if id(found) not in adders:
            adders[id(found)] = [members.setdefault(one, []).append for one in found]
        for add in adders[id(found)]:
            add(summary)
    return {
        kind: tuple(
            TermListing(
                kind=kind,
                name=of.name,
                slug=of.slug,
                url=of.url,
                papers=tuple(members[of]),
            )
            for of in sort_terms(kind, members)
        )
        for kind in TAXONOMIES
    }
