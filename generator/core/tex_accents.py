r"""TeX's accented letters as letters: `{\"u}` is ü, `\'e` is é, `\ss` is ß."""

import re
import unicodedata

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "k": "\u0328", "r": "\u030a", "b": "\u0331",
}  # fmt: skip
"""Combining accents by TeX's commands."""
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "i", "j": "j",
}  # fmt: skip
"""Letters by TeX's commands; `i` and `j` are without dots, below an accent."""

_ACCENTED = re.compile(
    r"""
    \{? \\ (?: (?P<sign> ["'`^~=.] ) \s? | (?P<word> [uvHcdkrb] ) (?: \s | (?=\{) ) )
    \{? (?: \\ (?P<dotless> [ij] ) | (?P<letter> [^\W\d_] ) ) \}? (?P<last> \}? )
    """,
    re.VERBOSE,
)
_LETTER = re.compile(
    r"\{? \\ (ss|[oOlL]|ae|AE|oe|OE|aa|AA|[ij]) (?![A-Za-z]) (?:\{\}|\s)? \}?",
    re.VERBOSE,
)
_ONE_LETTER = re.compile(r"\{([^{}\\])\}")


def without_tex_accents(text: str) -> str:
    """The text with TeX's accents and letters as Unicode has them."""
    if "\\" not in text:
        return text
    text = _ACCENTED.sub(_letter, text)
    text = _LETTER.sub(lambda found: _LETTERS[found[1]], text)
    return _ONE_LETTER.sub(r"\1", text)


def _letter(found: re.Match[str]) -> str:
    accent = _ACCENTS[found["sign"] or found["word"]]
    letter = unicodedata.normalize(
        "NFC", (found["dotless"] or found["letter"]) + accent
    )
    # A brace that closes more than the letter is somebody else's.
    opened = found.group().count("{")
    closed = found.group().count("}")
    return letter + "}" * max(closed - opened, 0)
