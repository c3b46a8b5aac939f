"""A page for one paper that its reader names, annotated from the start."""

from collections.abc import Mapping
from pathlib import Path

from generator.content.atomic import create
from generator.content.frontmatter import Value
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_text
from generator.content.schema import NAMES
from generator.content.update.page_index import PageIndex, names_for
from generator.content.update.plan import PAPERS
from generator.core.errors import PapershelfError, error
from generator.core.paper import Paper
from generator.core.project_layout import stem


def write_page(
    standing: PageIndex, paper: Paper, annotations: Mapping[str, Value]
) -> str:
    """Path of the new page for a paper, with these keys set.

    Raises `PapershelfError` when a page stands for the paper already, or none can be written.
    """
    folder = standing.folder
    if page := standing.page_for(paper):
        raise _standing(page)
    text = set_fields(page_text(paper), annotations, order=NAMES).encode(
        "utf-8", "replace"
    )
    for name in names_for(paper):
        file = folder / PAPERS / f"{name}.md"
        if not standing.is_taken(name) and _is_created(file, text):
            return file.relative_to(folder.parent).as_posix()
    raise _standing(f"{folder.name}/{PAPERS}/{names_for(paper)[0]}.md")


def _is_created(file: Path, text: bytes) -> bool:
    try:
        return create(file, text)
    except OSError as fault:
        raise error(
            "content-unwritable",
            f"the page is not written: {fault.strerror}",
            path=f"{file.parent.parent.name}/{PAPERS}/{file.name}",
            hint="make the folder writable and try again",
        ) from fault


def _standing(path: str) -> PapershelfError:
    return error(
        "page-exists",
        "this page stands for the paper already",
        path=path,
        hint=f"annotate it, as in `papershelf status {stem(path)} reading`",
    )
