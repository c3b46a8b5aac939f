"""What TeX left in a text, shown as what it means. Careful: what is not clear stays as it is.

About one abstract in ten has some: `40\\%`, `2.33times` (once `$2.33\\times$`), `Fig.~3`, `10^{-5}`.
"""

import re
from collections.abc import Callable

from generator.core.greek import SYMBOL_NAMES, capital_names
from generator.core.patterns import lazy_pattern

_MARK = re.compile(r"[\\^~$\x00-\x08\x0e-\x1f\x7f]")
_TIMES = lazy_pattern(r"times(?<=[0-9]times)")

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

_STYLED = lazy_pattern(
    r"""
      \\ (?: text(?:bf|it|tt|sc|rm|sf|sl)? | emph | underline | mbox | url | operatorname
           | math(?:bf|it|tt|rm|sf|cal|bb|frak) | boldsymbol ) \s* \{ (?P<command> [^{}]*) \}
    | \{ \\ (?:bf|it|em|tt|sc|rm) \s+ (?P<group> [^{}]*) \}
    """,
    re.VERBOSE,
)

_MATH = lazy_pattern(
    r"(?<![\\$\w])\$(?P<math>[^\s$](?:[^$]{0,78}[^\s$\\])?)\$(?![$\w])"
)

Change = str | Callable[[re.Match[str]], str]

_CHANGES: tuple[tuple[str, re.Pattern[str], Change], ...] = (
    ("", lazy_pattern(r"[\x00-\x08\x0e-\x1f\x7f]"), ""),
    (
        "times",
        lazy_pattern(r"(?<=[0-9])\s?(?:\\times\b|times(?![A-Za-z]))\s?(?=[0-9])"),
        "×",
    ),
    ("times", lazy_pattern(r"(?<=[0-9])(?:\s?\\times\b|times(?![A-Za-z]))"), "×"),
    ("^", lazy_pattern(r"\^\{?\\circ\}?"), "°"),
    ("^", lazy_pattern(r"\^(?<=[0-9]\^)\{(st|nd|rd|th)\}"), r"\1"),
    (
        "^",
        lazy_pattern(
            r"\^(?<=[\w)}]\^)(?:\{([-+]?[0-9n]{1,4})\}|([-+]?[0-9]{1,4}|n)(?![\w.]))"
        ),
        lambda found: (found[1] or found[2]).translate(_SUPERSCRIPTS),
    ),
    (
        "_{",
        lazy_pattern(r"_\{(?<=[\w)}]_\{)([-+]?[0-9]{1,4})\}"),
        lambda found: found[1].translate(_SUBSCRIPTS),
    ),
    (
        "\\",
        lazy_pattern(r"\\([A-Za-z]+)"),
        lambda found: _SYMBOLS.get(found[1], found[0]),
    ),
    ("\\", lazy_pattern(r"\\([%&#_$])"), r"\1"),
    # A tie: `Fig.~3`, `et al.~[4]`; not `~5`, not the range `3~5`, not a path.
    (
        "~",
        lazy_pattern(
            r"~(?<=[^\W\d_]~)(?=\w)|~(?<=[.,;:)\]]~)(?=[\w(\[])|~(?<=\w~)(?=[^\W\d_(\[])"
        ),
        " ",
    ),
    ("``", lazy_pattern(r"``([^`']{1,200})''"), r"“\1”"),
)
"""What every match holds, which is quicker to look for; the pattern; what becomes of a match.

Where a match begins with its mark the pattern does, too, and looks at what stands before it from
behind the mark: a search that knows its first character is ten times quicker.
"""


def repair_tex(text: str) -> str:
    """Plain text without TeX residue: `40\\%` is 40%, `2.33times` is 2.33×; nothing else changes."""
    if not _is_suspect(text):
        return text
    return _changed(_MATH.sub(_plain_math, text) if "$" in text else text)


def _is_suspect(text: str) -> bool:
    """Whether there may be residue; each question is asked in a tenth of a pattern's time."""
    if _MARK.search(text) or "_{" in text or "``" in text:
        return True
    return "times" in text and bool(_TIMES.search(text))


def _changed(text: str) -> str:
    for _ in range(3 if "{" in text else 0):  # \textbf{\emph{x}}
        text, count = _STYLED.subn(
            lambda found: found["command"] or found["group"] or "", text
        )
        if not count:
            break
    for needle, pattern, change in _CHANGES:
        if needle in text:
            text = pattern.sub(change, text)
    return text


def _plain_math(found: re.Match[str]) -> str:
    """A formula without its dollars, if it can be written in plain text; prices stay."""
    math = found["math"]
    is_math = re.search(r"[\\^_{]", math) or re.fullmatch(r"[A-Za-z]", math)
    shown = _changed(math) if is_math else ""
    return shown if shown and not re.search(r"[\\{}^]", shown) else found.group()
