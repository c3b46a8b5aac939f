"""A new page for one paper that its reader names, annotated from the start.

It is the page that an import would create, under the first of the paper's names that is
free. What the paper is, with all that seeds have of it, is up to `import_seeds`.
"""

from collections.abc import Mapping
from pathlib import Path

from generator.content.atomic import create
from generator.content.frontmatter import Value
from generator.content.frontmatter.edit import set_fields
from generator.content.page import page_text
from generator.content.schema import NAMES
from generator.content.update.page_index import PageIndex, names_for
from generator.core.errors import PapershelfError, error
from generator.core.paper import Paper
from generator.core.project_layout import stem


def write_page(
    index: PageIndex,
    paper: Paper,
    annotations: Mapping[str, Value],
) -> str:
    """Path of the new page of a paper, with these keys set.

    Raises `PapershelfError` if the paper has a page already, or none can be written.
    """
    existing = index.page_for(paper)
    if existing:
        raise _page_exists(existing)
    plain = page_text(paper)
    text = set_fields(plain, annotations, order=NAMES)
    names = names_for(paper)
    for name in names:
        path = index.path_of(name)
        if index.is_taken(name):
            continue
        if _create_file(index.folder.parent, path, text):
            return path
    raise _page_exists(index.path_of(names[0]))


def _create_file(
    root: Path,
    path: str,
    text: str,
) -> bool:
    try:
        return create(root, path, text.encode("utf-8", "replace"))
    except OSError as fault:
        raise error(
            "content-unwritable",
            f"the page is not written: {fault.strerror}",
            path=path,
            hint="make the folder writable and try again",
        ) from fault


def _page_exists(path: str) -> PapershelfError:
    return error(
        "page-exists",
        "the paper has this page already",
        path=path,
        hint=f"annotate it, as in `papershelf status {stem(path)} reading`",
    )
