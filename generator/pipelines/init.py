"""A new reading list: the files that `papershelf init` writes, none of them filler."""

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

from generator.core.credentials import without_credentials
from generator.core.errors import PapershelfError, error
from generator.core.project_layout import FILE_NAME, project_around
from generator.core.reading import list_folder, read_text
from generator.system.changes import Changes
from generator.system.folder import Folder, place_in_folder

_STARTER_FILES = Path(__file__).parents[1] / "starter"
_STARTER = {
    FILE_NAME: "papershelf.toml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".github/workflows/pages.yml": "pages.yml",
}
"""Where each file of `generator/starter/` goes."""
_EXAMPLE = "example"
"""Folder of the starter with pages to look at."""
_PAGES = "content/papers"
_EMPTY = ("seeds/.gitkeep", f"{_PAGES}/.gitkeep")

_OTHER_NAMES = {"README.md": "PAPERSHELF.md", ".gitignore": None}
"""For files that a repository often has already, where ours goes; None for nowhere."""


class NewProject(NamedTuple):
    """What was made in the folder of a new reading list; paths with POSIX slashes."""

    created: tuple[str, ...]
    readme: str
    kept: tuple[str, ...]
    """Files that were there already and stay as they are."""


def new_project(root: Path, *, example: bool = False) -> NewProject:
    """Write a new reading list to folder `root`, with two papers if `example`.

    Raises `PapershelfError`, and writes nothing, when there is a reading list already.
    """
    wanted = _starter_files(example=example)
    kept = tuple(path for path in _OTHER_NAMES if (root / path).exists())
    contents: dict[str, str] = {}
    readme = "README.md"
    for path, content in wanted.items():
        target = _OTHER_NAMES[path] if path in kept else path
        if target is None:
            continue
        contents[target] = content
        if path == readme:
            readme = target
    _stop_if_taken(root, contents)
    _write_files(root, contents)
    return NewProject(tuple(contents), readme, kept)


def ignored_paths() -> list[str]:
    """What a Git repository leaves out: the lines of our `.gitignore`."""
    lines = _starter_file("gitignore").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _starter_files(*, example: bool) -> dict[str, str]:
    """The content of each file by its path, as if the folder were empty."""
    contents = {path: _starter_file(source) for path, source in _STARTER.items()}
    contents |= dict.fromkeys(_EMPTY, "")
    if example:
        for page in list_folder(_STARTER_FILES / _EXAMPLE):
            contents[f"{_PAGES}/{page.name}"] = read_text(page.path)
    return contents


def _stop_if_taken(root: Path, contents: dict[str, str]) -> None:
    """Raise `PapershelfError` when a file is there, or a reading list is around."""
    if root.exists() and not root.is_dir():
        raise _taken(root, "this is a file, not a folder")
    for path in contents:
        if (root / path).exists():
            message = "this file is there already, and nothing was written"
            raise _taken(root / path, message)
    around = project_around(root.resolve())
    # Without settings it may be any folder that is called `content`.
    if around and (around / FILE_NAME).exists():
        raise _taken(around, "the folder is in a reading list already")


def _taken(path: Path, message: str) -> PapershelfError:
    return error(
        "init-exists",
        message,
        path=path.as_posix(),
        hint="choose an empty or a new folder",
    )


def _write_files(root: Path, contents: dict[str, str]) -> None:
    around, way = place_in_folder(root)
    try:
        # What fails half-way leaves nothing, not even the folder.
        with Changes() as changes, Folder(around) as folder:
            for name, text in contents.items():
                path = (way / name).as_posix()
                content = text.encode("utf-8")
                changes.note_file(around, path, content)
                folder.add(path, content)
    except OSError as fault:
        message = f"cannot make the reading list: {fault.strerror or fault}"
        raise error(
            "init-write",
            message,
            path=root.as_posix(),
            hint="choose a folder that you may write to",
        ) from fault


def _starter_file(source: str) -> str:
    """A file of the starter, with our version and the address of our repository."""
    text = read_text(_STARTER_FILES / source)
    package = distribution("papershelf")
    version = package.version
    repository = _repository(package.metadata.get_all("Project-URL") or [])
    commit = _git_source(package.read_text("direct_url.json"))
    text = text.replace("SOURCE", commit or f"{repository}@v{version}")
    return text.replace("REPOSITORY", repository).replace("VERSION", version)


def _git_source(direct_url: str | None) -> str | None:
    """`ADDRESS@COMMIT` that this installation came from; None if not from a repository.

    A commit cannot be replaced by another, as a tag can. `direct_url` is the record that
    installers leave (PEP 610).
    """
    record = json.loads(direct_url or "{}")
    commit = record.get("vcs_info", {}).get("commit_id")
    address = record.get("url", "")
    # A folder of this machine means nothing to a workflow.
    if commit and address.startswith("https://"):
        return f"{without_credentials(address)}@{commit}"
    return None


def _repository(urls: list[str]) -> str:
    """The address of the repository among lines such as `Repository, https://…`."""
    for line in urls:
        name, _, url = line.partition(", ")
        if name == "Repository":
            return url
    raise LookupError("pyproject.toml has no address of the repository")
