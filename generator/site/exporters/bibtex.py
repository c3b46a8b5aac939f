"""BibTeX: a paper as an entry of a bibliography."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from generator.core.paper import Paper
from generator.core.text import ascii_fold, collapse

_SKIPPED_WORDS = {"a", "an", "the", "on", "in", "of", "is", "are"}
"""Words that a citation key skips."""

_WORD = re.compile("[a-z0-9]+")
_NOT_VERBATIM = re.compile(r"[\s{}\\\x00-\x1f\x7f-\x9f]")
"""What addresses and identifiers have only by mistake; programs read them as they stand."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SPLITS_NAMES = re.compile(r",|\band\b|^\s*others\s*$", re.IGNORECASE)
"""Makes BibTeX read one name as several, or as "et al."."""

_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces, behind a backslash too.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}
"""Of the special characters that a backslash does not escape."""


def bibtex(paper: Paper) -> str:
    """The BibTeX entry of a paper, with the fields that are known."""
    day = paper.published
    venue = _escape_tex(paper.venue or "")
    authors = filter(None, map(_bibtex_name, paper.authors))
    fields: Mapping[str, str | None] = {
        "title": f"{{{_escape_tex(paper.title)}}}",
        "author": " and ".join(authors),
        "journal": venue,
        "year": f"{day.year:04}" if day else None,
        "month": str(day.month) if day and day.month else None,
        "eprint": _verbatim(paper.arxiv_id),
        "archiveprefix": "arXiv" if paper.arxiv_id else None,
        "doi": _verbatim(paper.doi),
        "url": _verbatim(paper.url),
    }
    kind = "article" if venue else "misc"
    lines = [f"@{kind}{{{_citation_key(paper)},"]
    for name, value in fields.items():
        # An entry has only the fields that are known.
        if value:
            line = f"  {name} = {{{value}}},"
            lines.append(line)
    lines.append("}")
    return "\n".join(lines)


def _citation_key(paper: Paper) -> str:
    """Last name of the first author, year, first word of the title: `lovelace2024notes`."""
    first_author = "".join(paper.authors[:1])
    names = _ascii_words(first_author)
    words = _ascii_words(paper.title)
    first_word = next((word for word in words if word not in _SKIPPED_WORDS), "")
    year = f"{paper.published.year:04}" if paper.published else ""
    if names:
        return f"{names[-1]}{year}{first_word}"
    # Without a name the word goes first, since a key must begin with a letter.
    return f"{first_word or 'paper'}{year}"


def _ascii_words(text: str) -> list[str]:
    folded = ascii_fold(text).lower()
    return _WORD.findall(folded)


def _bibtex_name(name: str) -> str:
    """A name; in braces if BibTeX would read it as several."""
    text = _escape_tex(name)
    return f"{{{text}}}" if _SPLITS_NAMES.search(text) else text


def _verbatim(text: str | None) -> str:
    """An address or an identifier; what would end its field is percent-encoded."""
    return _NOT_VERBATIM.sub(lambda found: quote(found.group()), text or "")


def _escape_tex(text: str) -> str:
    line = collapse(_CONTROL.sub(" ", text))
    return _SPECIAL.sub(_escaped_character, line)


def _escaped_character(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character, f"\\{character}")
