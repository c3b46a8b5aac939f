"""`papershelf new`: a page for a paper that its reader names."""

import argparse
import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from generator.commands._shared.dates import today
from generator.commands._shared.exit_codes import OK, Commands
from generator.commands._shared.paper_args import add_project, project
from generator.core.errors import error
from generator.core.paper import Paper, PublishedSource
from generator.core.text import collapse
from generator.core.titles import title_key
from generator.terminal.console import Console

_SOURCE_OPTIONS = {
    "arxiv": ("arxiv_id", "ID", "its arXiv id or address"),
    "doi": ("doi", "DOI", "its DOI"),
    "url": ("url", "URL", "address of its page"),
    "authors": ("authors", "NAMES", "its authors, separated by commas"),
    "date": ("date", "DATE", "day of publication, YYYY-MM-DD"),
}
"""Options for what a source would say: the key, and words for the help."""


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "new",
        help="make a page for a paper by its title or arXiv id",
        description=(
            "Make a page for a paper by its title or arXiv id. What a seed says of it "
            "is filled in, and the network is not used. The new file's name goes to stdout."
        ),
    )
    words = "title, or arXiv id or address"
    command.add_argument("title", nargs="?", metavar="TITLE", help=words)
    for option, (key, metavar, explained) in _SOURCE_OPTIONS.items():
        command.add_argument(
            f"--{option}",
            type=_reader_of(key),
            metavar=metavar,
            help=explained,
        )
    command.add_argument(
        "--tag",
        type=_reader_of("tags"),
        action="append",
        default=[],
        help="a tag; may be repeated",
    )
    command.add_argument(
        "--status",
        type=_reader_of("status"),
        help="instead of to-read",
    )
    command.add_argument(
        "--edit",
        action="store_true",
        help="open the page in your editor",
    )
    add_project(command)
    command.set_defaults(run=run, misuse=command.error)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    # Importing seeds takes 90 ms to load, not needed to complete a word.
    from generator.pipelines.import_seeds import new_page

    # Without an editor the command fails before the page is made.
    editor = _editor_command() if options.edit else []
    paper = _named_paper(options)
    annotations: dict[str, Any] = {}
    if options.status:
        annotations["status"] = options.status
    tags = [tag for given in options.tag for tag in given or ()]
    if tags:
        annotations["tags"] = tags
    annotations["added"] = today()
    root = project(options)
    file = os.path.relpath(root / new_page(root, paper, annotations, today()))
    # An editor that takes over the terminal must not come before the name.
    console.data(file)
    console.say(f"new page for {paper.title or paper.arxiv_id or paper.doi}")
    if editor:
        _run_editor([*editor, file])
    return OK


def _named_paper(options: argparse.Namespace) -> Paper:
    """The paper that the options name; a title that is an identifier counts as one."""
    title = collapse(options.title or "")
    if not title_key(title):
        title = ""
    arxiv_id = _identifier_in(title, "arxiv_id")
    # An arXiv address has a DOI too, which nobody asked for.
    doi = None if arxiv_id else _identifier_in(title, "doi")
    if arxiv_id or doi:
        title = ""
    paper = Paper(
        title=title,
        arxiv_id=options.arxiv or arxiv_id,
        doi=options.doi or doi,
        url=options.url,
        authors=options.authors or (),
        published=options.date,
        published_source=PublishedSource.EXPLICIT if options.date else None,
    )
    if not (paper.title or paper.arxiv_id or paper.doi):
        options.misuse("name the paper's title, or its --arxiv id")
    return paper


def _identifier_in(title: str, key: str) -> str | None:
    """The identifier that a title without blanks is, or is the address of."""
    if " " in title:
        return None
    try:
        value = _read_value(key, title)
    except argparse.ArgumentTypeError:
        return None
    return str(value) if value else None


def _reader_of(key: str) -> Callable[[str], Any]:
    """A type for argparse that reads an option as the key is read in a page."""
    return partial(_read_value, key)


def _read_value(key: str, line: str) -> Any:  # noqa: ANN401 -- each key has its own type
    """The value of a key; raises what argparse expects of a type."""
    # 30 ms, not needed to complete a word.
    from generator.content.schema import InvalidValue, value_of

    value = value_of(key, line)
    if isinstance(value, InvalidValue):
        hint = f" ({value.hint})" if value.hint else ""
        message = f"expected {value.expected}, found {line!r}{hint}"
        raise argparse.ArgumentTypeError(message)
    return value


def _editor_command() -> list[str]:
    """The reader's editor; raises `PapershelfError` when none can be made out."""
    name = "VISUAL" if os.environ.get("VISUAL") else "EDITOR"
    try:
        command = shlex.split(os.environ.get(name, ""))
    except ValueError as fault:  # a quote, or a backslash, with nothing behind it
        raise error(
            "editor-unknown",
            f"{name} cannot be read as a command: {fault}",
            hint=f"close the quote in {name}, as in {name}='code --wait'",
        ) from fault
    if not command:
        raise error(
            "editor-unknown",
            "no editor is known",
            hint="set EDITOR, as in EDITOR=nano",
        )
    return command


def _run_editor(command: Sequence[str]) -> None:
    """Run the editor until it is closed."""
    try:
        subprocess.run(command, check=False)  # noqa: S603 -- the reader's own
    except OSError as fault:
        raise error(
            "editor-unknown",
            f"cannot start the editor `{command[0]}`: {fault.strerror}",
            hint="the page is there; set EDITOR",
        ) from fault
