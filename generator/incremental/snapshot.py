"""What is on disk before a build, beside what the last build left there.

A snapshot is taken before anything is read, so that a file which changes during a build
is seen by the next one. A file that changes and is changed back looks the same before
and after: a page is remembered as it was read, and where any other input was touched
meanwhile, nothing is remembered.
"""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from generator.core.build_options import BuildOptions
from generator.core.oddities import OddPath, other_oddities
from generator.core.page_walk import PageWalk, walk_pages
from generator.core.project_layout import FOLDER, SITE
from generator.incremental.build_cache import BuildCache, project_cache
from generator.incremental.build_log import BuildRecord, load_build_record
from generator.incremental.inputs import input_files, other_inputs, program_digest
from generator.site.output.manifest import manifest_stamp
from generator.system.fingerprints import (
    Differences,
    Fingerprint,
    Fingerprints,
    cache_key,
    changed_files,
    stat_keys,
)
from generator.system.parallel import SERIAL, ForkedTask, Workers

_NO_FILES = Fingerprints.of({})


class Snapshot(NamedTuple):
    """Input and output files as they are now; a tuple, as `BuildRecord`."""

    root: str
    """Folder of the project, with a slash at its end."""
    last_build: BuildRecord | None
    """If it was made by this program and in this output folder."""
    record_cache: BuildCache
    """Where the build record is kept, which any version of the program may read."""
    cache: BuildCache
    """Where everything else is kept, for this version of the program."""
    output: str
    """Folder of the site."""
    input_files: Fingerprints
    outputs: Fingerprints
    """The files of the site that the last build made and that can be read."""
    content: PageWalk
    """What is below `content/`."""
    attachments: Sequence[str]
    """The files that the last build's pages showed, by their paths in the project."""
    oddities: tuple[OddPath, ...]
    """What is in the project and is not read."""
    site_stamp: int | None
    """The stamp of the site's manifest, before any output file was looked at."""
    stat_keys: Mapping[str, int | None]
    """Of the input files that are no pages, before any of them was read."""

    @property
    def pages(self) -> Sequence[str]:
        """Paths of the pages in the project, sorted."""
        return self.content.pages

    @property
    def files_key(self) -> bytes:
        """Cache key of the names of all files that pages may show."""
        return cache_key(self.content.files, self.content.files_outside)

    def digest(self, path: str) -> str | None:
        """Digest of a page or of an attachment; None for one that did not exist."""
        return self.input_files.digest(self.root + path)

    def with_read(
        self,
        pages: Mapping[str, str],
        attachments: Mapping[str, str],
    ) -> "Snapshot":
        """A copy that says of these files what was read; no digest if nothing was.

        Attachments are all that the pages show now.
        """
        changes: dict[str, Fingerprint | None] = {}
        for path in self.attachments:
            if path not in attachments:
                changes[self.root + path] = None
        for path, digest in (*pages.items(), *attachments.items()):
            if digest != self.digest(path):
                changes[self.root + path] = (digest, None) if digest else None
        return self._replace(input_files=self.input_files.updated(changes))

    def is_touched(self) -> bool:
        """Whether an input that is no page was written since, perhaps with the same."""
        return stat_keys(self.stat_keys) != self.stat_keys


def take_snapshot(
    root: Path,
    options: BuildOptions,
    workers: Workers = SERIAL,
    *,
    remembers: bool = True,
) -> Snapshot:
    """Look at all input and output files; without `remembers` no cache is used."""
    record_cache = _record_cache(root, options, remembers=remembers)
    output = os.path.abspath(options.output or root / SITE)  # noqa: PTH100 - as text
    record, inputs, outputs, attachments = _last_record(record_cache, output)
    site_stamp = manifest_stamp(output)

    # Another process looks at the site meanwhile: that halves a build without changes.
    changed_outputs = _look_at_site(output, outputs, workers)
    walk = walk_pages(root / FOLDER)
    files = input_files(root, (*walk.pages, *attachments))
    other_keys = stat_keys(other_inputs(root, files[len(walk.pages) :]))
    known = inputs.of_files(files)
    inputs = known.updated(changed_files(known, clock_tick=workers.tuning.clock_tick))
    outputs = outputs.updated(changed_outputs())
    changed_outputs.wait()
    program = program_digest(inputs)
    if record and record.program != program:
        # What another program made tells nothing about this site.
        record, outputs = None, _NO_FILES
    return Snapshot(
        root=f"{root.absolute()}/",
        last_build=record,
        record_cache=record_cache,
        cache=record_cache._replace(program=program),
        output=output,
        input_files=inputs,
        outputs=outputs,
        content=walk,
        attachments=attachments,
        site_stamp=site_stamp,
        oddities=walk.oddities + other_oddities(root),
        stat_keys=other_keys,
    )


def _record_cache(root: Path, options: BuildOptions, *, remembers: bool) -> BuildCache:
    # With --clean nothing is read from the cache, but the next build finds it filled.
    reads = remembers and not options.clean
    return project_cache(root, reads=reads, writes=remembers)


def _look_at_site(
    folder: str,
    outputs: Fingerprints,
    workers: Workers,
) -> ForkedTask[Differences]:
    """Start to compare the files of the site with their fingerprints."""
    look = partial(changed_files, outputs, f"{folder}/", workers.tuning.clock_tick)
    return workers.fork(look, len(outputs))


def retake_snapshot(
    root: Path,
    options: BuildOptions,
    workers: Workers,
    former: Snapshot,
) -> Snapshot:
    """A snapshot after an import: what was read before it keeps its stat keys."""
    remembers = former.record_cache.writes
    snapshot = take_snapshot(root, options, workers, remembers=remembers)
    return snapshot._replace(stat_keys=former.stat_keys)


def _last_record(
    cache: BuildCache,
    output: str,
) -> tuple[BuildRecord | None, Fingerprints, Fingerprints, tuple[str, ...]]:
    """The last build's record, its inputs, its outputs, the attachments among its inputs.

    No record and no outputs if they are of another folder.
    """
    record = load_build_record(cache)
    if record is None:
        return None, _NO_FILES, _NO_FILES, ()
    if record.output != output:
        return None, record.input_files, _NO_FILES, record.attachments
    return record, record.input_files, record.outputs, record.attachments
