"""The pages on disk: every `*.md` below `content/`, read into values and written once.

Pages belong to the reader. New papers become new files; a file that exists is never opened for
writing here. A page that cannot be read is a problem and never disturbs the others.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator import frontmatter, markup, schema
from generator.errors import Parsed, Problem, Severity
from generator.frontmatter.writing import written
from generator.merge import identities, merged
from generator.paper import Annotations, Paper
from generator.text import digest, slug, title_key

_NOT_PAGES = frozenset({"readme", "license", "changelog"})
_MARK = "# Yours from here on"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did to `content/`."""

    new: tuple[str, ...]
    """Pages written, as in `Page.path`, sorted."""
    kept: tuple[str, ...]
    """Pages that stood for a paper already and were left as they are, sorted."""
    problems: tuple[Problem, ...] = ()


def read_pages(folder: Path) -> Parsed[Page]:
    """Every page below `folder` (the project's `content/`), sorted by path.

    Paths are relative to the folder's parent. Hidden files, those that begin with `_`, and
    READMEs are no pages.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for file in _page_files(folder):
        path = file.relative_to(folder.parent).as_posix()
        try:
            data = file.read_bytes()
        except OSError as fault:
            problems.append(_error("page-unreadable", f"cannot be read: {fault.strerror}", path))
            continue
        parsed = page_from(data, path)
        pages += parsed.items
        problems += parsed.problems
    problems += _shared_slugs(pages)
    return Parsed(items=tuple(pages), problems=tuple(problems))


def page_from(data: bytes, path: str) -> Parsed[Page]:
    """The page that a file's bytes hold: one item, or none and an error."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        problem = _error("page-encoding", "not UTF-8", path, line, "save the file as UTF-8")
        return Parsed(problems=(problem,))
    document = frontmatter.parse(text, path)
    stem = PurePosixPath(path).stem
    record = schema.record(document, title=stem)
    problems = (*document.problems, *record.problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Parsed(problems=problems)
    body = document.text[document.body_start :].replace("\r\n", "\n").replace("\r", "\n")
    abstract, notes, notes_line = _halves(body, document.body_line)
    if not abstract.strip() and record.paper.abstract:
        abstract = markup.escape(record.paper.abstract)
    page = Page(
        slug=stem if slug(stem) == stem.lower() else slug(stem),
        path=path,
        paper=replace(record.paper, abstract=None),
        annotations=record.annotations,
        abstract=abstract,
        notes=notes,
        abstract_line=document.body_line,
        notes_line=notes_line,
    )
    return Parsed(items=(page,), problems=problems)


def seeds_named(pages: Iterable[Page]) -> set[str]:
    """The seeds that pages name as their source: imported before, hence not by a build."""
    return {listing.seed for page in pages for listing in page.paper.listings}


def page_text(paper: Paper) -> str:
    """The full text of a new page."""
    source = written(schema.source_fields(paper))
    inviting = written(schema.INVITING.items())
    abstract = f"{markup.escape(paper.abstract)}\n\n" if paper.abstract else ""
    return f"---\n{source}{_MARK}\n{inviting}---\n\n{abstract}## Notes\n"


def write_new_pages(folder: Path, papers: Iterable[Paper]) -> ImportReport:
    """Writes a page to `folder/papers` for each paper that no page below `folder` stands for.

    `folder` is the project's `content/`. The same paper from several seeds becomes one page;
    the order of the papers does not matter.
    """
    existing = read_pages(folder)
    known = {name: page.path for page in existing.items for name in _page_identities(page)}
    taken = {file.stem.casefold() for file in _page_files(folder)}
    new: list[str] = []
    kept: set[str] = set()
    problems: list[Problem] = []
    fresh = [paper for paper in merged(papers) if not _is_kept(paper, known, kept)]
    for name, paper in _named(fresh, taken):
        path = f"{folder.name}/papers/{name}.md"
        try:
            _write_new(folder / "papers" / f"{name}.md", page_text(paper).encode("utf-8"))
            new.append(path)
        except OSError as fault:
            problems.append(_error("page-write", f"cannot be written: {fault.strerror}", path))
    return ImportReport(new=tuple(sorted(new)), kept=tuple(sorted(kept)), problems=tuple(problems))


def _page_files(folder: Path) -> list[Path]:
    """The files that are pages, sorted by path."""
    files = (file for file in folder.rglob("*.md") if file.is_file())
    return sorted(file for file in files if _is_page(file.relative_to(folder)))


def _is_page(path: Path) -> bool:
    hidden = any(part.startswith((".", "_")) for part in path.parts)
    return not hidden and path.stem.lower() not in _NOT_PAGES


def _halves(body: str, line: int) -> tuple[str, str, int]:
    """Abstract, notes, and the line on which the notes begin."""
    heading = markup.first_heading(body)
    if heading is None:
        return body, "", line + body.count("\n")
    lines = body.split("\n")
    return "\n".join(lines[:heading]), "\n".join(lines[heading:]), line + heading


def _shared_slugs(pages: Iterable[Page]) -> Iterator[Problem]:
    """Two pages at one address, also where case does not count."""
    first: dict[str, Page] = {}
    for page in pages:
        other = first.setdefault(page.slug.casefold(), page)
        if other is not page:
            yield _error(
                "page-slug", f"the same address as {other.path}: papers/{page.slug}.html",
                page.path, hint="give one of the files another name",
            )  # fmt: skip


def _page_identities(page: Page) -> Iterator[str]:
    yield from identities(page.paper)
    for alias in page.annotations.aliases:
        yield f"title:{title_key(alias)}"
    for listing in page.paper.listings:
        yield f"place:{listing.seed}:{listing.position}"


def _is_kept(paper: Paper, known: dict[str, str], kept: set[str]) -> bool:
    """Whether a page stands for the paper already; if so, it is noted."""
    places = [f"place:{listing.seed}:{listing.position}" for listing in paper.listings]
    path = next((known[name] for name in (*identities(paper), *places) if name in known), None)
    if path:
        kept.add(path)
    return path is not None


def _named(papers: Iterable[Paper], taken: set[str]) -> Iterator[tuple[str, Paper]]:
    """A file name for each paper; where several want one, each gets what identifies it too."""
    wanted: dict[str, list[Paper]] = {}
    for paper in papers:
        wanted.setdefault(slug(paper.title), []).append(paper)
    for name, rivals in wanted.items():
        for paper in rivals:
            free = len(rivals) == 1 and name not in taken
            suffixed = f"{name}-{digest(identities(paper)[0], 6)}"
            yield (name if free else suffixed), paper


def _write_new(path: Path, content: bytes) -> None:
    """Write a file whole, and only if there is none: what a reader saved meanwhile stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".new-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        try:
            path.hardlink_to(temporary)
        except (OSError, NotImplementedError) as fault:
            if isinstance(fault, FileExistsError):
                raise
            with path.open("xb") as file:  # a file system without links
                file.write(content)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _error(
    code: str, message: str, path: str, line: int | None = None, hint: str | None = None
) -> Problem:
    return Problem(
        severity=Severity.ERROR, code=code, message=message, path=path, line=line, hint=hint
    )
