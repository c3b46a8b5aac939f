"""Which role every word of a dump got: the bookkeeping behind "no word is lost".

•  7 authors    Mark(line=12, text="•  7 authors", role=Role.AUTHORS)
Subscribe       Mark(line=3, text="Subscribe", role=Role.BOILERPLATE)
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a stretch of a line was used for."""

    TITLE = "title"
    ABSTRACT = "abstract"
    AUTHORS = "authors"
    """`• 7 authors`: the record's `author_count`."""
    ORGANIZATION = "organization"
    DATE = "date"
    COMMENTS = "comments"
    UPVOTES = "upvotes"
    CODE = "code"
    """`GitHub`, the label of the link in the record's `url_code`."""
    LISTING = "listing"
    """The listing's day: `date` of the record's `Listing`."""
    QUERY = "query"
    REPEATED = "repeated"
    """Repeats what an earlier appearance of the same paper says."""
    BOILERPLATE = "boilerplate"
    """Text of the page around the papers."""
    MARKUP = "markup"
    """Brackets, bullets and addresses of a Markdown or text capture."""
    REPORTED = "reported"
    """In no record; a problem quotes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stretch of one line, and what it was used for."""

    line: int
    """From 1."""
    text: str
    """As in the file, without white space at its ends."""
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every stretch of every line that is not blank, in the file's order."""

    marks: tuple[Mark, ...]

    def words(self, *roles: Role) -> int:
        """How many words have one of these roles, or any role if none is named."""
        wanted = roles or tuple(Role)
        total = 0
        for mark in self.marks:
            if mark.role in wanted:
                total += len(mark.text.split())
        return total
