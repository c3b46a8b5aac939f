"""Dumps named on a command line, checked before any of them is read."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.core.errors import PapershelfError, Problem, Severity

_ADDRESS = re.compile(
    r"""
    [a-z][a-z0-9+.-]+ :/ .*              # https://…; a drive of Windows has one letter
  | (?: www\. | huggingface\.co | hf\.co | (?:www\.|export\.)?arxiv\.org | doi\.org ) .*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ARXIV_ID = re.compile(
    r"(?:arxiv:)?(?P<id>[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?)", re.IGNORECASE
)


def seed_files(names: Iterable[str], *, pipes: bool = False) -> list[Path]:
    """The files of these names, each once; `PapershelfError` with all that are none.

    A name stays the text that was typed until here: a path would fold `https://` to
    `https:/`. What comes through one of the `pipes` can be read only once.
    """
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for name in names:
        path = _path_named(name)
        problem = _problem_with(name, path, pipes=pipes)
        if problem:
            problems.append(problem)
        else:
            files.setdefault(path.absolute(), path)
    if problems:
        raise PapershelfError(problems)
    return list(files.values())


def _path_named(name: str) -> Path:
    """The path; that of `file:///…` is its address without the scheme."""
    if name.lower().startswith("file:///"):
        return Path(unquote(urlsplit(name).path))
    return Path(name)


def _problem_with(name: str, path: Path, *, pipes: bool) -> Problem | None:
    try:
        if path.is_file() or (pipes and path.is_fifo()):
            return None
        exists = path.exists()
        is_folder = path.is_dir()
    except (OSError, ValueError):
        # No file can have this name: too long, or with a NUL.
        exists = is_folder = False
    if is_folder:
        return _unreadable(
            name,
            "this is a folder",
            hint="name its files, or none to import all of seeds/",
        )
    if exists:
        return _unreadable(
            name,
            "this is no regular file",
            hint="save its text as a file first",
        )
    if _ADDRESS.fullmatch(name):
        return Problem(
            severity=Severity.ERROR,
            code="seed-address",
            message=f"papershelf does not fetch addresses, and this is one: {name}",
            hint=(
                "open it in a browser, select all, copy the text into a file in seeds/, "
                "and run `papershelf import`"
            ),
        )
    return _unreadable(
        name,
        "cannot read the seed: there is no such file",
        hint=_hint_for_missing(name),
    )


def _hint_for_missing(name: str) -> str:
    """What was probably meant by the name of a file that does not exist."""
    number = _ARXIV_ID.fullmatch(name)
    if number:
        return f"for a page of one paper: papershelf new TITLE --arxiv {number['id']}"
    if name == "-":
        return "a dump needs a name: save its text as a file"
    if name.startswith("~"):
        return "without quotes around it, the shell puts your home folder for `~`"
    if any(mark in name for mark in "*?["):
        return "no file fits this pattern"
    return "dumps are named by their path from here"


def _unreadable(name: str, message: str, *, hint: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="seed-unreadable",
        message=message,
        path=name,
        hint=hint,
    )
