"""Everything that a page's notes link to or show: other papers, and files of the reader's.

`wikilinks` knows the pages, `file_links` the files. Only here is decided which of the two
a link is for: an address that ends in `.md` and a `[[name]]` that some page has are for
pages, anything else that looks like a file for files.
"""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from generator.content.files import ContentFiles
from generator.core.errors import Problem, Severity
from generator.core.urls import relative
from generator.library.file_links import (
    ENDINGS,
    PICTURE_ENDINGS,
    FileFault,
    FileFinder,
    FilePath,
    ending_of,
    file_paths,
    site_paths,
)
from generator.library.page_summary import PageSummary
from generator.library.wikilinks import LinkResolver
from generator.markup import Link, LocalLink, Picture, Target
from generator.markup.local_links import EMBED, LINK, PICTURE

_PAGE_ENDING = "md"
_SHOWING = (EMBED, PICTURE)
"""Links that show a picture instead of leading to it."""


class Attachment(NamedTuple):
    """A file that a page shows, published beside the page."""

    source: str
    """Its path in the project: `content/papers/figures/plot.png`."""
    path: str
    """In the site: `papers/some-title/plot.png`."""
    digest: str
    """Of its content."""


class PageLinks(NamedTuple):
    """What the links of one page come to."""

    targets: tuple[Target, ...] = ()
    """Where each leads, in the order of the page's `local_links`."""
    slugs: tuple[str, ...] = ()
    """The other papers that they lead to, each once, sorted."""
    attachments: tuple[Attachment, ...] = ()
    """The files that they show or lead to, each once, by path."""
    problems: tuple[Problem, ...] = ()
    """The links that lead nowhere, or may do so elsewhere, with their places."""


NO_LINKS = PageLinks()


class _Outcome(NamedTuple):
    """What one link comes to."""

    link: LocalLink
    target: Target = None
    slug: str = ""
    """The paper that it leads to."""
    file: str = ""
    """The file of the project that it shows or leads to; its target is still open."""
    fragment: str = ""
    """The place in the file, with its `#`."""
    problem: Problem | None = None


class LinkFinder:
    """What the links of pages come to, whether for papers or for files."""

    def __init__(self, papers: LinkResolver, files: ContentFiles) -> None:
        self._papers = papers
        self._files = files
        self._finder = FileFinder(files)

    def page_links(self, page: PageSummary) -> PageLinks:
        """What the links of a page come to."""
        if not page.local_links:
            return NO_LINKS
        # Notes may have the same link thousands of times.
        outcomes = {}
        for link in page.local_links:
            if _spelling(link) not in outcomes:
                outcomes[_spelling(link)] = self._outcome(page, link)
        shown = [outcome.file for outcome in outcomes.values() if outcome.file]
        paths = site_paths(page.slug, shown)
        targets = {}
        for spelling, outcome in outcomes.items():
            targets[spelling] = self._target(page, outcome, paths)
        slugs = {outcome.slug for outcome in outcomes.values()} - {"", page.slug}
        return PageLinks(
            targets=tuple(targets[_spelling(link)] for link in page.local_links),
            slugs=tuple(sorted(slugs)),
            attachments=tuple(self._attachments(paths)),
            problems=tuple(_problems(page.local_links, outcomes.values())),
        )

    def _outcome(self, page: PageSummary, link: LocalLink) -> _Outcome:
        written = file_paths(link)
        if link.is_wikilink:
            # A title may end like a file, and a page goes before a file.
            is_file = any(path.ending in ENDINGS for path in written)
            if not is_file or self._papers.is_known(link.name):
                return self._paper_outcome(page, link)
        elif written[0].ending == _PAGE_ENDING:
            name = posixpath.basename(written[0].path) + unquote(written[0].fragment)
            return self._paper_outcome(page, link._replace(name=name))
        elif link.form == LINK and not self._is_file(page, written):
            # It may lead to a page of the site; `check` tells if it leads nowhere.
            return _Outcome(link, Link("", link.name))
        return self._file_outcome(page, link, written)

    def _is_file(self, page: PageSummary, written: Sequence[FilePath]) -> bool:
        """Whether an address looks like one of the reader's files, or is one."""
        return any(
            path.ending in ENDINGS or self._finder.has(page.path, path)
            for path in written
        )

    def _paper_outcome(self, page: PageSummary, link: LocalLink) -> _Outcome:
        found = self._papers.resolve(page, link)
        return _Outcome(link, found.link, found.slug, problem=found.problem)

    def _file_outcome(
        self,
        page: PageSummary,
        link: LocalLink,
        written: Sequence[FilePath],
    ) -> _Outcome:
        readings = [(path, self._finder.find(page.path, path)) for path in written]
        # If no reading of the address leads to a file, the likeliest is told of.
        found = next((one for one in readings if one[1].path), readings[0])
        path, file = found
        return _Outcome(
            link,
            file=file.path,
            fragment=path.fragment,
            problem=file.fault and _file_problem(page, link, file.fault),
        )

    def _target(
        self,
        page: PageSummary,
        outcome: _Outcome,
        paths: Mapping[str, str],
    ) -> Target:
        link, file = outcome.link, outcome.file
        if not file:
            return outcome.target
        url = relative(page.url, paths[file])
        label = link.label or posixpath.basename(file)
        facts = self._files.facts(file)
        if link.form in _SHOWING and facts and ending_of(file) in PICTURE_ENDINGS:
            return Picture(label, url, facts.width, facts.height)
        return Link(label, url + outcome.fragment)

    def _attachments(self, paths: Mapping[str, str]) -> Iterator[Attachment]:
        for source, path in sorted(paths.items()):
            facts = self._files.facts(source)
            if facts:
                yield Attachment(source, path, facts.digest)


def _spelling(link: LocalLink) -> tuple[str, str, str]:
    """What decides what a link comes to: all of it but its place and its size."""
    return link.form, link.name, link.label


def _problems(
    links: Iterable[LocalLink],
    outcomes: Iterable[_Outcome],
) -> Iterator[Problem]:
    """One problem for each name, where it stands first."""
    times = Counter(link.name for link in links)
    for outcome in outcomes:
        name = outcome.link.name
        if not outcome.problem or name not in times:
            continue
        number = times.pop(name)
        message = outcome.problem.message
        if number > 1:
            message += f", {number} times in this page"
        yield replace(outcome.problem, message=message)


def _file_problem(
    page: PageSummary,
    link: LocalLink,
    fault: FileFault,
) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code=fault.code,
        message=fault.message,
        path=page.path,
        line=link.line,
        column=link.column,
        hint=fault.hint,
    )
