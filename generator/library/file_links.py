"""The reader's own files in notes: which one a path means, and where the site has it.

A path is looked for beside its page, then from `content/` on, as Obsidian writes it, and
then anywhere below, where it may be the end of one file's path.

What a page shows is published as `papers/<slug>/<file name>`, a copy for each page, so
that a page and its files can be taken elsewhere together. Nothing else is: no file that
no public page shows, no hidden one, and none from outside of `content/`.
"""

import posixpath
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from generator.content.files import LARGEST_ATTACHMENT, ContentFiles
from generator.core.project_layout import FOLDER
from generator.core.text import near_in_alphabet, nearest
from generator.core.urls import UNFIT_FOR_NAMES, attachment_path
from generator.markup import LocalLink
from generator.system.fingerprints import content_digest

PICTURE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif", "svg"})
"""Of files that a page shows."""
_DOCUMENTS = {"pdf", "epub", "txt", "tex", "docx", "pptx", "odt", "odp"}
_DATA = {"bib", "ris", "csv", "tsv", "json", "jsonl", "xlsx", "ods", "ipynb", "py", "r"}
_ARCHIVES = {"zip", "gz", "tar"}
_SOUNDS_AND_FILMS = {"mp3", "m4a", "ogg", "wav", "flac", "mp4", "webm", "mov"}
_OTHER_ENDINGS = frozenset(_DOCUMENTS | _DATA | _ARCHIVES | _SOUNDS_AND_FILMS)
"""Of files that a page links to. A browser runs none of them as a part of the site."""
ENDINGS = PICTURE_ENDINGS | _OTHER_ENDINGS

_LIKENESS = 0.7
"""How much a name must be like a misspelt one to be suggested, from 0 to 1."""


class FilePath(NamedTuple):
    """The path of a file as notes write it."""

    path: str
    """Without escapes."""
    fragment: str = ""
    """A place in the file, with its `#`, such as a page of a PDF."""

    @property
    def ending(self) -> str:
        """In small letters, without the dot; empty if there is none."""
        return ending_of(self.path)


class FileFault(NamedTuple):
    """Why a file cannot be shown."""

    code: str
    message: str
    hint: str | None = None


class FoundFile(NamedTuple):
    """What a path leads to."""

    path: str = ""
    """In the project; empty if there is no such file, or none that can be shown."""
    fault: FileFault | None = None
    """With a path, something that works here and may not work elsewhere."""


def ending_of(path: str) -> str:
    """The ending of a file's name in small letters, without the dot."""
    _, ending = posixpath.splitext(path)
    return ending[1:].lower()


def file_paths(link: LocalLink) -> list[FilePath]:
    """How the address of a link may be read as a path, the likeliest first."""
    if link.is_wikilink:
        whole, (start, mark, end) = link.name, link.name.partition("#")
    else:
        whole = unquote(link.name)
        start, mark, end = link.name.partition("#")
        start = unquote(start.partition("?")[0])
    paths = [FilePath(start.strip(), mark + end)]
    if whole != start:
        # A file's name may have the marks of an address.
        paths.append(FilePath(whole))
    return [path._replace(path=path.path.replace("\\", "/")) for path in paths]


class FileFinder:
    """The files below `content/`, by the paths that notes write."""

    def __init__(self, files: ContentFiles) -> None:
        self._files = files

    def find(self, page: str, written: FilePath) -> FoundFile:
        """The file that a page's notes mean, if it can be shown."""
        places = [*_possible_paths(page, written.path)]
        if not places or not self._outside.isdisjoint(places):
            return FoundFile(fault=_outside(written))
        found = self._paths_for(places, written.path)
        if not found:
            return FoundFile(fault=self._missing(places, written))
        if len(found) > 1:
            return FoundFile(fault=_ambiguous(written, found))
        return self._check(found[0], written)

    def has(self, page: str, written: FilePath) -> bool:
        """Whether there is such a file, whatever its ending."""
        return bool(
            self._paths_for([*_possible_paths(page, written.path)], written.path)
        )

    def _paths_for(self, places: Iterable[str], written: str) -> list[str]:
        for place in places:
            if place in self._paths:
                return [place]
        folded_places = [_folded(place) for place in places]
        for place in folded_places:
            if place in self._by_folded:
                return self._by_folded[place]
        end = f"/{_folded(_without_steps(written))}"
        named = self._by_name.get(posixpath.basename(end), ())
        return [path for path in named if _folded(path).endswith(end)]

    def _check(self, path: str, written: FilePath) -> FoundFile:
        if ending_of(path) not in ENDINGS:
            return FoundFile(fault=_unknown_ending(written))
        facts = self._files.facts(path)
        if facts is None:
            return FoundFile(fault=_refused(written, "it cannot be read"))
        if facts.fault:
            return FoundFile(fault=_refused(written, facts.fault))
        spelled = _without_steps(written.path)
        if not _composed(path).endswith(_composed(spelled)):
            return FoundFile(path, _other_case(written, path))
        return FoundFile(path)

    def _missing(self, places: Iterable[str], written: FilePath) -> FileFault:
        if written.ending not in ENDINGS:
            return _unknown_ending(written)
        names = chain.from_iterable(map(self._beside, places))
        name = posixpath.basename(written.path)
        similar = nearest(name, names, cutoff=_LIKENESS)
        hint = "write its path from this page's folder, or from `content/`"
        if similar:
            folder = written.path[: len(written.path) - len(name)]
            hint = f"did you mean `{folder}{similar}`?"
        return FileFault(
            "notes-file-missing",
            f"there is no file `{written.path}`",
            hint,
        )

    def _beside(self, place: str) -> Sequence[str]:
        """Names in the folder of a place that are near its own in the alphabet."""
        folder, name = posixpath.split(place)
        names = self._by_folder.get(folder, [])
        return near_in_alphabet(bisect_left(names, name), names)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self._files.paths)

    @cached_property
    def _outside(self) -> frozenset[str]:
        return frozenset(self._files.outside)

    @cached_property
    def _by_folded(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for path in self._files.paths:
            found[_folded(path)].append(path)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for path in self._files.paths:
            found[_folded(posixpath.basename(path))].append(path)
        return found

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        """Names by folder, sorted, as the paths are."""
        found = defaultdict(list)
        for path in self._files.paths:
            folder, name = posixpath.split(path)
            found[folder].append(name)
        return found


def site_paths(slug: str, files: Iterable[str]) -> dict[str, str]:
    """Where the site has the files that a page shows, by their paths in the project."""
    paths = {}
    taken: set[str] = set()
    for file in sorted(set(files)):
        name = _composed(UNFIT_FOR_NAMES.sub("-", posixpath.basename(file)))
        if _folded(name) in taken:
            # Named by its path, so that its address stays when its content changes.
            stem, ending = posixpath.splitext(name)
            digest = content_digest(file.encode("utf-8", "surrogateescape"))
            name = f"{stem[:100]}-{digest[:8]}{ending}"
        taken.add(_folded(name))
        paths[file] = attachment_path(slug, name)
    return paths


def _possible_paths(page: str, written: str) -> Iterator[str]:
    """Where a path can lead, in the project: only what is below `content/`."""
    folders = [posixpath.dirname(page), FOLDER]
    if written.startswith("/"):
        folders = [FOLDER]
    for folder in folders:
        place = posixpath.normpath(f"{folder}/{written}")
        if place.startswith(f"{FOLDER}/"):
            yield place


def _without_steps(path: str) -> str:
    """The path without steps such as `./` and `../`, as the end of a longer one."""
    return posixpath.normpath(f"/{path}").lstrip("/")


def _composed(name: str) -> str:
    """The name in one form: macOS takes letters and their accents apart."""
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _composed(name).casefold()


# What is wrong with a path


def _outside(written: FilePath) -> FileFault:
    return FileFault(
        "notes-file-refused",
        f"`{written.path}` leads out of `content/`, so that it is not published",
        "put the file beside the page, or name its folder in `linked_folders`",
    )


def _unknown_ending(written: FilePath) -> FileFault:
    kind = f"files that end in `.{written.ending}`"
    if not written.ending:
        kind = "files without an ending"
    return FileFault(
        "notes-file-refused",
        f"`{written.path}` is not published: {kind} never are",
        "write its address on the web, or put it into a ZIP archive",
    )


def _refused(written: FilePath, reason: str) -> FileFault:
    return FileFault(
        "notes-file-refused",
        f"`{written.path}` is not published: {reason}",
        f"a file of up to {LARGEST_ATTACHMENT // 1_000_000} MB that can be read is published",
    )


def _ambiguous(written: FilePath, found: Sequence[str]) -> FileFault:
    return FileFault(
        "link-ambiguous",
        f"`{written.path}` may mean {len(found)} files",
        f"write `{_from_content(found[0])}` or `{_from_content(found[1])}`",
    )


def _other_case(written: FilePath, path: str) -> FileFault:
    return FileFault(
        "notes-file-case",
        f"`{written.path}` is spelled `{_from_content(path)}` on disk",
        "write it the same; many systems tell capitals from small letters",
    )


def _from_content(path: str) -> str:
    return path.removeprefix(f"{FOLDER}/")
