"""Redirects: which former addresses lead on to the address that a page has now.

Former names are the front matter's `aliases`. A page that exists always keeps its
address, and an address that two pages claim leads to neither.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from generator.content.page import FILE_NAME_LENGTH
from generator.core.errors import Parsed, Problem, Severity
from generator.core.text import slug
from generator.core.urls import paper_path
from generator.library.page_summary import PageSummary


class Redirect(NamedTuple):
    """A former address, and the paper that it leads to."""

    slug: str
    """The former name of the page's file."""
    target: str
    """Slug of the paper."""

    @property
    def path(self) -> str:
        """The former address: its path in the site."""
        return paper_path(self.slug)


def redirects(
    shown: Iterable[PageSummary],
    hidden: Iterable[PageSummary],
) -> Parsed[Redirect]:
    """The redirects to shown pages, by name, and a problem for each disputed address."""
    shown = tuple(shown)
    claims: dict[str, list[PageSummary]] = defaultdict(list)
    for page in shown:
        for address in _former_slugs(page):
            claims[address].append(page)
    if not claims:
        return Parsed()
    pages = (*shown, *hidden)
    page_at = {page.slug: page for page in pages}
    found = []
    problems = []
    for address, claimants in sorted(claims.items()):
        owner = page_at.get(address)
        if owner is None and len(claimants) == 1:
            redirect = Redirect(address, target=claimants[0].slug)
            found.append(redirect)
            continue
        # A person must decide: name the rival on each page that claims the address.
        for page in claimants:
            others = [other for other in claimants if other is not page]
            rival = owner or others[0]
            problems.append(_alias_collision(page, address, rival))
    return Parsed(
        items=tuple(found),
        problems=tuple(problems),
    )


def _former_slugs(page: PageSummary) -> list[str]:
    """What the aliases of a page are as file names, without its present name."""
    if not page.aliases:
        return []
    slugs = {slug(alias, length=FILE_NAME_LENGTH) for alias in page.aliases}
    slugs.discard(page.slug)
    return sorted(slugs)


def _alias_collision(
    page: PageSummary,
    address: str,
    rival: PageSummary,
) -> Problem:
    claimed = f"`{paper_path(address)}` is claimed by an alias of this page"
    return Problem(
        severity=Severity.WARNING,
        code="alias-collision",
        message=f"{claimed} and by {rival.path}",
        path=page.path,
        hint="remove the alias; until then this address redirects nowhere",
    )
