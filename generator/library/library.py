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
from generator.library.page_content import Sheet, sheet_of
from generator.library.page_summary import Brief, brief_of
from generator.library.redirects import Redirect, redirects
from generator.library.taxonomies import KINDS, Membership, memberships, ordered
from generator.library.wikilinks import Mentions, References
from generator.markup import Link
from generator.system.fingerprints import value_digest

SheetOf = Callable[[Brief], Sheet]
"""The worked-out page of a paper."""


INPUTS = ("its own file", "its lists", "its links")
"""What a paper in full is made from, in words."""
_NO_LINKS = value_digest()
_NEWEST_FIRST = itemgetter(*map(Brief._fields.index, ("age", "position", "slug")))


class Entry(NamedTuple):
    """One paper of the reading list, with all that its page shows; a tuple, as `Sheet`."""

    slug: str
    url: str
    """Path of its page in the site."""
    brief: Brief
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
    memberships: tuple[Membership, ...]
    """The lists that it stands in, in the order tags, status, year, listing."""
    content_path: str
    """The page's file in the project, POSIX slashes: `content/papers/x.md`."""


class Group(NamedTuple):
    """All papers with one tag, of one status, year or listing."""

    kind: str
    name: str
    slug: str
    url: str
    papers: tuple[Brief, ...]
    """In the library's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The whole reading list."""

    briefs: tuple[Brief, ...]
    """Newest listing first, within a listing by position."""
    memberships: Mapping[str, tuple[Membership, ...]]
    """For each paper, by its slug, the lists that it stands in."""
    groups: Mapping[str, tuple[Group, ...]]
    """For each of `groups.KINDS` its lists, as `groups.ordered` orders them."""
    mentioned_in: Mapping[str, tuple[Brief, ...]]
    """For each paper that notes link to, by its slug, the papers with these notes, in order."""
    redirects: tuple[Redirect, ...]
    """Former addresses of papers, by name."""
    problems: tuple[Problem, ...]
    """Links and aliases that lead nowhere, or to more than one page."""
    references: References
    sheet: SheetOf
    lists: Mapping[str, bytes]
    """What stands for the lists that a paper stands in, by its slug."""
    stamps: Mapping[str, bytes]
    """What stands for all that a paper in full is made from: its `INPUTS`, one after another."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All papers in full, in the order of `briefs`, made anew each time."""
        return tuple(map(self.entry, self.briefs))

    def entry(self, brief: Brief) -> Entry:
        """A paper in full."""
        sheet = self.sheet(brief)
        resolve = self.references.resolver(brief)
        is_linked = resolve and sheet.notes_html
        return Entry(
            slug=brief.slug,
            url=brief.url,
            brief=brief,
            paper=sheet.paper,
            annotations=sheet.annotations,
            abstract_html=sheet.abstract_html,
            notes_html=markup.html(sheet.notes, resolve=resolve)
            if is_linked
            else sheet.notes_html,
            notes_text=(
                markup.plain_text(sheet.notes, resolve=resolve) if is_linked else sheet.notes_text
            ),
            direct_links=sheet.direct_links,
            found_links=sheet.found_links,
            search_links=sheet.search_links,
            memberships=self.memberships[brief.slug],
            content_path=sheet.path,
        )


def library_from(pages: Iterable[Page], *, drafts: bool = False) -> Library:
    """The reading list that these pages make; drafts only on request, private pages never."""
    sheets = {page.slug: sheet_of(page) for page in pages}
    briefs = map(brief_of, sheets.values())
    return library_of(briefs, lambda brief: sheets[brief.slug], drafts=drafts)


def library_of(briefs: Iterable[Brief], sheet: SheetOf, *, drafts: bool = False) -> Library:
    """The same, from the briefs of all pages; `sheet` is asked for those of shown pages alone."""
    shown: list[Brief] = []
    hidden: list[Brief] = []
    for brief in briefs:
        (hidden if brief.private or (brief.draft and not drafts) else shown).append(brief)
    references = References(shown, hidden, lambda page: sheet(page).notes)
    mentions = {one.slug: references.mentions(one) for one in shown if one.references}
    lists = memberships({brief.slug: brief.lists for brief in shown})
    former = redirects(shown, hidden)
    ordered_briefs = tuple(sorted(shown, key=_NEWEST_FIRST))
    told = _told(lists)
    return Library(
        briefs=ordered_briefs,
        memberships=lists,
        groups=_groups(ordered_briefs, lists),
        mentioned_in=_mentioned_in(ordered_briefs, mentions),
        redirects=former.items,
        problems=(
            *chain.from_iterable(found.problems for found in mentions.values()),
            *former.problems,
        ),
        references=references,
        sheet=sheet,
        lists=told,
        stamps={
            one.slug: one.file
            + told[one.slug]
            + (_links(references, one) if one.references else _NO_LINKS)
            for one in shown
        },
    )


def _told(lists: Mapping[str, tuple[Membership, ...]]) -> Mapping[str, bytes]:
    """What stands for the lists of papers, by their slugs; papers of one day often share them."""
    different = {id(found): found for found in lists.values()}
    single = {id(one): one for found in different.values() for one in found}
    digest_of = {key: value_digest(tuple(one)) for key, one in single.items()}
    digests = {
        key: value_digest(*[digest_of[id(one)] for one in found])
        for key, found in different.items()
    }
    return {slug: digests[id(found)] for slug, found in lists.items()}


def _links(references: References, brief: Brief) -> bytes:
    """Stands for where the links of its notes lead."""
    return value_digest(*(link and (link.label, link.url) for link in references.links(brief)))


def _mentioned_in(
    briefs: Iterable[Brief], mentions: Mapping[str, Mentions]
) -> Mapping[str, tuple[Brief, ...]]:
    """The links of all notes, read backwards."""
    found: dict[str, list[Brief]] = {}
    for brief in briefs:
        for slug in mentions[brief.slug].slugs if brief.references else ():
            found.setdefault(slug, []).append(brief)
    return {slug: tuple(mentioning) for slug, mentioning in found.items()}


def _groups(
    briefs: Sequence[Brief], lists: Mapping[str, tuple[Membership, ...]]
) -> Mapping[str, tuple[Group, ...]]:
    """The papers of each list, the lists of each kind in their order."""
    members: dict[Membership, list[Brief]] = {}
    adders: dict[int, list[Callable[[Brief], None]]] = {}
    for brief in briefs:
        found = lists[brief.slug]  # which papers of one day often share
        if id(found) not in adders:
            adders[id(found)] = [members.setdefault(one, []).append for one in found]
        for add in adders[id(found)]:
            add(brief)
    return {
        kind: tuple(
            Group(kind=kind, name=of.name, slug=of.slug, url=of.url, papers=tuple(members[of]))
            for of in ordered(kind, members)
        )
        for kind in KINDS
    }
