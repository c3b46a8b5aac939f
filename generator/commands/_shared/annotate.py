"""What `status`, `rate` and `tag` share: one change made to each page that was named.

Those commands load this module when they run, and with it all they need to read a page:
60 ms, which a shell that completes a word does not wait for.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from generator.commands._shared.exit_codes import OK, PROBLEMS
from generator.commands._shared.paper_args import project
from generator.content.annotate import (
    Change,
    FileRewrite,
    ReadDay,
    TagChange,
    file_rewrite,
    with_rating,
    with_status,
    with_tags,
)
from generator.content.atomic import replace as replace_page
from generator.content.finder import PageFinder
from generator.content.reader import page_read
from generator.content.schema import InvalidValue, value_of
from generator.core.errors import PapershelfError, Problem
from generator.core.project_layout import stem
from generator.system.lock import locked
from generator.terminal.console import Console

__all__ = [
    "ReadDay",
    "TagChange",
    "annotate",
    "find_pages",
    "page_finder",
    "papers_and_value",
    "tags_of",
    "with_rating",
    "with_status",
    "with_tags",
]

_CLEARING_WORDS = ("", "none")


def page_finder(options: argparse.Namespace) -> PageFinder:
    """The project's pages, to be found by what the command line calls them."""
    return PageFinder(project(options), here=Path.cwd())


def find_pages(options: argparse.Namespace, papers: Iterable[str]) -> list[str]:
    """Paths of the pages that the command line names; all are found before one is changed."""
    finder = page_finder(options)
    return [finder.find_page(paper) for paper in papers]


def papers_and_value(options: argparse.Namespace, name: str) -> tuple[list[str], Any]:
    """The papers that are named, and the last word as the value of a key.

    The value is `None` where the word clears it. Ends the run when there is no paper, or
    the key cannot have this value.
    """
    *papers, word = options.words or [""]
    if not papers:
        options.misuse(f"name a paper and then its {name}")
    if word.strip().casefold() in _CLEARING_WORDS:
        return papers, None
    value = value_of(name, word)
    if isinstance(value, InvalidValue):
        cure = f"; {value.hint}" if value.hint else ""
        options.misuse(f"`{word}`: expected {value.expected}, or none{cure}")
    return papers, value


def annotate(
    options: argparse.Namespace,
    console: Console,
    paths: Iterable[str],
    change: Change,
    name: str,
) -> int:
    """Change the annotation of this name in these pages, or show how; the exit code."""
    root = project(options)
    problems: list[Problem] = []
    # Two commands at once change a page one after the other.
    with locked(root):
        # Nothing is written before all changes are known.
        # A page that is named twice is changed once.
        rewrites = [file_rewrite(root, path, change) for path in dict.fromkeys(paths)]
        for page in rewrites:
            problem: Problem | None = None
            if options.dry_run:
                _show_diff(page, console)
            elif page.after != page.before:
                problem = replace_page(root, page.path, page.before, page.after)
            if problem:
                problems.append(problem)
            else:
                console.say(_change_line(page, name))
    console.problems(problems)
    return PROBLEMS if problems else OK


def tags_of(options: argparse.Namespace, path: str) -> Sequence[str]:
    """The tags of a page; raises `PapershelfError` when it cannot be read."""
    parsed = page_read(project(options) / path, path)
    if not parsed.items:
        raise PapershelfError(parsed.problems)
    return parsed.items[0].annotations.tags


def _show_diff(page: FileRewrite, console: Console) -> None:
    before = page.before.decode("utf-8")
    after = page.after.decode("utf-8")
    console.diff(page.path, before, after)


def _change_line(page: FileRewrite, name: str) -> str:
    """`tea: rating none → 4`."""
    if page.before == page.after:
        return f"{stem(page.path)}: {name} {page.now} already"
    return f"{stem(page.path)}: {name} {page.was} → {page.now}"
