"""One page: a file's bytes read into values, and the text of a page to create.

The body above the first heading is the abstract, the rest the reader's notes. What the
front matter means is up to `schema`; which files are pages, to `reader`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from generator import markup
from generator.content.credentials import (
    credential_problems,
    may_have_credentials,
)
from generator.content.frontmatter import Document, Field, Value, field_lines, parse
from generator.content.schema import INVITING, KEYS, Owner, record, source_fields
from generator.content.schema.imported import keys_left_by_import, words_of
from generator.content.schema.table import IMPORTED
from generator.core.credentials import without_credentials
from generator.core.errors import Parsed, Problem, Severity
from generator.core.identifiers import identifier_in, split_name
from generator.core.identity import identifiers, with_ids
from generator.core.paper import Annotations, Paper
from generator.core.positions import position
from generator.core.project_layout import stem
from generator.core.text import collapse, slug, without_brackets
from generator.core.titles import title_key

R = TypeVar("R", Paper, Annotations)

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINES = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\n|\r))*")
_LEADING_DAY = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-(?=.)")
_HEADING_ID = re.compile(r"(?<![ \t])[ \t]*+\{#[\w-]*\}$")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")
_SECTIONS = frozenset(("notes", "mynotes", "abstract", "summary", "comments", "todo"))
"""Keys of headings that are no titles."""
FILE_NAME_LENGTH = 200
"""Longest slug of a page that its reader named; ours are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One paper's page: the source's facts, and what its reader made of them."""

    slug: str
    """The file's name made safe: unique among all pages, ignoring case."""
    path: str
    """The file in the project, POSIX slashes: `content/papers/x.md`."""
    paper: Paper
    """From the front matter; without the abstract, which is below."""
    annotations: Annotations
    abstract: str
    """Markdown above the first heading, else the front matter's; often empty."""
    notes: str
    """Markdown from the first heading on, the heading's line included.

    On a new page a heading alone: `has_notes` says whether the reader wrote anything.
    """
    abstract_line: int
    """Line of the file on which the abstract begins, from 1."""
    notes_line: int
    """Line of the file on which the notes begin, from 1."""

    @property
    def has_notes(self) -> bool:
        """Whether the notes have text below their headings."""
        for line in markup.without_comments(self.notes).split("\n"):
            text = line.strip()
            if text and not text.startswith("#"):
                return True
        return False


def page_from(data: bytes, path: str) -> Parsed[Page]:
    """The page that a file's bytes hold: one item, or none and an error."""
    document = document_from(data, path)
    if document.problems:
        return Parsed(problems=document.problems)
    page, problems = page_in(document)
    if may_have_credentials(document):
        page = _without_credentials(page)
        if not page.annotations.private:
            problems += tuple(credential_problems(document))
    is_broken = any(problem.severity is Severity.ERROR for problem in problems)
    return Parsed(items=() if is_broken else (page,), problems=problems)


def document_from(data: bytes, path: str) -> Document:
    """A file's bytes as front matter and body; an error if they are no text."""
    try:
        return parse(data.decode("utf-8"), path)
    except UnicodeDecodeError as fault:
        return Document(
            path=path,
            text="",
            problems=(_not_utf8(data, fault, path),),
        )


def _without_credentials(page: Page) -> Page:
    return replace(
        page,
        paper=_with_texts(page.paper, without_credentials),
        annotations=_with_texts(page.annotations, without_credentials),
        abstract=without_credentials(page.abstract),
        notes=without_credentials(page.notes),
    )


def _without_comments(paper: Paper, document: Document) -> Paper:
    """The paper without the comments in values that its reader wrote or changed.

    What an import left there is a source's, and stays as it is.
    """
    left_by_import = keys_left_by_import(document)
    kept = {
        key.field: getattr(paper, key.field)
        for key in KEYS
        if key.owner is Owner.SOURCE and key.name in left_by_import
    }
    changed = _with_texts(paper, markup.without_comments_in_value)
    return replace(changed, **kept)


def _with_texts(record: R, change: Callable[[str], str]) -> R:
    """A record with all its texts changed; of a list, those that are left empty go."""
    values = {}
    for field in fields(record):
        value = _with_changed(getattr(record, field.name), change)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            value = tuple(item for item in value if item != "")
        values[field.name] = value
    return replace(record, **values)


def _with_changed(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - a value of any field
    """A text changed, or the texts in tuples; other values stay."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return change(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_with_changed(item, change) for item in value)
    return value


def page_in(document: Document) -> tuple[Page, tuple[Problem, ...]]:
    """The page in a file whose front matter parses, as far as it can be understood."""
    paper, annotations, problems = record(document, title="")
    if markup.may_have_comments(document.text[: document.body_start]):
        # Those of the body go when it is shown.
        paper = _without_comments(paper, document)
        annotations = _with_texts(annotations, markup.without_comments_in_value)
    abstract, abstract_line, notes, notes_line = _abstract_and_notes(document)

    # The body's abstract counts, and one in the front matter only without it.
    if abstract and paper.abstract:
        problems += (_second_abstract(document, abstract_line),)
    elif paper.abstract:
        abstract = markup.escape(paper.abstract)
        abstract_line = _abstract_field(document).value.span.line
    name = stem(document.path)
    heading = _title_heading(document, paper.title)
    if heading:  # the page shows it above everything
        notes, notes_line = _below_heading(document, heading)
    paper = with_ids(paper, name=name)
    if paper.abstract or not paper.title:
        title = paper.title or (heading and heading.title)
        title = title or _title_from_name(name, paper)
        paper = replace(paper, title=title, abstract=None)
    problems += _open_comment(document)
    page = Page(
        slug=slug(name, length=FILE_NAME_LENGTH),
        path=document.path,
        paper=paper,
        annotations=annotations,
        abstract=abstract,
        notes=notes,
        abstract_line=abstract_line,
        notes_line=notes_line,
    )
    return page, problems


def page_identifiers(page: Page) -> tuple[str, ...]:
    """What the page's paper is recognised by: its identifiers, and those in aliases."""
    aliases = map(identifier_in, page.annotations.aliases)
    keys = [alias.key for alias in aliases if alias]
    return (*identifiers(page.paper), *keys)


def page_text(paper: Paper) -> str:
    """The full text of a new page."""
    abstract = markup.escape(paper.abstract or "")
    parts = [
        "---\n",
        field_lines([*source_fields(paper), *_import_note(paper, abstract)]),
        "# Yours from here on\n",
        field_lines(INVITING.items()),
        "---\n\n",
        f"{abstract}\n\n" if abstract else "",
        "## Notes\n",
    ]
    return "".join(parts)


def _import_note(paper: Paper, abstract: str) -> list[tuple[str, Value]]:
    """What an import notes of the values it wrote; nothing without any seed."""
    return [(IMPORTED, words_of(paper, abstract))] if paper.listings else []


def abstract_span(document: Document) -> tuple[int, int]:
    """Where the body's abstract begins and ends in the text; equal if it has none."""
    body = document.text[document.body_start :]
    heading = markup.first_heading(document.body)
    above = body
    if heading is not None:
        line_starts = [0]
        line_starts += [end.end() for end in _LINE_END.finditer(body)]
        above = body[: line_starts[heading]]
    blank = _BLANK_LINES.match(above)
    start = blank.end() if blank else 0
    end = max(start, len(above.rstrip()))
    offset = document.body_start
    return offset + start, offset + end


def _abstract_and_notes(document: Document) -> tuple[str, int, str, int]:
    """Abstract and notes, each with the line of the file on which it begins."""
    first = document.body_line
    lines = document.body.split("\n")
    heading = markup.first_heading(document.body)
    cut = len(lines) if heading is None else heading
    abstract, abstract_line = _without_blank_lines(lines[:cut], first)
    notes, notes_line = _without_blank_lines(lines[cut:], first + cut)
    return abstract, abstract_line, notes, notes_line


def _without_blank_lines(lines: list[str], first: int) -> tuple[str, int]:
    """The lines without blank ones around them, and the number of the first."""
    filled = (number for number, line in enumerate(lines) if line.strip())
    start = next(filled, 0)
    text = "\n".join(lines[start:])
    return text.rstrip(), first + start


class _TitleHeading(NamedTuple):
    """The heading that is a page's title."""

    line: int
    """In the body, from 0."""
    title: str


def _title_heading(document: Document, title: str) -> _TitleHeading | None:
    """The first heading, if it is `# …` and the page has no other title."""
    body = document.body
    # Nearly all pages have a title and no such heading, and need no parser.
    may_repeat_title = body.startswith("# ") or "\n# " in body
    if title and not may_repeat_title:
        return None
    if markup.first_heading(body) is None:
        return None
    found = markup.headings(body)
    if not found or found[0].level != 1:
        return None
    words = _HEADING_ID.sub("", found[0].text)
    heading = without_brackets(collapse(markup.plain_text(words, repair=False)))
    if title and title_key(heading) != title_key(title):
        return None
    if not heading or title_key(heading) in _SECTIONS:
        return None
    return _TitleHeading(found[0].line, heading)


def _below_heading(document: Document, heading: _TitleHeading) -> tuple[str, int]:
    """The body below a heading, and the line of the file on which it begins."""
    lines = document.body.split("\n")
    below = heading.line + 1
    is_underlined = not lines[heading.line].lstrip().startswith("#")
    while is_underlined and below < len(lines):
        below += 1
        if _UNDERLINE.fullmatch(lines[below - 1]):
            break
    return _without_blank_lines(lines[below:], document.body_line + below)


def _title_from_name(name: str, paper: Paper) -> str:
    """A title for a page without one: its identifier, else the words of its name."""
    for scheme, identifier in (("arXiv", paper.arxiv_id), ("doi", paper.doi)):
        if identifier and slug(name) == slug(identifier):
            return f"{scheme}:{identifier}"
    arxiv_id, name = split_name(name)
    if arxiv_id and not name:
        return f"arXiv:{arxiv_id}"
    name = _LEADING_DAY.sub("", name)  # Jekyll's names begin with a day
    words = name
    if " " not in name:
        words = re.sub(r"[-_]", " ", name)
    return collapse(words) or name


def _abstract_field(document: Document) -> Field:
    for field in document.fields:
        name = field.name.strip()
        if name.casefold() == "abstract":
            return field
    raise LookupError(document.path)


def _open_comment(document: Document) -> tuple[Problem, ...]:
    """A warning if a comment hides the rest of the body, which few people mean."""
    body = document.body
    start = markup.uncommented(body).open_at
    if start is None:
        return ()
    opener, closer = markup.comment_marks(body, start)
    line, column = position(body, start)
    problem = Problem(
        severity=Severity.WARNING,
        code="notes-comment-open",
        message=f"the comment that begins with `{opener}` here never ends, "
        "so that what follows is not shown",
        path=document.path,
        line=document.body_line + line - 1,
        column=column,
        hint=f"end it with `{closer}`, or write `\\{opener}` if it is text",
    )
    return (problem,)


def _not_utf8(
    data: bytes,
    fault: UnicodeDecodeError,
    path: str,
) -> Problem:
    before = data[: fault.start].decode("utf-8")
    lines = _LINE_END.split(before)
    message = f"byte 0x{data[fault.start]:02X} is not UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "a page in UTF-16"
    return Problem(
        severity=Severity.ERROR,
        code="content-encoding",
        message=message,
        path=path,
        line=len(lines),
        column=len(lines[-1]) + 1,
        hint="save the page as UTF-8",
    )


def _second_abstract(document: Document, line: int) -> Problem:
    place = _abstract_field(document).value.span
    return Problem(
        severity=Severity.NOTE,
        code="content-abstract-twice",
        message="this abstract is not shown, "
        f"since the text in line {line} counts as the abstract",
        path=document.path,
        line=place.line,
        column=place.column,
        hint="put a heading such as `## Notes` above the text, "
        "or take one of the two away",
    )
