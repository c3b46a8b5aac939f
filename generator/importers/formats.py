"""The formats of seeds: one module that reads each, and one row in `FORMATS`.

A new format is a module with a `parse` function and a row here. The row's suffixes say
which files may have the format; its `sniff` looks at the content, since a file that ends
in `.json` may have one of several formats.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from generator.core.errors import Problem, Severity
from generator.importers.daily_papers import parser as daily_papers
from generator.importers.parsed_seed import ParsedSeed, SeedQuestion

_NO_QUESTION = SeedQuestion()
_SNIFFED_BYTES = 4096
"""Of a file's beginning, to see whether it is text."""
_BINARY = (
    b"%PDF",
    b"PK\3\4",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
)
"""How files begin that hold no text, whatever their names say."""
_TEXT_BYTES = b"\0\t\n\v\f\r\x1b" + bytes(range(ord(" "), 256))
_TEXT_SHARE = 10
"""One control byte in so many is too much for a text."""
_SAVE_AS_TEXT = "open the page, select all, and save what you copied as a .txt file"
_OTHER_WAYS = {
    ".html": _SAVE_AS_TEXT,
    ".htm": _SAVE_AS_TEXT,
    ".mhtml": _SAVE_AS_TEXT,
    ".pdf": "make a page for a paper with `papershelf new TITLE`",
    ".bib": "BibTeX is not read yet; `papershelf new TITLE` makes a page",
}
"""What to do with files that people have instead of dumps, by their ending."""


class Importer(Protocol):
    """A function that reads the papers in a seed; it never raises."""

    def __call__(
        self,
        data: bytes,
        *,
        seed: str,
        question: SeedQuestion,
    ) -> ParsedSeed:
        """`seed` is the file's name, `question` what else is known of its day."""


def is_text(data: bytes, _name: str) -> bool:
    """Whether a file may be text, by its beginning."""
    start = data[:_SNIFFED_BYTES]
    if start.startswith(_BINARY):
        return False
    # Every other byte of UTF-16 may be zero, but no text is full of other control bytes.
    controls = start.translate(None, delete=_TEXT_BYTES)
    return len(controls) * _TEXT_SHARE <= len(start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row of the table."""

    key: str
    """For `--from` and `seeds.toml`: `bibtex`."""
    name: str
    """For people: `Daily Papers listing`."""
    suffixes: tuple[str, ...]
    """Endings of file names, in lower case; empty for a name without one."""
    parse: Importer
    sniff: Callable[[bytes, str], bool] = is_text
    """Whether a file has this format, from its content and its name."""


FORMATS = (
    Format(
        key="daily-papers",
        name="Daily Papers listing",
        suffixes=(".txt", ".text", ".md", ""),
        parse=daily_papers.parse,
    ),
)
"""The first row that fits a file reads it: the most particular formats come first."""


def format_of(
    data: bytes,
    name: str,
    formats: Sequence[Format] = FORMATS,
) -> Format | None:
    """The format of a file with this content and name; `None` if no importer reads it."""
    suffix = PurePath(name).suffix.lower()
    for candidate in formats:
        if suffix in candidate.suffixes and candidate.sniff(data, name):
            return candidate
    return None


def format_keyed(key: str, formats: Sequence[Format] = FORMATS) -> Format | None:
    """The format that `--from` and `seeds.toml` call so."""
    for candidate in formats:
        if candidate.key == key:
            return candidate
    return None


def parse(
    data: bytes,
    *,
    seed: str,
    question: SeedQuestion = _NO_QUESTION,
    formats: Sequence[Format] = FORMATS,
) -> ParsedSeed:
    """The papers in a seed; a problem if no importer reads its format.

    The format is the one that the question names, else told from content and name.
    """
    found = format_keyed(question.format, formats)
    found = found or format_of(data, seed, formats)
    if found:
        return found.parse(data, seed=seed, question=question)
    return ParsedSeed(problems=(_unknown_format(seed, formats),))


def _unknown_format(seed: str, formats: Sequence[Format]) -> Problem:
    suffix = PurePath(seed).suffix.lower()
    suffixes: list[str] = []
    for candidate in formats:
        suffixes += candidate.suffixes
    message = f"no importer reads `{suffix}` files"
    if suffix in suffixes:
        message = "this is no text file"
    readable = ", ".join(dict.fromkeys(filter(None, suffixes)))
    hint = _OTHER_WAYS.get(suffix)
    return Problem(
        severity=Severity.WARNING,
        code="seed-format",
        message=f"{message}: it is left alone",
        path=seed,
        hint=hint or f"seeds are text files that end in {readable}",
    )
