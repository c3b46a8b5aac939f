"""What is on disk before a build, beside what the last build left there."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.core.build_options import BuildOptions
from generator.core.project_layout import FOLDER, SITE, page_paths
from generator.incremental.build_log import (
    BuildRecord,
    load_build_record,
    program_version,
)
from generator.incremental.inputs import input_files, is_program
from generator.system.fingerprints import (
    UNREAD,
    Fingerprints,
    cache_key,
    changed_files,
    unread_fingerprints,
)
from generator.system.parallel import MANY, fork_task

if TYPE_CHECKING:
    pass

_NONE = Fingerprints.of({})


class Snapshot(NamedTuple):
    """What stands on disk before a build, beside what the last one left.

    Taken before anything is read, so that what changes meanwhile is seen by the next build.
    """

    root: str
    """Folder of the project, with a slash at its end."""
    last: BuildRecord | None
    program: bytes
    """Stands for the program that runs, and all that it loads."""
    output: str
    input_files: Fingerprints
    outputs: Fingerprints
    """The files of the site that the last build made and that can be read."""
    pages: Sequence[str]
    """The files of all pages, by their paths in the project, sorted."""
    remembers: bool
    """Whether anything of earlier builds is used, and anything kept for later ones."""

    def source(self, path: str) -> str | None:
        """Digest of a page's file, by its path in the project; None for one that was not there."""
        return _digest(self.input_files, self.root + path)

    def with_read(self, sources: Iterable[tuple[str, str]]) -> "Snapshot":
        """The same with the digests of pages that were not read before, by their paths."""
        before = self.input_files.by_file
        told = {
            self.root + path: (source, before[self.root + path][1])
            for path, source in sources
            if source and self.source(path) == UNREAD
        }
        return self._replace(input_files=self.input_files.renewed(told))


def _digest(traces: Fingerprints, path: str) -> str | None:
    found = traces.by_file.get(path)
    return found and found[0]


def take_snapshot(
    root: Path, options: BuildOptions, *, remembers: bool = True, reads: bool = False
) -> Snapshot:
    """What stands on disk, beside what is remembered of earlier builds.

    Where that is nothing, pages are left to those who read them all, unless this `reads` them.
    """
    before = load_build_record(root) if remembers and not options.clean else None
    output = os.path.abspath(options.output or root / SITE)  # noqa: PTH100 - as text
    known = before.input_files if before else _NONE
    made = before.outputs if before and before.output == output else _NONE
    changed = fork_task(
        partial(changed_files, made, f"{output}/"), options.jobs, pays=len(made) >= MANY
    )
    pages = page_paths(root / FOLDER)
    known = known.of_files([*input_files(root, pages)])
    left = 0 if before or reads else len(pages)  # which come first
    mine = (
        len(known) if made else max(left, len(known) // 2)
    )  # a site is enough for the other
    others = fork_task(
        partial(changed_files, known[mine:]),
        options.jobs,
        pays=len(known) - mine >= MANY,
    )
    read = known.renewed(
        unread_fingerprints(known.files[:left])
        | changed_files(known[left:mine])
        | others()
    )
    program = cache_key(program_version(), *sorted(read.digests(is_program)))
    outputs = made.renewed(changed())
    changed.wait()
    others.wait()
    last = (
        before
        if before and (before.program, before.output) == (program, output)
        else None
    )
    return Snapshot(
        root=os.path.join(root.absolute(), ""),  # noqa: PTH118 -- as `origins`
        last=last,
        program=program,
        output=output,
        input_files=read,
        outputs=outputs if last else _NONE,
        pages=pages,
        remembers=remembers,
    )
