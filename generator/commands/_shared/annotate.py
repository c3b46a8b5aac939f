"""What `status`, `rate` and `tag` share: one change made to each of the pages that were named."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.commands._shared.exit_codes import FINE, PROBLEMS
from generator.commands._shared.paper_args import project
from generator.content.annotate import Change, FileRewrite, file_rewrite
from generator.content.atomic import replace as replace_page
from generator.content.finder import PageFinder
from generator.content.schema import InvalidValue, value_of
from generator.core.errors import Problem
from generator.core.project_layout import stem
from generator.terminal.console import Console

_NOTHING = ("", "none")
"""Words that clear a value."""


def page_finder(options: argparse.Namespace) -> PageFinder:
    """The project's pages, to be named."""
    return PageFinder(project(options), here=Path.cwd())


def annotate(
    options: argparse.Namespace,
    console: Console,
    paths: Iterable[str],
    change: Change,
    what: str,
) -> int:
    """Change these pages, or show how; nothing is written before all changes are known."""
    root = project(options)
    new = [file_rewrite(root, path, change) for path in dict.fromkeys(paths)]
    problems = []
    for page in new:
        if options.dry_run:
            console.diff(
                page.path, page.before.decode("utf-8"), page.after.decode("utf-8")
            )
        elif page.after != page.before and (fault := _fault(root, page)):
            problems.append(fault)
            continue
        console.say(_line(page, what))
    console.problems(problems)
    return PROBLEMS if problems else FINE


def papers_and_value(options: argparse.Namespace, name: str) -> tuple[list[str], Any]:
    """The papers that are named, and the last word as the value of a key, None where it clears it.

    Ends the run when there is no paper, or the word is no such value.
    """
    *papers, word = options.words
    if not papers:
        options.misuse(f"name a paper and then its {name}")
    return papers, _value(options, name, word)


def find_pages(options: argparse.Namespace, papers: Iterable[str]) -> list[str]:
    """Paths of the pages that the command line names; all are found before one is changed."""
    named = page_finder(options)
    return [named.find_page(paper) for paper in papers]


def _value(options: argparse.Namespace, name: str, word: str) -> Any:  # noqa: ANN401 -- any key's
    said = None if word.strip().casefold() in _NOTHING else value_of(name, word)
    if isinstance(said, InvalidValue):
        options.misuse(f"`{word}`: expected {said.expected}, or none")
    return said


def _fault(root: Path, page: FileRewrite) -> Problem | None:
    return replace_page(root / page.path, page.before, page.after, path=page.path)


def _line(page: FileRewrite, what: str) -> str:
    if page.before == page.after:
        return f"{stem(page.path)}: {what} {page.now} already"
    return f"{stem(page.path)}: {what} {page.was} → {page.now}"
