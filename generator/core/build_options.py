"""What one build is asked to do."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class BuildOptions(NamedTuple):
    """The command line's words, besides the settings."""

    output: Path | None = None
    """Folder of the site; `site/` in the project by default."""
    base_url: str | None = None
    """In place of the setting."""
    strict: bool = False
    """Warnings fail the build."""
    skip_broken: bool = False
    """Pages with errors are left out of the site, in place of failing the build."""
    drafts: bool = False
    imports: bool = True
    """Import the seeds that no page names yet."""
    clean: bool = False
    """Write every file anew."""
    jobs: int = 0
    """Processes to work with; 0 for as many as the machine runs at once."""

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
