"""The reading list as one immutable value: what every page, feed and index is made from.

Pages in, library out, with the problems that only show between pages. Drafts and private pages
are left out here, once, so that nothing further up can publish them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from urllib.parse import quote

from generator import markup
from generator.aliases import Redirect, redirects
from generator.content import Page
from generator.errors import Problem
from generator.groups import KINDS, Membership, memberships, ordered
from generator.markup import Link, Resolve
from generator.paper import Annotations, Paper
from generator.references import References
from generator.urls import is_safe, paper_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper of the reading list, with all that its page and its card show."""

    slug: str
    url: str
    """Path of its page in the site."""
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
    mentions: tuple[str, ...]
    """Slugs of the papers that the notes link to, each once; not its own."""
    content_path: str
    """The page's file in the project, POSIX slashes: `content/papers/x.md`."""

    @property
    def listed(self) -> dt.date | None:
        """Day of the newest listing that it stood on."""
        return max((item.date for item in self.paper.listings if item.date), default=None)

    @property
    def updated(self) -> dt.date | None:
        """The newest day that anything is known to have happened to it."""
        days = (
            self.listed,
            self.paper.published,
            self.annotations.added,
            self.annotations.read_date,
        )
        return max((day for day in days if day), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All papers with one tag, of one status, year or listing."""

    kind: str
    name: str
    slug: str
    url: str
    entries: tuple[Entry, ...]
    """In the library's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The whole reading list."""

    entries: tuple[Entry, ...]
    """Newest listing first, within a listing by position."""
    groups: Mapping[str, tuple[Group, ...]]
    """For each of `groups.KINDS` its lists, as `groups.ordered` orders them."""
    mentioned_in: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """For each paper that notes link to, by its slug, the papers with these notes, in order."""
    redirects: tuple[Redirect, ...] = ()
    """Former addresses of papers, by name."""
    problems: tuple[Problem, ...] = ()
    """Links and aliases that lead nowhere, or to more than one page."""


def library_from(pages: Iterable[Page], *, drafts: bool = False) -> Library:
    """The reading list that these pages make; drafts only on request, private pages never."""
    shown: list[Page] = []
    hidden: list[Page] = []
    for page in pages:
        own = page.annotations
        (hidden if own.private or (own.draft and not drafts) else shown).append(page)
    lists = memberships(shown)
    references = References(shown, hidden)
    made = [_entry_and_problems(page, lists[page.slug], references) for page in shown]
    entries = sorted((entry for entry, _ in made), key=_newest_first)
    former = redirects(shown, hidden)
    return Library(
        entries=tuple(entries),
        groups=_groups(entries),
        mentioned_in=_mentioned_in(entries),
        redirects=former.items,
        problems=(*chain.from_iterable(problems for _, problems in made), *former.problems),
    )


def _newest_first(entry: Entry) -> tuple[int, int, str]:
    """By the day it came onto the list; pages that no listing brought by their own dates."""
    day = entry.listed or entry.annotations.added or entry.paper.published
    newest = [item.position for item in entry.paper.listings if item.date == entry.listed]
    return (-day.toordinal() if day else 0, min(newest, default=0), entry.slug)


def _entry_and_problems(
    page: Page, lists: tuple[Membership, ...], references: References
) -> tuple[Entry, tuple[Problem, ...]]:
    """The page as it is shown, and the links in its notes that lead nowhere."""
    resolve = references.resolver(page)
    mentions = references.mentions(page, resolve)
    return _entry(page, lists, resolve, mentions.slugs), mentions.problems


def _entry(
    page: Page, lists: tuple[Membership, ...], resolve: Resolve | None, mentions: tuple[str, ...]
) -> Entry:
    paper = replace(
        page.paper,
        title=markup.repaired(page.paper.title),
        abstract=markup.plain_text(page.abstract) or None,
    )
    has_notes = _has_content(page.notes)
    return Entry(
        slug=page.slug,
        url=paper_path(page.slug),
        paper=paper,
        annotations=page.annotations,
        abstract_html=markup.html(page.abstract),
        notes_html=markup.html(page.notes, resolve=resolve) if has_notes else "",
        notes_text=markup.plain_text(page.notes, resolve=resolve) if has_notes else "",
        direct_links=tuple(_direct_links(paper)),
        found_links=markup.links(page.abstract),
        search_links=() if paper.arxiv_id or paper.doi else tuple(_search_links(page.paper.title)),
        memberships=lists,
        mentions=mentions,
        content_path=page.path,
    )


def _has_content(notes: str) -> bool:
    """Whether there is anything below the headings, such as the empty `## Notes` of a new page."""
    lines = (line.strip() for line in notes.split("\n"))
    return any(line and not line.startswith("#") for line in lines)


def _direct_links(paper: Paper) -> Iterable[Link]:
    """Where the paper stands, from what is known of it; no address twice."""
    arxiv = paper.arxiv_id and quote(paper.arxiv_id)
    candidates = (
        ("Hugging Face", arxiv and f"https://huggingface.co/papers/{arxiv}"),
        ("arXiv", arxiv and f"https://arxiv.org/abs/{arxiv}"),
        ("PDF", paper.url_pdf or (arxiv and f"https://arxiv.org/pdf/{arxiv}")),
        ("DOI", paper.doi and f"https://doi.org/{quote(paper.doi)}"),
        ("Publisher", paper.url),
        ("Code", paper.url_code),
        ("Project page", paper.url_project),
    )
    seen = set()
    for label, url in candidates:
        if url and is_safe(url) and url not in seen:
            seen.add(url)
            yield Link(label=label, url=url)


def _search_links(title: str) -> Iterable[Link]:
    """Where to look for a paper of which only the title is known."""
    words = quote(title, safe="")
    yield Link(label="Hugging Face", url=f"https://huggingface.co/papers?q={words}")
    yield Link(label="arXiv", url=f"https://arxiv.org/search/?searchtype=title&query={words}")
    yield Link(label="Semantic Scholar", url=f"https://www.semanticscholar.org/search?q={words}")
    yield Link(label="Google Scholar", url=f"https://scholar.google.com/scholar?q={words}")


def _mentioned_in(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """The links of all notes, read backwards."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for slug in entry.mentions:
            found.setdefault(slug, []).append(entry)
    return {slug: tuple(mentioning) for slug, mentioning in found.items()}


def _groups(entries: Iterable[Entry]) -> Mapping[str, tuple[Group, ...]]:
    """The entries of each list, the lists of each kind in their order."""
    members: dict[Membership, list[Entry]] = {}
    for entry in entries:
        for membership in entry.memberships:
            members.setdefault(membership, []).append(entry)
    return {
        kind: tuple(
            Group(kind=kind, name=of.name, slug=of.slug, url=of.url, entries=tuple(members[of]))
            for of in ordered(kind, members)
        )
        for kind in KINDS
    }
