"""Letters beyond ASCII and how they are spelled in it, for search, slugs and TeX."""

LATIN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i",
}  # fmt: skip
"""Small letters that Unicode does not take apart into a letter and an accent."""

GREEK_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Each small Greek letter with its English name."""

# Letters of Greek words that formulas do not use, since they look like Latin ones.
_WORDS_ONLY = "ιοςυ"

SYMBOL_NAMES = {
    letter: name for letter, name in GREEK_NAMES.items() if letter not in _WORDS_ONLY
}
"""The small Greek letters that titles and formulas use as symbols."""


def capital_names(letters: str) -> dict[str, str]:
    """Capital Greek letters with their names: `Δ` is `Delta`."""
    names = {}
    for letter in letters:
        name = GREEK_NAMES[letter.lower()]
        names[letter] = name.capitalize()
    return names
