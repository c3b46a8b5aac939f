"""The source distribution holds what a wheel is built from, and nothing else."""

import tarfile
from pathlib import Path

from hatchling.builders.sdist import SdistBuilder

ROOT = Path(__file__).parents[2]
FOLDERS = {"docs", "generator", "templates"}
FILES = {
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "PKG-INFO",
    "README.md",
    "SECURITY.md",
    "hatch_build.py",
    "pyproject.toml",
}


def test_sdist_holds_the_program_and_its_documents(tmp_path):
    builder = SdistBuilder(str(ROOT))
    (file,) = builder.build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(file) as archive:
        paths = [Path(name).parts[1:] for name in archive.getnames()]
    assert {path[0] for path in paths if len(path) == 1} == FILES
    assert {path[0] for path in paths if len(path) > 1} == FOLDERS
    assert not [path for path in paths if "_vendor" in path or "__pycache__" in path]
