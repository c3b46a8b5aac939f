"""The page that a person means by a slug, a file, an id, or words of a title.

Rules are tried in turn, exact ones first; the first that finds any page decides, and
several pages are a question back to the person. Slugs answer where they can. Pages are
opened only for ids and titles, and of ten thousand only those whose front matter has
the query's words somewhere.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.content import slug_match
from generator.content.page import (
    FILE_NAME_LENGTH,
    Page,
    document_from,
    page_identifiers,
    page_in,
)
from generator.content.reader import all_page_paths
from generator.content.slug_match import Paths
from generator.core.errors import error
from generator.core.identifiers import identifier_in
from generator.core.project_layout import FOLDER, stem
from generator.core.reading import read_file
from generator.core.text import nearest, slug
from generator.core.titles import title_key

_CHOICES = 10
"""Pages that a question back lists at most."""
_LIKENESS = 0.75
"""How much a word of a slug must be like a query to be suggested, from 0 to 1."""
_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PageFinder:
    """The pages of a project, as a command line names them."""

    def __init__(self, root: Path, *, here: Path) -> None:
        """`here` is the folder that file names on the command line start from."""
        self._root = root
        self._here = here
        paths = all_page_paths(root / FOLDER)
        self._slugs = {path: _slug_of(path) for path in paths}

    def find_page(self, query: str) -> str:
        """Path of the page that fits best; `PapershelfError` if none or several do."""
        hint = "name its slug, its file, its arXiv id or DOI, or words of its title"
        return self._only_page(query, self._all_matches(query), hint)

    def page_named(self, query: str, *, hint: str) -> str:
        """Path of the page of exactly this slug, title, file or identifier.

        `PapershelfError` where there is none; `hint` says what to do then.
        """
        return self._only_page(query, self._exact_matches(query), hint)

    def _exact_matches(self, query: str) -> Iterator[Paths]:
        """The pages that each exact rule finds."""
        yield self._with_file(query)
        if not _is_file_name(query):
            yield slug_match.with_name(query, self._slugs)
            yield self._with_identifier(query)

    def _all_matches(self, query: str) -> Iterator[Paths]:
        """The pages that each rule finds, the surest rule first."""
        yield from self._exact_matches(query)
        if _is_file_name(query) or identifier_in(query):
            return  # of those, nothing is nearly right
        yield slug_match.with_beginning(query, self._slugs)
        yield slug_match.with_words(query, self._slugs)
        yield self._with_title(query)
        yield slug_match.with_similar_words(query, self._slugs)

    def _with_file(self, query: str) -> Paths:
        """The page in the file of that name, seen from `here` or from the project."""
        top = self._root.resolve()
        here = self._here.resolve()
        for folder in (here, top):
            file = Path(os.path.normpath(folder / query))
            if file.is_relative_to(top):
                path = file.relative_to(top).as_posix()
                if path in self._slugs:
                    return [path]
        return []

    def _with_identifier(self, query: str) -> Paths:
        """The pages with the identifier that a query is, or is the address of."""
        identifier = identifier_in(query)
        if not identifier:
            return []
        # However an address spells it, this part of it stands there.
        last_part = identifier.value.rpartition("/")[2]
        pages = self._pages_with([title_key(last_part)])
        return [page.path for page in pages if identifier.key in page_identifiers(page)]

    def _with_title(self, query: str) -> Paths:
        """The pages of just that title, else those with all the words in one."""
        keys = map(title_key, query.split())
        words = [key for key in keys if _has_letters(key)]
        whole: Paths = []
        partial: Paths = []
        for page in self._pages_with(words):
            titles = (page.paper.title, *page.annotations.aliases)
            title_keys = {title_key(title) for title in titles}
            if any(_has_words(key, words) for key in title_keys):
                partial.append(page.path)
                if title_key(query) in title_keys:
                    whole.append(page.path)
        return whole or partial

    def _pages_with(self, words: list[str]) -> Iterator[Page]:
        """The pages that have these words anywhere in their name or front matter."""
        if not words:
            return
        for path in self._slugs:
            data = self._file_bytes(path)
            is_named = _has_words(title_key(path), words)
            if not is_named and not _may_have(data, words):
                continue
            page = _readable_page(data, path)
            if page:
                yield page

    def _file_bytes(self, path: str) -> bytes:
        """The page's file; empty if it cannot be read."""
        try:
            return read_file(self._root / path)
        except OSError:
            return b""

    def _only_page(
        self,
        query: str,
        matches: Iterable[Paths],
        hint: str,
    ) -> str:
        """The one page of the first rule that finds any."""
        for paths in matches:
            if len(paths) == 1:
                return paths[0]
            if paths:
                message = f"{len(paths)} pages fit `{query}`"
                choices = "\n".join(self._choice_lines(paths))
                raise error("paper-ambiguous", message, hint=choices)
        near = self._similar_slug(query)
        if near:
            hint = f"did you mean `{near}`? Otherwise {hint}"
        raise error("paper-unknown", f"no page fits `{query}`", hint=hint)

    def _similar_slug(self, query: str) -> str | None:
        """The slug with a word that is spelled much like the query, or None."""
        slug_of: dict[str, str] = {}
        for name in self._slugs.values():
            for word in (*name.split("-"), name):
                slug_of.setdefault(word, name)
        near = nearest(slug(query), slug_of, cutoff=_LIKENESS)
        return slug_of[near] if near else None

    def _choice_lines(self, paths: Paths) -> Iterator[str]:
        """A line for each page: its slug, else its file, and its title."""
        yield (
            "name one by its slug or its file, or write more words of its title in quotes"
        )
        slugs = [self._slugs[path] for path in paths]
        for path in paths[:_CHOICES]:
            name = self._slugs[path]
            if slugs.count(name) > 1:
                name = path
            data = self._file_bytes(path)
            page = _readable_page(data, path)
            title = page.paper.title if page else ""
            yield f"    {name}  {title}".rstrip()
        if len(paths) > _CHOICES:
            yield f"    … and {len(paths) - _CHOICES} more"


def _readable_page(data: bytes, path: str) -> Page | None:
    """The page as far as it can be read; None if its front matter cannot be."""
    document = document_from(data, path)
    if document.problems:
        return None
    page, _ = page_in(document)
    return page


def _slug_of(path: str) -> str:
    name = stem(path)
    if _PLAIN_SLUG.fullmatch(name):
        return name
    return slug(name, length=FILE_NAME_LENGTH)


def _is_file_name(query: str) -> bool:
    return query.casefold().endswith(".md")


def _has_letters(word: str) -> bool:
    return any(map(str.isalnum, word))


def _may_have(data: bytes, words: list[str]) -> bool:
    """Whether front matter may have these words, as `title_key` spells them.

    Quick, and never too strict: a value with an escape in it may have any word.
    """
    end = data.find(b"\n---", 4)
    head = data[:end].decode("utf-8", "replace")
    if "\\" in head:
        return True
    return _has_words(title_key(head), words)


def _has_words(key: str, words: list[str]) -> bool:
    return all(word in key for word in words)
