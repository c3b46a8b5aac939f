"""TeX residue in a text replaced by what it means; whatever is not clear stays.

About one abstract in ten has some: `40\\%`, `2.33times` (once `$2.33\\times$`),
`Fig.~3`, `10^{-5}`.
"""

import re
from collections.abc import Callable

from generator.core.letters import SYMBOL_NAMES, capital_names

_SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")

_SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "sim": "∼", "approx": "≈", "neq": "≠", "ne": "≠",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "ll": "≪", "gg": "≫", "infty": "∞",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "Rightarrow": "⇒", "uparrow": "↑",
    "downarrow": "↓", "in": "∈", "subset": "⊂", "cup": "∪", "cap": "∩", "ell": "ℓ", "partial": "∂",
    "nabla": "∇", "sum": "∑", "prod": "∏", "ldots": "…", "dots": "…", "cdots": "…", "circ": "°",
    "langle": "⟨", "rangle": "⟩", "varepsilon": "ε", "varphi": "φ",
}  # fmt: skip
_GREEK = SYMBOL_NAMES | capital_names("ΓΔΘΛΣΦΨΩ")
_SYMBOLS |= {name: letter for letter, name in _GREEK.items()}

_STYLED = re.compile(
    r"""
      \\ (?: text(?:bf|it|tt|sc|rm|sf|sl)? | emph | underline | mbox | url | operatorname
           | math(?:bf|it|tt|rm|sf|cal|bb|frak) | boldsymbol ) \s*+ \{ (?P<command> [^{}]*+) \}
    | \{ \\ (?:bf|it|em|tt|sc|rm) \s++ (?P<group> [^{}]*+) \}
    """,
    re.VERBOSE,
)

_MATH = re.compile(r"(?<![\\$\w])\$(?P<math>[^\s$](?:[^$]{0,78}[^\s$\\])?)\$(?![$\w])")

_DEEPEST_STYLE = 3
"""Styles inside one another, as in `\\textbf{\\emph{x}}`."""

_Change = str | Callable[[re.Match[str]], str]


def _superscript(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    return digits.translate(_SUPERSCRIPTS)


def _subscript(found: re.Match[str]) -> str:
    return found[1].translate(_SUBSCRIPTS)


def _symbol(found: re.Match[str]) -> str:
    return _SYMBOLS.get(found[1], found[0])


_CHANGES: tuple[tuple[str, re.Pattern[str], _Change], ...] = (
    ("", re.compile(r"[\x00-\x08\x0e-\x1f\x7f]"), ""),
    (
        "times",
        re.compile(r"(?<=[0-9])\s?(?:\\times\b|times(?![A-Za-z]))\s?(?=[0-9])"),
        "×",
    ),
    ("times", re.compile(r"(?<=[0-9])(?:\s?\\times\b|times(?![A-Za-z]))"), "×"),
    ("^", re.compile(r"\^\{?\\circ\}?"), "°"),
    ("^", re.compile(r"\^(?<=[0-9]\^)\{(st|nd|rd|th)\}"), r"\1"),
    (
        "^",
        re.compile(
            r"\^(?<=[\w)}]\^)(?:\{([-+]?[0-9n]{1,4})\}|([-+]?[0-9]{1,4}|n)(?![\w.]))"
        ),
        _superscript,
    ),
    (
        "_{",
        re.compile(r"_\{(?<=[\w)}]_\{)([-+]?[0-9]{1,4})\}"),
        _subscript,
    ),
    (
        "\\",
        re.compile(r"\\([A-Za-z]+)"),
        _symbol,
    ),
    ("\\", re.compile(r"\\([%&#_$])"), r"\1"),
    # A tie: `Fig.~3`, `et al.~[4]`; not `~5`, not the range `3~5`, not a path.
    (
        "~",
        re.compile(
            r"~(?<=[^\W\d_]~)(?=\w)|~(?<=[.,;:)\]]~)(?=[\w(\[])|~(?<=\w~)(?=[^\W\d_(\[])"
        ),
        " ",
    ),
    ("``", re.compile(r"``([^`']{1,200})''"), r"“\1”"),
)
"""A mark that is in every match; the pattern; the replacement.

To try every pattern, and not just those whose mark is there, would add 6 % to the
instructions of a first build. For the same reason a pattern begins with its mark where
it can, and looks back from behind it at what comes before.
"""


def repair_tex(text: str) -> str:
    """The text without TeX residue: `40\\%` is 40%, `2.33times` is 2.33×."""
    if "$" in text:
        text = _MATH.sub(_math_as_text, text)
    return _apply_changes(text)


def _apply_changes(text: str) -> str:
    if "{" in text:
        text = _remove_styles(text)
    for mark, pattern, change in _CHANGES:
        if mark in text:
            text = pattern.sub(change, text)
    return text


def _remove_styles(text: str) -> str:
    for _ in range(_DEEPEST_STYLE):
        text, count = _STYLED.subn(_styled_words, text)
        if not count:
            break
    return text


def _styled_words(found: re.Match[str]) -> str:
    return found["command"] or found["group"] or ""


def _math_as_text(found: re.Match[str]) -> str:
    """A formula without its dollars, if plain text can write it; prices stay."""
    math = found["math"]
    is_math = re.search(r"[\\^_{]", math) or re.fullmatch(r"[A-Za-z]", math)
    if not is_math:
        return found.group()
    text = _apply_changes(math)
    if not text or re.search(r"[\\{}^]", text):
        return found.group()
    return text
