"""Names of the Greek letters, for search, slugs and TeX."""

GREEK_NAMES = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Each small letter with its English name."""

_WORDS_ONLY = "ιοςυ"
"""Letters of Greek words that formulas do not use, since they look like Latin ones."""

SYMBOL_NAMES = {
    letter: name for letter, name in GREEK_NAMES.items() if letter not in _WORDS_ONLY
}
"""The small letters that titles and formulas use as symbols."""


def capital_names(letters: str) -> dict[str, str]:
    """Capital Greek letters with their names: `Δ` is `Delta`."""
    return {letter: GREEK_NAMES[letter.lower()].capitalize() for letter in letters}
