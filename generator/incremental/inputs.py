"""Every file that a build reads: the project's, and those of Papershelf itself.

Names are enough to find them. Nothing is loaded that reads them, so that a build with
nothing to do finds that out before it loads Jinja or the Markdown parser.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from generator.core.project_layout import (
    FILE_NAME,
    FOLDER,
    JOURNAL,
    SEEDS,
    TEMPLATES,
    is_temporary,
)
from generator.core.reading import files_below, list_folder
from generator.system.fingerprints import Fingerprints, cache_key

PACKAGE = Path(__file__).parent.parent
_TEMPLATES = (PACKAGE / "_templates", PACKAGE.parent / "templates")
"""Where ours can be: in the wheel, or in a checkout for development."""
_PROGRAM = os.path.join(PACKAGE, "")  # noqa: PTH118 - with a slash at its end
DEPENDENCIES = frozenset(
    {"jinja2", "lunr", "markdown_it_py", "markupsafe", "mdurl", "pyyaml", "rjsmin"}
)
"""Packages that the bytes of a site depend on, as their installed folders are named."""


def template_folders(project: Path) -> tuple[Path, ...]:
    """Where the templates of a project can be, the reader's own folder first."""
    candidates = (project / TEMPLATES, *_TEMPLATES)
    # Reversed twice: of two names for one folder the first wins, and keeps its place.
    folders = {}
    for folder in reversed(candidates):
        if folder.is_dir():
            folders[folder.resolve()] = folder
    return tuple(reversed(folders.values()))


def input_files(project: Path, content: Iterable[str]) -> list[str]:
    """Absolute paths of the files that a build reads, pages and attachments first.

    `content` has the paths of these in the project.
    """
    project = project.absolute()
    # Joined as text: `pathlib` takes twenty times as long, and there are 10,000 pages.
    files = [f"{project}/{path}" for path in content]
    single_files = (project / FILE_NAME, project / FOLDER / JOURNAL)
    # As text: a folder that cannot be entered is told by `page_walk`.
    files += [os.fspath(file) for file in single_files if os.path.exists(file)]  # noqa: PTH110
    folders = (project / SEEDS, *template_folders(project), PACKAGE)
    files += _files_below(folders)
    return files


def other_inputs(project: Path, files: Iterable[str]) -> Iterator[str]:
    """Those of the files that a build reads and never writes."""
    journal = os.fspath(project.absolute() / FOLDER / JOURNAL)
    return (file for file in files if file != journal)


def program_digest(files: Fingerprints) -> bytes:
    """Digest of the program: Python, the dependencies, our own modules in `files`."""
    modules = sorted(files.digests(_is_module))
    return cache_key(sys.version, *_installed_dependencies(), *modules)


def is_shipped_template(template: str) -> bool:
    """Whether a template is one that comes with Papershelf."""
    return any(Path(template).is_relative_to(folder) for folder in _TEMPLATES)


def _is_module(file: str) -> bool:
    return file.endswith(".py") and file.startswith(_PROGRAM)


def _installed_dependencies() -> Iterator[str]:
    """The dependencies with their versions, named by the folders of their metadata."""
    for folder in filter(os.path.isdir, sys.path):
        for name in sorted(entry.name for entry in list_folder(folder)):
            package = name.partition("-")[0].lower()
            if package in DEPENDENCIES and name.endswith("-info"):
                yield name


def _files_below(folders: Iterable[Path]) -> Iterator[str]:
    """All files below these folders."""
    for folder in folders:
        # Folders that are not there, or cannot be listed, are told by `page_walk`.
        with suppress(OSError):
            for file in files_below(folder):
                # Python's own caches are no input: they follow from the modules.
                is_cache = "__pycache__" in file
                if not is_cache and not is_temporary(os.path.basename(file)):  # noqa: PTH119 - as text
                    yield file
