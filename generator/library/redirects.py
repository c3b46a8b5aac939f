"""Former addresses: which `papers/<alias>.html` lead on to the page that a paper has now.

A page that exists always keeps its address, and an address that two pages claim leads to neither.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.content.page import FILE_NAME_LENGTH
from generator.core.errors import Parsed, Problem, Severity
from generator.core.text import slug
from generator.core.urls import paper_path
from generator.library.page_summary import PageSummary


class Redirect(NamedTuple):
    """A former address, and the paper that stands elsewhere now."""

    slug: str
    """What the file was called."""
    target: str
    """Slug of the paper."""

    @property
    def path(self) -> str:
        """Where it stands in the site."""
        return paper_path(self.slug)


def redirects(
    shown: Iterable[PageSummary], hidden: Iterable[PageSummary]
) -> Parsed[Redirect]:
    """The former addresses of the shown pages, by name, and the aliases that can be none."""
    shown = tuple(shown)
    claims: dict[str, list[PageSummary]] = {}
    for page in [page for page in shown if page.aliases]:
        for address in _addresses(page):
            claims.setdefault(address, []).append(page)
    taken = {page.slug: page for page in (*shown, *hidden)} if claims else {}
    found, problems = [], []
    for address, pages in sorted(claims.items()):
        rivals = [taken[address]] if address in taken else pages
        if rivals == pages[:1]:
            found.append(Redirect(slug=address, target=pages[0].slug))
            continue
        for page in pages:
            other = next(rival for rival in rivals if rival is not page)
            problems.append(_collision(page, address, other))
    return Parsed(items=tuple(found), problems=tuple(problems))


def _addresses(page: PageSummary) -> Iterator[str]:
    """What the files were called that a page's aliases name, each once, but its own."""
    names = {slug(alias, length=FILE_NAME_LENGTH) for alias in page.aliases}
    yield from sorted(names - {page.slug})


def _collision(page: PageSummary, address: str, other: PageSummary) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="alias-collision",
        message=f"`{paper_path(address)}` belongs to an alias of this page and to {other.path}",
        path=page.path,
        hint="take the alias out; until then this address leads no one on to this page",
    )
