"""The page that a person means by a word: a slug, a file, an arXiv id, part of a title.

File names decide where they can. Pages are opened only for what names cannot tell, and of ten
thousand only those in whose front matter the words stand at all.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.content import slug_match
from generator.content.page import FILE_NAME_LENGTH, Page, document_from, page_in
from generator.content.schema import value_of
from generator.core.errors import error
from generator.core.identity import arxiv_key
from generator.core.project_layout import FOLDER, page_paths, stem
from generator.core.text import slug, title_key

_SHOWN = 10
"""Candidates in a list of several."""
_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PageFinder:
    """The pages of a project, as a command line names them."""

    def __init__(self, root: Path, *, here: Path) -> None:
        """`here` is the folder that file names on the command line start from."""
        self._root, self._here = root, here
        self._slugs = {path: _slug(path) for path in page_paths(root / FOLDER)}

    def find_page(self, query: str) -> str:
        """Path of the one page that fits best; `PapershelfError` where none or several do."""
        hint = "name its slug, its file, its arXiv id, or words of its title"
        return self._only(query, self._found(query), hint)

    def page_named(self, query: str, *, hint: str) -> str:
        """Path of the page of exactly this slug, title, file or arXiv id, else `PapershelfError`.

        `hint` says what to do where there is none.
        """
        return self._only(query, self._named(query), hint)

    def _named(self, query: str) -> Iterator[list[str]]:
        yield self._filed(query)
        if not _is_file(query):
            yield slug_match.called(query, self._slugs)
            yield self._with_arxiv_id(query)

    def _found(self, query: str) -> Iterator[list[str]]:
        yield from self._named(query)
        if not _is_file(query) and not _arxiv_id(
            query
        ):  # of those, nothing is nearly right
            yield slug_match.beginning(query, self._slugs)
            yield slug_match.with_words(query, self._slugs)
            yield self._titled(query)
            yield slug_match.with_close_words(query, self._slugs)

    def _filed(self, query: str) -> list[str]:
        """The page in the file of that name."""
        top = self._root.resolve()
        for folder in (self._here.resolve(), top):
            file = Path(os.path.normpath(folder / query))
            path = file.relative_to(top).as_posix() if file.is_relative_to(top) else ""
            if path in self._slugs:
                return [path]
        return []

    def _with_arxiv_id(self, query: str) -> list[str]:
        identifier = _arxiv_id(query)
        pages = self._pages_with([title_key(identifier)] if identifier else [])
        return [page.path for page in pages if arxiv_key(page.paper) == identifier]

    def _titled(self, query: str) -> list[str]:
        """The pages with all words of the query in a title, or those with that very title."""
        words = [
            title_key(word) for word in query.split() if any(map(str.isalnum, word))
        ]
        titles = {page.path: _title_keys(page) for page in self._pages_with(words)}
        found = [path for path, keys in titles.items() if _hold(keys, words)]
        return [path for path in found if title_key(query) in titles[path]] or found

    def _pages_with(self, words: list[str]) -> Iterator[Page]:
        """The pages in whose front matter these words stand, whatever they say there."""
        for path in self._slugs if words else ():
            data = self._bytes(path)
            page = _page(data, path) if _may_say(data, words) else None
            if page:
                yield page

    def _bytes(self, path: str) -> bytes:
        """The page's file; empty when the system does not hand it out."""
        try:
            return (self._root / path).read_bytes()
        except OSError:
            return b""

    def _only(self, query: str, groups: Iterable[list[str]], hint: str) -> str:
        """The one page in the first group that has any."""
        found = next(filter(None, groups), [])
        if not found:
            raise error("paper-unknown", f"no page fits `{query}`", hint=hint)
        if len(found) > 1:
            message = f"{len(found)} pages fit `{query}`"
            raise error("paper-ambiguous", message, hint="\n".join(self._choice(found)))
        return found[0]

    def _choice(self, found: list[str]) -> Iterator[str]:
        """A line a page: its slug, or its file where that is not enough, and its title."""
        yield "name one by its slug or its file, or write more words of its title in quotes"
        slugs = [self._slugs[path] for path in found]
        for path, name in list(zip(found, slugs, strict=True))[:_SHOWN]:
            shown = name if slugs.count(name) == 1 else path
            page = _page(self._bytes(path), path)
            yield f"    {shown}  {page.paper.title if page else ''}".rstrip()
        if len(found) > _SHOWN:
            yield f"    … and {len(found) - _SHOWN} more"


def _page(data: bytes, path: str) -> Page | None:
    """The page as far as it can be read, None when its front matter cannot be."""
    document = document_from(data, path)
    return None if document.problems else page_in(document)[0]


def _slug(path: str) -> str:
    name = stem(path)
    return name if _PLAIN_SLUG.fullmatch(name) else slug(name, length=FILE_NAME_LENGTH)


def _is_file(query: str) -> bool:
    return query.casefold().endswith(".md")


def _arxiv_id(query: str) -> str:
    """The arXiv id that a query without blanks is, or is the address of, else nothing."""
    said = None if " " in query else value_of("arxiv_id", query)
    return said.casefold() if isinstance(said, str) else ""


def _title_keys(page: Page) -> set[str]:
    return {title_key(title) for title in (page.paper.title, *page.annotations.aliases)}


def _hold(keys: Iterable[str], words: Iterable[str]) -> bool:
    return any(all(word in key for word in words) for key in keys)


def _may_say(data: bytes, words: list[str]) -> bool:
    """Whether these words, as `title_key` has them, can stand in the front matter.

    A quick look that is never too strict: what has an escape may say anything.
    """
    head = data[: data.find(b"\n---", 4)].decode("utf-8", "replace")
    key = title_key(head)
    return "\\" in head or all(word in key for word in words)
