"""A record while it is being read."""

from dataclasses import dataclass, field
from typing import Any

from generator.content.frontmatter import Field
from generator.core.errors import Problem


@dataclass(slots=True)
class RecordDraft:
    """A record while it is being read."""

    path: str
    rest: list[Field]
    """Fields that fill no key."""
    values: dict[str, Any] = field(default_factory=dict)
    """By the key's name."""
    problems: list[Problem] = field(default_factory=list)
