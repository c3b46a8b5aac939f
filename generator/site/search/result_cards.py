"""What results show of each paper: a file a paper, so that ten results are ten small files.

The names of so many files would make the manifest long. They stand in files of their own, of
which a question needs only those of its results.
"""

from collections.abc import Iterator, Sequence

from generator.site.search.documents import SearchDocument
from generator.site.search.jsonp import encoded, script_of
from generator.system.fingerprints import content_digest

CARDS_A_DIRECTORY = 64
"""Measured at 10,000 papers: fewer make the manifest longer, more make each of these longer."""

CARD_DIGEST = 12
"""Hexadecimal digits in a card's name, which tell it from all others: among 100,000 papers two are
alike once in 50,000 lists."""


def card(document: SearchDocument) -> list[object]:
    """One paper as results show it, and with the texts that phrases are looked for in."""
    return [
        document.slug,
        document.title,
        document.published or document.listed,
        document.status,
        document.rating or 0,
        document.tags,
        document.authors,
        document.more,
        [document.summary, document.notes, document.abstract],
    ]


def card_script(document: SearchDocument) -> tuple[str, bytes]:
    """Digest of a paper's card, and its file, which is named by that."""
    value = encoded(card(document))
    digest = content_digest(value.encode("utf-8", "replace"))
    return digest, script_of(card_name(digest), value)


def card_name(digest: str) -> str:
    """What the file of a card is called: its place in the list would change with those before."""
    return f"c{digest[:CARD_DIGEST]}"


def directories(digests: Sequence[str]) -> Iterator[str]:
    """The digests in the names of the cards' files, of neighbouring papers together."""
    for start in range(0, len(digests), CARDS_A_DIRECTORY):
        few = digests[start : start + CARDS_A_DIRECTORY]
        yield "".join([digest[:CARD_DIGEST] for digest in few])
