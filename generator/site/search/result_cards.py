"""Cards: what results show of each paper, a file per paper.

Ten results load ten small files, 14 KB in all, and an edit renews the card of its paper
alone. A card is named by its digest, not by its number, since numbers of later papers
change when one is removed.

So many names would make the manifest long (120 KB at 10,000 papers). They are in files
of their own, the directories, each for 64 neighbouring papers:

    c0123456789ab.js    papershelfSearch.receive("c0123456789ab",["slug","Title",…]);
    d0.6a7f12.js        papershelfSearch.receive("d0","0123456789abcdef…");   12 a card
"""

from collections.abc import Iterator, Sequence

from generator.site.search.documents import SearchDocument
from generator.site.search.jsonp import json_script, to_json
from generator.system.fingerprints import content_digest

CARDS_A_DIRECTORY = 64
"""Measured at 10,000 papers: fewer make the manifest longer, more make each longer."""

_CARD_DIGEST_LENGTH = 12
"""Hexadecimal digits of a digest in a card's name, which must differ from all others.

Two of 100,000 papers have the same in one of 50,000 lists.
"""


def card_payload(document: SearchDocument) -> list[object]:
    """A paper as results show it, and the texts in which phrases are looked for."""
    row = document.row
    text = document.text
    return [
        row.slug,
        row.title,
        row.published or row.listed,
        row.status,
        row.rating or 0,
        row.tags,
        text.authors,
        text.more,
        [text.summary, text.notes, text.abstract],
    ]


def card_script(document: SearchDocument) -> tuple[str, bytes]:
    """The digest of a paper's card, and the file that it names."""
    card = to_json(card_payload(document))
    digest = content_digest(card.encode("utf-8", "replace"))
    return digest, json_script(card_name(digest), card)


def result_card(document: SearchDocument) -> bytes:
    """The file of one paper's card."""
    return card_script(document)[1]


def card_name(digest: str) -> str:
    """The name of a card with this digest."""
    return f"c{digest[:_CARD_DIGEST_LENGTH]}"


def card_directories(digests: Sequence[str]) -> Iterator[str]:
    """The payload of each directory: digests in names of cards, one after the other."""
    for start in range(0, len(digests), CARDS_A_DIRECTORY):
        end = start + CARDS_A_DIRECTORY
        neighbours = digests[start:end]
        names = [digest[:_CARD_DIGEST_LENGTH] for digest in neighbours]
        yield "".join(names)
