"""What people look at: the small project's pages and site, file by file.

`make golden` writes them anew after a change that is meant; read the diff before you commit it.
"""

import difflib
import re
from pathlib import Path

import pytest

from generator.core.build_options import BuildOptions
from generator.pipelines.build import build

EXPECTED = Path(__file__).parent / "expected"
LOOKED_AT = (".html", ".xml", ".txt", ".md")


def made_files(project: Path) -> dict[str, str]:
    """Content pages and site, with the fingerprints of assets taken out."""
    build(project, BuildOptions())
    files = {}
    for path in sorted(project.rglob("*")):
        name = path.relative_to(project).as_posix()
        if path.suffix in LOOKED_AT and name.startswith(("content/", "site/")):
            text = path.read_bytes().decode("utf-8")
            files[name] = re.sub(r"\.[0-9a-f]{8,16}\.(css|js|svg)", r".HASH.\1", text)
    return files


def stored_files() -> dict[str, str]:
    paths = (path for path in EXPECTED.rglob("*") if path.is_file())
    return {
        path.relative_to(EXPECTED).as_posix(): path.read_bytes().decode("utf-8")
        for path in paths
    }


def renew(files: dict[str, str]) -> None:
    for name in stored_files().keys() - files.keys():
        (EXPECTED / name).unlink()
    for name, text in files.items():
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_bytes(text.encode("utf-8"))


def test_small_project_gives_the_golden_files(small_project, request):
    made = made_files(small_project)
    if request.config.getoption("--renew-golden"):
        renew(made)
        pytest.skip("golden files renewed")
    stored = stored_files()
    differences = [
        line
        for name in sorted(made.keys() | stored.keys())
        for line in difflib.unified_diff(
            stored.get(name, "").split("\n"),
            made.get(name, "").split("\n"),
            name,
            name,
            lineterm="",
        )
    ]
    assert not differences, "\n".join(differences[:200])
