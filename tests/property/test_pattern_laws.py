"""No pattern of the package takes steps by the square of a text: inputs are doubled and
steps are counted (`pattern_steps`), as time would say something else on each machine."""

import ast
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from types import ModuleType

import pytest

import generator
from tests.property.pattern_steps import StepCounter, TooManyStepsError, pieces

_SIZES = (8, 16, 32)
_PIECES = 4
_DEEPEST = 20_000
"""Calls: the counter calls itself once a character."""
_FEW_STEPS = 300
_MOST_GROWTH = 3
"""How much more steps twice the text may take; its square takes four times as many."""
_AT_ITS_START = ("match", "fullmatch")
"""Methods that look for a match in one place."""

_SHORT_TEXTS = {
    "problem_docs._LINK": "our own documentation",
    "tokenizer._SIGN_AT_END": "compounds, which end with two signs at most",
    "date_text._WEEKDAY_AFTER": "lines of single blanks",
    "date_text._TIME_AFTER": "lines of single blanks",
    "names._NOBODY": "lines of single blanks",
    "names._AND": "lines of single blanks",
    "readers._TAG_COMMA": "lines of single blanks",
    "headings._RANGE": "lines of at most 60 characters",
    "patterns._INLINE_FOOTER": "lines of at most 160 characters",
}
"""Patterns that would not do for every text, and why theirs are harmless."""


@pytest.fixture(autouse=True)
def deep_calls() -> Iterator[None]:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEPEST)
    yield
    sys.setrecursionlimit(usual)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(generator.__path__, "generator."):
        is_ours = "_vendor" not in found.name
        if is_ours and not found.name.endswith("__main__"):
            yield import_module(found.name)


def patterns_in(value: object) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from patterns_in(item)


def methods_used(module: ModuleType) -> dict[str, set[str]]:
    """For each name of a module, which of its methods the module's code names."""
    used: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used.setdefault(node.value.id, set()).add(node.attr)
    return used


def named_patterns() -> Iterator[tuple[str, "re.Pattern[str]", str]]:
    """All patterns with their names, and how they are used: `search` or `match`."""
    seen = set()
    for module in modules():
        used = methods_used(module)
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                is_match = used.get(name, {"match"}).issubset(_AT_ITS_START)
                method = "match" if is_match else "search"
                if (pattern, method) not in seen:
                    seen.add((pattern, method))
                    short = f"{module.__name__.rpartition('.')[2]}.{name}"
                    yield short, pattern, method


PATTERNS = [found for found in named_patterns() if found[0] not in _SHORT_TEXTS]


def hostile_texts(pattern: "re.Pattern[str]") -> Iterator[tuple[str, str]]:
    """What a pattern knows, to begin with and to repeat."""
    known = pieces(pattern)[:_PIECES]
    for start, one, other in product(["", *known[:1]], known, ["", *known]):
        yield start, one + other


@pytest.mark.parametrize(
    ("name", "pattern", "method"), PATTERNS, ids=[found[0] for found in PATTERNS]
)
def test_steps_of_a_pattern_double_with_its_text(
    name: str, pattern: "re.Pattern[str]", method: str
) -> None:
    counter = StepCounter(pattern)
    for start, repeated in hostile_texts(pattern):
        before = None
        for size in _SIZES:
            text = f"{start}{repeated * size}\x01"
            try:
                steps = counter.count(text, method)
            except TooManyStepsError:
                pytest.fail(f"{name} takes steps without end on {text!r}")
            if before and steps > _FEW_STEPS:
                assert steps <= _MOST_GROWTH * before, (start, repeated)
            before = steps


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"a+b", "match"),
        (r"(?<!a)a++b", "search"),
        (r"(?:a|aa)*+b", "match"),
        (r"(?P<mark>`+)[^`]*(?P=mark)", "match"),
    ],
)
def test_steps_of_a_harmless_pattern_do_not_grow(pattern: str, method: str) -> None:
    assert not grows(pattern, method)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"a+b", "search"),
        (r"a++b", "search"),
        (r"\s*,\s*", "search"),
        (r"(?:a|aa)*b", "match"),
        (r"(?:\r\n|\n|\r)*x", "match"),
        (r"<!--.*?-->", "search"),
    ],
)
def test_steps_of_a_dangerous_pattern_grow(pattern: str, method: str) -> None:
    assert grows(pattern, method)


def grows(pattern: str, method: str) -> bool:
    """Whether the steps of the worst text grow with its square, at least."""
    compiled = re.compile(pattern)
    counter = StepCounter(compiled)
    most = dict.fromkeys(_SIZES, 0)
    for start, repeated in hostile_texts(compiled):
        for size in _SIZES:
            try:
                steps = counter.count(f"{start}{repeated * size}\x01", method)
            except TooManyStepsError:
                return True
            most[size] = max(most[size], steps)
    *_, before, last = most.values()
    return last > _MOST_GROWTH * before
