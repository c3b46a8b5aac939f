"""Patterns that are compiled when they are first used."""

import re
from typing import cast


class _Pattern:
    """Does what a compiled pattern does, and is compiled when it is first asked for
    that."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._told = pattern, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(*self._told), name)
        setattr(self, name, found)  # so that this is not asked again
        return found


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but that most commands pay for few of our patterns: all take 30
    ms."""
    return cast("re.Pattern[str]", _Pattern(pattern, flags))
