"""What results show of each paper: a file a paper, so that ten results are ten small files.

The names of so many files would make the manifest long. They stand in files of their own, of
which a question needs only those of its results.
"""

from collections.abc import Iterator, Sequence

from generator.search.documents import SearchDocument
from generator.search.scripts import DIGEST, script

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


def card_name(number: int) -> str:
    """The name of the file of a paper's card."""
    return f"c{number}"


def card_script(number: int, document: SearchDocument) -> bytes:
    """The file of a paper's card."""
    return script(card_name(number), card(document))


def directories(digests: Sequence[str]) -> Iterator[str]:
    """The digests in the names of the cards' files, of neighbouring papers together."""
    for start in range(0, len(digests), CARDS_A_DIRECTORY):
        few = digests[start : start + CARDS_A_DIRECTORY]
        yield "".join([digest[:DIGEST] for digest in few])
