"""What became of every word of a dump: the bookkeeping behind the law that no word is lost."""

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
    """Says again what an earlier appearance of the same paper said."""
    BOILERPLATE = "furniture"
    """Text of the page around the papers."""
    MARKUP = "markup"
    """Brackets, bullets and addresses of a Markdown or text capture."""
    REPORTED = "reported"
    """Stands in no record; a problem quotes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stretch of one line, and what it was used for."""

    line: int
    """From 1."""
    text: str
    """As it stands in the file, without white space at its ends."""
    role: Role
    record: int | None = None
    """Which of the papers holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every stretch of every line that is not blank, in the file's order."""

    marks: tuple[Mark, ...]

    def words(self, *roles: Role) -> int:
        """How many words, parted by white space, were used so; of all roles if none is named."""
        wanted = roles or tuple(Role)
        return sum(len(mark.text.split()) for mark in self.marks if mark.role in wanted)
