"""BibTeX: what is known of a paper, as an entry."""

import re
from collections.abc import Iterator, Mapping

from generator.core.paper import Paper
from generator.core.text import ascii_fold


def bibtex(paper: Paper) -> str:
    """A BibTeX entry of what is known of the paper."""
    kind = "article" if paper.venue else "misc"
    known: Mapping[str, str | None] = {
        "title": f"{{{_bibtex_text(paper.title)}}}",
        "author": " and ".join(map(_bibtex_name, paper.authors)),
        "journal": paper.venue and _bibtex_text(paper.venue),
        "year": f"{paper.published.year:04}" if paper.published else None,
        "month": str(paper.published.month) if paper.published else None,
        "eprint": paper.arxiv_id,
        "archiveprefix": "arXiv" if paper.arxiv_id else None,
        "doi": paper.doi,
        "url": paper.url and _NOT_IN_URL.sub("", paper.url),
    }
    fields = [f"  {name} = {{{value}}}," for name, value in known.items() if value]
    return "\n".join([f"@{kind}{{{_bibtex_key(paper)},", *fields, "}"])


def _bibtex_key(paper: Paper) -> str:
    """Last name, year, first word of the title; a letter begins it, since a bare year says nothing."""
    *_, name = "", *_plain_words("".join(paper.authors[:1]))
    year = f"{paper.published.year:04}" if paper.published else ""
    word = next(
        (word for word in _plain_words(paper.title) if word not in _ARTICLES), ""
    )
    return f"{name}{year}{word}" if name else f"{word or 'paper'}{year}"


_ARTICLES = frozenset({"a", "an", "the", "on", "in", "of", "is", "are"})


def _plain_words(text: str) -> Iterator[str]:
    return (found.group() for found in _WORD.finditer(ascii_fold(text).lower()))


_WORD = re.compile("[a-z0-9]+")


def _bibtex_name(name: str) -> str:
    """A name whose parts BibTeX may tell apart, unless it would part it where it must not."""
    text = _bibtex_text(name)
    return f"{{{text}}}" if _PARTS_NAMES.search(text) else text


def _bibtex_text(text: str) -> str:
    return _SPECIAL.sub(lambda found: _BIBTEX[found[0]], text)


_SPECIAL = re.compile(r"[\\{}&%$#_~^]")

_NOT_IN_URL = re.compile(r"[\s{}\\]")

_PARTS_NAMES = re.compile(r",|\band\b")

_BIBTEX = {character: f"\\{character}" for character in "{}&%$#_"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
