"""Which files of the site a build makes, and why."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.build_options import BuildOptions
from generator.incremental.build_log import BuildRecord, OutputLog, save_build_record
from generator.incremental.snapshot import Snapshot, _digest
from generator.system.fingerprints import DIGEST, Fingerprints

if TYPE_CHECKING:
    from generator.site.output.file import OutputFile


class RebuildPlan:
    """Which files of the site are made, and why, as far as they are planned."""

    def __init__(self, seen: Snapshot, making: OutputLog) -> None:
        self.seen, self._making = seen, making
        self.keys: dict[str, bytes] = {}
        """Of files that are made, if they have one, by path."""
        self.kept: dict[str, bytes] = {}
        """Of the others the key, and behind it the digest of what stands there."""
        self.reasons: dict[str, str] = {}
        """Of those that are made."""

    def add(self, files: "Iterable[OutputFile]") -> "tuple[OutputFile, ...]":
        """These files, decided upon."""
        planned, up_to_date, made = (
            tuple(files),
            self.seen.outputs.by_file,
            self._making.made,
        )
        for file in planned:
            path, _, key, _ = file
            if key is not None:
                before = made.get(path)
                if (
                    before
                    and path in up_to_date
                    and before == key + up_to_date[path][0].encode()
                ):
                    self.kept[path] = before
                    continue
                self.keys[path] = key
            self.reasons[path] = rebuild_reason(file, self.seen, self._making) or ""
        return planned

    def making(self, outputs: Fingerprints) -> OutputLog:
        """What is to be remembered when these files stand."""
        digests = outputs.by_file
        made = {
            path: key + digests[path][0].encode() for path, key in self.keys.items()
        }
        return OutputLog(made=self.kept | made, reasons=self.reasons)


def rebuild_reason(file: "OutputFile", seen: Snapshot, making: OutputLog) -> str | None:
    """Why a file of the site is made; None when it stands already, as it would be made."""
    if seen.last is None:
        return "nothing is known of an earlier build"
    if file.path not in seen.last.outputs.by_file:
        return "it is new"
    if file.inputs_key is None:
        return "only its content tells whether it changed"
    made = making.made.get(file.path, b"")
    before, content = made[:-DIGEST], made[-DIGEST:].decode()
    if file.inputs_key != before:
        return f"changed: {', '.join(_changed(file.inputs, file.inputs_key, before))}"
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


def up_to_date(root: Path, options: BuildOptions, seen: Snapshot) -> BuildRecord | None:
    """The receipt of the build that this one would repeat; None when there is something to do.

    It is written again when files that had to be read can be told by their times from now on.
    """
    last = seen.last
    if last is None or last.asked != options.asked:
        return None
    if not (
        seen.input_files.same_as(last.input_files)
        and seen.outputs.same_as(last.outputs)
    ):
        return None
    build_record = last._replace(input_files=seen.input_files, outputs=seen.outputs)
    if (build_record.input_files, build_record.outputs) != (
        last.input_files,
        last.outputs,
    ):
        save_build_record(root, build_record)
    return build_record
