"""The lists that papers stand in: tags, statuses, years, listings; their names and addresses.

Two spellings of one tag are one list, shown as most papers spell it. Two lists never share an
address, on file systems that fold case included.
"""

import marshal
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.core.months import long_date
from generator.core.paper import Annotations, Paper, Status
from generator.core.text import digest, natural_key, slug, tag_key
from generator.core.urls import group_path

TAXONOMIES = ("tags", "statuses", "years", "listings")
"""The kinds of list, as their folders in the site are called."""

STATUS_NAMES: Mapping[Status, str] = {
    Status.TO_READ: "To read",
    Status.READING: "Reading",
    Status.READ: "Read",
    Status.SKIMMED: "Skimmed",
    Status.SKIPPED: "Skipped",
}
"""In the order of the workflow."""


class Term(NamedTuple):
    """One list that a paper stands in, as its page links to it."""

    kind: str
    """One of `TAXONOMIES`."""
    key: str
    """What two spellings of one name have in common; unique within the kind."""
    name: str
    """As shown: `diffusion models`, `To read`, `2024`, `10 December 2025`."""
    slug: str
    url: str


ListKey = tuple[str, str, str]
"""Kind and key of a list, and its name as one page spells it."""


def term_keys(paper: Paper, annotations: Annotations) -> bytes:
    """The lists that a paper stands in, in the order of `TAXONOMIES`, each spelling once.

    As `marshal` writes them: one value, which is kept and compared at once, and by equal papers equal.
    """
    found: tuple[ListKey, ...] = tuple(dict.fromkeys(_keys(paper, annotations)))
    return marshal.dumps(found, 2)


def terms_by_slug(keys: Mapping[str, bytes]) -> Mapping[str, tuple[Term, ...]]:
    """For each page, by its slug, the lists that it stands in, from those of all pages."""
    pages_of: dict[bytes, list[str]] = defaultdict(list)
    for page, packed in keys.items():
        pages_of[packed].append(page)  # papers of one day often stand in the same lists
    alike: list[tuple[tuple[ListKey, ...], list[str]]] = [
        (marshal.loads(packed), pages)  # noqa: S302 - ours
        for packed, pages in pages_of.items()
    ]
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for found, pages in alike:
        for kind, key, name in found:
            names[kind, key][name] += len(pages)
    lists = {(list_.kind, list_.key): list_ for list_ in _lists(names)}
    of_page: dict[str, tuple[Term, ...]] = {}
    for found, pages in alike:
        different = dict.fromkeys([(kind, key) for kind, key, _ in found])
        of_page |= dict.fromkeys(pages, tuple([lists[one] for one in different]))
    return of_page


def sort_terms(kind: str, lists: Iterable[Term]) -> list[Term]:
    """The lists of one kind: tags by name, statuses by workflow, others newest first."""
    mine = [list_ for list_ in lists if list_.kind == kind]
    if kind == "statuses":
        workflow = [status.value for status in STATUS_NAMES]
        return sorted(mine, key=lambda list_: workflow.index(list_.key))
    if kind == "tags":
        return sorted(mine, key=lambda list_: natural_key(list_.key))
    return sorted(
        mine,
        key=lambda list_: (_is_dated(list_.key), natural_key(list_.key)),
        reverse=True,
    )


def _is_dated(key: str) -> bool:
    return re.match(r"\d{4}(-\d\d-\d\d)?\b", key) is not None


def _keys(paper: Paper, annotations: Annotations) -> Iterator[ListKey]:
    for tag in annotations.tags:
        yield "tags", tag_key(tag), tag
    if status := annotations.status:
        yield "statuses", status.value, STATUS_NAMES[status]
    if published := paper.published:
        yield "years", f"{published.year:04}", str(published.year)
    for listing in paper.listings:
        query = f" · {listing.query}" if listing.query else ""
        day = listing.date.isoformat() if listing.date else listing.seed
        name = long_date(listing.date) if listing.date else listing.seed
        yield "listings", f"{day}{query}", f"{name}{query}"


def _lists(names: Mapping[tuple[str, str], Counter[str]]) -> Iterator[Term]:
    """Each list with the spelling that most pages use, and an address of its own."""
    claims = Counter((kind, slug(key)) for kind, key in names)
    for (kind, key), spellings in names.items():
        address = slug(key)
        plain = address.replace("-", " ") == key
        if claims[kind, address] > 1 and not plain:
            address = f"{address}-{digest(key, 6)}"
        name = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
        yield Term(
            kind=kind, key=key, name=name, slug=address, url=group_path(kind, address)
        )
