"""What one run of a command took, what a folder holds, and what machine this is."""

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.launch import CALM
from bench.tools import TOOLS, pagefind_program
from generator.system.fingerprints import content_digest

_LAUNCH = Path(__file__).with_name("launch.py")
_PACKAGES = ("papershelf", "jinja2", "lunr", "markdown-it-py", "pyyaml", "rjsmin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one run of a command took, its children included."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds."""
    mib: float
    """Peak memory of its largest process."""
    others: float | None
    """Cores that others used meanwhile; None where unknown."""

    @property
    def is_calm(self) -> bool:
        """Whether nothing else kept the machine busy."""
        return (self.others or 0) <= CALM

    def __add__(self, other: "Reading") -> "Reading":
        """One command after the other, as one."""
        return Reading(
            wall=self.wall + other.wall,
            cpu=self.cpu + other.cpu,
            mib=max(self.mib, other.mib),
            others=max(self.others or 0, other.others or 0),
        )


def reading(command: tuple[str, ...], folder: Path) -> Reading:
    """Run a command in a folder; raises `RuntimeError` with its last words when it fails."""
    return timed((sys.executable, "-I", "-S", str(_LAUNCH), *command), folder)


def timed(command: tuple[str, ...], folder: Path) -> Reading:
    """The reading that a command prints about itself; raises as `reading` does."""
    return Reading(**json.loads(output(command, folder)))


def output(command: tuple[str, ...], folder: Path) -> str:
    """What a command prints, untimed; raises as `reading` does."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        last_words = (done.stdout + done.stderr)[-2000:]
        raise RuntimeError(f"{' '.join(command)} failed in {folder}:\n{last_words}")
    return done.stdout


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): content_digest(path.read_bytes())
        for path in files
    }


def shape(site: Path) -> tuple[int, int, int]:
    """How many pages a site has, how many of them papers, and how many papers its lists name."""
    pages = list(site.rglob("*.html"))
    named = sum(page.read_bytes().count(b"paper-card-title") for page in pages)
    return len(pages), sum(page.parent.name == "papers" for page in pages), named


def machine(work: Path) -> dict[str, str]:
    """What the figures depend on besides the programs timed."""
    return {
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "file system": _file_system(work),
    } | {package: version(package) for package in _PACKAGES}


def peer_versions(names: Iterable[str]) -> dict[str, str]:
    """The versions of these peers, as they print them."""
    words = {"hugo": ("version",)}
    programs = {name: TOOLS[name].program for name in names}
    if "hugo" in programs:
        programs["pagefind"] = pagefind_program()
    return {
        name: _printed_version((*program, *words.get(name, ("--version",))))
        for name, program in programs.items()
    }


def _printed_version(command: tuple[str, ...]) -> str:
    """The first version number in what a command prints."""
    number = re.search(r"\d+(\.\d+)+", output(command, Path()))
    return number[0] if number else "unknown"


def _file_system(folder: Path) -> str:
    """What kind of file system a folder is on, as far as known."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    best, kind_of_best = Path(), "unknown"
    for mount in mounts:
        _, place, kind, *_ = mount.split()
        # Of mounts within mounts the innermost holds the folder.
        is_inner = len(Path(place).parts) > len(best.parts)
        if is_inner and folder.resolve().is_relative_to(place):
            best, kind_of_best = Path(place), kind
    return kind_of_best
