"""The identifiers of headings, by which pages are linked to within."""

from collections.abc import Container

from generator.core.text import slug


def heading_id(words: str) -> str:
    """The identifier of the first heading that says this."""
    return f"note-{slug(words)}"


def free_id(words: str, ids: Container[str]) -> str:
    """The identifier of a heading among those that are taken."""
    name = base = heading_id(words)
    number = 1
    while name in ids:
        number += 1
        name = f"{base}-{number}"
    return name
