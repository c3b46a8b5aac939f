"""Buttons below a paper: `Upvote 12`, `GitHub 3.29k`, `arXiv Page`, `Project page`.

A paper may be called `GitHub`, so no word alone makes a button: it is linked, has a count
beside it, is among other buttons, or stands below most papers of the dump.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importers.daily_papers import patterns
from generator.importers.daily_papers.footers import Footer
from generator.importers.daily_papers.tokens import Tokens

_COUNTED = frozenset(
    [
        "github",
        "code",
        "demo",
        "model",
        "models",
        "dataset",
        "datasets",
        "space",
        "spaces",
        "like",
        "likes",
    ]
)
"""Buttons that may have a number below or beside them."""
_UNCOUNTED = frozenset(
    """\
arxiv page
view arxiv page
arxiv
view pdf
pdf
project page
project
website
hugging face
add to collection
bookmark
share
copy link
watch video
play video
""".splitlines()
)
_SHAPE = r"[★⭐✩☆]?\s* [0-9][0-9.,]{0,10}[kKmM]? (?: \s+ (?:stars?|likes?) )?"
_NUMBER = re.compile(_SHAPE, re.VERBOSE | re.IGNORECASE)
_NAME_AND_NUMBER = re.compile(
    rf"(?: LINK:\s+ )? (?P<name> [^0-9★⭐✩☆]*[^\s0-9★⭐✩☆] ) (?: \s+ (?P<number> {_SHAPE} ) )?",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 40
_RUN = 8
"""Lines below a footer that may be a run of buttons."""
_ENOUGH = 3
"""Footers that show what a dump repeats below each."""


def repeated_buttons(tokens: Tokens, footers: Sequence[Footer]) -> frozenset[str]:
    """The short lines below more than half of the footers: a dump decides this once."""
    if len(footers) < _ENOUGH:
        return frozenset()
    # What is above a footer, such as a title, may be repeated by a paper printed twice.
    above = {token.text.casefold() for token in tokens[: footers[0].start]}
    times: Counter[str] = Counter()
    for footer, below in zip(footers, (*footers[1:], None), strict=True):
        stop = min(footer.end + _RUN, below.start if below else len(tokens))
        run = {token.text.casefold() for token in tokens[footer.end : stop]}
        times.update(text for text in run - above if _may_be_button(text))
    return frozenset(text for text, count in times.items() if 2 * count > len(footers))


def _may_be_button(text: str) -> bool:
    is_number = patterns.lone_count(text) is not None
    is_other = is_number or bool(patterns.submitter(text)) or patterns.is_bullets(text)
    return len(text) <= _LONGEST and not is_other


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A line that may be a button."""

    name: str
    """In small letters."""
    length: int
    """Characters without the number beside the name."""
    has_count: bool = False


def read_button(text: str, repeated: frozenset[str] = frozenset()) -> Button | None:
    """The button that the whole line names, `GitHub 3.29k`; `None` if it names none."""
    key = text.casefold()
    if key in repeated:
        return Button(name=key, length=len(text))
    if len(text) > _LONGEST:
        return None
    match = _NAME_AND_NUMBER.fullmatch(text)
    name = match["name"].casefold() if match else ""
    if not match or name not in _COUNTED | _UNCOUNTED:
        return None
    number = match["number"]
    return Button(
        name=name,
        length=match.start("number") if number else len(text),
        has_count=bool(number),
    )


def may_have_count(name: str) -> bool:
    """Whether a number below the button is its own."""
    return name not in _UNCOUNTED


def is_button_count(text: str) -> bool:
    """Whether this is `140`, `3.29k stars` or `★ 140`."""
    return len(text) <= _LONGEST and bool(_NUMBER.fullmatch(text))


def is_among_buttons(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a different button is below the one that is here, and below its count."""
    button = read_button(tokens[at].text)
    below = at + 1
    if below < stop and is_button_count(tokens[below].text):
        below += 1
    if below >= stop:
        return False
    other = read_button(tokens[below].text)
    return bool(button and other and other.name != button.name)
