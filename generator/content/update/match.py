"""Which page belongs to which paper of the seeds.

1. A paper claims the page with its identifier, else the one with its title or alias.
2. Where several papers claim one page, those that the seeds tell apart do not share it.
3. A paper that is left was retitled, by its reader or by a source. It gets a page that
   nobody has yet, by what that still has in common with it: the abstract, then the
   place in a seed with the abstract as it was, then the file's name, then the place.

A paper that is still left has no page. Nothing depends on the order of papers.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TypeAlias

from generator import markup
from generator.content.update.page_index import PageIndex, Paths
from generator.core.identity import identifiers, may_be_one, newest_first
from generator.core.merge import merge_records, place_order
from generator.core.paper import Paper
from generator.core.titles import title_key

Records: TypeAlias = tuple[Paper, ...]
"""All that the seeds have of one paper, a record each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A paper that looks for its page."""

    records: Records
    merged: Paper
    """The paper as all seeds have it together. Merged again for each look-up, planning
    a first import takes 0.30 ms a paper instead of 0.21."""

    @property
    def versions(self) -> Records:
        """The paper as all seeds have it together, then as each has it."""
        return (self.merged, *self.records)

    @property
    def titles(self) -> set[str]:
        """Its titles in all seeds, as they are compared."""
        return {title_key(record.title) for record in self.records}


_LookUp: TypeAlias = Callable[[Paper], Paths]
"""Paths of the pages that may be a paper's, the likeliest first."""
_Claims: TypeAlias = dict[str, list[_Candidate]]
"""For each page the papers that claim it."""


def match_pages(
    index: PageIndex, papers: Iterable[Records]
) -> tuple[dict[str, Records], list[Records]]:
    """The records of each page, newest first, and the papers without a page."""
    candidates = [
        _Candidate(records=records, merged=merge_records(records)) for records in papers
    ]
    matched: _Claims = {}

    # 1. By identifier or title.
    claims, unmatched = _claims_by(partial(_claimed_page, index), candidates)

    # 2. A page goes to all who claim it, or to the one it belongs to.
    for path, claimants in claims.items():
        matched[path] = _owners(index, path, claimants)
        unmatched += [paper for paper in claimants if paper not in matched[path]]

    # 3. By what a retitled page and its paper still have in common, surest first.
    for look_up in (
        index.with_abstract,
        partial(_from_place_with_abstract, index),
        index.with_name,
        index.from_place,
    ):
        unmatched = _match_free_pages(index, matched, unmatched, look_up)

    pages = {path: _all_records(owners) for path, owners in matched.items()}
    return pages, [paper.records for paper in unmatched]


def _claims_by(
    choose: Callable[[_Candidate], str | None],
    papers: Iterable[_Candidate],
) -> tuple[_Claims, list[_Candidate]]:
    """The papers by the page that each chooses, and those that find none."""
    claims: _Claims = {}
    without_page = []
    for paper in papers:
        path = choose(paper)
        if path is None:
            without_page.append(paper)
        else:
            claims.setdefault(path, []).append(paper)
    return claims, without_page


def _claimed_page(index: PageIndex, paper: _Candidate) -> str | None:
    """The likeliest page with an identifier of the paper, else with its title."""
    for look_up in (index.with_id, index.with_title):
        paths: set[str] = set()
        for version in paper.versions:
            paths.update(look_up(version))
        if paths:
            return _likeliest_page(index, paths, paper)
    return None


def _likeliest_page(
    index: PageIndex,
    paths: Collection[str],
    paper: _Candidate,
) -> str | None:
    """The page that came from the paper, or is most like it; None if it is unclear."""
    paper_ids = identifiers(paper.merged)
    titles = paper.titles

    def distance(path: str) -> tuple[bool, bool, bool, str]:
        is_from_place = _is_from_place(index, path, paper)
        has_ids = has_title = False
        on_page = index.paper_of(path)
        if on_page:
            has_ids = identifiers(on_page) == paper_ids
            has_title = title_key(on_page.title) in titles
        return (not is_from_place, not has_ids, not has_title, path)

    best = min(paths, key=distance)
    is_elsewhere, is_unlike, *_ = distance(best)
    if is_elsewhere and is_unlike and _are_different(index, paths):
        return None
    return best


def _are_different(index: PageIndex, paths: Iterable[str]) -> bool:
    """Whether two of these pages have identifiers that differ."""
    papers = filter(None, map(index.paper_of, paths))
    pairs = combinations(papers, 2)
    return not all(may_be_one(*pair) for pair in pairs)


def _is_from_place(
    index: PageIndex,
    path: str,
    paper: _Candidate,
) -> bool:
    return any(index.is_from_place(path, record) for record in paper.records)


def _owners(
    index: PageIndex,
    path: str,
    claimants: list[_Candidate],
) -> list[_Candidate]:
    """Those of the papers that claim a page to which it belongs.

    It belongs to all of them if the reader made it so by an alias. Papers of one title
    that the seeds tell apart never share a page: it belongs to the one whose identifier
    it has, else to the one it came from.
    """
    pairs = combinations(claimants, 2)
    if not any(_are_told_apart(*pair) for pair in pairs):
        return claimants

    def distance(paper: _Candidate) -> tuple[object, ...]:
        has_id = path in index.with_id(paper.merged)
        is_from_place = _is_from_place(index, path, paper)
        return (not has_id, not is_from_place, place_order(paper.merged))

    return [min(claimants, key=distance)]


def _are_told_apart(one: _Candidate, other: _Candidate) -> bool:
    """Whether clustering could have taken two papers for one, and did not."""
    if not may_be_one(one.merged, other.merged):
        return True
    return not one.titles.isdisjoint(other.titles)


def _match_free_pages(
    index: PageIndex,
    matched: _Claims,
    unmatched: Iterable[_Candidate],
    look_up: _LookUp,
) -> list[_Candidate]:
    """Match each free page to the one paper that claims it; return the rest."""

    def free_page(paper: _Candidate) -> str | None:
        for version in paper.versions:
            for path in look_up(version):
                if path not in matched:
                    return path
        return None

    claims, left = _claims_by(free_page, unmatched)
    for path, claimants in claims.items():
        # A page that cannot be read may be any of theirs, so none gets a new one.
        is_unreadable = index.paper_of(path) is None
        if len(claimants) == 1 or is_unreadable:
            matched[path] = claimants
        else:
            left += claimants
    return left


def _from_place_with_abstract(index: PageIndex, paper: Paper) -> Paths:
    """The page that came from the paper's place in a seed and has its abstract."""
    paths = index.from_place(paper)
    if not paths:
        return []
    page = index.files[paths[0]].page
    abstract = markup.escape(paper.abstract or "")
    if page is None or markup.tidy(page.abstract) != abstract:
        return []
    return paths


def _all_records(papers: Iterable[_Candidate]) -> Records:
    """The records of papers that share a page, newest first."""
    records = [record for paper in papers for record in paper.records]
    return tuple(sorted(records, key=newest_first))
