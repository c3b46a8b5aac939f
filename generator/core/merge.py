"""The same paper from several seeds: which records are one paper, and what they say together.

Identity is an arXiv id, else a DOI, else the title, else the abstract word for word: a listing
that prints no ids may correct a title. Nothing here depends on the order of records.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from generator.core.errors import Problem, Severity
from generator.core.paper import Listing, Paper, PublishedSource
from generator.core.text import natural_key, title_key

_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>\S+?)(?:v[0-9]+)?", re.IGNORECASE)
_TRUST = {PublishedSource.EXPLICIT: 2, PublishedSource.GIVEN: 1, PublishedSource.INFERRED_YEAR: 0}
_COUNTS = frozenset({"comments", "upvotes"})
_TOGETHER = frozenset({"published", "published_source", "listings"})
"""Fields that are not joined one by one."""
_TELLING = 200
"""Characters, blanks not counted, from which on an abstract tells a paper from all others: the
shortest of 9,577 real ones has 165."""

_Cluster = list[Paper]


def arxiv_key(paper: Paper) -> str | None:
    """The arXiv id, also where only arXiv's own DOI tells it; case does not count."""
    found = _ARXIV_DOI.fullmatch(paper.doi or "")
    known = paper.arxiv_id or (found["id"] if found else None)
    return known.casefold() if known else None


def doi_key(paper: Paper) -> str | None:
    """The publisher's DOI; case does not count."""
    return paper.doi.casefold() if paper.doi and not _ARXIV_DOI.fullmatch(paper.doi) else None


def may_be_one(paper: Paper, other: Paper) -> bool:
    """Whether the identifiers of two papers allow that they are the same."""
    for key in (arxiv_key, doi_key):
        if key(paper) and key(other):
            return key(paper) == key(other)
    return True


def same_papers(papers: Iterable[Paper]) -> tuple[tuple[Paper, ...], ...]:
    """The records parted into papers, in each the newest listing first.

    A record without an id joins the one paper that has its title; where several have it, none.
    Papers of different seeds that share an abstract are one whose title was corrected.
    """
    records = sorted(papers, key=newest_first)
    arxiv = [record for record in records if arxiv_key(record)]
    doi = [record for record in records if not arxiv_key(record) and doi_key(record)]
    title = [record for record in records if not arxiv_key(record) and not doi_key(record)]
    clusters = _grown([], arxiv, arxiv_key)
    clusters = _grown(clusters, doi, doi_key)
    clusters = _retitled(_grown(clusters, title, _title))
    return tuple(tuple(sorted(cluster, key=newest_first)) for cluster in clusters)


def title_clashes(papers: Iterable[tuple[Paper, ...]]) -> Iterator[Problem]:
    """A warning, with the words that no page keeps, where one dump has two papers of one title.

    Nothing but the title tells them apart, so they share a page until one of them has an id.
    `papers` is what `same_papers` returns.
    """
    for records in papers:
        kept = joined(records).abstract
        for record in records:
            if record.abstract in (kept, None) or not _from_one_seed(record, records):
                continue
            place = record.listings[0]
            yield Problem(
                severity=Severity.WARNING,
                code="dump-title-shared",
                message=f"another paper of this dump has the title `{record.title}`, and the two "
                f"share a page without this abstract: {record.abstract}",
                path=place.seed,
                line=place.line,
                hint="write a page for it by hand, with its arXiv id",
            )


def _from_one_seed(record: Paper, others: Iterable[Paper]) -> bool:
    seeds = {listing.seed for listing in record.listings}
    return any(
        other is not record and seeds & {listing.seed for listing in other.listings}
        for other in others
    )


def joined(records: tuple[Paper, ...]) -> Paper:
    """What the records of one paper say together, the newest listing first to be believed."""
    said = {
        field.name: _said(records, field.name)
        for field in fields(Paper)
        if field.name not in _TOGETHER
    }
    dated = max(records, key=_date_trust)
    listings = {listing for record in records for listing in record.listings}
    return replace(
        records[0],
        **said,
        published=dated.published,
        published_source=dated.published_source,
        listings=tuple(sorted(listings, key=listing_order)),
    )


def completed(paper: Paper, records: Iterable[Paper]) -> Paper:
    """A paper that a person names, with all that records of the same paper say besides."""
    clusters = same_papers([*records, paper])
    mine = next(cluster for cluster in clusters if any(record is paper for record in cluster))
    others = tuple(record for record in mine if record is not paper)
    if not others:
        return paper
    known = joined(others)
    given = {field.name: getattr(paper, field.name) for field in fields(Paper)}
    said = {name: value for name, value in given.items() if value not in (None, (), "")}
    if _title(paper) == _title(known):
        said["title"] = known.title
    return replace(known, **said)


def _grown(
    clusters: list[_Cluster], records: list[Paper], key: Callable[[Paper], str | None]
) -> list[_Cluster]:
    """The clusters with these records in; those that fit into none make clusters by their key."""
    by_key = _index(clusters, key)
    by_title = _index(clusters, _title)
    grown = {id(cluster): [*cluster] for cluster in clusters}
    new = []
    groups: dict[str | None, _Cluster] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    for value, group in groups.items():
        fitting = by_key.get(value) or _with_title(by_title, group)
        if len(fitting) == 1:
            grown[id(fitting[0])] += group
        else:
            new.append(group)
    return [*grown.values(), *new]


def _with_title(by_title: dict[str | None, list[_Cluster]], group: _Cluster) -> list[_Cluster]:
    """The clusters that have a title of the group's and no other identifiers."""
    titles = dict.fromkeys(map(_title, group))
    found = {id(cluster): cluster for title in titles for cluster in by_title.get(title, ())}
    return [
        cluster
        for cluster in found.values()
        if all(may_be_one(record, other) for record in group for other in cluster)
    ]


def _retitled(clusters: list[_Cluster]) -> list[_Cluster]:
    """The clusters with those made one that share an abstract, ids and seeds permitting."""
    owner = list(range(len(clusters)))
    first: dict[str, int] = {}
    for number, cluster in enumerate(clusters):
        for text in filter(None, (telling(record.abstract or "") for record in cluster)):
            _unite(owner, number, first.setdefault(text, number))
    groups: dict[int, list[_Cluster]] = {}
    for number, cluster in enumerate(clusters):
        groups.setdefault(_root(owner, number), []).append(cluster)
    return [one for group in groups.values() for one in _united(group)]


def _united(group: list[_Cluster]) -> list[_Cluster]:
    """The clusters as one, unless two of them stand in one seed or have ids that differ."""
    seeds = [{item.seed for record in one for item in record.listings} for one in group]
    together = [record for cluster in group for record in cluster]
    apart = sum(map(len, seeds)) > len(set().union(*seeds))
    ids = [{key(record) for record in together} - {None} for key in (arxiv_key, doi_key)]
    return group if apart or any(len(values) > 1 for values in ids) else [together]


def _root(owner: list[int], number: int) -> int:
    while owner[number] != number:
        number = owner[number]
    return number


def _unite(owner: list[int], one: int, other: int) -> None:
    owner[_root(owner, one)] = _root(owner, other)


def telling(abstract: str) -> str | None:
    """What two captures of an abstract have in common, if that tells a paper from all others."""
    squeezed = _squeezed(abstract)
    return squeezed if len(squeezed) >= _TELLING else None


def _squeezed(text: str) -> str:
    """A text without its blanks, which captures of a page lose and invent."""
    return "".join(text.split())


def _title(paper: Paper) -> str:
    return title_key(paper.title)


def _index(
    clusters: list[_Cluster], key: Callable[[Paper], str | None]
) -> dict[str | None, list[_Cluster]]:
    index: dict[str | None, list[_Cluster]] = {}
    for cluster in clusters:
        for value in {key(record) for record in cluster} - {None}:
            index.setdefault(value, []).append(cluster)
    return index


def _said(records: tuple[Paper, ...], name: str) -> Any:  # noqa: ANN401 -- any field of a paper
    """The newest record's word; of counts on the same day, or on none, the largest."""
    saying = [record for record in records if getattr(record, name) not in (None, ())]
    if not saying:
        return getattr(records[0], name)
    values = [getattr(record, name) for record in saying]
    if name == "title":
        return _best_spelling(values)
    if name == "abstract":
        return _best_spelling(_whole(values))
    if name not in _COUNTS:
        return values[0]
    newest = _day(saying[0])
    return max(getattr(record, name) for record in saying if _day(record) == newest)


def _whole(texts: list[str]) -> list[str]:
    """The texts without those before the one that the newest was cut from, if it was cut short."""
    if len(set(texts)) == 1:
        return texts
    newest = _squeezed(texts[0])
    longer = [number for number, text in enumerate(texts) if _squeezed(text).startswith(newest)]
    return texts[max(longer, key=lambda number: len(_squeezed(texts[number]))) :]


def _best_spelling(texts: list[str]) -> str:
    """The newest text; where some differ from it by blanks alone, as most have it."""
    if len(set(texts)) == 1:
        return texts[0]
    same = Counter(text for text in texts if _squeezed(text) == _squeezed(texts[0]))
    return max(same, key=lambda text: same[text])


def _day(paper: Paper) -> int:
    """Of the newest listing, as a number; 0 when no listing has a day."""
    return max((listing.date.toordinal() for listing in paper.listings if listing.date), default=0)


def _date_trust(paper: Paper) -> tuple[int, int]:
    """A printed year before an inferred one, a newer record before an older."""
    source = paper.published_source or PublishedSource.INFERRED_YEAR
    return (_TRUST[source] + 1 if paper.published else 0, _day(paper))


def newest_first(paper: Paper) -> tuple[int, int, str]:
    """Sort key: the newest listing, then the longer abstract, since files are cut off, then any."""
    return (-_day(paper), -len(paper.abstract or ""), repr(paper))


def place_order(paper: Paper) -> tuple[Any, ...]:
    """Sort key: the place on the first listing."""
    first = min(paper.listings, key=listing_order, default=None)
    return (listing_order(first) if first else (), paper.title, repr(paper))


def listing_order(listing: Listing) -> tuple[Any, ...]:
    """Sort key: by day, seed and place."""
    day = listing.date or dt.date.min
    return (day, natural_key(listing.seed), listing.position, listing.query or "", repr(listing))
