"""A new reading list: the files that `papershelf init` writes, none of them filler."""

from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from generator.core.errors import error

_STARTER = {
    "papershelf.toml": "papershelf.toml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".github/workflows/pages.yml": "pages.yml",
}
"""Where each file of `generator/starter/` goes."""

_EMPTY = ("seeds/.gitkeep", "content/papers/.gitkeep")


def new_project(root: Path) -> tuple[str, ...]:
    """Write a new reading list to folder `root`; the paths of its files, POSIX slashes.

    Raises `PapershelfError`, and writes nothing, when one of the files exists.
    """
    contents = {path: _content(source) for path, source in _STARTER.items()}
    contents |= dict.fromkeys(_EMPTY, "")
    for path in contents:
        if (root / path).exists():
            raise error(
                "init-exists",
                "this file is there already, and nothing was written",
                path=(root / path).as_posix(),
                hint="choose an empty folder",
            )
    try:
        for path, content in contents.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8", newline="\n")
    except OSError as fault:
        message = f"cannot make the reading list: {fault.strerror or fault}"
        raise error("init-write", message, path=root.as_posix()) from fault
    return tuple(contents)


def _content(source: str) -> str:
    text = (files("generator") / "starter" / source).read_text(encoding="utf-8")
    return text.replace("VERSION", version("papershelf"))
