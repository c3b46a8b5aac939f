"""`papershelf new`: a page for a paper that its reader names."""

import argparse
import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

from generator.commands._shared.dates import today
from generator.commands._shared.exit_codes import FINE, Commands
from generator.commands._shared.paper_args import add_project, project
from generator.core.errors import error
from generator.core.paper import Paper, PublishedSource
from generator.core.text import collapse
from generator.terminal.console import Console

_SOURCE = {
    "arxiv": ("arxiv_id", "ID", "its arXiv id or address"),
    "doi": ("doi", "DOI", "its DOI"),
    "url": ("url", "URL", "address of its page"),
    "authors": ("authors", "NAMES", "its authors, parted by commas"),
    "date": ("date", "DATE", "day of publication, YYYY-MM-DD"),
}
"""For each option what the source says with it: the key, and words for the help."""


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "new",
        help="make a page for a paper by its title or arXiv id",
        description="Make a page for a paper by its title or arXiv id. What a seed says of it "
        "is filled in; nothing is asked of the network. The new file's name goes to stdout.",
    )
    command.add_argument(
        "title", nargs="?", metavar="TITLE", help="title, or arXiv id or address"
    )
    for option, (key, metavar, explained) in _SOURCE.items():
        command.add_argument(
            f"--{option}", type=_reader(key), metavar=metavar, help=explained
        )
    command.add_argument(
        "--tag",
        type=_reader("tags"),
        action="append",
        default=[],
        help="a tag; once for each",
    )
    command.add_argument("--status", type=_reader("status"), help="instead of to-read")
    command.add_argument(
        "--edit", action="store_true", help="open the page in your editor"
    )
    add_project(command)
    command.set_defaults(run=run, misuse=command.error)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    from generator.pipelines.import_seeds import new_page

    editor = _editor() if options.edit else []
    paper = _paper(options)
    tags = [tag for given in options.tag for tag in given or ()]
    said = {"status": options.status, "tags": tags, "added": today()}
    root = project(options)
    path = new_page(root, paper, {name: value for name, value in said.items() if value})
    file = os.path.relpath(root / path)
    print(file, flush=True)
    console.say(f"new page for {paper.title or paper.arxiv_id or paper.doi}")
    if editor:
        _edit([*editor, file])
    return FINE


def _paper(options: argparse.Namespace) -> Paper:
    """The paper that the options name; a title that is an identifier counts as one."""
    title = collapse(options.title or "")
    arxiv_id, doi = _identifier("arxiv_id", title), _identifier("doi", title)
    paper = Paper(
        title="" if arxiv_id or doi else title,
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


def _identifier(key: str, title: str) -> str | None:
    """The identifier that a title without blanks is, or is the address of."""
    from generator.content.schema import value_of

    said = value_of(key, title) if " " not in title else None
    return said if isinstance(said, str) else None


def _reader(key: str) -> Callable[[str], Any]:
    """A type for argparse that reads an option as the key is read in a page."""

    def value(line: str) -> Any:  # noqa: ANN401 -- each key has its own type
        from generator.content.schema import InvalidValue, value_of

        said = value_of(key, line)
        if isinstance(said, InvalidValue):
            hint = f" ({said.hint})" if said.hint else ""
            raise argparse.ArgumentTypeError(
                f"expected {said.expected}, found {line!r}{hint}"
            )
        return said

    return value


def _editor() -> list[str]:
    """The reader's editor as a command; raises `PapershelfError` when there is none."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise error(
            "editor-unknown", "no editor is known", hint="set EDITOR, as in EDITOR=nano"
        )
    return command


def _edit(command: Sequence[str]) -> None:
    """Run the editor until it is closed."""
    try:
        subprocess.run(command, check=False)  # noqa: S603 -- the reader's own
    except OSError as fault:
        message = f"cannot start the editor `{command[0]}`: {fault.strerror}"
        raise error(
            "editor-unknown", message, hint="the page is there; set EDITOR"
        ) from fault
