"""One line on what an import did, for `import` and for builds that import.

It loads nothing that imports: most builds import nothing.
"""

from typing import TYPE_CHECKING

from generator.core.text import count

if TYPE_CHECKING:
    from generator.content.update.apply import ImportReport


def import_summary(report: "ImportReport") -> str:
    """What an import did in one line: `3 new pages, 12 refreshed, 21 unchanged; …`."""
    parts = [
        count(len(report.new), "new page"),
        f"{len(report.refreshed)} refreshed",
        f"{len(report.unchanged)} unchanged",
    ]
    if report.deleted:
        parts.append(f"{report.deleted} without a page (name the dump to make one)")
    line = ", ".join(parts)
    if report.kept:
        line += f"; {count(len(report.kept), 'value')} kept for you"
    conflicts = sum(kept.is_conflict for kept in report.kept)
    if conflicts:
        line += f", {conflicts} of them with news from the source"
    return line
