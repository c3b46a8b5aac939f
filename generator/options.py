"""What one build is asked to do."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
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
    verify: bool = False
    """Make everything a second time, without what earlier builds worked out, and compare."""
    jobs: int = 0
    """Processes to work with; 0 for as many as the machine runs at once."""
