"""Rules about the built site: links that lead somewhere, orphans, foreign hosts, weight.

`rules` lists them. `SeenSite` keeps of each file what rules about the whole site need.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.core.errors import Problem, Severity
from generator.core.positions import column_number, line_number
from generator.core.text import count
from generator.site.check.leaks import Secret, SecretSearch
from generator.site.check.link_targets import LinkFault, LinkTarget, LinkTargets
from generator.site.check.page_facts import (
    PageFacts,
    Reference,
    page_facts,
    style_facts,
)
from generator.site.check.positions import decode_anything
from generator.site.output.file import OutputFile

HEAVIEST = 500_000
"""Bytes of HTML that a page may have: some seconds on a slow line."""

_UNLINKED = frozenset({"index.html", "404.html"})
"""Pages that need no link to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """What is known of a site besides the contents of its files."""

    folder: str
    """As problems name it, POSIX slashes: `site`."""
    files: frozenset[str]
    """Every file that is there, whoever made it."""
    base_path: str | None = None
    """Where on its host the site is published, such as `/papers`; None if nowhere."""
    sources: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """For a paper's page in the site, path and bytes of its page in `content/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """One file of the site while it is looked at."""

    path: str
    """Relative to the site."""
    place: str
    """As problems name it."""
    size: int
    """In bytes."""
    text: str = ""
    """Of pages and style sheets alone, and so are the facts."""
    facts: PageFacts = field(default_factory=PageFacts)

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.path.endswith(".html")


class SeenLink(NamedTuple):
    """An address in a file; a tuple, since 10,000 papers have 240,000 of them."""

    file: SeenFile
    reference: Reference
    target: LinkTarget

    @property
    def url(self) -> str:
        """As written."""
        return self.reference.url


class SeenSite:
    """A site while its files are looked at, one after another."""

    def __init__(self, site: BuiltSite, secrets: Iterable[Secret]) -> None:
        self.site = site
        self.secrets = SecretSearch(secrets)
        self.anchors: dict[str, frozenset[str]] = {}
        """For each page so far, the places in it that a link can name."""
        self.linked: set[str] = set()
        """Files that another file links to, and redirects."""
        self.anchored: list[tuple[LinkTarget, Problem]] = []
        """Links to places in other pages, with the problem if there is no such place."""
        self._targets = LinkTargets(site.files, site.base_path)
        self._in_frame: dict[tuple[str, str], list[Problem]] = {}

    def add_file(self, output: OutputFile) -> SeenFile:
        """Look at one more file."""
        content = output.content
        self.secrets.search(output.path, content)
        place = f"{self.site.folder}/{output.path}"
        file = SeenFile(
            path=output.path,
            place=place,
            size=len(content),
        )
        if file.is_page:
            text = decode_anything(content)
            facts = page_facts(text)
            self.anchors[file.path] = facts.anchors
            if facts.is_redirect:
                self.linked.add(file.path)
            return replace(file, text=text, facts=facts)
        if file.path.endswith(".css"):
            text = decode_anything(content)
            return replace(file, text=text, facts=style_facts(text))
        return file

    def links_in(self, file: SeenFile) -> Iterator[SeenLink]:
        """The addresses in a file; what they lead to is remembered."""
        for reference in file.facts.references:
            target = self._targets.target(file.path, reference.url)
            link = SeenLink(file, reference, target)
            if target.path != file.path:
                self.linked.add(target.path)
            if target.anchor and not self._is_own_anchor(link):
                self.anchored.append(
                    (target, self.link_problem(link, _no_anchor(link)))
                )
            yield link

    def _is_own_anchor(self, link: SeenLink) -> bool:
        return link.target.path == link.file.path and (
            link.target.anchor in link.file.facts.anchors
        )

    def link_problem(self, link: SeenLink, fault: LinkFault) -> Problem:
        """The problem, in the page of `content/` if the address was written there."""
        place = link.file.place
        text = link.file.text
        start = link.reference.start
        source, data = self.site.sources.get(link.file.path, ("", b""))
        written = decode_anything(data)
        if link.url in written:
            place = source
            text = written
            start = written.index(link.url)
        return Problem(
            severity=fault.severity,
            code=fault.code,
            message=fault.message,
            path=place,
            line=line_number(text, start),
            column=column_number(text, start),
            hint=fault.hint,
        )

    def report_once(self, problem: Problem) -> Iterator[Problem]:
        """The problem, unless it is of the site's own frame, which many pages have."""
        if problem.path.startswith(f"{self.site.folder}/"):
            key = (problem.code, problem.message)
            self._in_frame.setdefault(key, []).append(problem)
        else:
            yield problem

    def frame_problems(self) -> Iterator[Problem]:
        """The problems of the site's own frame, each once for all pages that have it."""
        for first, *others in self._in_frame.values():
            more = f", here and in {count(len(others), 'more file')}" if others else ""
            yield replace(first, message=first.message + more)


def heavy_page(file: SeenFile) -> Iterator[Problem]:
    """A warning for a page that takes long to load."""
    if file.is_page and file.size > HEAVIEST:
        yield Problem(
            severity=Severity.WARNING,
            code="check-page-weight",
            message=f"{file.size // 1000} kB of HTML, more than {HEAVIEST // 1000} kB",
            path=file.place,
            hint="set a smaller `page_size`, or split the notes of a very long page",
        )


def broken_link(link: SeenLink) -> LinkFault | None:
    """An address that leads to no file of the site, or does so on some hosts only."""
    return link.target.fault


def foreign_host(link: SeenLink) -> LinkFault | None:
    """A file that a page loads from another host, which so learns who reads what."""
    if not link.target.host or not link.reference.is_loaded:
        return None
    return LinkFault(
        "check-host",
        f"the page asks another host for `{link.url}`",
        "put the file into templates/assets/, or make it a link",
    )


def _no_anchor(link: SeenLink) -> LinkFault:
    return LinkFault(
        "check-anchor",
        f"`{link.url}` leads to no place in {link.target.path}",
        "compare it with the headings of that page",
    )


def missing_anchors(seen: SeenSite) -> Iterator[Problem]:
    """Links to places that their pages do not have."""
    for target, problem in seen.anchored:
        anchors = seen.anchors.get(target.path)
        # A file that is no page, such as a picture, may have places of its own.
        if anchors is not None and target.anchor not in anchors:
            yield from seen.report_once(problem)


def orphans(seen: SeenSite) -> Iterator[Problem]:
    """Pages that no other page links to."""
    for path in sorted(seen.anchors.keys() - seen.linked - _UNLINKED):
        yield Problem(
            severity=Severity.WARNING,
            code="check-orphan",
            message="no page links to this one",
            path=f"{seen.site.folder}/{path}",
        )


def leaked_secrets(seen: SeenSite) -> Iterator[Problem]:
    """An error for each secret that a file of the site has."""
    return seen.secrets.problems(seen.site.folder)
