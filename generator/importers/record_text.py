"""Texts of records as papers have them: titles on one line, abstracts in paragraphs.

Record formats (BibTeX, CSL-JSON, tables, …) share what is here: folding hard-wrapped
text, turning a reference manager's HTML notes into Markdown, and saying what of a record
no page has a place for.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from generator.core.errors import Problem, Severity
from generator.core.positions import split_lines
from generator.core.text import collapse, shortened

_LONGEST_VALUE = 2000
"""Characters of one value that a note quotes."""
_BLOCKS = frozenset(
    ("article", "blockquote", "div", "dl", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6",
     "li", "ol", "p", "pre", "section", "table", "tr", "ul")
)  # fmt: skip
"""Elements that begin a new line."""
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_SILENT = frozenset(("script", "style", "head"))
"""Elements whose text nobody sees."""


def one_line(text: str | None) -> str | None:
    """The text on one line; None for nothing."""
    return collapse(text or "") or None


def paragraphs(text: str | None) -> str | None:
    """Hard-wrapped lines joined; one blank line between paragraphs; None for nothing."""
    parts = [""]
    for line in split_lines(text or ""):
        if line.strip():
            parts[-1] += f"{line}\n"
        else:
            parts.append("")
    joined = filter(None, map(collapse, parts))
    return "\n\n".join(joined) or None


def html_to_markdown(html: str) -> str | None:
    """The text of a small piece of HTML as Markdown, such as a note in Zotero.

    Paragraphs, bold, italics, code, lists, quotes and links; of all else the text alone.
    What the text has of Markdown's marks stays as the reader typed it.
    """
    writer = _MarkdownWriter()
    writer.feed(html)
    writer.close()
    lines = [line.strip() for line in "".join(writer.parts).split("\n")]
    text = re.sub(r"\n{3,}+", "\n\n", "\n".join(lines))
    return text.strip() or None


def unused_fields(
    seed: str,
    line: int | None,
    fields: Mapping[str, str],
) -> Problem:
    """A note on what a record says that no page has a place for, word for word."""
    quoted = [
        f"{name} = {shortened(value, _LONGEST_VALUE)}" for name, value in fields.items()
    ]
    return Problem(
        severity=Severity.NOTE,
        code="record-field-unused",
        message=f"not on the page: {'; '.join(quoted)}",
        path=seed,
        line=line,
        hint="it stays in the seed; write it into your notes if you need it",
    )


class _MarkdownWriter(HTMLParser):
    """Collects the pieces of the Markdown text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n> " if tag == "blockquote" else "\n\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "a" and self._links:
            self.parts.append(f"]({self._links.pop()})")
        elif tag in _BLOCKS and tag != "li":
            self.parts.append("\n\n")
        else:
            self.parts.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # Blanks and line breaks are one blank in HTML.
            self.parts.append(re.sub(r"\s++", " ", data))
