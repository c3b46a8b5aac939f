"""Where a template or a part of an asset is: names never lead out of the folders."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateNotFound
from jinja2.loaders import split_template_path


def template_file(folders: Iterable[Path], name: str) -> Path | None:
    """The file of this name in the first folder that has it; None if none has.

    Nor is there one for a name such as `../../notes.txt`, which would publish what is
    somewhere else.
    """
    try:
        parts = split_template_path(name)
    except TemplateNotFound:
        return None
    for folder in folders:
        file = folder.joinpath(*parts)
        if file.is_file():
            return file
    return None
