"""What one build is asked to do, besides the settings of the project.

A tuple, so that a build with nothing to do need not load dataclasses (17 ms of its 60).
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class BuildOptions(NamedTuple):
    """The options of one build, as the command line has them."""

    output: Path | None = None
    """Folder of the site; `site/` in the project by default."""
    base_url: str | None = None
    """In place of the setting."""
    strict: bool = False
    """Warnings fail the build."""
    skip_broken: bool = False
    """Leave pages with errors out of the site, rather than fail."""
    drafts: bool = False
    imports: bool = True
    """Import the seeds that no page names yet."""
    clean: bool = False
    """Write every file again, changed or not."""
    jobs: int = 0
    """Processes to work with; 0 for as many as the machine runs at once."""
    today: dt.date | None = None
    """No seed that is imported has a listing of a later day."""

    @property
    def asked(self) -> Mapping[str, str | bool | None]:
        """What the bytes of a site depend on besides the files that a build reads."""
        return {
            "base_url": self.base_url,
            "strict": self.strict,
            "skip_broken": self.skip_broken,
            "drafts": self.drafts,
            "imports": self.imports,
        }
