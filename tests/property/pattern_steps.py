"""How many steps a regular expression takes on a text, counted and not timed.

Python's own engine tells nobody. This one walks the same parsed pattern in the same
order, one character a step, so that a pattern which backtracks for ever does so here in
a text of twenty characters.
"""

import re
from collections.abc import Callable, Iterator
from re import _compiler, _constants, _parser
from typing import Any

Node = tuple[Any, Any]
Next = Callable[[int], bool]
"""What must match behind a position."""


class TooManyStepsError(Exception):
    """The steps of a text are more than anybody would wait for."""


class StepCounter:
    """Matches one pattern, and counts."""

    def __init__(self, pattern: "re.Pattern[str]", most: int = 50_000) -> None:
        self.steps = 0
        self._most = most
        self._flags = pattern.flags
        self._tree = _parser.parse(pattern.pattern, pattern.flags)
        self._tests: dict[int, re.Pattern[str]] = {}
        self._groups: dict[int, tuple[int, int]] = {}
        self._text = ""
        self._rules: dict[Any, Callable[[Any, int, Next], bool]] = {
            _constants.BRANCH: self._branch,
            _constants.SUBPATTERN: self._group,
            _constants.ASSERT: self._assertion,
            _constants.ASSERT_NOT: self._denial,
            _constants.ATOMIC_GROUP: self._atomic,
            _constants.POSSESSIVE_REPEAT: self._possessive,
            _constants.MAX_REPEAT: self._greedy,
            _constants.MIN_REPEAT: self._lazy,
            _constants.GROUPREF: self._reference,
        }

    def count(self, text: str, method: str) -> int:
        """The steps to `search` for all matches, or to `match` at the beginning."""
        self.steps = 0
        self._text = text
        start = 0
        while start <= len(text):
            end = self._match_from(start)
            if method == "match":
                break
            start = max(start + 1, end)
        return self.steps

    def _match_from(self, start: int) -> int:
        """The end of the match that begins here; -1 if none does."""
        ends: list[int] = []
        self._groups.clear()

        def accept(position: int) -> bool:
            ends.append(position)
            return True

        return ends[0] if self._sequence([*self._tree], 0, start, accept) else -1

    def _sequence(self, nodes: list[Node], index: int, at: int, then: Next) -> bool:
        if index == len(nodes):
            return then(at)
        return self._node(
            nodes[index], at, lambda end: self._sequence(nodes, index + 1, end, then)
        )

    def _node(self, node: Node, at: int, then: Next) -> bool:
        self.steps += 1
        if self.steps > self._most:
            raise TooManyStepsError
        kind, value = node
        rule = self._rules.get(kind)
        if rule:
            return rule(value, at, then)
        # One character, or none for an anchor.
        found = self._test(node).match(self._text, at)
        return found is not None and then(found.end())

    def _branch(self, value: Any, at: int, then: Next) -> bool:
        return any(self._sequence([*one], 0, at, then) for one in value[1])

    def _atomic(self, value: Any, at: int, then: Next) -> bool:
        end = self._alone([*value], at)
        return end is not None and then(end)

    def _possessive(self, value: Any, at: int, then: Next) -> bool:
        return self._atomic([(_constants.MAX_REPEAT, value)], at, then)

    def _reference(self, value: Any, at: int, then: Next) -> bool:
        first, last = self._groups.get(value, (0, 0))
        words = self._text[first:last]
        return self._text.startswith(words, at) and then(at + len(words))

    def _group(self, value: Any, at: int, then: Next) -> bool:
        number, _, _, body = value

        def close(end: int) -> bool:
            before = self._groups.get(number)
            self._groups[number] = (at, end)
            if then(end):
                return True
            if before:
                self._groups[number] = before
            return False

        return self._sequence([*body], 0, at, close)

    def _greedy(self, value: Any, at: int, then: Next, times: int = 0) -> bool:
        least, _, _ = value
        if self._again(self._greedy, value, at, then, times):
            return True
        return times >= least and then(at)

    def _lazy(self, value: Any, at: int, then: Next, times: int = 0) -> bool:
        least, _, _ = value
        if times >= least and then(at):
            return True
        return self._again(self._lazy, value, at, then, times)

    def _again(
        self, repeat: Callable[..., bool], value: Any, at: int, then: Next, times: int
    ) -> bool:
        """What is repeated once more, and then what may follow."""
        least, most, body = value
        if most is not _constants.MAXREPEAT and times >= most:
            return False

        def follow(end: int) -> bool:
            is_empty = end == at and times >= least
            return not is_empty and repeat(value, end, then, times + 1)

        return self._sequence([*body], 0, at, follow)

    def _alone(self, nodes: list[Node], at: int) -> int | None:
        """The end of what matches first here, whatever comes behind it."""
        ends: list[int] = []

        def accept(end: int) -> bool:
            ends.append(end)
            return True

        return ends[0] if self._sequence(nodes, 0, at, accept) else None

    def _assertion(self, value: Any, at: int, then: Next) -> bool:
        return self._is_there(value, at) and then(at)

    def _denial(self, value: Any, at: int, then: Next) -> bool:
        return not self._is_there(value, at) and then(at)

    def _is_there(self, value: Any, at: int) -> bool:
        """Whether something matches ahead of a position, or behind it."""
        direction, body = value
        if direction < 0:
            at -= body.getwidth()[0]
        return at >= 0 and self._alone([*body], at) is not None

    def _test(self, node: Node) -> "re.Pattern[str]":
        """A pattern of this one character or anchor."""
        test = self._tests.get(id(node))
        if test is None:
            tree = _parser.SubPattern(self._tree.state, [node])
            test = _compiler.compile(tree, self._flags & ~re.VERBOSE)
            self._tests[id(node)] = test
        return test


def pieces(pattern: "re.Pattern[str]") -> list[str]:
    """Texts that mean something to a pattern: its literals, and one of each class."""
    found: dict[str, None] = {}
    _add_pieces(_parser.parse(pattern.pattern, pattern.flags), found)
    return [*found]


def _add_pieces(tree: Any, found: dict[str, None]) -> None:
    literal = ""
    for kind, value in [*tree, (None, None)]:
        if kind is _constants.LITERAL:
            literal += chr(value)
            continue
        if literal:
            found[literal] = None
            literal = ""
        if kind is _constants.IN:
            found[_one_of(value)] = None
        elif kind in (_constants.ANY, _constants.NOT_LITERAL):
            found["x"] = None
        for inner in _inner(kind, value):
            _add_pieces(inner, found)


def _inner(kind: Any, value: Any) -> Iterator[Any]:
    """The patterns within a node."""
    if kind is _constants.BRANCH:
        yield from value[1]
    elif kind is _constants.ATOMIC_GROUP:
        yield value
    elif kind in (
        _constants.SUBPATTERN,
        _constants.MAX_REPEAT,
        _constants.MIN_REPEAT,
        _constants.POSSESSIVE_REPEAT,
        _constants.ASSERT,
        _constants.ASSERT_NOT,
    ):
        yield value[-1]


_EXAMPLES = {
    _constants.CATEGORY_SPACE: " ",
    _constants.CATEGORY_NOT_SPACE: "x",
    _constants.CATEGORY_WORD: "a",
    _constants.CATEGORY_NOT_WORD: ".",
    _constants.CATEGORY_DIGIT: "1",
    _constants.CATEGORY_NOT_DIGIT: "x",
}


def _one_of(members: Any) -> str:
    kind, value = members[0]
    if kind is _constants.NEGATE:
        return "x"
    if kind is _constants.RANGE:
        return chr(value[0])
    if kind is _constants.CATEGORY:
        return _EXAMPLES[value]
    return chr(value)
