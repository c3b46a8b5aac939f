"""`papershelf tag`: tags given to papers and taken from them."""

import argparse
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from generator.commands._shared.exit_codes import FINE, Commands
from generator.commands._shared.paper_args import add_words, project
from generator.core.errors import PapershelfError
from generator.core.text import collapse
from generator.terminal.console import Console

if TYPE_CHECKING:
    from generator.content.annotate import TagChange
    from generator.content.finder import PageFinder

_SIGNS = ("+", "-")


def add(commands: Commands) -> argparse.ArgumentParser:
    """Declare the command and its options."""
    command = commands.add_parser(
        "tag",
        usage="%(prog)s PAPER… [+TAG | -TAG]… [options]",
        help="tag a paper, or show its tags",
        description="Give papers the tags with + and take away those with -. Behind one paper, "
        "or behind a sign, a plain word is a tag to give. Without tags: show the paper's.",
    )
    add_words(command, "papers, and then tags")
    command.set_defaults(run=run)
    return command


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the command; the exit code."""
    from generator.commands._shared.annotate import annotate, page_finder
    from generator.content.annotate import with_tags

    papers, words = _papers_and_tags(options.words)
    if not papers:
        options.misuse("name a paper before the tags")
    changes = [change for word in words for change in _changes(word)]
    if len(changes) < len(words):
        options.misuse("a tag is empty")
    paths = list(_paths(page_finder(options), papers))
    if not changes:
        return _show(options, paths[0])
    return annotate(
        options, console, paths, partial(with_tags, changes=changes), "tags"
    )


def _paths(page_finder: "PageFinder", papers: Sequence[str]) -> "Iterator[str]":
    """The pages meant; a plain word behind the first may be a tag and must find none by chance."""
    yield page_finder.find_page(papers[0])
    for word in papers[1:]:
        hint = (
            f"name its slug, its file or its arXiv id, or write +{word} to give a tag"
        )
        yield page_finder.page_named(word, hint=hint)


def _papers_and_tags(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Papers end where signs begin; without any, all words but the first are tags."""
    signed = (place for place, word in enumerate(words) if word.startswith(_SIGNS))
    cut = next(signed, 1)
    return words[:cut], words[cut:]


def _changes(word: str) -> "Iterator[TagChange]":
    """What a word asks for; commas part tags here as they do in a page."""
    from generator.content.annotate import TagChange

    bare = word[1:] if word.startswith(_SIGNS) else word
    for part in re.split("[,;]", bare):
        if tag := collapse(part).removeprefix("#"):
            yield TagChange(tag=tag, added=not word.startswith("-"))


def _show(options: argparse.Namespace, path: str) -> int:
    from generator.content.reader import page_read

    read = page_read(project(options) / path, path)
    if not read.items:
        raise PapershelfError(read.problems)
    for tag in read.items[0].annotations.tags:
        print(tag)
    return FINE
