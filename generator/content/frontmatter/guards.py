"""Keys that keep a page, or a value, off the site: their names and what they say.

Here rather than in `schema`, since a guard counts where no schema ever looks: in lines
that were meant as front matter and are none.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Guard = Literal["private", "draft"]

_YES = """
    true true. yes on y 1 x ja wahr j oui vrai o sí si verdadero sim sì vero tak
    да 是 はい ✓ ✔ ✅ ☑ [x]
"""
_NO = """
    false false. no off n 0 nein falsch non faux não nao falso nie нет 否 いいえ
    never none ✗ ✘ ❌ ☐ []
"""
_TRUTHS = dict.fromkeys(_YES.split(), True) | dict.fromkeys(_NO.split(), False)

_GUARDS_IF_TRUE: dict[str, Guard] = {
    "private": "private",
    "isprivate": "private",
    "draft": "draft",
    "isdraft": "draft",
    "hidden": "private",
    "unlisted": "private",
    "secret": "private",
    "confidential": "private",
    "nopublish": "private",
    "donotpublish": "private",
    "unpublished": "draft",
}
"""By their folded names the keys that guard a page when they are true."""
_GUARDS_IF_FALSE = frozenset(
    (
        "publish",
        "published",
        "ispublished",
        "public",
        "ispublic",
        "visible",
        "isvisible",
        "dgpublish",
    )
)
"""Folded names of the keys that make a draft of a page when they are false."""
_VISIBILITIES = frozenset(("visibility", "access", "privacy"))
_PRIVATE_WORDS = frozenset(
    ("private", "hidden", "internal", "unlisted", "secret", "confidential")
)
_PUBLIC_WORDS = frozenset(("public", "open", "everyone", "world", "all", "visible", ""))

_TELLING_WORDS: dict[str, Guard] = {
    "private": "private",
    "confidential": "private",
    "unlisted": "private",
    "nopublish": "private",
    "donotpublish": "private",
    "draft": "draft",
    "unpublished": "draft",
}
"""Words that mark a page as not for the public, whatever key they belong to."""
_PROBABLY_IF_TRUE = frozenset(("internal", "personal", "sensitive", "hide", "exclude"))
_PROBABLY_IF_FALSE = frozenset(("share", "shared", "sharing"))
_NEGATIONS = frozenset(("no", "not", "non", "never"))
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

_TWINS = str.maketrans("аеіјорсухѕԁαειορτυν", "aeijopcyxsdaeioptuv")
"""Small letters of other scripts that look like Latin ones."""
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
"""Letters that are not seen."""


def visible(text: str) -> str:
    """The text as it looks: one spelling of each letter, one kind of blank.

    Characters that are not seen are gone, and so are blanks around it.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    normal = unicodedata.normalize("NFKC", text)
    return normal.translate(_LOOKS).strip()


class _Looks(dict[int, str]):
    """How each character looks, worked out when a text first has it.

    Lines of abstracts are looked at too: character by character, 4 % of a first build.
    """

    def __missing__(self, code: int) -> str:
        self[code] = _look(chr(code))
        return self[code]


def _look(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category in ("Cc", "Cf") or character in _FILLERS:
        return ""
    # Variation selectors, which choose between a sign and its picture.
    if "\ufe00" <= character <= "\ufe0f":
        return ""
    return character


_LOOKS = _Looks()


# Every key of every page is looked up here.
@lru_cache(maxsize=1024)
def folded(name: str) -> str:
    """What all spellings of a key have in common, however they look."""
    plain = visible(name).casefold()
    if not plain.isascii():
        plain = plain.translate(_TWINS)
    for mark in " _-":
        plain = plain.replace(mark, "")
    return plain


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """Whether a key's value may never leave the front matter."""
    return visible(name).startswith("_") or folded(name).startswith("privatenote")


def truth_of(word: str) -> bool | None:
    """Yes or no in the words of many languages, None for anything else."""
    plain = visible(word).strip("\"'“”‘’ ").casefold()
    return _TRUTHS.get(plain)


@lru_cache(maxsize=1024)
def is_switch(name: str) -> bool:
    """Whether a key guards the page by one of its two values, yes or no."""
    key = folded(name)
    return key in _GUARDS_IF_TRUE or key in _GUARDS_IF_FALSE


@lru_cache(maxsize=1024)
def guard_named(name: str) -> Guard | None:
    """The guard that a switch sets; None if the key is no switch."""
    key = folded(name)
    if key in _GUARDS_IF_FALSE:
        return "draft"
    return _GUARDS_IF_TRUE.get(key)


def guard_set(name: str, value: str) -> Guard | None:
    """The guard that a key surely sets with this value."""
    key = folded(name)
    if key in _VISIBILITIES:
        word = folded(value)
        if word in _PRIVATE_WORDS:
            return "private"
        return "draft" if word == "draft" else None
    if key in _GUARDS_IF_FALSE:
        return "draft" if truth_of(value) is False else None
    guard = _GUARDS_IF_TRUE.get(key)
    return guard if guard and truth_of(value) else None


@lru_cache(maxsize=1024)
def guard_in_words(text: str) -> Guard | None:
    """The guard that a tag or another short value is the name of: `#private/diary`."""
    for part in text.strip("# ").split("/"):
        guard = _TELLING_WORDS.get(folded(part))
        if guard:
            return guard
    return None


def guard_meant(name: str, value: str) -> Guard | None:
    """The guard that a key which is none was probably meant to set with this value.

    Such are `private_page: yes`, `publish_online: no` and `visibility: friends`.
    """
    key = folded(name)
    if key == "visibility":
        return None if folded(value) in _PUBLIC_WORDS else "private"
    is_on = None if value.isdecimal() else truth_of(value)
    if is_on is None:
        return None
    words = [word.casefold() for word in _NAME_WORD.findall(visible(name))]
    if not is_on:
        is_meant = key in _PROBABLY_IF_FALSE or "publish" in words
        return "draft" if is_meant else None
    if _NEGATIONS.intersection(words):
        return None
    if key in _PROBABLY_IF_TRUE:
        return "private"
    return next(filter(None, map(_TELLING_WORDS.get, words)), None)
