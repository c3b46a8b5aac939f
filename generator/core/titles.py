"""When two titles are one: what captures, keyboards and fonts change is folded away.

A capture keeps entities (`Tea &amp; Kettles`), a page has soft hyphens and zero-width
marks in its words, accents get lost, and a dash, a quote or a superscript comes in many
forms. None of that makes another paper. Symbols do, since `C`, `C++` and `C#` are three papers.
"""

import re
import unicodedata
from html.entities import html5

from generator.core.letters import GREEK_NAMES, LATIN_LETTERS

INVISIBLE = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
"""What nobody sees beside format characters (category Cf), for a class of a pattern:
fillers, variation selectors."""

_ENTITY = re.compile(
    r"""
    & (?: \#(?P<decimal>[0-9]{1,7})
        | \#[xX](?P<hexadecimal>[0-9a-fA-F]{1,6})
        | (?P<name>[A-Za-z][A-Za-z0-9]{1,31}) ) ;
    """,
    re.VERBOSE,
)
_ENTITY_ROUNDS = 2
"""`&amp;amp;` comes from a page that escaped what was escaped."""

_STARRED = re.compile(r"(?<![\w*])([a-z])\*(?!\w)")
"""One letter with a star, such as A* and Q*: a name, not emphasis or a footnote."""
_STAR = "\u2217"

_GREEK_COMMAND = re.compile(r"\\([a-z]+)(?![a-z])")
_GREEK_LETTERS = {name: letter for letter, name in GREEK_NAMES.items()}

_ACCENT = re.compile(r"([a-z])[\u0300-\u036f]+")
_PLAIN_LETTERS = str.maketrans(LATIN_LETTERS)

_SAME_SIGNS = {
    "\u00d7": "x",  # a factor: "2x faster"
    "#": "#",  # punctuation to Unicode; C# is a name
}
_DROPPED_SIGNS = (
    "-\u2212\u02d7\u2796"  # minus signs, which are no punctuation
    "\u2044\u2215"  # slashes of fractions
    "`\u02bc"  # quotes
    "$^"  # marks of TeX around formulas and before superscripts
)


class _TitleCharacters(dict[int, str | None]):
    """What each character of a title becomes: itself, or nothing."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kind = unicodedata.category(character)
        is_dropped = kind[0] in "PZ" or kind in ("Cc", "Cf") or character.isspace()
        self[code] = None if is_dropped else character
        return self[code]


class _VisibleCharacters(dict[int, str | None]):
    """What is left of each character without those that nobody sees."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        is_format = unicodedata.category(character) == "Cf"
        is_seen = not is_format and not _INVISIBLE_PATTERN.match(character)
        self[code] = character if is_seen else None
        return self[code]


_INVISIBLE_PATTERN = re.compile(f"[{INVISIBLE}]")
_VISIBLE = _VisibleCharacters()
_SIGNIFICANT = _TitleCharacters(
    {ord(sign): same for sign, same in _SAME_SIGNS.items()}
    | dict.fromkeys(map(ord, _DROPPED_SIGNS))
)


def title_key(title: str) -> str:
    """The title for comparison: equal for all spellings of one title.

    Folded away are case, accents, form and spacing of characters, punctuation, entities,
    and what cannot be seen; symbols stay.
    """
    # 1. What a capture of HTML left escaped.
    text = without_entities(title)
    # 2. Case, and one form for each character.
    text = text.lower() if text.isascii() else _compatible(text)
    # 3. Names of Greek letters in TeX, and stars that belong to a name.
    if "\\" in text:
        text = _GREEK_COMMAND.sub(_greek_letter, text)
    if "*" in text:
        text = _STARRED.sub(rf"\1{_STAR}", text)
    # 4. Without blanks and punctuation, unless there is nothing else.
    key = text.translate(_SIGNIFICANT) or "".join(text.split())
    return key if key.isascii() else _without_accents(key)


def _without_accents(key: str) -> str:
    """The key without the accents of Latin letters, which captures and keyboards lose."""
    plain = _ACCENT.sub(
        r"\1", unicodedata.normalize("NFD", key.translate(_PLAIN_LETTERS))
    )
    # An accent of another script may now be beside its letter.
    return unicodedata.normalize("NFC", plain)


def without_entities(text: str) -> str:
    """The text with HTML's entities decoded, also where they were escaped twice."""
    if "&" not in text:
        return text
    for _ in range(_ENTITY_ROUNDS):
        text = _ENTITY.sub(_entity_character, text)
    return text


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees, such as soft hyphens."""
    return text if text.isascii() else text.translate(_VISIBLE)


def _compatible(text: str) -> str:
    """Small letters, composed; one character for all its forms."""
    # What is invisible comes first, since it can keep a letter from its accent, and an
    # acute by itself, which serves as a quote, becomes an accent.
    seen = without_invisible(text).replace("\u00b4", "'")
    normal = unicodedata.normalize("NFKC", seen)
    # Small letters may be composed otherwise than capitals.
    return unicodedata.normalize("NFKC", normal.casefold())


def _entity_character(entity: re.Match[str]) -> str:
    """The character of an entity; the entity as it is where there is none."""
    if entity["name"]:
        return html5.get(entity["name"] + ";", entity[0])
    code = int(entity["decimal"] or 0) or int(entity["hexadecimal"] or "0", 16)
    is_surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004
    if code == 0 or code > 0x10FFFF or is_surrogate:  # noqa: PLR2004
        return entity[0]
    return chr(code)


def _greek_letter(command: re.Match[str]) -> str:
    return _GREEK_LETTERS.get(command[1], command[0])
