"""BibTeX: a paper as an entry of a bibliography."""

import re
from collections.abc import Mapping

from generator.core.paper import Paper
from generator.core.text import ascii_fold

_SKIPPED_WORDS = {"a", "an", "the", "on", "in", "of", "is", "are"}
"""Words that a citation key skips."""

_WORD = re.compile("[a-z0-9]+")
_NOT_IN_URL = re.compile(r"[\s{}\\]")
_SPLITS_NAMES = re.compile(r",|\band\b")
"""Makes BibTeX read one name as several."""

_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
"""Of the special characters that a backslash does not escape."""


def bibtex(paper: Paper) -> str:
    """The BibTeX entry of a paper, with the fields that are known."""
    day = paper.published
    venue = _escape_tex(paper.venue or "")
    url = _NOT_IN_URL.sub("", paper.url or "")
    authors = map(_bibtex_name, paper.authors)
    fields: Mapping[str, str | None] = {
        "title": f"{{{_escape_tex(paper.title)}}}",
        "author": " and ".join(authors),
        "journal": venue,
        "year": f"{day.year:04}" if day else None,
        "month": str(day.month) if day and day.month else None,
        "eprint": paper.arxiv_id,
        "archiveprefix": "arXiv" if paper.arxiv_id else None,
        "doi": paper.doi,
        "url": url,
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


def _escape_tex(text: str) -> str:
    return _SPECIAL.sub(_escaped_character, text)


def _escaped_character(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character, f"\\{character}")
