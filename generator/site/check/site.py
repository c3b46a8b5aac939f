"""The built site: links that lead somewhere, anchors, orphans, foreign hosts, weight.

The files come one by one and are forgotten again, so that a large site needs little memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.core.errors import Problem, Severity
from generator.core.text import count
from generator.site.check.leaks import Leaks, Secret
from generator.site.check.link_targets import Fault, Target, Targets
from generator.site.check.page_facts import Reference, page_facts, style_references
from generator.site.check.positions import decoded
from generator.site.output.file import OutputFile

HEAVIEST = 500_000
"""Bytes of HTML that a page may have: some seconds on a slow line."""

_UNLINKED = frozenset({"index.html", "404.html"})
"""Pages that need nobody to link to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is known of a site besides the contents of its files."""

    folder: str
    """As problems name it, POSIX slashes: `site`."""
    files: frozenset[str]
    """Every file that is there, whoever made it."""
    base_path: str | None = None
    """Where on its host the site is published, such as `/papers`; None when nowhere."""
    sources: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """For a paper's page in the site, path and bytes of its page in `content/`."""


def site_problems(
    site: Site, files: Iterable[OutputFile], secrets: Iterable[Secret] = ()
) -> Iterator[Problem]:
    """What is wrong with the files that we made."""
    pages, leaks = _Pages(site), Leaks(secrets)
    for file in files:
        leaks.look(file)
        if file.path.endswith(".html"):
            yield from pages.faults(file)
        elif file.path.endswith(".css"):
            yield from pages.style_faults(file)
    yield from pages.missing_anchors()
    yield from pages.repeated()
    yield from pages.orphans()
    yield from leaks.problems(site.folder)


class _Pages:
    """The pages of a site as they are looked at, one after another."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._targets = Targets(site.files, site.base_path)
        self._anchors: dict[str, frozenset[str]] = {}
        self._anchored: list[tuple[str, str, Problem]] = []
        self._linked: set[str] = set()
        self._everywhere: dict[tuple[str, str], list[Problem]] = {}

    def faults(self, file: OutputFile) -> Iterator[Problem]:
        """What is wrong with a page by itself."""
        text = decoded(file.content)
        facts = page_facts(text)
        self._anchors[file.path] = facts.anchors
        if facts.is_redirect:
            self._linked.add(file.path)
        yield from self._reference_faults(file.path, text, facts.references)
        if len(file.content) > HEAVIEST:
            yield Problem(
                severity=Severity.WARNING,
                code="check-page-weight",
                message=f"{len(file.content) // 1000} kB of HTML, more than {HEAVIEST // 1000} kB",
                path=f"{self._site.folder}/{file.path}",
                hint="set a smaller `page_size`, or part the notes of a very long page",
            )

    def style_faults(self, file: OutputFile) -> Iterator[Problem]:
        """What a style sheet loads and should not, or cannot."""
        text = decoded(file.content)
        yield from self._reference_faults(file.path, text, style_references(text))

    def missing_anchors(self) -> Iterator[Problem]:
        """The links to places that their pages do not have; known when all pages are."""
        for page, anchor, problem in self._anchored:
            if anchor not in self._anchors.get(page, {anchor}):
                yield from self._once(problem)

    def orphans(self) -> Iterator[Problem]:
        """The pages that no other page links to."""
        for path in sorted(self._anchors.keys() - self._linked - _UNLINKED):
            yield Problem(
                severity=Severity.WARNING,
                code="check-orphan",
                message="no page links to this one",
                path=f"{self._site.folder}/{path}",
            )

    def repeated(self) -> Iterator[Problem]:
        """What is wrong in the site's own frame, told once however many pages have it."""
        for first, *others in self._everywhere.values():
            more = f", here and in {count(len(others), 'more file')}" if others else ""
            yield replace(first, message=first.message + more)

    def _reference_faults(
        self, path: str, text: str, references: Iterable[Reference]
    ) -> Iterator[Problem]:
        for reference in references:
            target = self._targets.target(path, reference.url)
            if target.path != path:
                self._linked.add(target.path)
            fault = _fault(reference, target)
            if fault is None or (
                target.path == path and target.anchor in self._anchors.get(path, ())
            ):
                continue
            problem = self._problem(path, text, reference, fault)
            if target.anchor:
                self._anchored.append((target.path, target.anchor, problem))
            else:
                yield from self._once(problem)

    def _once(self, problem: Problem) -> Iterator[Problem]:
        """The problem, unless it is of the site's own frame and so of many pages."""
        if problem.path.startswith(f"{self._site.folder}/"):
            key = (problem.code, problem.message)
            self._everywhere.setdefault(key, []).append(problem)
        else:
            yield problem

    def _problem(
        self, path: str, text: str, reference: Reference, fault: Fault
    ) -> Problem:
        """The problem, placed in the page in `content/` if the address was written there."""
        place, start = f"{self._site.folder}/{path}", reference.start
        source, content = self._site.sources.get(path, ("", b""))
        written = decoded(content)
        if reference.url in written:
            place, text, start = source, written, written.index(reference.url)
        before = text[:start]
        return Problem(
            severity=fault.severity,
            code=fault.code,
            message=fault.message,
            path=place,
            line=before.count("\n") + 1,
            column=start - before.rfind("\n"),
            hint=fault.hint,
        )


def _fault(reference: Reference, target: Target) -> Fault | None:
    """What is wrong with an address; a place in a page is not looked for yet."""
    url = reference.url
    if target.host and reference.is_loaded:
        hint = "put the file into templates/assets/, or make it a link"
        return Fault("check-host", f"the page asks another host for `{url}`", hint)
    if target.path and target.anchor:
        message = f"`{url}` leads to no place in {target.path}"
        return Fault(
            "check-anchor", message, "compare it with the headings of that page"
        )
    return target.fault
