"""Which records are one paper: by arXiv id, DOI, title, or the abstract word for word.

An id may be given by a key, or be in any address that a record has, such as that of its
page at Hugging Face; abstracts are not searched for ids.

Where only the title speaks for it, the authors must not be clearly others.

A listing that prints no ids may correct a title, so that an abstract counts too. The
result does not depend on the order of the records.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from generator.core.author_match import may_be_same_authors
from generator.core.identifiers import Identifier, arxiv_id_in_name, identifier_in
from generator.core.paper import Paper
from generator.core.titles import title_key

_ARXIV = ("arxiv",)
_DOI = ("doi", "acl")
"""The anthology's ids are parts of DOIs."""
_SCHEMES = (*_ARXIV, *_DOI, "openreview")
"""In the order in which they count."""

_DISTINCTIVE_LENGTH = 200
"""Characters without blanks from which an abstract identifies a paper: the shortest of
9,577 real ones has 165."""

_MOST_ALIKE = 50
"""So many papers may have one title; of more, nobody could tell which is which."""

_Cluster = list[Paper]
_RecordKey = Callable[[Paper], str | None]


def paper_ids(paper: Paper) -> dict[str, Identifier]:
    """The paper's identifiers by their schemes, from its keys, addresses and title.

    What its keys say counts more than what an address does.
    """
    ids: dict[str, Identifier] = {}
    if paper.arxiv_id:
        ids["arxiv"] = Identifier("arxiv", paper.arxiv_id)
    if paper.doi:
        doi = identifier_in(paper.doi) or Identifier("doi", paper.doi)
        ids.setdefault(doi.scheme, doi)
    for text in (
        paper.url,
        paper.url_pdf,
        paper.url_project,
        paper.title,
    ):
        identifier = identifier_in(text)
        if identifier:
            ids.setdefault(identifier.scheme, identifier)
    return ids


def identifiers(paper: Paper) -> tuple[str, ...]:
    """The paper's identifiers for comparison, each with its scheme, the surest first."""
    ids = paper_ids(paper)
    keys = [ids[scheme].key for scheme in _SCHEMES if scheme in ids]
    return tuple(dict.fromkeys(keys))


def with_ids(paper: Paper, *, name: str = "") -> Paper:
    """The paper with the arXiv id and the DOI that its addresses or its title name.

    `name` is that of its file, which may be an arXiv id too. Given ids stay.
    """
    if paper.arxiv_id and paper.doi:
        return paper
    ids = paper_ids(paper)
    arxiv_id = doi = None
    if "arxiv" in ids:
        arxiv_id = ids["arxiv"].value
    if "doi" in ids:
        doi = ids["doi"].value
    arxiv_id = arxiv_id or arxiv_id_in_name(name)
    doi = paper.doi or doi
    if (arxiv_id, doi) == (paper.arxiv_id, paper.doi):
        return paper
    return replace(paper, arxiv_id=arxiv_id, doi=doi)


def arxiv_key(paper: Paper) -> str | None:
    """The arXiv id for comparison."""
    return _surest_key(paper_ids(paper), _ARXIV)


def doi_key(paper: Paper) -> str | None:
    """The publisher's DOI for comparison."""
    return _surest_key(paper_ids(paper), _DOI)


def forum_key(paper: Paper) -> str | None:
    """The paper's id at OpenReview; a paper that was submitted twice has two."""
    return _surest_key(paper_ids(paper), ("openreview",))


def may_be_one(paper: Paper, other: Paper) -> bool:
    """Whether the identifiers of two papers allow that they are the same."""
    return _are_one_by_ids(paper, other) is not False


def may_be_one_by_title(paper: Paper, other: Paper) -> bool:
    """Whether two papers of one title may be the same, by their ids, else by authors."""
    is_one = _are_one_by_ids(paper, other)
    if is_one is None:
        return may_be_same_authors(paper.authors, other.authors)
    return is_one


def _are_one_by_ids(paper: Paper, other: Paper) -> bool | None:
    """What the surest identifiers that both papers have say; None if there are none."""
    ids = paper_ids(paper)
    other_ids = paper_ids(other)
    for schemes in (_ARXIV, _DOI):
        key = _surest_key(ids, schemes)
        other_key = _surest_key(other_ids, schemes)
        if key and other_key:
            return key == other_key
    return None


def _surest_key(ids: Mapping[str, Identifier], schemes: Iterable[str]) -> str | None:
    for scheme in schemes:
        if scheme in ids:
            return ids[scheme].key
    return None


def cluster(papers: Iterable[Paper]) -> tuple[tuple[Paper, ...], ...]:
    """The records grouped into papers, in each the newest listing first.

    A record without an id joins the one paper that has its title; where several have
    it, none. Papers of different seeds that share an abstract are one whose title was
    corrected.
    """
    with_arxiv: _Cluster = []
    with_doi: _Cluster = []
    with_forum: _Cluster = []
    with_title: _Cluster = []
    for record in sorted(papers, key=newest_first):
        if arxiv_key(record):
            with_arxiv.append(record)
        elif doi_key(record):
            with_doi.append(record)
        elif forum_key(record):
            with_forum.append(record)
        else:
            with_title.append(record)
    # 1. Equal arXiv ids are one paper.
    clusters = _add_records([], with_arxiv, arxiv_key)
    # 2. A DOI joins the paper that has it, else the only one with its title.
    clusters = _add_records(clusters, with_doi, doi_key)
    # 3. So does an address at OpenReview, where a paper may have several.
    clusters = _add_records(clusters, with_forum, forum_key)
    # 4. A record without ids joins the only paper with its title.
    clusters = _add_groups(clusters, _groups_by_title(with_title), {})
    # 5. What is left apart may still share an abstract.
    clusters = _join_by_abstract(clusters)
    in_order = [sorted(records, key=newest_first) for records in clusters]
    return tuple(map(tuple, in_order))


def _add_records(
    clusters: list[_Cluster],
    records: list[Paper],
    key: _RecordKey,
) -> list[_Cluster]:
    """The clusters with these records; those that fit none become new clusters."""
    groups = _group_by_key(records, key)
    return _add_groups(clusters, groups.items(), _clusters_by_key(clusters, key))


def _add_groups(
    clusters: list[_Cluster],
    groups: Iterable[tuple[str | None, _Cluster]],
    by_key: Mapping[str | None, list[_Cluster]],
) -> list[_Cluster]:
    """The clusters with these groups, each of records that are one paper."""
    by_title = _clusters_by_key(clusters, merge_title_key)
    grown = {id(old): [*old] for old in clusters}
    new = []
    for value, group in groups:
        fitting = by_key.get(value) or _clusters_with_title(by_title, group)
        if len(fitting) == 1:
            grown[id(fitting[0])] += group
        else:
            new.append(group)
    return [*grown.values(), *new]


def _groups_by_title(records: list[Paper]) -> Iterator[tuple[str | None, _Cluster]]:
    """The records of each title, those apart whose authors are clearly others."""
    for title, same in _group_by_key(records, merge_title_key).items():
        for group in _groups_by_authors(same):
            yield title, group


def _groups_by_authors(records: list[Paper]) -> list[_Cluster]:
    """A record joins the one group whose authors can be its own.

    Where there are several, it is a paper by itself, as are records without authors.
    """
    groups: list[_Cluster] = []
    by_authors: dict[tuple[str, ...], _Cluster] = {}
    for record in records:
        by_authors.setdefault(record.authors, []).append(record)
    if len(by_authors) > _MOST_ALIKE:
        return [*by_authors.values()]
    for authors in sorted(by_authors, key=_most_telling_first):
        same = by_authors[authors]
        fitting = [group for group in groups if _may_have_authors(group, authors)]
        if len(fitting) == 1:
            fitting[0].extend(same)
        else:
            groups.append(same)
    return groups


def _most_telling_first(authors: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Sort key of a list of authors: the one with most letters comes first."""
    letters = sum(map(len, authors))
    return -letters, authors


def _may_have_authors(group: _Cluster, authors: tuple[str, ...]) -> bool:
    """Whether these authors can be those of each record of the group."""
    return all(may_be_same_authors(authors, record.authors) for record in group)


def _group_by_key(records: list[Paper], key: _RecordKey) -> dict[str | None, _Cluster]:
    groups: dict[str | None, _Cluster] = {}
    for record in records:
        groups.setdefault(key(record), []).append(record)
    return groups


def _clusters_by_key(
    clusters: list[_Cluster], key: _RecordKey
) -> dict[str | None, list[_Cluster]]:
    by_key: dict[str | None, list[_Cluster]] = {}
    for records in clusters:
        values = {key(record) for record in records}
        for value in values - {None}:
            by_key.setdefault(value, []).append(records)
    return by_key


def _clusters_with_title(
    by_title: dict[str | None, list[_Cluster]], group: _Cluster
) -> list[_Cluster]:
    """The clusters that have a title of the group's and no other identifiers."""
    found: dict[int, _Cluster] = {}
    for record in group:
        for candidate in by_title.get(merge_title_key(record), ()):
            found[id(candidate)] = candidate
    if len(found) > _MOST_ALIKE:
        return []
    candidates = found.values()
    return [each for each in candidates if _are_compatible(each, group)]


def _are_compatible(candidate: _Cluster, group: _Cluster) -> bool:
    return all(
        may_be_one_by_title(record, other)
        for record in _different(group)
        for other in _different(candidate)
    )


def _different(records: _Cluster) -> Iterable[Paper]:
    """One record of all that have the same identifiers and authors, as most have."""
    found = {}
    for record in records:
        key = (identifiers(record), record.authors)
        found[key] = record
    return found.values()


def _join_by_abstract(clusters: list[_Cluster]) -> list[_Cluster]:
    """The clusters, joined where they share an abstract and no id or seed objects."""
    # A union-find forest: clusters with one root share abstracts, directly or not.
    parent = list(range(len(clusters)))
    first: dict[str, int] = {}
    for number, records in enumerate(clusters):
        for record in records:
            text = distinctive_text(record.abstract or "")
            if text:
                other = first.setdefault(text, number)
                root = _root(parent, number)
                parent[root] = _root(parent, other)
    groups: dict[int, list[_Cluster]] = {}
    for number, records in enumerate(clusters):
        root = _root(parent, number)
        groups.setdefault(root, []).append(records)
    joined = []
    for group in groups.values():
        joined += _join_clusters(group)
    return joined


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        # On the way up, each points a step further: later ways are short.
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _join_clusters(group: list[_Cluster]) -> list[_Cluster]:
    """One cluster, unless two of them come from one seed or have ids that differ."""
    seen: set[str] = set()
    for records in group:
        seeds = {item.seed for record in records for item in record.listings}
        # One seed lists a paper once, so these are two papers.
        if seeds & seen:
            return group
        seen |= seeds
    together = [record for records in group for record in records]
    for key in (arxiv_key, doi_key):
        ids = {key(record) for record in together}
        if len(ids - {None}) > 1:
            return group
    return [together]


def distinctive_text(abstract: str) -> str | None:
    """The abstract without blanks, if it is long enough to identify a paper."""
    squeezed = without_blanks(abstract)
    return squeezed if len(squeezed) >= _DISTINCTIVE_LENGTH else None


def without_blanks(text: str) -> str:
    """A text without its blanks, which captures of a page lose and invent."""
    return "".join(text.split())


def merge_title_key(paper: Paper) -> str:
    """The title for comparison, as `text.title_key` folds it."""
    return title_key(paper.title)


def newest_listing_day(paper: Paper) -> int:
    """Day of the newest listing as a number; 0 when no listing has a day."""
    days = [listing.date for listing in paper.listings if listing.date]
    return max(days).toordinal() if days else 0


def newest_first(paper: Paper) -> tuple[int, int, str]:
    """Sort key: the newest listing, then the longer abstract (files get cut off)."""
    day = newest_listing_day(paper)
    length = len(paper.abstract or "")
    return (-day, -length, repr(paper))
