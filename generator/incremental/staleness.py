"""Which files of the site a build has to make, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from generator.core.build_options import BuildOptions
from generator.incremental.build_log import (
    BuildRecord,
    OutputLog,
    entry_parts,
    output_entry,
    save_build_record,
)
from generator.incremental.snapshot import Snapshot

if TYPE_CHECKING:
    from generator.site.output.file import OutputFile


def up_to_date(snapshot: Snapshot, options: BuildOptions) -> BuildRecord | None:
    """The record of the last build if nothing changed since; None if there is work.

    The record is saved again when files that had to be read can be known by their times
    from now on.
    """
    last = snapshot.last_build
    if last is None or last.asked != options.asked:
        return None
    inputs, outputs = snapshot.input_files, snapshot.outputs
    is_same = (
        inputs.same_contents(last.input_files)
        and outputs.same_contents(last.outputs)
        and snapshot.oddities == last.oddities
        and snapshot.files_key == last.files_key
    )
    if not is_same:
        return None
    # Nothing had to be read: the record is as good as it was.
    if inputs is last.input_files and outputs is last.outputs:
        return last
    record = last._replace(input_files=inputs, outputs=outputs)
    save_build_record(snapshot.record_cache, record)
    return record


class RebuildPlan:
    """Decides for each file of the site whether it has to be made."""

    def __init__(self, snapshot: Snapshot, log: OutputLog) -> None:
        self._last = snapshot.last_build
        self._outputs = snapshot.outputs
        self._log = log

    def is_stale(self, file: "OutputFile") -> bool:
        """Whether a file has to be made: it could differ from what the site holds."""
        if file.inputs_key is None:
            return True
        digest = self._outputs.digest(file.path)
        if digest is None:
            return True
        entry = output_entry(file.inputs_key, digest)
        return self._log.entries.get(file.path) != entry

    def reason(self, file: "OutputFile") -> str | None:
        """Why a file has to be made, in words; None if it is up to date."""
        if self._last is None:
            return "nothing is known of an earlier build"
        if file.path not in self._last.outputs.by_file:
            return "it is new"
        if file.inputs_key is None:
            return "only its content tells whether it changed"
        entry = self._log.entries.get(file.path, b"")
        key, digest = entry_parts(entry)
        if file.inputs_key != key:
            changed = ", ".join(_changed_inputs(file.inputs, file.inputs_key, key))
            return f"changed: {changed}"
        if self._outputs.digest(file.path) != digest:
            return "the file in the site is not as it was made"
        return None

    def output_log(
        self, files: "Iterable[OutputFile]", digests: Mapping[str, str]
    ) -> OutputLog:
        """The log after a build of these files; `digests` are of those it made."""
        entries: dict[str, bytes] = {}
        reasons: dict[str, str] = {}
        for file in files:
            path = file.path
            digest = digests.get(path)
            if digest is not None:
                reasons[path] = self.reason(file) or ""
            if file.inputs_key is None:
                continue
            # A file that was not made keeps its entry.
            if digest is None:
                entries[path] = self._log.entries[path]
            else:
                entries[path] = output_entry(file.inputs_key, digest)
        return OutputLog(entries=entries, reasons=reasons)


def _changed_inputs(
    inputs: Sequence[str],
    key: bytes,
    before: bytes,
) -> Iterator[str]:
    """The inputs whose part of the key changed; all parts have the same length."""
    size = len(key) // max(len(inputs), 1)
    for number, name in enumerate(inputs):
        part = slice(number * size, (number + 1) * size)
        if before[part] != key[part]:
            yield name
