"""From runs to rows: medians of the calm rounds, ratios of the same round, goals."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add
from statistics import median
from typing import TypeAlias

from bench.measuring import Reading
from bench.scenarios import Run

Key: TypeAlias = tuple[int, str, str]
"""Papers, tool, scenario."""
Rounds: TypeAlias = Mapping[int, Reading]
"""By the number of the round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A limit for one figure of one of our scenarios."""

    papers: int
    scenario: str
    of: str
    """A field of `Row`."""
    limit: float


GOALS = (
    Goal(papers=36, scenario="cold", of="ratio", limit=1.5),
    Goal(papers=1_000, scenario="cold", of="ratio", limit=0.55),
    Goal(papers=10_000, scenario="cold", of="ratio", limit=0.30),
    Goal(papers=10_000, scenario="cold", of="mib", limit=150),
    Goal(papers=10_000, scenario="cold", of="growth", limit=9),
    Goal(papers=36, scenario="unchanged", of="ratio", limit=0.5),
    Goal(papers=10_000, scenario="unchanged", of="ratio", limit=0.02),
    Goal(papers=10_000, scenario="touched", of="wall", limit=0.5),
    Goal(papers=10_000, scenario="annotation", of="ratio", limit=0.09),
    Goal(papers=10_000, scenario="index", of="ratio", limit=0.35),
)

_REFERENCES = {
    "cold": (("hugo", "cold"), ("pagefind", "cold")),
    "unchanged": (("hugo", "unchanged"),),
    "touched": (("hugo", "unchanged"),),
    "index": (("pagefind", "cold"),),
}
"""What our builds are compared with, by scenario; all others with Hugo after an edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One tool in one scenario over all rounds, or over the calm ones if there are any."""

    papers: int
    tool: str
    scenario: str
    wall: float
    """Seconds, the median, as of all that follow."""
    fastest: float
    slowest: float
    cpu: float
    mib: float
    rounds: int
    calm: int
    """Rounds in which others left the machine alone."""
    ratio: float | None
    """To the reference in the same round."""
    reference: str
    growth: float | None
    """How many times as long as with a tenth of the papers."""

    @property
    def key(self) -> Key:
        """Which row it is."""
        return self.papers, self.tool, self.scenario

    @property
    def goals(self) -> Iterator[tuple[Goal, float]]:
        """The goals of this row with their values."""
        for goal in GOALS:
            key = (goal.papers, "papershelf", goal.scenario)
            value = getattr(self, goal.of)
            if self.key == key and value is not None:
                yield goal, value


def rows(runs: Iterable[Run]) -> Iterator[Row]:
    """A row for each size, tool and scenario, in the order of the runs."""
    readings: dict[Key, dict[int, Reading]] = {}
    for run in runs:
        readings.setdefault((run.papers, run.tool, run.scenario), {})[run.round] = (
            run.reading
        )
    for key in readings:
        yield _row(key, readings)


def _row(key: Key, readings: Mapping[Key, Rounds]) -> Row:
    papers, tool, scenario = key
    mine = readings[key]
    used = _calm(mine.values())
    walls = [one.wall for one in used]
    tenth = readings.get((papers // 10, tool, scenario))
    ratio, reference = _ratio(key, readings)
    return Row(
        papers=papers,
        tool=tool,
        scenario=scenario,
        wall=median(walls),
        fastest=min(walls),
        slowest=max(walls),
        cpu=median(one.cpu for one in used),
        mib=median(one.mib for one in used),
        rounds=len(mine),
        calm=sum(one.is_calm for one in mine.values()),
        ratio=ratio,
        reference=reference,
        growth=median(walls) / _wall(tenth) if tenth else None,
    )


def _ratio(key: Key, readings: Mapping[Key, Rounds]) -> tuple[float | None, str]:
    """The ratio to the reference of a row, and the name of the reference."""
    papers, tool, scenario = key
    if tool in {"hugo", "pagefind"}:
        return None, ""
    ours = _REFERENCES.get(scenario, (("hugo", "annotation"),))
    against = ours if tool == "papershelf" else (("hugo", scenario),)
    others = [readings.get((papers, *one), {}) for one in against]
    rounds = [
        number for number in readings[key] if all(number in one for one in others)
    ]
    pairs = [
        (readings[key][n], reduce(add, (one[n] for one in others))) for n in rounds
    ]
    calm = [pair for pair in pairs if all(one.is_calm for one in pair)]
    ratios = [one.wall / other.wall for one, other in calm or pairs]
    name = " + ".join(name.capitalize() for name, _ in against)
    return (median(ratios), name) if ratios else (None, "")


def _wall(rounds: Rounds) -> float:
    return median(one.wall for one in _calm(rounds.values()))


def _calm(readings: Collection[Reading]) -> list[Reading]:
    """The calm ones, or all when there is none."""
    return [one for one in readings if one.is_calm] or [*readings]
