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
    """Memory that its largest process had at its height."""
    others: float | None
    """Cores that others used meanwhile; None where the system does not say."""

    @property
    def is_calm(self) -> bool:
        """Whether others left the machine to it."""
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
    """The reading that a command takes itself and prints; raises as `reading` does."""
    return Reading(**json.loads(output(command, folder)))


def output(command: tuple[str, ...], folder: Path) -> str:
    """What a command prints, untimed; raises as `reading` does."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr)[-2000:]
        raise RuntimeError(f"{' '.join(command)} failed in {folder}:\n{said}")
    return done.stdout


def contents(folder: Path) -> dict[str, str]:
    """The name of the content of every file below a folder, by the file's path."""
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
    """What the figures depend on besides the programs that are timed."""
    return {
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": str(os.cpu_count()),
        "file system": _file_system(work),
    } | {package: version(package) for package in _PACKAGES}


def peer_versions(names: Iterable[str]) -> dict[str, str]:
    """The versions of these peers, as they say themselves."""
    words = {"hugo": ("version",)}
    asked = {name: TOOLS[name].program for name in names}
    if "hugo" in asked:
        asked["pagefind"] = pagefind_program()
    return {
        name: _said((*program, *words.get(name, ("--version",))))
        for name, program in asked.items()
    }


def _said(command: tuple[str, ...]) -> str:
    """The version in the first line that a program says."""
    found = re.search(r"\d+(\.\d+)+", output(command, Path()))
    return found[0] if found else "unknown"


def _file_system(folder: Path) -> str:
    """What kind of file system a folder is on, as far as the system says."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    places = [(Path(fields[1]), fields[2]) for fields in map(str.split, mounts)]
    around = [
        (place, kind)
        for place, kind in places
        if folder.resolve().is_relative_to(place)
    ]
    return max(
        around, key=lambda found: len(found[0].parts), default=(folder, "unknown")
    )[1]
