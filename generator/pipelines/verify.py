"""The recipe of `papershelf build --verify`: is the site what a first build makes?"""

from collections.abc import Mapping
from pathlib import Path

from generator.core.build_options import BuildOptions
from generator.core.errors import Problem, Severity
from generator.core.project_layout import SITE
from generator.pipelines.build import build
from generator.site.output.site_folder import read_site
from generator.system.lock import locked
from generator.system.temporary import temporary_folder


def verify(root: Path, options: BuildOptions) -> tuple[Problem, ...]:
    """A problem for each file that a build from scratch makes differently, by path."""
    site = options.output or root / SITE
    with locked(site, shared=True):
        found = _contents(site)
    # Seeds stay unread: an import would change the pages of both builds.
    with temporary_folder() as folder:
        # The folder itself is locked by us, so a build could not lock it.
        cold_site = folder.path / SITE
        cold = options._replace(output=cold_site, imports=False)
        build(root, cold, remembers=False)
        expected = _contents(cold_site)
    paths = sorted({*expected, *found})
    differing = [path for path in paths if expected.get(path) != found.get(path)]
    return tuple(map(_difference, differing))


def _contents(site: Path) -> Mapping[str, bytes]:
    return {file.path: file.content for file in read_site(site)}


def _difference(path: str) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="build-differs",
        message="a build from scratch makes this file differently",
        path=path,
        hint="build with --clean, and please report what you had changed before",
    )
