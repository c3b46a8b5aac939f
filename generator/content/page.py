"""One page: a file's bytes read into values, and the text of a page that does not exist yet."""

import re
from dataclasses import dataclass, replace

from generator import markup
from generator.content.frontmatter import Document, Span, field_lines, parse
from generator.content.schema import INVITING, record, source_fields
from generator.core.errors import Parsed, Problem, Severity
from generator.core.paper import Annotations, Paper
from generator.core.project_layout import stem
from generator.core.text import collapse, slug

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINES = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\n|\r))*")
FILE_NAME_LENGTH = 200
"""Longest slug of a page that its reader named; ours are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One paper's page: what the source said, and what its reader made of it."""

    slug: str
    """The file's name made safe: unique among all pages, also where case does not count."""
    path: str
    """The file in the project, POSIX slashes: `content/papers/x.md`."""
    paper: Paper
    """From the front matter; its abstract is None, since that stands in the body."""
    annotations: Annotations
    abstract: str
    """Markdown above the first heading, else the front matter's abstract escaped; often empty."""
    notes: str
    """Markdown from the first heading on, the heading's line included; often empty."""
    abstract_line: int
    """Line of the file on which the abstract begins, from 1."""
    notes_line: int
    """Line of the file on which the notes begin, from 1."""


def page_from(data: bytes, path: str) -> Parsed[Page]:
    """The page that a file's bytes hold: one item, or none and an error."""
    document = document_from(data, path)
    page, problems = (
        (None, document.problems) if document.problems else page_in(document)
    )
    broken = any(problem.severity is Severity.ERROR for problem in problems)
    return Parsed(items=() if page is None or broken else (page,), problems=problems)


def document_from(data: bytes, path: str) -> Document:
    """A file's bytes as front matter and body; with an error, and empty, if they are no text."""
    try:
        return parse(data.decode("utf-8"), path)
    except UnicodeDecodeError as fault:
        return Document(path=path, text="", problems=(_not_utf8(data, fault, path),))


def page_in(document: Document) -> tuple[Page, tuple[Problem, ...]]:
    """The page in a file whose front matter could be parsed, as far as it can be understood."""
    name = stem(document.path)
    said = record(document, title="")
    abstract, abstract_line, notes, notes_line = _body(document)
    problems = said.problems
    if abstract and said.paper.abstract:
        problems += (_second_abstract(document, abstract_line),)
    elif said.paper.abstract:
        abstract = markup.escape(said.paper.abstract)
        abstract_line = _abstract_place(document).line
    paper = said.paper
    if paper.abstract or not paper.title:
        paper = replace(
            paper, title=paper.title or _title_of(name, paper), abstract=None
        )
    page = Page(
        slug=slug(name, length=FILE_NAME_LENGTH),
        path=document.path,
        paper=paper,
        annotations=said.annotations,
        abstract=abstract,
        notes=notes,
        abstract_line=abstract_line,
        notes_line=notes_line,
    )
    return page, problems


def page_text(paper: Paper) -> str:
    """The full text of a new page."""
    lines = (
        "---",
        field_lines(source_fields(paper)).rstrip("\n"),
        "# Yours from here on",
        field_lines(INVITING.items()).rstrip("\n"),
        "---",
    )
    abstract = markup.escape(paper.abstract or "")
    return (
        "\n".join(lines)
        + "\n\n"
        + (f"{abstract}\n\n" if abstract else "")
        + "## Notes\n"
    )


def _not_utf8(data: bytes, fault: UnicodeDecodeError, path: str) -> Problem:
    before = re.split(r"\r\n|\n|\r", data[: fault.start].decode("utf-8"))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    what = (
        "a page in UTF-16" if wide else f"byte 0x{data[fault.start]:02X} is not UTF-8"
    )
    return Problem(
        severity=Severity.ERROR,
        code="content-encoding",
        message=what,
        path=path,
        line=len(before),
        column=len(before[-1]) + 1,
        hint="save the page as UTF-8",
    )


def _title_of(name: str, paper: Paper) -> str:
    """What a file's name says where the front matter has no title; Jekyll's begins with a day."""
    for scheme, identifier in (("arXiv", paper.arxiv_id), ("doi", paper.doi)):
        if identifier and slug(name) == slug(identifier):
            return f"{scheme}:{identifier}"
    name = re.sub(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-(?=.)", "", name)
    return collapse(name if " " in name else re.sub(r"[-_]", " ", name)) or name


def _body(document: Document) -> tuple[str, int, str, int]:
    """Abstract and notes, each with the line of the file on which it begins."""
    lines = document.body.split("\n")
    heading = markup.first_heading(document.body)
    cut = len(lines) if heading is None else heading
    abstract, abstract_line = _trimmed(lines[:cut], document.body_line)
    notes, notes_line = _trimmed(lines[cut:], document.body_line + cut)
    return abstract, abstract_line, notes, notes_line


def abstract_span(document: Document) -> tuple[int, int]:
    """Where the body's abstract begins and ends in the file's text; two equal places if none."""
    body = document.text[document.body_start :]
    heading = markup.first_heading(document.body)
    starts = [0, *(found.end() for found in _LINE_END.finditer(body))]
    above = body if heading is None else body[: starts[heading]]
    begin = _BLANK_LINES.match(above)
    start = begin.end() if begin else 0
    end = max(start, len(above.rstrip()))
    return document.body_start + start, document.body_start + end


def _trimmed(lines: list[str], line: int) -> tuple[str, int]:
    """The lines as a text without blank lines around it, and the line on which that begins."""
    blank = next((number for number, text in enumerate(lines) if text.strip()), 0)
    return "\n".join(lines[blank:]).rstrip(), line + blank


def _abstract_place(document: Document) -> Span:
    item = next(
        item for item in document.fields if item.name.strip().casefold() == "abstract"
    )
    return item.value.span


def _second_abstract(document: Document, line: int) -> Problem:
    place = _abstract_place(document)
    return Problem(
        severity=Severity.NOTE,
        code="content-abstract-twice",
        message=f"this abstract is not shown, since the text in line {line} counts as the abstract",
        path=document.path,
        line=place.line,
        column=place.column,
        hint="put a heading such as `## Notes` above the text, or take one of the two away",
    )
