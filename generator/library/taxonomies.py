"""Tags, statuses, years and listings: the four taxonomies, and the terms of each paper.

Two spellings of one tag are one term, shown as most papers spell it. Two terms never
share an address, not even on file systems that ignore case.
"""

import marshal
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from generator.core.months import long_date
from generator.core.paper import Annotations, Listing, Paper, Status
from generator.core.text import digest, natural_key, slug, tag_key
from generator.core.urls import term_path

TAXONOMIES = ("tags", "statuses", "years", "listings")
"""By the names of their folders in the site, in the order of the navigation."""

STATUS_NAMES: Mapping[Status, str] = {
    Status.TO_READ: "To read",
    Status.READING: "Reading",
    Status.READ: "Read",
    Status.SKIMMED: "Skimmed",
    Status.SKIPPED: "Skipped",
}
"""In the order of the workflow."""

_DATED = re.compile(r"\d{4}(-\d\d-\d\d)?\b")


class Term(NamedTuple):
    """One tag, status, year or listing; a tuple, since fragments are memoised by terms."""

    taxonomy: str
    """One of `TAXONOMIES`."""
    key: str
    """What all spellings of its name have in common; unique in the taxonomy."""
    name: str
    """As shown: `diffusion models`, `To read`, `2024`, `10 December 2025`."""
    slug: str
    url: str
    """Path of its page in the site."""


_Spelling: TypeAlias = tuple[str, str, str]
"""Taxonomy and key of a term, and its name as one page spells it."""
_TermId: TypeAlias = tuple[str, str]
"""Taxonomy and key of a term."""
_NaturalKey: TypeAlias = tuple[tuple[int, int, str], ...]
"""What `natural_key` gives."""


def pack_terms(paper: Paper, annotations: Annotations) -> bytes:
    """The terms of one page in the order of `TAXONOMIES`, each spelling once.

    Bytes, because that is one small value to cache and compare: equal for equal terms.
    """
    spellings = dict.fromkeys(_spellings(paper, annotations))
    # Version 2 of `marshal` writes equal values alike; later ones mark shared objects.
    return marshal.dumps(tuple(spellings), 2)


def resolve_terms(packed: Iterable[bytes]) -> Mapping[bytes, tuple[Term, ...]]:
    """The terms for each different `pack_terms` among those of all pages.

    What a term is called, and its address, depends on how all pages spell it.
    """
    # Papers of one day often have the same terms, so equal bytes are looked at once.
    page_count = Counter(packed)
    spellings_of: dict[bytes, tuple[_Spelling, ...]] = {}
    names: dict[_TermId, Counter[str]] = defaultdict(Counter)
    for key, number in page_count.items():
        spellings = marshal.loads(key)  # noqa: S302 - `pack_terms` wrote it
        spellings_of[key] = spellings
        for taxonomy, term_key, name in spellings:
            names[taxonomy, term_key][name] += number
    term_of = _named_terms(names)
    resolved = {}
    for key, spellings in spellings_of.items():
        terms = [term_of[taxonomy, term_key] for taxonomy, term_key, _ in spellings]
        # A page that spells one tag in two ways has the term once.
        resolved[key] = tuple(dict.fromkeys(terms))
    return resolved


def sort_terms(taxonomy: str, terms: Iterable[Term]) -> list[Term]:
    """The terms of one taxonomy: tags by name, statuses by workflow, others newest first."""
    own = [term for term in terms if term.taxonomy == taxonomy]
    match taxonomy:
        case "statuses":
            return sorted(own, key=_workflow_key)
        case "tags":
            return sorted(own, key=_name_key)
        case _:
            return sorted(own, key=_date_key, reverse=True)


def _workflow_key(term: Term) -> int:
    workflow = [status.value for status in STATUS_NAMES]
    return workflow.index(term.key)


def _name_key(term: Term) -> _NaturalKey:
    return natural_key(term.key)


def _date_key(term: Term) -> tuple[bool, _NaturalKey]:
    """Newest first when reversed, terms that are named by a seed's file last."""
    is_dated = _DATED.match(term.key) is not None
    return is_dated, natural_key(term.key)


def _spellings(paper: Paper, annotations: Annotations) -> Iterator[_Spelling]:
    for tag in annotations.tags:
        yield "tags", tag_key(tag), tag
    # A status and a year have one spelling each, ours.
    if status := annotations.status:
        yield "statuses", status.value, STATUS_NAMES[status]
    if published := paper.published:
        yield "years", f"{published.year:04}", str(published.year)
    for listing in paper.listings:
        yield _listing_spelling(listing)


def _listing_spelling(listing: Listing) -> _Spelling:
    """A listing goes by its day and query; one without a day by its seed's file."""
    key = name = listing.seed
    if listing.date:
        key = listing.date.isoformat()
        name = long_date(listing.date)
    query = f" · {listing.query}" if listing.query else ""
    return "listings", key + query, name + query


def _named_terms(names: Mapping[_TermId, Counter[str]]) -> Mapping[_TermId, Term]:
    """Each term with the spelling that most pages use, and an address of its own."""
    addresses = [(taxonomy, slug(key)) for taxonomy, key in names]
    claims = Counter(addresses)
    terms = {}
    for (taxonomy, key), spellings in names.items():
        address = slug(key)
        is_shared = claims[taxonomy, address] > 1
        is_plain = address.replace("-", " ") == key
        # `C`, `C++` and `C#` want one address: only the plain one gets it.
        if is_shared and not is_plain:
            suffix = digest(key, 6)
            address = f"{address}-{suffix}"
        terms[taxonomy, key] = Term(
            taxonomy=taxonomy,
            key=key,
            name=_usual_spelling(spellings),
            slug=address,
            url=term_path(taxonomy, address),
        )
    return terms


def _usual_spelling(spellings: Counter[str]) -> str:
    """The one that most pages use; of several the first by the alphabet."""
    most = max(spellings.values())
    usual = [name for name, number in spellings.items() if number == most]
    return min(usual)
