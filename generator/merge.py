"""The same paper from several seeds: which records are one paper, and what they say together.

The newest listing has the word on everything that it says, since counts and titles change at the
source; where listings have no date, the larger count wins. The order of the records never matters.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from generator.paper import Listing, Paper
from generator.text import title_key

_COUNTS = ("comments", "upvotes")


def identities(paper: Paper) -> tuple[str, ...]:
    """What the paper can be recognised by, the surest first."""
    known = (
        paper.arxiv_id and f"arxiv:{paper.arxiv_id.casefold()}",
        paper.doi and f"doi:{paper.doi.casefold()}",
        f"title:{title_key(paper.title)}",
    )
    return tuple(each for each in known if each)


def merged(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """One record a paper with all its listings, whatever the order of the records."""
    clusters: list[list[Paper]] = []
    where: dict[str, int] = {}
    for paper in sorted(papers, key=_age):
        names = identities(paper)
        found = next((where[name] for name in names if _fits(name, where, clusters, paper)), None)
        if found is None:
            found = len(clusters)
            clusters.append([])
        clusters[found].append(paper)
        for name in names:
            where.setdefault(name, found)
    return tuple(_one(cluster) for cluster in clusters)


def _fits(name: str, where: dict[str, int], clusters: list[list[Paper]], paper: Paper) -> bool:
    """Whether a shared title means one paper: never where both have identifiers that differ."""
    if name not in where:
        return False
    known = {other.arxiv_id for other in clusters[where[name]] if other.arxiv_id}
    return not (paper.arxiv_id and known) or paper.arxiv_id in known


def _age(paper: Paper) -> tuple[Any, ...]:
    """Newest listing first; then a total order of its own, so that no input order shows."""
    day = max((item.date for item in paper.listings if item.date), default=dt.date.min)
    place = [(item.seed, item.position) for item in paper.listings]
    return (not paper.arxiv_id, -day.toordinal(), paper.title, place, paper.abstract or "")


def _one(cluster: list[Paper]) -> Paper:
    """The records of one paper as one; each field from the newest record that has it."""
    newest = sorted(cluster, key=lambda paper: _age(paper)[1:])
    first = newest[0]
    said: dict[str, Any] = {}
    for field in fields(Paper):
        values = [getattr(paper, field.name) for paper in newest]
        said[field.name] = next((value for value in values if value not in (None, ())), values[0])
    if not any(item.date for paper in cluster for item in paper.listings):
        for name in _COUNTS:
            counts = [getattr(paper, name) for paper in cluster]
            said[name] = max((count for count in counts if count is not None), default=None)
    said["published_source"] = next(
        (paper.published_source for paper in newest if paper.published), None
    )
    listings = {item for paper in cluster for item in paper.listings}
    return replace(first, **said | {"listings": tuple(sorted(listings, key=_place))})


def _place(listing: Listing) -> tuple[Any, ...]:
    return (listing.date or dt.date.min, listing.seed, listing.position)
