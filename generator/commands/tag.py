"""`papershelf tag`: tags given to papers and taken from them."""

import argparse
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from generator.commands._shared.exit_codes import OK, Commands
from generator.commands._shared.paper_args import add_words
from generator.core.text import collapse
from generator.terminal.console import Console

if TYPE_CHECKING:
    from generator.content.finder import PageFinder

_SIGNS = ("+", "-")


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "tag",
        usage="%(prog)s PAPER… [+TAG | -TAG]… [options]",
        help="tag a paper, or show its tags",
        description=(
            "Add the tags with + to papers and remove those with -. After one paper, or "
            "after a sign, a plain word is a tag to add. Without tags: show the paper's."
        ),
    )
    add_words(command, "papers, and then tags")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    # 60 ms, not needed to complete a word.
    from generator.commands._shared import annotate

    papers, words = _papers_and_tags(options.words)
    if not papers:
        options.misuse("name a paper before the tags")
    changes: list[annotate.TagChange] = []
    for word in words:
        tags = _tags_in(word)
        if not tags:
            options.misuse("a tag is empty")
        is_added = not word.startswith("-")
        changes += [annotate.TagChange(tag=tag, added=is_added) for tag in tags]
    paths = _find_pages(annotate.page_finder(options), papers)
    if not changes:
        for tag in annotate.tags_of(options, paths[0]):
            console.data(tag)
        return OK
    change = partial(annotate.with_tags, changes=changes)
    return annotate.annotate(options, console, paths, change, "tags")


def _papers_and_tags(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Papers end where signs begin; without any, all words but the first are tags."""
    for position, word in enumerate(words):
        if word.startswith(_SIGNS):
            return words[:position], words[position:]
    return words[:1], words[1:]


def _tags_in(word: str) -> list[str]:
    """The tags of a word; commas separate tags here as they do in a page."""
    bare = word[1:] if word.startswith(_SIGNS) else word
    tags = [collapse(part).removeprefix("#") for part in re.split("[,;]", bare)]
    return [tag for tag in tags if tag]


def _find_pages(finder: "PageFinder", papers: Sequence[str]) -> list[str]:
    """The pages that were named.

    A plain word after the first may be meant as a tag, and must not find a page by chance.
    """
    first, *others = papers
    paths = [finder.find_page(first)]
    for word in others:
        hint = (
            f"name its slug, its file or its arXiv id, or write +{word} to give a tag"
        )
        paths.append(finder.page_named(word, hint=hint))
    return paths
