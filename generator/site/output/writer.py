"""The wall of `site/`: compare, write what differs, remove what is no longer made.

A build that fails changes nothing here:

1. Files are staged in a temporary folder beside the site, until the last one is made.
2. `commit` looks for everything that is in the way, before the first file moves.
3. Each file then moves into place, atomically; what it replaces is kept in the staging
   folder. Whatever fails until the build has ended, all moves are undone.

What the manifest does not list is never replaced or removed (see `manifest`). Of builds
at the same time one commits after the other, each only if the site is as it saw it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from stat import S_IFREG, S_ISDIR, S_ISLNK, S_ISREG
from typing import NamedTuple

from generator.core.errors import PapershelfError, Problem, Severity, error
from generator.core.reading import list_folder
from generator.site.output.file import OutputFile
from generator.site.output.manifest import (
    MANIFEST,
    manifest,
    manifest_content,
    manifest_stamp,
    paths_outside,
    read_if_present,
)
from generator.site.output.report import WriteReport
from generator.site.output.site_folder import (
    disk_problems,
    folders_around,
    is_file,
    linked_folder,
)
from generator.system.changes import Changes
from generator.system.fingerprints import content_digest
from generator.system.folder import Folder
from generator.system.lock import locked
from generator.system.parallel import SERIAL, Workers

_SHOWN_FOREIGN_FILES = 5
_LOOK_NOW = -1
"""No stamp of a manifest: CPython gives this hash to nothing."""


class _StagedFile(NamedTuple):
    """A file that was made; a tuple, as it is sent between processes."""

    path: str
    digest: str
    is_changed: bool
    """It differs from the file in the site, and so waits in the staging folder."""
    is_blocked: bool
    """A file that is not ours has its place."""


@dataclass(slots=True, kw_only=True)
class SiteWriter:
    """Stages files, in one or several calls, and commits them; see `open_site`."""

    folder: Path
    site: Folder
    staging: Folder
    new: Folder
    """In the staging folder: files that were made."""
    ends: ExitStack
    """What is held until the build has ended."""
    ours: frozenset[str]
    """Paths that the manifest lists."""
    seen: int | None
    """The stamp of the manifest when somebody looked at the site."""
    is_new: bool
    """The folder is empty: nothing there can be the same, or in the way."""
    is_stale: Callable[[OutputFile], bool]
    clean: bool
    workers: Workers
    _paths: dict[str, str] = field(default_factory=dict)
    """The path of each file, by the path in folded case."""
    _staged: list[_StagedFile] = field(default_factory=list)
    _changes: Changes = field(default_factory=Changes)
    _moves: int = 0
    """Files that were moved so far."""

    def stage(self, files: Iterable[OutputFile]) -> None:
        """Make those of the files that are stale, and compare them with the site.

        Raises `PapershelfError` where two files claim one path, a path leads out of the
        site, or the file of someone else is in the way.
        """
        planned = list(files)
        self._claim([file.path for file in planned])
        stale = [file for file in planned if self.is_stale(file)]

        def stage_part(part: range) -> list[_StagedFile]:
            return [self._stage_file(stale[number]) for number in part]

        with disk_problems(self.folder):
            parts = self.workers.map_ranges(stage_part, len(stale), "making files")
        staged = list(chain.from_iterable(parts))
        blocked = [file.path for file in staged if file.is_blocked]
        # What another build put there meanwhile is no stranger's: `commit` will see it.
        if blocked and not self._is_overtaken():
            raise _foreign_files(self.folder, blocked)
        self._staged += staged

    def commit(self) -> WriteReport | None:
        """Move what was staged into place and remove what is no longer made.

        None, and nothing is done, if another build changed the site since we looked. What
        was done is undone if the build fails until it leaves `open_site`.
        """
        with disk_problems(self.folder):
            self.ends.enter_context(locked(self.folder))
            if self._is_overtaken():
                return None
            self.ends.push(self._changes)
            paths = self._paths.values()
            changed = sorted(file.path for file in self._staged if file.is_changed)
            written = frozenset(changed)
            kept = sorted(path for path in paths if path not in written)
            self._stop_at_obstacles(changed)
            gone = sorted(self.ours.difference(paths))
            removed = [path for path in gone if is_file(self.site, path)]
            listed = self._change_site(kept, changed, gone, removed)
        digests = {file.path: file.digest for file in self._staged}
        digests[MANIFEST] = content_digest(listed)
        return WriteReport(
            written=tuple(changed),
            kept=tuple(kept),
            removed=tuple(removed),
            digests=digests,
        )

    def _is_overtaken(self) -> bool:
        """Whether another build changed the site since somebody looked at it."""
        return manifest_stamp(self.folder) != self.seen

    def _claim(self, paths: Sequence[str]) -> None:
        """Note the paths; file systems that fold case must be able to hold the site."""
        outside = paths_outside(paths)
        if outside:
            raise error("output-path", f"no file of a site can be at {outside[0]!r}")
        for path in paths:
            folded = path.casefold()
            if folded in self._paths:
                raise _collision(self._paths[folded], path)
            self._paths[folded] = path

    def _stage_file(self, file: OutputFile) -> _StagedFile:
        """Make a file and stage it, unless the site has the same."""
        path = file.path
        content = file.make()
        # To look for each file of a first build takes 2 % of it.
        before = None if self.is_new else read_if_present(f"{self.folder}/{path}")
        is_changed = self.clean or before != content
        is_foreign = before is not None and path not in self.ours
        if is_changed:
            self.new.create(path, content)
        return _StagedFile(
            path,
            content_digest(content),
            is_changed=is_changed,
            is_blocked=is_changed and is_foreign and not self.clean,
        )

    def _stop_at_obstacles(self, changed: Sequence[str]) -> None:
        """Raise `PapershelfError` where something is in the way of our files."""
        for folder in folders_around(self._paths.values()):
            # From the outer ones on: `mode` refuses what is behind a link.
            mode = self.site.mode(folder)
            if mode is not None and S_ISLNK(mode):
                raise linked_folder(f"{self.folder.as_posix()}/{folder}")
            if mode is not None and not S_ISDIR(mode):
                raise _foreign_files(self.folder, [folder], "move it away")
        blocked = []
        for path in changed:
            mode = self.site.mode(path) or S_IFREG
            is_ours = S_ISLNK(mode) and (self.clean or path in self.ours)
            if not (S_ISREG(mode) or is_ours):
                blocked.append(path)
        if blocked:
            raise _foreign_files(self.folder, blocked, "move it away")

    # Steps of a commit

    def _change_site(
        self,
        kept: Sequence[str],
        changed: Sequence[str],
        gone: Sequence[str],
        removed: Sequence[str],
    ) -> bytes:
        """Bring the site up to date; the content of its manifest."""
        listed = manifest_content([*kept, *changed])
        before = read_if_present(f"{self.folder}/{MANIFEST}")
        if not changed and not removed and listed == before:
            return listed
        # Until all is done the manifest lists old and new files: whatever a killed
        # build leaves, the next one knows it for ours.
        self._list(manifest_content([*kept, *changed, *gone]))
        self._move_in(changed)
        self._move_out(removed)
        self._list(listed)
        return listed

    def _list(self, content: bytes) -> None:
        """Replace the manifest."""
        name = f"manifest-{self._moves}"
        self.staging.create(name, content)
        self._put(self.staging, name, MANIFEST)

    def _move_in(self, paths: Iterable[str]) -> None:
        """Move staged files, whole folders where the site has none of that name."""
        paths = list(paths)
        tops = {path.partition("/")[0] for path in paths if "/" in path}
        free = {top for top in tops if self.site.mode(top) is None}
        for top in sorted(free):
            self._changes.note(partial(self._move_folder_back, top))
            self.new.move(top, self.site, top)
        rest = [path for path in paths if path.partition("/")[0] not in free]
        for folder in reversed(folders_around(rest)):
            if self.site.mode(folder) is None:
                self._changes.note(partial(self.site.remove_folder, folder))
                self.site.make_folders(folder)
        for path in rest:
            self._put(self.new, path, path)

    def _move_out(self, paths: Iterable[str]) -> None:
        """Take files out of the site, with the folders that are empty then."""
        for path in paths:
            kept = self._next_kept()
            self._changes.note(partial(self._put_back, kept, path))
            self.site.move(path, self.staging, kept)
        for folder in folders_around(paths):
            self._changes.note(partial(self.site.make_folders, folder))
            with suppress(OSError):  # it is not empty
                self.site.remove_folder(folder)

    def _put(self, source: Folder, name: str, path: str) -> None:
        """Move a staged file to its place, keeping what was there."""
        kept = self._next_kept()
        if self.site.mode(path) is None:
            self._changes.note(partial(self.site.remove, path))
        else:
            self._changes.note(partial(self._put_back, kept, path))
            try:
                self.site.link(path, self.staging, kept)
            except OSError:  # a file system without hard links, or a link itself
                self.site.move(path, self.staging, kept)
        source.move(name, self.site, path)

    def _next_kept(self) -> str:
        self._moves += 1
        return f"old/{self._moves}"

    def _put_back(self, kept: str, path: str) -> None:
        if self.staging.mode(kept) is not None:
            self.staging.move(kept, self.site, path)

    def _move_folder_back(self, top: str) -> None:
        if self.site.mode(top) is not None:
            self.site.move(top, self.new, top)


@contextmanager
def open_site(
    folder: Path,
    is_stale: Callable[[OutputFile], bool] = lambda _: True,
    *,
    clean: bool = False,
    workers: Workers = SERIAL,
    seen: int | None = _LOOK_NOW,
) -> Iterator[SiteWriter]:
    """A writer that makes `folder` hold exactly our files and whatever is not ours.

    Files that are not stale are kept without being made. With `clean` every file is
    written, in place of files of others too. `seen` is the stamp of the manifest before
    anybody looked at the site. Raises `PapershelfError` when the disk refuses. Without a
    `commit`, and after one if what follows fails, the site is as it was.
    """
    with ExitStack() as ends:
        with disk_problems(folder):
            if not folder.exists():
                ends.push(partial(_remove_made_folder, folder))
            site = ends.enter_context(Folder.at(folder))
            is_new = not list_folder(folder)
            staging = ends.enter_context(site.temporary_folder())
            new = ends.enter_context(staging.inner("new"))
            writer = SiteWriter(
                folder=folder,
                site=site,
                staging=staging,
                new=new,
                ends=ends,
                ours=manifest(folder),
                seen=manifest_stamp(folder) if seen == _LOOK_NOW else seen,
                is_new=is_new,
                is_stale=is_stale,
                clean=clean,
                workers=workers,
            )
        yield writer


def _remove_made_folder(
    folder: Path, kind: type[BaseException] | None, *_: object
) -> None:
    """Remove the folder that a build made and left empty since it failed."""
    if kind:
        with suppress(OSError), Folder(folder.absolute().parent) as around:
            around.remove_folder(folder.name)


def _collision(first: str, second: str) -> PapershelfError:
    return error(
        "output-collision",
        f"two files claim one address: {first} and {second}",
        hint="give one of the pages another file name",
    )


def _foreign_files(
    folder: Path,
    paths: Sequence[str],
    hint: str = "move it away, or build with --clean to replace it",
) -> PapershelfError:
    """The error of what is in the way, of which a few are named."""
    problems = []
    for path in paths[:_SHOWN_FOREIGN_FILES]:
        problem = Problem(
            severity=Severity.ERROR,
            code="output-stranger",
            path=(folder / path).as_posix(),
            message="this file is in the way and was not made by Papershelf",
            hint=hint,
        )
        problems.append(problem)
    return PapershelfError(problems)
