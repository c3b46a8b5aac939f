"""The receipt of the last build: what it was made from, what it made, what it had to say.

A build whose receipt still holds would do nothing, so that it is not run; one that is run makes
again only what is made from something else now. Without a receipt, or with one that cannot be
read, everything is done.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator import cache
from generator.footprint import Footprint, changes, footprints, hold_the_same, value_digest
from generator.options import BuildOptions
from generator.origins import is_program, origins
from generator.pagefiles import SITE
from generator.parallel import MANY, begun

if TYPE_CHECKING:
    from generator.output import OutputFile

_NAME = "receipt"
_MAKING = "making"
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
    origins: Mapping[str, Footprint]
    """The files that it read, as they were before."""
    outputs: Mapping[str, Footprint]
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
    origins: Mapping[str, Footprint]
    outputs: Mapping[str, Footprint]
    """The files of the site that the last build made and that can be read."""
    remembers: bool
    """Whether anything of earlier builds is used, and anything kept for later ones."""

    def source(self, path: str) -> str | None:
        """Digest of a page's file, by its path in the project; None for one that was not there."""
        return _digest(self.origins, self.root + path)


class Making(NamedTuple):
    """How the last build made the files of the site; a build without news does not ask.

    It holds for itself, whatever build the receipt is of.
    """

    inputs: Mapping[str, tuple[bytes, str]]
    """For each file, by its path, what stands for all that it was made from, if that is known, and
    the digest of what came of it."""
    reasons: Mapping[str, str]
    """For each file that it made, why."""


def due(
    files: Iterable["OutputFile"], keys: Mapping[str, bytes | None], seen: Look, making: Making
) -> Iterator[tuple[str, str]]:
    """The files of the site that are made, by their paths, and why; keys are their own, by path."""
    for file in files:
        path = file.path
        stands = path in seen.outputs and (keys[path], seen.outputs[path][0])
        if not stands or making.inputs.get(path) != stands:
            yield path, reason(file, keys[path], seen, making) or ""


def reason(file: "OutputFile", key: bytes | None, seen: Look, making: Making) -> str | None:
    """Why a file of the site is made; None when it stands already, as it would be made.

    `key` is the file's own, None when only its content tells.
    """
    if seen.last is None:
        return "nothing is known of an earlier build"
    if file.path not in seen.last.outputs:
        return "it is new"
    if key is None:
        return "only its content tells whether it changed"
    before, content = making.inputs.get(file.path, (b"", ""))
    if key != before:
        return f"changed: {', '.join(_changed(file.inputs or {}, before))}"
    if _digest(seen.outputs, file.path) != content:
        return "the file in the site is not as it was made"
    return None


def _changed(inputs: Mapping[str, bytes], before: bytes) -> Iterator[str]:
    """The names of those inputs that were others when they stood for `before`."""
    size = len(before) // max(len(inputs), 1)
    for place, (name, part) in enumerate(inputs.items()):
        if before[place * size : (place + 1) * size] != part:
            yield name


def _digest(traces: Mapping[str, Footprint], path: str) -> str | None:
    return traces[path][0] if path in traces else None


def look(root: Path, options: BuildOptions, *, remembers: bool = True) -> Look:
    """What stands on disk, beside what is remembered of earlier builds."""
    before = last_receipt(root) if remembers and not options.clean else None
    output = os.path.abspath(options.output or root / SITE)  # noqa: PTH100 - as text
    made = before.outputs if before and before.output == output else {}
    changed = begun(partial(changes, made, f"{output}/"), options.jobs, pays=len(made) >= MANY)
    known, files = before.origins if before else {}, [*origins(root)]
    mine = len(files) if made else len(files) // 2  # who looks at a site has enough to do
    rest = files[mine:]
    others = begun(partial(footprints, rest, known), options.jobs, pays=len(rest) >= MANY)
    read = footprints(files[:mine], known) | others()
    parts = sorted((path, trace[0]) for path, trace in read.items() if is_program(path))
    program = value_digest(_version(), *parts)
    outputs = {**made, **changed()}
    last = before if before and (before.program, before.output) == (program, output) else None
    return Look(
        root=os.path.join(root.absolute(), ""),  # noqa: PTH118 -- as `origins`
        last=last,
        program=program,
        output=output,
        origins=read,
        outputs={path: trace for path, trace in outputs.items() if trace} if last else {},
        remembers=remembers,
    )


def standing(root: Path, options: BuildOptions, seen: Look) -> Receipt | None:
    """The receipt of the build that this one would repeat; None when there is something to do.

    It is written again when files that had to be read can be told by their times from now on.
    """
    last = seen.last
    if last is None or last.asked != options.asked:
        return None
    if not hold_the_same(seen.origins, last.origins):
        return None
    if not hold_the_same(seen.outputs, last.outputs):
        return None
    receipt = last._replace(origins=seen.origins, outputs=seen.outputs)
    if receipt != last:
        keep(root, receipt)
    return receipt


def keep(root: Path, receipt: Receipt) -> None:
    """Note the receipt."""
    cache.save(root, _NAME, _version(), receipt._asdict())


def _version() -> bytes:
    return value_digest(sys.version, *_installed())


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
        return Receipt(**rows)
    except TypeError:
        return None


def last_making(root: Path, seen: Look) -> Making:
    """How the last build made the files of the site, as far as that is remembered."""
    rows: Any = cache.load(root, _MAKING, seen.program) if seen.last else None
    inputs, reasons = rows or ({}, {})
    return Making(inputs=inputs, reasons=reasons)


def keep_making(root: Path, seen: Look, making: Making) -> None:
    """Note how a build made the files of the site."""
    cache.save(root, _MAKING, seen.program, (making.inputs, making.reasons))
