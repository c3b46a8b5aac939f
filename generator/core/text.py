"""Pure helpers on strings: white space, slugs, titles for comparison, natural order, counts."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SLUG_LENGTH = 79
"""Longest slug: file names stay well under the 255 bytes that file systems allow."""

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "index"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)
"""Names that Windows keeps for devices, and the one we keep for indexes."""

# Letters that NFKD does not take apart, and the Greek that machine learning writes in titles.
_TRANSLITERATION = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega", "Δ": "Delta", "Σ": "Sigma", "Ω": "Omega", "Φ": "Phi", "Ψ": "Psi",
})  # fmt: skip

_NO_TITLE_KEY = {
    ord(c): None
    for c in map(chr, range(128))
    if c.isspace() or (c != "#" and unicodedata.category(c)[0] == "P")
}
"""ASCII that tells no titles apart."""


def collapse(text: str) -> str:
    """The text on one line: every run of white space is one space, none at the ends."""
    return " ".join(text.split())


def shortened(text: str, length: int) -> str:
    """The text on one line, cut with a mark where it is longer than so many characters."""
    line = collapse(text)
    return line if len(line) <= length else line[: length - 1] + "…"


def count(number: int, noun: str, *, separator: str = "") -> str:
    """A number of things: `1 paper`, `1204 papers`; a separator parts the thousands."""
    figures = f"{number:,}".replace(",", separator)
    return f"{figures} {noun}" if number == 1 else f"{figures} {noun}s"


def ascii_fold(text: str) -> str:
    """ASCII letters for letters, as far as there are any; what has none is dropped."""
    if text.isascii():
        return text
    # Pre-composed Greek (μ as µ, ά) is translated before and after taking accents off.
    folded = unicodedata.normalize("NFKD", text.translate(_TRANSLITERATION))
    return folded.translate(_TRANSLITERATION).encode("ascii", "ignore").decode("ascii")


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The known word that is most like one that is not known, if one is like it enough (0 to 1)."""
    from difflib import get_close_matches  # noqa: PLC0415 - most words are known

    return next(iter(get_close_matches(word, [*known], n=1, cutoff=cutoff)), None)


def digest(text: str, length: int = 8) -> str:
    """Hexadecimal name of a text: the same on every machine and in every run."""
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()[:length]


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*+")


@lru_cache(maxsize=1024)
def slug(text: str, *, length: int = SLUG_LENGTH) -> str:
    """A file name and address for a text: `[a-z0-9-]`, cut at a word, never empty or reserved.

    A text in a script that ASCII cannot write, or with nothing to spell, is named by its digest.
    """
    if _SLUG.fullmatch(text) and len(text) <= length and text not in _RESERVED:
        return text  # as below, ten times quicker: names of files are slugs already
    words = re.findall(r"[a-z0-9]+", ascii_fold(text).lower().replace("'", ""))
    name = "-".join(words)
    if len(name) > length:
        cut = name[: length + 1].rpartition("-")[0]
        name = cut if len(cut) >= length // 2 else name[:length].rstrip("-")
    letters = sum(character.isalpha() for character in text)
    spelled = sum(character.isalpha() for character in name)
    if not name or spelled * 4 < letters:
        name = f"{name}-{digest(text)}".strip("-") if name else digest(text)
    return f"{name}-{digest(text, 4)}" if name in _RESERVED else name


def title_key(title: str) -> str:
    """What two spellings of one title have in common: case, form, spacing and dashes folded.

    Symbols stay, since `C`, `C++` and `C#` are three papers.
    """
    if title.isascii():  # as below, ten times quicker
        return title.lower().translate(_NO_TITLE_KEY) or "".join(title.lower().split())
    folded = "".join(unicodedata.normalize("NFKC", title).casefold().split())
    return (
        "".join(c for c in folded if c == "#" or unicodedata.category(c)[0] != "P")
        or folded
    )


def tag_key(tag: str) -> str:
    """What spellings of one tag have in common: `Text-to-Image`, `text to image`, `text_to_image`."""
    return collapse(tag.casefold().replace("-", " ").replace("_", " "))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key that puts `seed-9` before `seed-10`."""
    parts = re.split(r"([0-9]+)", text)
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in parts
        if part
    )
