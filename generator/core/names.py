"""Authors' names as people write them: lists, CSL maps, BibTeX's `and`, commas.

What parts the names of one line is decided before any name is looked into:

1. What is in braces is one name, whatever it holds.
2. Semicolons, bars and the like part names; so do the lines of a block.
3. `and` parts names, as in BibTeX, unless commas do and it is before the last alone.
4. Commas part names, or surnames from given names. `Smith, J., Doe, A.` is clear by its
   initials, `Ada Lovelace, Charles Babbage` by the blanks, and two words are one name.

What is not clear stays as it is written (`is_unclear_line`). An item of a list is one name,
so that its comma parts the surname from the given name; but BibTeX's `Last, First and
Last, First` is several there too.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.core.tex_accents import without_tex_accents
from generator.core.text import collapse, without_brackets

_WIKI_LINK = re.compile(r"\[\[[^\[\]]+\]\]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_FIRST_MASK = 0xE000
_MASKS = 6000
"""Letters for private use, each of which stands for what was in a pair of braces."""

_NOBODY = re.compile(r",?\s*\bet\s+al\b\.?|,?\s+(?:and|&)\s+others\b\.?", re.IGNORECASE)
_NOBODY_IN_ITEM = ("others", "et al", "...", "…")
_INSTITUTION = re.compile(r"\b(?:of|for|and|the|at)\b")
"""No surname has these words: `University of California, Berkeley`."""
_ELLIPSIS = re.compile(r"…|\.\.\.|\. \. \.")
_STRONG = re.compile(r";|\||·|、|，|\s/\s")
_LAST_AND = re.compile(r",\s*(?:and|&|und|et|y|e)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|und)\s+|\s+et\s+", re.IGNORECASE)
_LEADING_AND = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?sc|b\.?sc|esq|inc|ltd|llc|gmbh|corp|co)\.?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.?[ -]?){1,5}")
_PARTICLE = re.compile(
    r"(?:von|van|de|der|den|del|di|da|dos|la|le|ten|ter|al|el|bin)\s"
)
_AFFILIATION_MARKS = re.compile(r"(?<=\w)[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]+$|(?<=[a-zß-ÿ])[0-9]$")
_CLEAR_PIECES = 2
"""`Last, First`: with more single words nobody can know."""


class _Piece(NamedTuple):
    """What is between two commas, and the `Jr.` or `PhD` behind it."""

    words: str
    suffix: str = ""

    @property
    def is_full_name(self) -> bool:
        return " " in self.words

    @property
    def is_initials(self) -> bool:
        is_upper = self.words.upper() == self.words and self.words.lower() != self.words
        return is_upper and _INITIALS.fullmatch(self.words) is not None

    @property
    def name(self) -> str:
        return f"{self.words} {self.suffix}".strip()


def is_unclear_line(line: str) -> bool:
    """Whether a line is so many single words with commas that names cannot be told."""
    line = collapse(line)
    if _STRONG.search(line) or _AND.search(line) or "{" in line or "[[" in line:
        return False
    pieces = _pieces(line)
    are_words = not any(piece.is_full_name or piece.is_initials for piece in pieces)
    return are_words and len(pieces) > _CLEAR_PIECES and len(pieces) % 2 == 0


def may_be_surname_and_given(one: str, other: str) -> bool:
    """Whether two names may be one, surname first: `Smith` and `John`, `de Vries` and `J.`."""
    last = _Piece(collapse(one))
    first = _Piece(collapse(other))
    is_surname = not last.is_full_name or _PARTICLE.match(last.words)
    is_given = not first.is_full_name or first.is_initials
    is_nobody = first.words in _NOBODY_IN_ITEM
    # Scripts without capitals, such as Chinese, write no blank in a whole name.
    has_capitals = all(name.lower() != name.upper() for name in (one, other))
    return bool(is_surname and is_given and has_capitals and not is_nobody)


def names_in_item(item: str) -> Iterator[str]:
    """The name in an item of a list, the given one first; several for a line of BibTeX."""
    # 1. Braces, but for those of accents, are taken out of the way.
    line = without_tex_accents(without_brackets(item))
    masked, braced = _without_braces(line)
    known = _NOBODY.sub("", collapse(masked))
    # 2. What parts names in an item too.
    by_and = _AND.split(known)
    is_bibtex = len(by_and) > 1 and all("," in name for name in by_and)
    parts = by_and if is_bibtex else known.split(";")
    # 3. The names, the given one first.
    for part in parts:
        for name in _names_given_family_first(part.strip()):
            restored = collapse(name.translate(braced))
            if restored and restored not in _NOBODY_IN_ITEM:
                yield restored


def _names_given_family_first(item: str) -> Iterator[str]:
    """`Smith, John` turned round; an institution stays, and pairs of initials part."""
    pieces = _pieces(item)
    if len(pieces) == _CLEAR_PIECES and not _INSTITUTION.search(pieces[0].words):
        yield _turned(*pieces)
    elif len(pieces) > _CLEAR_PIECES and any(piece.is_initials for piece in pieces):
        yield from _names_in_pieces(pieces)
    else:
        yield item.strip(" ,")


def names_in_text(names: str) -> Iterator[str]:
    """The names in a text, which may have several lines, the given ones first."""
    links = _WIKI_LINK.findall(names)
    if links:
        yield from map(without_brackets, links)
        return
    # 1. Braces, but for those of accents, are taken out of the way.
    masked, braced = _without_braces(without_tex_accents(names))
    # 2. Lines and strong marks.
    for line in masked.split("\n"):
        known = _NOBODY.sub("", collapse(line))
        for part in _STRONG.split(known):
            for name in _names_in_part(part.strip()):
                restored = collapse(name.translate(braced))
                if restored:
                    yield restored


def _without_braces(line: str) -> tuple[str, dict[int, str]]:
    """The line with a letter for each pair of braces, and what they stand for."""
    braced: dict[int, str] = {}

    def mask(found: re.Match[str]) -> str:
        if len(braced) == _MASKS:
            return found[1]
        letter = _FIRST_MASK + len(braced)
        braced[letter] = found[1].translate(braced)  # braces in braces
        return chr(letter)

    for _ in range(3):
        line = _BRACES.sub(mask, line)
    return line, braced


def _names_in_part(part: str) -> Iterator[str]:
    """The names in a line without strong marks; `Last, First` is turned round."""
    line = _ELLIPSIS.sub(", ", _LEADING_AND.sub("", part))
    by_and = _AND.split(_LAST_AND.sub(", ", line))
    *others, last = by_and
    is_list = len(others) == 1 and _is_list_of_names(others[0], last)
    groups = [", ".join(by_and)] if is_list else by_and
    for group in groups:
        pieces = _pieces(group)
        for name in _names_in_pieces(pieces):
            plain = _AFFILIATION_MARKS.sub("", name).strip(" ,&")
            if plain:
                yield plain


def _is_list_of_names(before: str, last: str) -> bool:
    """Whether commas part the names before an `and`, not the parts of one name."""
    pieces = _pieces(before)
    has_comma = "," in last
    if len(pieces) > _CLEAR_PIECES:
        return True
    return not has_comma and len(pieces) > 1 and all(one.is_full_name for one in pieces)


def _pieces(line: str) -> list[_Piece]:
    """The line split at its commas, suffixes put to the name before them."""
    pieces: list[_Piece] = []
    for part in line.split(","):
        words = part.strip()
        if pieces and _SUFFIX.fullmatch(words):
            before = pieces[-1]
            pieces[-1] = _Piece(before.words, f"{before.suffix} {words}".strip())
        elif any(map(str.isalpha, words)) or _has_mask(words):
            pieces.append(_Piece(words))
    return pieces


def _has_mask(words: str) -> bool:
    return any(_FIRST_MASK <= ord(one) < _FIRST_MASK + _MASKS for one in words)


def _names_in_pieces(pieces: Sequence[_Piece]) -> Iterator[str]:
    """The names that pieces between commas are."""
    is_one_name = len(pieces) == _CLEAR_PIECES and (
        not all(piece.is_full_name for piece in pieces)
        or pieces[1].is_initials
        or _PARTICLE.match(pieces[0].words) is not None
    )
    if is_one_name:
        yield _turned(*pieces)
        return
    # Initials belong to the surname before them.
    at = 0
    while at < len(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following and following.is_initials and not pieces[at].is_initials:
            yield _turned(pieces[at], following)
            at += 1
        else:
            yield pieces[at].name
        at += 1


def _turned(last: _Piece, first: _Piece) -> str:
    """`King, Martin Luther, Jr.` as `Martin Luther King Jr.`."""
    suffix = f"{last.suffix} {first.suffix}"
    return collapse(f"{first.words} {last.words} {suffix}")
