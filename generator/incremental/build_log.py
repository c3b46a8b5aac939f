"""The receipt of the last build: what it was made from, what it made, what it had to say.

A build whose receipt still holds would do nothing, so that it is not run; one that is run makes
again only what is made from something else now. Without a receipt, or with one that cannot be
read, everything is done.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.core.build_options import BuildOptions
from generator.core.project_layout import FOLDER, SITE, page_paths
from generator.incremental.inputs import is_program, origins
from generator.system import cache_file as cache
from generator.system.fingerprints import DIGEST, UNREAD, Footprints, changes, unread, value_digest
from generator.system.parallel import MANY, begun

if TYPE_CHECKING:
    from generator.site.output.writer import OutputFile

_NAME, _FORM = "receipt", 2
"""What it is called, and the number of its form, which another version may not know."""
_MAKING = "making"
_NONE = Footprints.of({})
_DEPENDENCIES = frozenset(
    {"jinja2", "lunr", "markdown_it_py", "markupsafe", "mdurl", "pyyaml", "rjsmin"}
)
"""What the bytes of a site depend on, as their folders are called where they are installed."""


class Receipt(NamedTuple):
    """A build that went well."""

    asked: Mapping[str, str | bool | None]
    """`BuildOptions.asked`; empty for a build that had more to say than its repetition would."""
    program: bytes
    """Stands for the program that it ran."""
    output: str
    """Folder of the site."""
    origins: Footprints
    """The files that it read, as they were before."""
    outputs: Footprints
    """The files of the site, by their paths there."""
    papers: int
    pages: int
    """Files of the site that are pages."""
    left_out: tuple[str, ...]
    """Broken pages that are not in the site."""
    problems: tuple[Mapping[str, Any], ...]
    """What it had to say, as `errors.plain_problem` writes it."""


class Look(NamedTuple):
    """What stands on disk before a build, beside what the last one left.

    Taken before anything is read, so that what changes meanwhile is seen by the next build.
    """

    root: str
    """Folder of the project, with a slash at its end."""
    last: Receipt | None
    program: bytes
    """Stands for the program that runs, and all that it loads."""
    output: str
    origins: Footprints
    outputs: Footprints
    """The files of the site that the last build made and that can be read."""
    pages: Sequence[str]
    """The files of all pages, by their paths in the project, sorted."""
    remembers: bool
    """Whether anything of earlier builds is used, and anything kept for later ones."""

    def source(self, path: str) -> str | None:
        """Digest of a page's file, by its path in the project; None for one that was not there."""
        return _digest(self.origins, self.root + path)

    def with_read(self, sources: Iterable[tuple[str, str]]) -> "Look":
        """The same with the digests of pages that were not read before, by their paths."""
        before = self.origins.by_file
        told = {
            self.root + path: (source, before[self.root + path][1])
            for path, source in sources
            if source and self.source(path) == UNREAD
        }
        return self._replace(origins=self.origins.renewed(told))


class Making(NamedTuple):
    """How the last build made the files of the site; a build without news does not ask.

    It holds for itself, whatever build the receipt is of.
    """

    made: Mapping[str, bytes]
    """For each file, by its path, its key and behind it the digest of what came of it."""
    reasons: Mapping[str, str]
    """For each file that it made, why."""


class Due:
    """Which files of the site are made, and why, as far as they are planned."""

    def __init__(self, seen: Look, making: Making) -> None:
        self.seen, self._making = seen, making
        self.keys: dict[str, bytes] = {}
        """Of files that are made, if they have one, by path."""
        self.kept: dict[str, bytes] = {}
        """Of the others the key, and behind it the digest of what stands there."""
        self.reasons: dict[str, str] = {}
        """Of those that are made."""

    def noted(self, files: "Iterable[OutputFile]") -> "tuple[OutputFile, ...]":
        """These files, decided upon."""
        planned, standing, made = tuple(files), self.seen.outputs.by_file, self._making.made
        for file in planned:
            path, _, key, _ = file
            if key is not None:
                before = made.get(path)
                if before and path in standing and before == key + standing[path][0].encode():
                    self.kept[path] = before
                    continue
                self.keys[path] = key
            self.reasons[path] = reason(file, self.seen, self._making) or ""
        return planned

    def making(self, outputs: Footprints) -> Making:
        """What is to be remembered when these files stand."""
        digests = outputs.by_file
        made = {path: key + digests[path][0].encode() for path, key in self.keys.items()}
        return Making(made=self.kept | made, reasons=self.reasons)


def reason(file: "OutputFile", seen: Look, making: Making) -> str | None:
    """Why a file of the site is made; None when it stands already, as it would be made."""
    if seen.last is None:
        return "nothing is known of an earlier build"
    if file.path not in seen.last.outputs.by_file:
        return "it is new"
    if file.key is None:
        return "only its content tells whether it changed"
    made = making.made.get(file.path, b"")
    before, content = made[:-DIGEST], made[-DIGEST:].decode()
    if file.key != before:
        return f"changed: {', '.join(_changed(file.inputs, file.key, before))}"
    if _digest(seen.outputs, file.path) != content:
        return "the file in the site is not as it was made"
    return None


def _changed(inputs: Sequence[str], key: bytes, before: bytes) -> Iterator[str]:
    """Those inputs that were others when they stood for `before`."""
    size = len(key) // max(len(inputs), 1)
    for place, name in enumerate(inputs):
        part = slice(place * size, (place + 1) * size)
        if before[part] != key[part]:
            yield name


def _digest(traces: Footprints, path: str) -> str | None:
    found = traces.by_file.get(path)
    return found and found[0]


def look(
    root: Path, options: BuildOptions, *, remembers: bool = True, reads: bool = False
) -> Look:
    """What stands on disk, beside what is remembered of earlier builds.

    Where that is nothing, pages are left to those who read them all, unless this `reads` them.
    """
    before = last_receipt(root) if remembers and not options.clean else None
    output = os.path.abspath(options.output or root / SITE)  # noqa: PTH100 - as text
    known = before.origins if before else _NONE
    made = before.outputs if before and before.output == output else _NONE
    changed = begun(partial(changes, made, f"{output}/"), options.jobs, pays=len(made) >= MANY)
    pages = page_paths(root / FOLDER)
    known = known.of_files([*origins(root, pages)])
    left = 0 if before or reads else len(pages)  # which come first
    mine = len(known) if made else max(left, len(known) // 2)  # a site is enough for the other
    others = begun(partial(changes, known[mine:]), options.jobs, pays=len(known) - mine >= MANY)
    read = known.renewed(unread(known.files[:left]) | changes(known[left:mine]) | others())
    program = value_digest(_version(), *sorted(read.digests(is_program)))
    outputs = made.renewed(changed())
    changed.wait()
    others.wait()
    last = before if before and (before.program, before.output) == (program, output) else None
    return Look(
        root=os.path.join(root.absolute(), ""),  # noqa: PTH118 -- as `origins`
        last=last,
        program=program,
        output=output,
        origins=read,
        outputs=outputs if last else _NONE,
        pages=pages,
        remembers=remembers,
    )


def standing(root: Path, options: BuildOptions, seen: Look) -> Receipt | None:
    """The receipt of the build that this one would repeat; None when there is something to do.

    It is written again when files that had to be read can be told by their times from now on.
    """
    last = seen.last
    if last is None or last.asked != options.asked:
        return None
    if not (seen.origins.same_as(last.origins) and seen.outputs.same_as(last.outputs)):
        return None
    receipt = last._replace(origins=seen.origins, outputs=seen.outputs)
    if (receipt.origins, receipt.outputs) != (last.origins, last.outputs):
        keep(root, receipt)
    return receipt


def keep(root: Path, receipt: Receipt) -> None:
    """Note the receipt."""
    plain = receipt._replace(origins=receipt.origins.plain(), outputs=receipt.outputs.plain())  # type: ignore[arg-type]
    cache.save(root, _NAME, _version(), plain._asdict())


def _version() -> bytes:
    return value_digest(_FORM, sys.version, *_installed())


def _installed() -> Iterator[str]:
    """The dependencies with their versions, as the folders say that Python loads them from."""
    for folder in filter(os.path.isdir, sys.path):
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 -- names are all that is wanted
            if name.partition("-")[0].lower() in _DEPENDENCIES and name.endswith("-info"):
                yield name


def last_receipt(root: Path) -> Receipt | None:
    """The receipt of the last build, None when there is none that can be trusted."""
    rows: Any = cache.load(root, _NAME, _version())
    try:
        found = Receipt(**rows)
        return found._replace(
            origins=Footprints.from_plain(found.origins),  # type: ignore[arg-type]
            outputs=Footprints.from_plain(found.outputs),  # type: ignore[arg-type]
        )
    except (AttributeError, TypeError, ValueError):
        return None


def last_making(root: Path, seen: Look) -> Making:
    """How the last build made the files of the site, as far as that is remembered."""
    rows: Any = cache.load(root, _MAKING, seen.program) if seen.last else None
    paths, made, reasons = rows or ("", [], {})
    return Making(made=dict(zip(paths.split("\0"), made, strict=False)), reasons=reasons)


def keep_making(root: Path, seen: Look, making: Making) -> None:
    """Note how a build made the files of the site."""
    plain = "\0".join(making.made), [*making.made.values()], making.reasons
    cache.save(root, _MAKING, seen.program, plain)
