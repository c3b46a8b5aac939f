"""What the documentation says of a problem: a section of `docs/problems.md`, as text.

The documents come with the package, so that they are of the version that runs.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from generator.core.errors import error
from generator.core.reading import read_text
from generator.core.text import nearest

_CODE = re.compile("[a-z]+(?:-[a-z0-9]+)*")
_DOCUMENT = "problems.md"
_SECTION = re.compile(
    r"^### (?P<code>\S+)\n+(?P<text>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<target>[^)]+)\)")


def section_of(code: str) -> str | None:
    """What is said of a problem; None for a name that no code can have.

    Raises `PapershelfError` for one that no problem has.
    """
    sections = problem_sections()
    if code in sections or not _CODE.fullmatch(code):
        return sections.get(code)
    near = nearest(code, sections)
    to_explain_a_file = "to explain a file, write its path: papers/attention.html"
    raise error(
        "explain-unknown",
        f"there is no problem with the code `{code}`",
        hint=f"did you mean `{near}`?" if near else to_explain_a_file,
    )


def problem_sections() -> Mapping[str, str]:
    """The section of each code, without its heading."""
    found = _SECTION.finditer(_document())
    return {section["code"]: _without_links(section["text"]) for section in found}


def _document() -> str:
    """The document: in the wheel, or in a checkout for development."""
    package = Path(__file__).parents[1]
    installed = package / "_docs" / _DOCUMENT
    checkout = package.parent / "docs" / _DOCUMENT
    return read_text(installed if installed.is_file() else checkout)


def _without_links(markdown: str) -> str:
    """The text as a terminal shows it: links are named by their words alone."""
    return _LINK.sub(r"\g<text>", markdown).strip()
