"""Which paper holds which term how often: Lunr's inverted index, a row a term.

Term frequencies and field lengths are stored, never weights: those follow from Lunr's formula, and
would all change with every paper that is added. A row is a term; its fields (a set of bits) and
the number of papers in each; for each paper how many lie between it and the one before; how often
each holds the term, less one.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice, repeat
from operator import add, sub
from typing import NamedTuple, TypeAlias

from generator.site.search.codec import (  # fmt: skip
    codes_in,
    front_coded,
    in_utf16_order,
    number,
    numbers,
    numbers_in,
    steps,
)
from generator.site.search.settings import FIELDS
from generator.site.search.shards import Row, Shard, rows_of

Counts: TypeAlias = dict[int, int]
"""How often papers, by their numbers, hold a term."""


class Part(NamedTuple):
    """The postings of all terms of one field in a part of the papers.

    In columns: so they are quick to send, and to be joined with those of other parts.
    """

    terms: list[str]
    papers: list[int]
    """How many papers hold each term."""
    firsts: list[int]
    """The lowest number of one: how far it is from those before, the other parts know."""
    lasts: list[int]
    gaps: list[str]
    frequencies: list[str]


Postings: TypeAlias = tuple[int, int, str, str]
"""Number of papers, last paper, gaps and frequencies of a term in one field."""


def part_of(held: Mapping[str, Sequence[int]]) -> Part:
    """The postings of terms that these papers hold; one that holds a term twice is there twice."""
    part = Part([*held], [], [], [], [], [])
    for every in held.values():
        papers = [*dict.fromkeys(every)] if len(every) > 1 else every
        part.papers.append(len(papers))
        part.firsts.append(papers[0])
        part.lasts.append(papers[-1])
        part.gaps.append(steps(papers) if len(papers) > 1 else "")
        part.frequencies.append(_frequencies(every, len(papers)))
    return part


def _frequencies(every: Sequence[int], papers: int) -> str:
    if len(every) == papers:
        return _ONCE * papers
    return numbers(map(sub, Counter(every).values(), repeat(1)))


_ONCE = number(0)


def joined(parts: Iterable[Part]) -> dict[str, Postings]:
    """The postings of one field in all papers, from those of their parts in turn."""
    found: dict[str, Postings] = {}
    for part in parts:
        for term, papers, first, last, gaps, frequencies in zip(*part, strict=True):
            before, end, start, counts = found.get(term, _NO_POSTINGS)
            gap = number(first - end - 1)
            found[term] = (
                before + papers,
                last,
                f"{start}{gap}{gaps}",
                counts + frequencies,
            )
    return found


_NO_POSTINGS: Postings = (0, -1, "", "")


def term_rows(fields: Iterable[Mapping[str, Postings]]) -> Iterator[Row]:
    """A row a term, in the order of UTF-16, from the postings of each field."""
    rows: dict[str, tuple[int, str, str, str]] = {}
    for place, table in enumerate(fields):
        for term, (papers, _, gaps, frequencies) in table.items():
            bits, sizes, start, counts = rows.get(term, _NO_ROW)
            size = number(papers)
            rows[term] = (
                bits | 1 << place,
                sizes + size,
                start + gaps,
                counts + frequencies,
            )
    for term in in_utf16_order(rows):
        bits, sizes, gaps, frequencies = rows[term]
        yield term, number(bits) + sizes, gaps, frequencies


_NO_ROW = (0, "", "", "")


def edited_row(term: str, row: Row | None, changes: Mapping[int, Counts]) -> Row | None:
    """The row of a term of which papers hold another number now, told for each field's place.

    None when no paper holds the term.
    """
    fields = _fields(row)
    for place, counts in changes.items():
        _edit(*fields[place], counts)
    held = [(1 << place, field) for place, field in enumerate(fields) if field[0]]
    if not held:
        return None
    return (
        term,
        numbers([sum(bit for bit, _ in held), *(len(gaps) for _, (gaps, _) in held)]),
        "".join([code for _, (gaps, _) in held for code in gaps]),
        "".join([code for _, (_, frequencies) in held for code in frequencies]),
    )


def _fields(row: Row | None) -> list[tuple[list[str], list[str]]]:
    """Gaps and frequencies in a row, field by field."""
    _, sizes, gaps, frequencies = row or ("", number(0), "", "")
    bits, *held = numbers_in(sizes)
    left, each, times = iter(held), iter(codes_in(gaps)), iter(codes_in(frequencies))
    counts = [next(left) if bits >> place & 1 else 0 for place in range(len(FIELDS))]
    return [([*islice(each, count)], [*islice(times, count)]) for count in counts]


def _edit(gaps: list[str], frequencies: list[str], changes: Counts) -> None:
    papers = [*_risen("".join(gaps))]
    for paper, count in changes.items():
        place = bisect_left(papers, paper)
        end = place + (papers[place : place + 1] == [paper])
        now = [paper] if count else []
        papers[place:end] = gaps[place:end] = now  # type: ignore[assignment]
        frequencies[place:end] = [number(count - 1)] * len(now)
        for moved in range(place, min(place + len(now) + 1, len(papers))):
            before = papers[moved - 1] if moved else -1
            gaps[moved] = number(papers[moved] - before - 1)


def _risen(gaps: str) -> Iterator[int]:
    """The papers that lie so far apart."""
    return islice(
        accumulate(map(add, numbers_in(gaps), repeat(1)), initial=-1), 1, None
    )


def holders(row: Row | None) -> Iterator[int]:
    """The papers that hold the term of a row, in any field."""
    return chain.from_iterable(_risen("".join(gaps)) for gaps, _ in _fields(row))


def usage(row: Row | None) -> int:
    """In how many papers a term is, each field for itself."""
    return sum(numbers_in(row[1])[1:]) if row else 0


def term_payload(shard: Shard) -> list[str]:
    """What the file of a shard of terms hands over.

    Its terms, front-coded (two strings), and the rest of their rows in columns.
    """
    terms, *columns = zip(*rows_of(shard), strict=True)
    return [*front_coded(terms), *map("".join, columns)]
