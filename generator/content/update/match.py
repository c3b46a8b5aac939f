"""Which page each paper of the seeds has already.

Identifiers tell most, then titles and aliases. A page that no paper knows by these was retitled by
its reader, and is known by what it still has in common with the paper that it came from.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TypeAlias

from generator import markup
from generator.content.update.page_index import PageIndex
from generator.core.identity import arxiv_key, doi_key, may_be_one, newest_first
from generator.core.merge import merge_records, place_order
from generator.core.paper import Paper
from generator.core.text import title_key

Records: TypeAlias = tuple[Paper, ...]
"""What all seeds say of one paper."""
_Claims: TypeAlias = Callable[[Paper], Iterable[str]]
"""The pages that may be a record's, the likeliest first."""


def match_pages(
    standing: PageIndex, papers: Iterable[Records]
) -> tuple[dict[str, Records], list[Records]]:
    """The records that each page stands for, newest first, and the papers without a page."""
    claims: dict[str | None, list[Records]] = {}
    for records in papers:
        claims.setdefault(_known_page(standing, records), []).append(records)
    unmatched = claims.pop(None, [])
    homes: dict[str, Records] = {}
    for path, group in claims.items():
        if path:
            mine = _of_one_page(standing, path, group)
            homes[path] = _together(mine)
            unmatched += [one for one in group if one not in mine]
    for likely in (
        standing.with_abstract,
        lambda paper: _from_place_as_it_was(standing, paper),
        standing.with_name,
        standing.from_place,
    ):
        unmatched = _settled(standing, homes, unmatched, likely)
    return homes, unmatched


def _known_page(standing: PageIndex, records: Records) -> str | None:
    """The page that has an id of the paper, else a title; the likeliest where several have."""
    every = (merge_records(records), *records)
    for known in (standing.with_id, standing.with_title):
        found = {path for record in every for path in known(record)}
        if found:
            return _likeliest(standing, found, records)
    return None


def _likeliest(
    standing: PageIndex, paths: Iterable[str], records: Records
) -> str | None:
    """The page that came from the paper, or is most like it; None where it may be any of them."""
    titles = {title_key(record.title) for record in records}

    def distance(path: str) -> tuple[bool, bool, bool, str]:
        paper = _paper(standing, path)
        has_ids = paper is not None and _ids(paper) == _ids(merge_records(records))
        has_title = paper is not None and title_key(paper.title) in titles
        return (
            not _is_from_place(standing, path, records),
            not has_ids,
            not has_title,
            path,
        )

    best = min(paths, key=distance)
    is_elsewhere, is_unlike, *_ = distance(best)
    papers = [paper for path in paths if (paper := _paper(standing, path))]
    differ = not all(may_be_one(*two) for two in combinations(papers, 2))
    return None if is_elsewhere and is_unlike and differ else best


def _paper(standing: PageIndex, path: str) -> Paper | None:
    page = standing.files[path].page
    return page.paper if page else None


def _ids(paper: Paper) -> tuple[str | None, str | None]:
    return arxiv_key(paper), doi_key(paper)


def _is_from_place(standing: PageIndex, path: str, records: Records) -> bool:
    return any(standing.is_from_place(path, record) for record in records)


def _of_one_page(
    standing: PageIndex, path: str, group: Sequence[Records]
) -> Sequence[Records]:
    """Those of the papers that claim a page which it stands for.

    They are all its papers where its reader says so by an alias. Papers of one title that the
    seeds tell apart never are: then the page is the one's with its id, or that it came from.
    """
    if not any(_are_told_apart(*two) for two in combinations(group, 2)):
        return group

    def distance(records: Records) -> tuple[object, ...]:
        has_id = path in standing.with_id(merge_records(records))
        comes_from = _is_from_place(standing, path, records)
        return (not has_id, not comes_from, place_order(merge_records(records)))

    return [min(group, key=distance)]


def _are_told_apart(one: Records, other: Records) -> bool:
    """Whether merging the seeds had reason to take two papers for one, and did not."""
    titles = {title_key(record.title) for record in one}
    return not may_be_one(merge_records(one), merge_records(other)) or any(
        title_key(record.title) in titles for record in other
    )


def _settled(
    standing: PageIndex,
    homes: dict[str, Records],
    unmatched: Iterable[Records],
    likely: _Claims,
) -> list[Records]:
    """Gives each page that is nobody's to the one paper that claims it; those without one."""
    claims: dict[str | None, list[Records]] = {}
    for records in unmatched:
        every = (merge_records(records), *records)
        free = (
            path for record in every for path in likely(record) if path not in homes
        )
        claims.setdefault(next(free, None), []).append(records)
    left = claims.pop(None, [])
    for path, group in claims.items():
        if path and (len(group) == 1 or standing.files[path].page is None):
            homes[path] = _together(group)
        else:
            left += group
    return left


def _from_place_as_it_was(standing: PageIndex, paper: Paper) -> list[str]:
    """The page that came from the place of the paper, if it has the paper's abstract still."""
    (path,) = standing.from_place(paper) or (None,)
    page = standing.files[path].page if path else None
    same = page and markup.tidy(page.abstract) == markup.escape(paper.abstract or "")
    return [page.path] if page and same else []


def _together(papers: Iterable[Records]) -> Records:
    return tuple(
        sorted((record for records in papers for record in records), key=newest_first)
    )
