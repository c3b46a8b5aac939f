"""Identifiers of headings, for links into a page."""

from collections.abc import Container

from generator.core.text import slug


def heading_id(words: str) -> str:
    """The identifier of the first heading with these words."""
    return f"note-{slug(words)}"


def free_id(words: str, taken: Container[str]) -> str:
    """The identifier of a heading, with a number if its own is taken."""
    base = heading_id(words)
    name = base
    number = 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name
