"""Which files below `content/` are pages, and what there and in `seeds/` is not read.

No page is opened here, so that a shell can complete the name of one among ten thousand.

Links: a link to a folder or a page is followed if it stays in the project, each folder
once. Out of the project it is followed only if `papershelf.toml` names it, since a list
that others contribute to must not publish what is on somebody's disk. Whatever is not
read is an oddity, so that no page disappears in silence.
"""

import os
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import NamedTuple


class Oddity(Enum):
    """Why something below `content/` is not read."""

    UNLISTED = "unlisted"
    """The system does not list this folder."""
    DANGLING = "dangling"
    """A link that leads nowhere, and may have led to a folder."""
    DANGLING_FILE = "dangling file"
    """A link that leads nowhere, named as a file that is no page."""
    FOLDER_OUTSIDE = "folder outside"
    """A link to a folder out of the project, which no setting names."""
    FILE_OUTSIDE = "file outside"
    """A link to a file out of the project, which no setting names."""
    NO_PAGE = "no page"
    """A link, named as a page, to a file that is not named as one."""
    NO_FILE = "no file"
    """Named as a page, but a device or a pipe."""
    SEED_FOLDER = "seed folder"
    """A folder in `seeds/`, whose files are no seeds."""
    ENDING = "ending"
    """A Markdown file with another ending than `.md`."""
    TEXT = "text"
    """A text file, which may be a page, a dump in the wrong folder, or neither."""


class OddPath(NamedTuple):
    """Something below `content/` that is not read; a tuple, as builds keep them."""

    path: str
    """In the project, POSIX slashes."""
    oddity: str
    """The value of an `Oddity`."""
    detail: str
    """Where a link leads, or what the system said."""


class PageWalk(NamedTuple):
    """All that is below `content/`."""

    pages: tuple[str, ...]
    """Paths in the project, POSIX slashes, sorted."""
    oddities: tuple[OddPath, ...]
    """Sorted by path."""


_MARKDOWN_ENDINGS = frozenset(
    {".markdown", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mdx", ".qmd", ".rmd"}
)
_TEXT_ENDINGS = frozenset({".txt", ".text"})


def page_paths(folder: Path) -> list[str]:
    """The pages below `folder` as paths that begin with its name, POSIX slashes,
    sorted.

    Hidden files, those that begin with `_`, and READMEs are no pages.
    """
    return [*walk_pages(folder).pages]


def walk_pages(folder: Path) -> PageWalk:
    """The pages below `folder`, and all that may be meant as one and is not read."""
    walker = _Walker(folder)
    if folder.is_symlink() or folder.exists():
        walker.walk()
    return PageWalk(
        pages=tuple(sorted(walker.pages)),
        oddities=tuple(sorted(walker.oddities)),
    )


def seed_oddities(folder: Path) -> tuple[OddPath, ...]:
    """What is in `seeds/` and is no seed: folders with files, links to nothing."""
    oddities = []
    try:
        if folder.is_dir():
            for inner in sorted(folder.iterdir()):
                oddity = _seed_oddity(inner)
                if oddity and inner.name[0] != ".":
                    path = f"{folder.name}/{inner.name}"
                    detail = os.path.realpath(inner)
                    oddities.append(OddPath(path, oddity.value, detail))
    except OSError as fault:
        detail = fault.strerror or str(fault)
        oddities.append(OddPath(folder.name, Oddity.UNLISTED.value, detail))
    return tuple(oddities)


def _seed_oddity(path: Path) -> Oddity | None:
    if not path.exists():
        return Oddity.DANGLING_FILE
    if path.is_dir() and any(path.iterdir()):
        return Oddity.SEED_FOLDER
    return None


def is_page_name(name: str) -> bool:
    """Whether a file of this name is a page."""
    base = name[:-3]
    suffix = name[-3:]
    if suffix.lower() != ".md" or name[0] in "._":
        return False
    return base.lower() != "readme"


class _Walker:
    """A walk through `content/` while it goes on."""

    def __init__(self, folder: Path) -> None:
        self.pages: list[str] = []
        self.oddities: list[OddPath] = []
        self._root = folder.parent
        self._name = folder.name
        self._project = os.path.realpath(folder.parent)
        self._content = os.path.realpath(folder)
        self._linked: list[str] = []
        """Linked folders that are still to be walked."""
        self._named: dict[str, str] | None = None
        """Where the links lead that settings name; None until somebody asks."""

    def walk(self) -> None:
        """Walk all folders, each once, those that are no links first."""
        visited = set()
        folders = [self._name]
        while folders or self._linked:
            if not folders:
                # Whatever the system lists first, a folder goes by the same name.
                self._linked.sort(reverse=True)
                folders.append(self._linked.pop())
            path = folders.pop()
            real = os.path.realpath(self._root / path)
            if real not in visited:
                visited.add(real)
                folders += self._walk_folder(path)

    def _walk_folder(self, path: str) -> Iterable[str]:
        """Add what is in a folder; return the folders in it."""
        folders = []
        try:
            with os.scandir(self._root / path) as entries:
                for entry in entries:
                    if entry.name[0] in "._":
                        continue
                    inner = f"{path}/{entry.name}"
                    if entry.is_symlink():
                        self._add_link(inner, entry)
                    elif entry.is_dir():
                        folders.append(inner)
                    else:
                        self._add_file(inner, entry)
        except OSError as fault:
            self._add_oddity(path, Oddity.UNLISTED, fault.strerror or str(fault))
        return folders

    def _add_file(self, path: str, entry: "os.DirEntry[str]") -> None:
        name = entry.name
        if is_page_name(name):
            if entry.is_file():
                self.pages.append(path)
            else:
                self._add_oddity(path, Oddity.NO_FILE)
        else:
            self._add_other_file(path)

    def _add_other_file(self, path: str) -> None:
        """Add a file that is no page, if it may be meant as one."""
        name = Path(path)
        ending = name.suffix.lower()
        if name.stem.lower() == "readme":
            return
        if ending in _TEXT_ENDINGS and not name.stem.lower().endswith(".md"):
            self._add_oddity(path, Oddity.TEXT, name.suffix)
        elif ending in (*_MARKDOWN_ENDINGS, *_TEXT_ENDINGS):
            self._add_oddity(path, Oddity.ENDING, name.suffix)

    def _add_link(self, path: str, entry: "os.DirEntry[str]") -> None:
        target = os.path.realpath(entry.path)
        is_named = is_page_name(entry.name)
        if not os.path.exists(target):  # noqa: PTH110 - as text
            self._add_dangling(path, target)
        elif entry.is_dir():
            if self._may_follow(path, target):
                self._linked.append(path)
            else:
                self._add_oddity(path, Oddity.FOLDER_OUTSIDE, target)
        elif not is_named:
            self._add_file(path, entry)
        elif not self._may_follow(path, target):
            self._add_oddity(path, Oddity.FILE_OUTSIDE, target)
        elif not is_page_name(os.path.basename(target)):  # noqa: PTH119 - as text
            self._add_oddity(path, Oddity.NO_PAGE, target)
        else:
            self._add_file(path, entry)

    def _add_dangling(self, path: str, target: str) -> None:
        name = Path(path)
        if is_page_name(name.name):
            self.pages.append(path)  # reading it says what is wrong
        elif name.suffix:
            self._add_oddity(path, Oddity.DANGLING_FILE, target)
        else:
            self._add_oddity(path, Oddity.DANGLING, target)

    def _may_follow(self, path: str, target: str) -> bool:
        """Whether a link leads to a public place in the project, or settings name it."""
        if _is_public_in(self._project, target) or _is_public_in(self._content, target):
            return True
        if self._named is None:
            links = _linked_in_settings(self._root)
            self._named = {link: os.path.realpath(self._root / link) for link in links}
        if path in self._named:
            return True
        # A link into a folder that is followed anyway.
        return any(_is_public_in(folder, target) for folder in self._named.values())

    def _add_oddity(
        self,
        path: str,
        oddity: Oddity,
        detail: str = "",
    ) -> None:
        self.oddities.append(OddPath(path, oddity.value, detail))


def _is_public_in(folder: str, target: str) -> bool:
    """Whether the target is below the folder, and in no hidden folder of it."""
    try:
        way = Path(os.path.relpath(target, folder))
    except ValueError:  # on another drive
        return False
    # `..` leads out of the folder, and `.` is all of it.
    return way != Path() and not any(part.startswith(".") for part in way.parts)


def _linked_in_settings(root: Path) -> frozenset[str]:
    # 30 ms to load, and few projects have links that lead out of them.
    from generator.core.config import linked_folders  # noqa: PLC0415

    return linked_folders(root)
