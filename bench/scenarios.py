"""What happens to a list between two builds, and one round of it with every tool.

A round begins with new folders. Its edits add up: each build starts from what the one before
left. Papershelf distrusts files younger than two seconds, since another change could hide behind
the same time stamp; so before each warm scenario the project settles, as it does in real life.
"""

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.corpus import Specimen, specimens
from bench.measuring import Reading, contents, output, reading, timed
from bench.tools import (
    TOOLS,
    Tool,
    fresh,
    pagefind_command,
    remove,
    touch_template,
    write,
)
from generator.core.paper import Status

TITLES = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "touched": "touched but equal",
    "annotation": "one annotation edited",
    "status": "one status changed",
    "body": "one abstract edited",
    "added": "one paper added",
    "tag": "one tag renamed",
    "template": "template touched",
    "removed": "one paper removed",
    "index": "search index alone",
}
"""By name, in the order of a round."""
_FOR_ALL = ("cold", "unchanged", "annotation")
"""Scenarios for peers too: they build everything whatever was edited."""
_SETTLED = 2.2
"""Seconds after which no file is young."""
_TAG = 4
"""Place of the renamed tag among the most frequent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build, or the making of one index, in one round."""

    papers: int
    round: int
    tool: str
    scenario: str
    reading: Reading


def edited(scenario: str, papers: Sequence[Specimen]) -> list[Specimen]:
    """The papers that a scenario writes again, as they are then, or removes."""
    middle = papers[len(papers) // 2]
    own = middle.annotations
    match scenario:
        case "added":
            return [*specimens(1, first=len(papers))]
        case "tag":
            return [*_with_tag_renamed(papers)]
        case "annotation":
            own = replace(own, rating=(own.rating or 0) % 5 + 1)
        case "status":
            own = replace(own, status=Status.SKIPPED)
        case "body":
            longer = f"{middle.paper.abstract} A sentence more."
            middle = replace(middle, paper=replace(middle.paper, abstract=longer))
        case "removed":  # the last one, so that what follows need not know
            pass
        case _:
            return []
    return [replace(middle, annotations=own)]


def one_round(
    papers: list[Specimen],
    number: int,
    names: Sequence[str],
    wanted: Iterable[str],
    work: Path,
) -> Iterator[Run]:
    """Run the wanted scenarios with every tool that takes part, one after the other."""
    size = len(papers)
    papers = papers.copy()
    for name in names:
        fresh(TOOLS[name], work / name, papers)
    for scenario in (one for one in TITLES if one in {"cold", *wanted}):
        if scenario not in {"cold", "index"}:
            _settle(work)
        changed = edited(scenario, papers)
        for name in names if scenario in _FOR_ALL else names[:1]:
            for tool, measured in _runs(TOOLS[name], scenario, changed, work):
                yield Run(
                    papers=size,
                    round=number,
                    tool=tool,
                    scenario=scenario,
                    reading=measured,
                )
        for specimen in changed:
            papers[specimen.number : specimen.number + 1] = [specimen]


def _runs(
    tool: Tool, scenario: str, changed: Sequence[Specimen], work: Path
) -> Iterator[tuple[str, Reading]]:
    """One tool's builds in one scenario, and who built."""
    root = work / tool.name
    if scenario == "index":
        yield tool.name, timed((sys.executable, "-m", "bench.index", str(root)), root)
        return
    (remove if scenario == "removed" else write)(tool, root, changed)
    if scenario == "template":
        touch_template(tool, root)
    if scenario == "touched":
        for path in root.rglob("*.md"):
            os.utime(path)
    yield tool.name, reading(tool.command, root)
    if tool.name == "papershelf" and scenario != "cold":
        _compare(tool, root, work / "elsewhere")
    if tool.name == "hugo" and scenario == "cold":
        yield "pagefind", reading(pagefind_command(tool.site), root)


def _settle(work: Path) -> None:
    """Wait until no file is young, then build once more so their times are trusted."""
    tool = TOOLS["papershelf"]
    time.sleep(_SETTLED)
    output(tool.command, work / tool.name)


def _compare(tool: Tool, root: Path, elsewhere: Path) -> None:
    """Raise `RuntimeError` unless a cold build elsewhere gives the same bytes."""
    made = shutil.ignore_patterns(tool.site, ".papershelf-cache")
    shutil.copytree(root, elsewhere, ignore=made)
    output(tool.command, elsewhere)
    one, other = contents(root / tool.site), contents(elsewhere / tool.site)
    shutil.rmtree(elsewhere)
    differing = sorted({path for path, _ in one.items() ^ other.items()})
    if differing:
        raise RuntimeError(
            f"a warm build differs from a cold one in {len(differing)} files, "
            f"such as {', '.join(differing[:9])}"
        )


def _with_tag_renamed(papers: Sequence[Specimen]) -> Iterator[Specimen]:
    """The papers of a tag that is neither the most frequent nor rare, under its new name."""
    counts = Counter(tag for specimen in papers for tag in specimen.annotations.tags)
    former = next((tag for tag, _ in counts.most_common(_TAG + 1)[-1:]), None)
    for specimen in papers:
        own = specimen.annotations
        if former in own.tags:
            tags = tuple("a new name" if tag == former else tag for tag in own.tags)
            yield replace(specimen, annotations=replace(own, tags=tags))
