"""One page: a file's bytes read into values, and the text of a page that does not exist yet."""

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator import markup
from generator.errors import Parsed, Problem, Severity
from generator.frontmatter import Document, parse, written
from generator.paper import Annotations, Paper
from generator.schema import INVITING, record, source_fields
from generator.text import collapse, slug

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
    page, problems = page_and_problems(data, path)
    broken = any(problem.severity is Severity.ERROR for problem in problems)
    return Parsed(items=() if page is None or broken else (page,), problems=problems)


def page_and_problems(data: bytes, path: str) -> tuple[Page | None, tuple[Problem, ...]]:
    """The page as far as it can be read, None when its front matter cannot be."""
    document, problems = document_from(data, path)
    if document is None:
        return None, problems
    stem = PurePosixPath(path).stem
    said = record(document, title="")
    abstract, abstract_line, notes, notes_line = _body(document)
    if not abstract and said.paper.abstract:
        abstract, abstract_line = markup.escape(said.paper.abstract), _abstract_line(document)
    page = Page(
        slug=slug(stem, length=FILE_NAME_LENGTH),
        path=path,
        paper=replace(
            said.paper, title=said.paper.title or _title_of(stem, said.paper), abstract=None
        ),
        annotations=said.annotations,
        abstract=abstract,
        notes=notes,
        abstract_line=abstract_line,
        notes_line=notes_line,
    )
    return page, said.problems


def document_from(data: bytes, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """A file as front matter and body; None and what is wrong when it does not parse."""
    try:
        document = parse(data.decode("utf-8"), path)
    except UnicodeDecodeError as fault:
        return None, (_not_utf8(data, fault, path),)
    return (None if document.problems else document), document.problems


def page_text(paper: Paper) -> str:
    """The full text of a new page."""
    lines = (
        "---",
        written(source_fields(paper)).rstrip("\n"),
        "# Yours from here on",
        written(INVITING.items()).rstrip("\n"),
        "---",
    )
    abstract = markup.escape(paper.abstract or "")
    return "\n".join(lines) + "\n\n" + (f"{abstract}\n\n" if abstract else "") + "## Notes\n"


def _not_utf8(data: bytes, fault: UnicodeDecodeError, path: str) -> Problem:
    before = re.split(r"\r\n|\n|\r", data[: fault.start].decode("utf-8"))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    what = "a page in UTF-16" if wide else f"byte 0x{data[fault.start]:02X} is not UTF-8"
    return Problem(
        severity=Severity.ERROR,
        code="content-encoding",
        message=what,
        path=path,
        line=len(before),
        column=len(before[-1]) + 1,
        hint="save the page as UTF-8",
    )


def _title_of(stem: str, paper: Paper) -> str:
    """What a file's name says where the front matter has no title."""
    for scheme, identifier in (("arXiv", paper.arxiv_id), ("doi", paper.doi)):
        if identifier and slug(stem) == slug(identifier):
            return f"{scheme}:{identifier}"
    return collapse(stem if " " in stem else re.sub(r"[-_]", " ", stem)) or stem


def _body(document: Document) -> tuple[str, int, str, int]:
    """Abstract and notes, each with the line of the file on which it begins."""
    lines = document.body.split("\n")
    heading = markup.first_heading(document.body)
    cut = len(lines) if heading is None else heading
    abstract, abstract_line = _trimmed(lines[:cut], document.body_line)
    notes, notes_line = _trimmed(lines[cut:], document.body_line + cut)
    return abstract, abstract_line, notes, notes_line


def _trimmed(lines: list[str], line: int) -> tuple[str, int]:
    """The lines as a text without blank lines around it, and the line on which that begins."""
    blank = next((number for number, text in enumerate(lines) if text.strip()), 0)
    return "\n".join(lines[blank:]).rstrip(), line + blank


def _abstract_line(document: Document) -> int:
    item = next(item for item in document.fields if item.name.strip().casefold() == "abstract")
    return item.value.span.line
