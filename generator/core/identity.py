"""Which records are one paper: by arXiv id, DOI, title, or the abstract word for word."""

import re
from collections.abc import Callable, Iterable

from generator.core.paper import Paper
from generator.core.text import title_key

_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>\S+?)(?:v[0-9]+)?", re.IGNORECASE)

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
    return (
        paper.doi.casefold()
        if paper.doi and not _ARXIV_DOI.fullmatch(paper.doi)
        else None
    )


def may_be_one(paper: Paper, other: Paper) -> bool:
    """Whether the identifiers of two papers allow that they are the same."""
    for key in (arxiv_key, doi_key):
        if key(paper) and key(other):
            return key(paper) == key(other)
    return True


def cluster(papers: Iterable[Paper]) -> tuple[tuple[Paper, ...], ...]:
    """The records parted into papers, in each the newest listing first.

    A record without an id joins the one paper that has its title; where several have it, none.
    Papers of different seeds that share an abstract are one whose title was corrected.
    """
    records = sorted(papers, key=newest_first)
    arxiv = [record for record in records if arxiv_key(record)]
    doi = [record for record in records if not arxiv_key(record) and doi_key(record)]
    title = [
        record for record in records if not arxiv_key(record) and not doi_key(record)
    ]
    clusters = _grown([], arxiv, arxiv_key)
    clusters = _grown(clusters, doi, doi_key)
    clusters = _retitled(_grown(clusters, title, merge_title_key))
    return tuple(tuple(sorted(cluster, key=newest_first)) for cluster in clusters)


def _grown(
    clusters: list[_Cluster], records: list[Paper], key: Callable[[Paper], str | None]
) -> list[_Cluster]:
    """The clusters with these records in; those that fit into none make clusters by their key."""
    by_key = _index(clusters, key)
    by_title = _index(clusters, merge_title_key)
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


def _with_title(
    by_title: dict[str | None, list[_Cluster]], group: _Cluster
) -> list[_Cluster]:
    """The clusters that have a title of the group's and no other identifiers."""
    titles = dict.fromkeys(map(merge_title_key, group))
    found = {
        id(cluster): cluster for title in titles for cluster in by_title.get(title, ())
    }
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
        for text in filter(
            None, (telling(record.abstract or "") for record in cluster)
        ):
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
    ids = [
        {key(record) for record in together} - {None} for key in (arxiv_key, doi_key)
    ]
    return group if apart or any(len(values) > 1 for values in ids) else [together]


def _root(owner: list[int], number: int) -> int:
    while owner[number] != number:
        number = owner[number]
    return number


def _unite(owner: list[int], one: int, other: int) -> None:
    owner[_root(owner, one)] = _root(owner, other)


def telling(abstract: str) -> str | None:
    """What two captures of an abstract have in common, if that tells a paper from all others."""
    squeezed = without_blanks(abstract)
    return squeezed if len(squeezed) >= _TELLING else None


def without_blanks(text: str) -> str:
    """A text without its blanks, which captures of a page lose and invent."""
    return "".join(text.split())


def merge_title_key(paper: Paper) -> str:
    """Title for comparison, as `text.title_key` folds it."""
    return title_key(paper.title)


def _index(
    clusters: list[_Cluster], key: Callable[[Paper], str | None]
) -> dict[str | None, list[_Cluster]]:
    index: dict[str | None, list[_Cluster]] = {}
    for cluster in clusters:
        for value in {key(record) for record in cluster} - {None}:
            index.setdefault(value, []).append(cluster)
    return index


def newest_listing_day(paper: Paper) -> int:
    """Of the newest listing, as a number; 0 when no listing has a day."""
    return max(
        (listing.date.toordinal() for listing in paper.listings if listing.date),
        default=0,
    )


def newest_first(paper: Paper) -> tuple[int, int, str]:
    """Sort key: the newest listing, then the longer abstract, since files are cut off, then any."""
    return (-newest_listing_day(paper), -len(paper.abstract or ""), repr(paper))
