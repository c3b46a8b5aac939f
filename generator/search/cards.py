"""What results show of each paper: a file a paper, so that ten results are ten small files.

The names of so many files would make the manifest long. They stand in files of their own, of
which a question needs only those of its results.
"""

from collections.abc import Iterable, Iterator, Sequence

from generator.search.documents import SearchDocument

CARDS_A_DIRECTORY = 64
"""Measured at 10,000 papers: fewer make the manifest longer, more make each of these longer."""


def card(document: SearchDocument) -> list[object]:
    """One paper as results show it, and with the texts that phrases are looked for in."""
    day = document.published or document.listed
    return [
        document.slug,
        document.title,
        day.isoformat() if day else "",
        document.status,
        document.rating or 0,
        document.tags,
        document.authors,
        document.more,
        [document.summary, document.notes, document.abstract],
    ]


def directories(digests: Sequence[str]) -> Iterator[str]:
    """The digests in the names of the cards' files, of neighbouring papers together."""
    for start in range(0, len(digests), CARDS_A_DIRECTORY):
        yield "".join(digests[start : start + CARDS_A_DIRECTORY])


def cards(documents: Iterable[SearchDocument]) -> dict[str, list[object]]:
    """All cards by the names of their files."""
    return {f"c{number}": card(document) for number, document in enumerate(documents)}
