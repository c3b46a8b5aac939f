"""Postings: which paper holds which term, in which field and how often.

Constraints. The browser must find the same score as Lunr, to the last bit, from the few
rows that a question loads. A new paper must not change the rows of terms that it does
not hold.

So frequencies and field lengths are stored. Lunr's own JSON stores weights: those take
six times the bytes (8.0 MB gzipped at 10,000 papers, against 1.3), and all of them
change with every paper. A weight follows from frequency, length and number of papers.

Layout. A row is a term and three columns of numbers as `codec` writes them:

1. which fields hold it, one bit each in the order of `settings.FIELDS`; then for each
   of these fields, how many papers;
2. gaps: for each paper how many lie between it and the one before, field by field;
3. for each of these papers how often it holds the term, less one.

For example `lamp` in the titles (bit 0) of papers 2 and 5, twice in paper 5, and in the
abstract (bit 4) of paper 2:

    1.  17 2 1     1 + 16; two titles, one abstract
    2.  2 2 2      paper 2, two between it and 5; then paper 2
    3.  0 1 0      once, twice; once

A file has each column of all its rows together: 7 % smaller gzipped than row by row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from generator.site.search.codec import (
    decode_numbers,
    encode_gaps,
    encode_number,
    encode_numbers,
    front_code,
    utf16_sorted,
)
from generator.site.search.settings import FIELDS
from generator.site.search.shards import KeyedRow, Shard, split_rows

Frequencies: TypeAlias = dict[int, int]
"""How often papers, by number, hold a term in one field."""


_ONCE = encode_number(0)
"""The frequency of one, as it is written."""


class PostingsPart(NamedTuple):
    """The postings of all terms in one field of a range of papers.

    In columns, an entry per term: faster to send to another process than records.
    """

    terms: list[str]
    sizes: list[int]
    """How many papers hold each term."""
    firsts: list[int]
    """The first of them: its gap depends on the ranges before."""
    lasts: list[int]
    gaps: list[str]
    """Of all papers but the first."""
    frequencies: list[str]


class FieldPostings(NamedTuple):
    """Postings of one term in one field; a tuple, since 10,000 papers have 90,000."""

    size: int
    """How many papers."""
    last: int
    gaps: str
    frequencies: str


_NO_POSTINGS = FieldPostings(0, -1, "", "")


def collect_postings(papers_by_term: Mapping[str, Sequence[int]]) -> PostingsPart:
    """The postings of terms, from the rising numbers of papers that hold each.

    A paper that holds a term twice is there twice.
    """
    part = PostingsPart(
        terms=[],
        sizes=[],
        firsts=[],
        lasts=[],
        gaps=[],
        frequencies=[],
    )
    for term, occurrences in papers_by_term.items():
        papers: Sequence[int] = occurrences
        # Two terms of three are in one paper of a range, once.
        if len(occurrences) > 1:
            papers = [*dict.fromkeys(occurrences)]
        # Most terms are in no paper twice: counting them too takes 4 % more of an
        # index.
        if len(papers) == len(occurrences):
            frequencies = _ONCE * len(papers)
        else:
            times = Counter(occurrences)
            extras = [count - 1 for count in times.values()]
            frequencies = encode_numbers(extras)
        part.terms.append(term)
        part.sizes.append(len(papers))
        part.firsts.append(papers[0])
        part.lasts.append(papers[-1])
        part.gaps.append(encode_gaps(papers) if len(papers) > 1 else "")
        part.frequencies.append(frequencies)
    return part


def merge_postings(parts: Iterable[PostingsPart]) -> dict[str, FieldPostings]:
    """The postings of one field in all papers, from those of ranges in their order."""
    merged: dict[str, FieldPostings] = {}
    for part in parts:
        columns = zip(*part, strict=True)
        for term, size, first, last, gaps, frequencies in columns:
            before = merged.get(term, _NO_POSTINGS)
            # Only the gap between the two ranges is new, all else is joined as it is.
            gap = encode_number(first - before.last - 1)
            merged[term] = FieldPostings(
                before.size + size,
                last,
                before.gaps + gap + gaps,
                before.frequencies + frequencies,
            )
    return merged


def term_rows(fields: Sequence[Mapping[str, FieldPostings]]) -> Iterator[KeyedRow]:
    """A row per term, sorted, from the postings of each field."""
    terms: set[str] = set()
    terms.update(*fields)
    for term in utf16_sorted(terms):
        bits = 0
        sizes: list[int] = []
        gaps = ""
        frequencies = ""
        for place, field in enumerate(fields):
            postings = field.get(term)
            if postings:
                bits |= 1 << place
                sizes.append(postings.size)
                gaps += postings.gaps
                frequencies += postings.frequencies
        head = encode_numbers([bits, *sizes])
        yield term, head, gaps, frequencies


def edit_term_row(
    term: str,
    row: KeyedRow | None,
    changes: Mapping[int, Frequencies],
) -> KeyedRow | None:
    """The row of a term after its frequency changed in some papers.

    `changes` has for each changed field, by its place, the new frequencies, 0 where a
    paper no longer holds the term. Returns None when no paper holds it any more.
    """
    fields = _read_term_row(row)
    for place, frequencies in changes.items():
        fields[place].update(frequencies)

    # Write the row again, from the fields that still hold the term.
    bits = 0
    sizes: list[int] = []
    gaps = ""
    extras: list[int] = []
    for place, field in enumerate(fields):
        papers = [paper for paper, frequency in field.items() if frequency]
        if papers:
            papers.sort()
            bits |= 1 << place
            sizes.append(len(papers))
            gaps += encode_gaps([-1, *papers])
            extras += [field[paper] - 1 for paper in papers]
    if not bits:
        return None
    head = encode_numbers([bits, *sizes])
    return term, head, gaps, encode_numbers(extras)


def _read_term_row(row: KeyedRow | None) -> list[Frequencies]:
    """For each field the frequency of a term in every paper that holds it."""
    fields: list[Frequencies] = [{} for _ in FIELDS]
    if not row:
        return fields
    _, head, gap_codes, extra_codes = row
    # The head says how many gaps and frequencies belong to each field.
    bits, *sizes = decode_numbers(head)
    next_size = iter(sizes)
    gaps = iter(decode_numbers(gap_codes))
    extras = iter(decode_numbers(extra_codes))
    for place, field in enumerate(fields):
        is_held = bits >> place & 1
        if not is_held:
            continue
        paper = -1
        for _ in range(next(next_size)):
            paper += next(gaps) + 1
            field[paper] = next(extras) + 1
    return fields


def papers_of_row(row: KeyedRow | None) -> set[int]:
    """The papers that hold the term of a row, in any field."""
    papers: set[int] = set()
    for field in _read_term_row(row):
        papers.update(field)
    return papers


def use_of_row(row: KeyedRow | None) -> int:
    """In how many papers the term of a row is used, each field counted separately."""
    if not row:
        return 0
    _, *sizes = decode_numbers(row[1])
    return sum(sizes)


def term_payload(shard: Shard) -> list[str]:
    """Payload of one file: its terms, front-coded, and the three columns."""
    rows = split_rows(shard)
    terms, *columns = zip(*rows, strict=True)
    lengths, endings = front_code(terms)
    return [lengths, endings, *map("".join, columns)]
