"""`papershelf parse`: what an importer sees in a dump; writes nothing."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.commands._shared.dates import add_listed, today
from generator.commands._shared.exit_codes import OK, PROBLEMS, Commands
from generator.commands._shared.format_args import add_format
from generator.commands._shared.problems import has_errors, problem_rows
from generator.commands._shared.seed_args import seed_files
from generator.core.config import read_config
from generator.core.errors import Problem
from generator.core.paper import Paper
from generator.core.text import count
from generator.importers.seeds import parse_file
from generator.terminal.console import Console


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "parse",
        help="show what an importer sees in a dump; writes nothing",
        description="Show what an importer sees in a dump. It writes nothing.",
    )
    command.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="dumps",
    )
    command.add_argument("--json", action="store_true", help="print JSON to stdout")
    add_listed(command)
    add_format(command)
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    papers: list[Paper] = []
    problems: list[Problem] = []
    for path in seed_files(options.files, pipes=True):
        parsed = parse_file(
            path,
            listed=options.listed,
            format_key=options.format or "",
            today=today(),
            columns=_columns(),
        )
        papers += parsed.items
        problems += parsed.problems
    if options.json:
        console.json(json_report(papers, problems))
    else:
        for paper in papers:
            console.data(_paper_line(paper))
        console.problems(problems)
        console.say(count(len(papers), "paper"))
    return PROBLEMS if has_errors(problems) else OK


def _columns() -> Mapping[str, str]:
    """What the settings of the project here, if any, say of tables' columns."""
    return read_config(Path()).columns


def json_report(
    papers: Iterable[Paper],
    problems: Iterable[Problem],
) -> dict[str, object]:
    """What `parse --json` prints; other tools rely on these names. Absent values are null."""
    return {
        "papers": [_paper_row(paper) for paper in papers],
        "problems": problem_rows(problems),
    }


def _paper_row(paper: Paper) -> dict[str, object]:
    # A paper that was just parsed has one listing, the one that it was printed on.
    listing = paper.listings[0] if paper.listings else None
    return {
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors) or None,
        "author_count": paper.author_count,
        "published": paper.published and paper.published.isoformat(),
        "published_source": paper.published_source,
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "organization": paper.organization,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "url": paper.url,
        "url_pdf": paper.url_pdf,
        "url_code": paper.url_code,
        "url_project": paper.url_project,
        "venue": paper.venue,
        "keywords": list(paper.keywords) or None,
        "listed": listing and listing.date and listing.date.isoformat(),
        "query": listing and listing.query,
        "seed": listing and listing.seed,
        "position": listing and listing.position,
        "line": listing and listing.line,
    }


def _paper_line(paper: Paper) -> str:
    day = paper.published.isoformat() if paper.published else "no date   "
    return f"{day}  {paper.title}"
