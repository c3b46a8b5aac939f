"""The stem of an English word, exactly as lunr.js 2.3.9 finds it.

The stemmer of lunr.py turns a final y into i after any vowel of the stem, that of lunr.js only
after a consonant: indexed by the one and asked by the other, "survey", "key" and "display" are
never found. Tests run both over every short word and a large vocabulary.
"""

from lunr.stemmer import PorterStemmer

_ODDITIES = {"eed": "e", "eeds": "e", "ies": "ie", "sses": "sse"}
"""Whole words that are a suffix of step 1, which lunr.js wants a letter before."""


class _LunrJsStemmer(PorterStemmer):  # type: ignore[misc]
    """Porter's stemmer with step 1c, and the halving of doubled letters, as in lunr.js."""

    b: str
    k: int

    def doublec(self, j: int) -> bool:
        """Whether a doubled consonant ends there; y is none."""
        return self.b[j] != "y" and bool(super().doublec(j))

    def step1c(self) -> None:
        """Turn y into i only after a consonant that is not the first letter."""
        if self.k > 1 and self.b[self.k] == "y" and self.b[self.k - 1] not in "aeiou":
            self.b = self.b[: self.k] + "i" + self.b[self.k + 1 :]


_STEMMER = _LunrJsStemmer()

_ENDINGS = (
    "s", "ed", "ing", "y", "e", "ll", "al", "er", "ic", "nt", "ion", "ou", "ism", "i", "ator", "ful",
)  # fmt: skip
"""What every suffix of the seven steps ends with."""


def stem(word: str) -> str:
    """The stem of a word of the letters a to z."""
    if not word.endswith(_ENDINGS):
        return word
    return _ODDITIES.get(word) or str(_STEMMER.stem(word))
