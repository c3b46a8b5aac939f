"""Which files below `content/` are pages, and what there is not read.

No page is opened here, so that a shell can complete the name of one among ten thousand.
Links to folders and pages are followed as `project_links` allows, each folder once.
Whatever is not read is an oddity, so that no page disappears in silence.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.core.oddities import Oddity, OddPath
from generator.core.project_layout import SEEDS, TEMPLATES, is_temporary
from generator.core.project_links import HIDDEN_MARKS, ProjectLinks
from generator.core.reading import list_folder


class PageWalk(NamedTuple):
    """All that is below `content/`."""

    pages: tuple[str, ...]
    """Paths in the project, POSIX slashes, sorted."""
    folders: tuple[str, ...]
    """The real folders that pages can be in, behind all links; sorted."""
    oddities: tuple[OddPath, ...]
    """Sorted by path."""
    files: tuple[str, ...] = ()
    """All other files that pages may show, sorted; those of hidden folders are none."""
    files_outside: tuple[str, ...] = ()
    """Links to such files out of the project, which no setting names, sorted."""
    temporary: tuple[str, ...] = ()
    """What a command is writing now, or was when it was killed; sorted as well."""


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
        folders=tuple(sorted(walker.folders.union(walker.folders_of_links))),
        oddities=tuple(sorted(walker.oddities)),
        files=tuple(sorted(walker.files)),
        files_outside=tuple(sorted(walker.files_outside)),
        temporary=tuple(sorted(walker.temporary)),
    )


def is_page_name(name: str) -> bool:
    """Whether a file of this name is a page."""
    base = name[:-3]
    suffix = name[-3:]
    if suffix.lower() != ".md" or name[0] in HIDDEN_MARKS:
        return False
    return base.lower() != "readme"


class _Walker:
    """A walk through `content/` while it goes on."""

    def __init__(self, folder: Path) -> None:
        self.pages: list[str] = []
        self.folders: set[str] = set()
        """Real paths of those that were walked."""
        self.folders_of_links: set[str] = set()
        """Those that have pages which a link of their own leads to."""
        self.oddities: list[OddPath] = []
        self.files: list[str] = []
        self.files_outside: list[str] = []
        self.temporary: list[str] = []
        self._root = folder.parent
        self._name = folder.name
        self._links = ProjectLinks(folder.parent)
        self._linked: list[str] = []
        """Linked folders that are still to be walked."""
        self._links_to_hidden: list[str] = []
        """Linked folders whose files are not for pages to show, with a slash at the end."""

    def walk(self) -> None:
        """Walk all folders, each once, those that are no links first."""
        target = self._links.leads_out(self._name)
        if target:
            self._add_oddity(self._name, Oddity.FOLDER_OUTSIDE, target)
            return
        folders = [self._name]
        while folders or self._linked:
            if not folders:
                # Whatever the system lists first, a folder goes by the same name.
                self._linked.sort(reverse=True)
                folders.append(self._linked.pop())
            path = folders.pop()
            real = os.path.realpath(self._root / path)
            if real not in self.folders:
                self.folders.add(real)
                folders += self._walk_folder(path)

    def _walk_folder(self, path: str) -> Iterable[str]:
        """Add what is in a folder; return the folders in it."""
        folders = []
        try:
            for entry in list_folder(self._root / path):
                inner = f"{path}/{entry.name}"
                if entry.name[0] in HIDDEN_MARKS:
                    if is_temporary(entry.name):
                        self.temporary.append(inner)
                elif entry.is_symlink():
                    self._add_link(inner, entry)
                elif entry.is_dir():
                    folders.append(inner)
                else:
                    self._add_file(inner, entry)
        except OSError as fault:
            self._add_oddity(path, Oddity.UNLISTED, fault.strerror or str(fault))
        return folders

    def _add_file(self, path: str, entry: "os.DirEntry[str]") -> None:
        is_file = entry.is_file()
        if not is_page_name(entry.name):
            if path.startswith(tuple(self._links_to_hidden)):
                self.files_outside.append(path)
            else:
                # Reading one that is no file, such as a pipe, says what is wrong.
                self.files.append(path)
            self._note_other_file(path)
        elif is_file:
            self.pages.append(path)
        else:
            self._add_oddity(path, Oddity.NO_FILE)

    def _note_other_file(self, path: str) -> None:
        """Note a file that is no page, if it may be meant as one."""
        name = Path(path)
        base = name.stem.lower()
        ending = name.suffix.lower()
        if base == "readme":
            return
        is_text = ending in _TEXT_ENDINGS
        if is_text and not base.endswith(".md"):
            self._add_oddity(path, Oddity.TEXT, name.suffix)
        elif is_text or ending in _MARKDOWN_ENDINGS:
            self._add_oddity(path, Oddity.ENDING, name.suffix)

    def _add_link(self, path: str, entry: "os.DirEntry[str]") -> None:
        target = os.path.realpath(entry.path)
        if not os.path.exists(target):  # noqa: PTH110 - as text
            self._add_dangling(path, target)
        elif entry.is_dir():
            self._add_linked_folder(path, target)
        elif is_page_name(entry.name):
            self._add_linked_page(path, target, entry)
        elif self._may_show(path, target):
            self._add_file(path, entry)
        else:
            self.files_outside.append(path)
            self._note_other_file(path)

    def _add_linked_folder(self, path: str, target: str) -> None:
        if not self._links.may_follow(path, target):
            self._add_oddity(path, Oddity.FOLDER_OUTSIDE, target)
            return
        self._linked.append(path)
        if not self._is_public(target):
            self._links_to_hidden.append(f"{path}/")

    def _add_linked_page(
        self,
        path: str,
        target: str,
        entry: "os.DirEntry[str]",
    ) -> None:
        if not self._links.may_follow(path, target):
            self._add_oddity(path, Oddity.FILE_OUTSIDE, target)
        elif not is_page_name(os.path.basename(target)):  # noqa: PTH119 - as text
            self._add_oddity(path, Oddity.NO_PAGE, target)
        else:
            self.folders_of_links.add(os.path.dirname(target))  # noqa: PTH120 - as text
            self._add_file(path, entry)

    def _add_dangling(self, path: str, target: str) -> None:
        name = Path(path)
        if is_page_name(name.name):
            self.pages.append(path)  # reading it says what is wrong
        elif name.suffix:
            self._add_oddity(path, Oddity.DANGLING_FILE, target)
        else:
            self._add_oddity(path, Oddity.DANGLING, target)

    def _may_show(self, path: str, target: str) -> bool:
        """Whether pages may show the file that a link leads to, which is no page."""
        # By another ending a link would publish what is not meant for it.
        _, ending = os.path.splitext(path)  # noqa: PTH122 - as text
        is_alike = target.lower().endswith(ending.lower())
        is_shown = is_alike and self._is_public(target)
        return is_shown and self._links.may_follow(path, target)

    def _is_public(self, target: str) -> bool:
        """Whether files at a real path are for pages to show, by the names on the way.

        A link of another name does not bring to light what is hidden by its own, nor
        what the project keeps beside its pages.
        """
        way = Path(target)
        root = os.path.realpath(self._root)
        if not way.is_relative_to(root):
            return way.name[0] not in HIDDEN_MARKS
        parts = way.relative_to(root).parts
        is_hidden = any(part[0] in HIDDEN_MARKS for part in parts)
        return not is_hidden and parts[:1] not in ((SEEDS,), (TEMPLATES,))

    def _add_oddity(
        self,
        path: str,
        oddity: Oddity,
        detail: str = "",
    ) -> None:
        self.oddities.append(OddPath(path, oddity.value, detail))
