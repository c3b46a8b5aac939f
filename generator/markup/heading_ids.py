"""Identifiers of headings, for links into a page."""

from generator.core.text import slug


def heading_id(words: str) -> str:
    """The identifier of the first heading with these words."""
    return f"note-{slug(words)}"


class HeadingIds:
    """The identifiers of one text's headings, each different."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._reached: dict[str, int] = {}
        """For headings with the same words: the last number given."""

    def add(self, words: str) -> str:
        """The identifier of the next heading, with a number if its own is taken."""
        base = heading_id(words)
        number = self._reached.get(base, 0)
        name = base
        while not number or name in self.names:
            number += 1
            name = base if number == 1 else f"{base}-{number}"
        self._reached[base] = number
        self.names.add(name)
        return name
