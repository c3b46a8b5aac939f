"""The help of `papershelf` alone: commands by what they are for, examples, a next step."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.commands import GROUPS
from generator.core.project_layout import SITE, project_around

_EXAMPLES = {
    "Every day": "papershelf status helpsteer2 read",
    "Look": "papershelf explain dump-year-unknown",
    "Set up": "papershelf init ~/papers --example",
}


def command_list(summaries: Mapping[str, str], here: Path) -> str:
    """All commands by group, and what to do next in folder `here`.

    `summaries` has a line for each command, by its name.
    """
    lines = [*_group_lines(summaries), *_next_step(here), ""]
    lines.append("`papershelf help COMMAND` explains one of them.")
    return "\n".join(lines)


def _group_lines(summaries: Mapping[str, str]) -> Iterator[str]:
    for title, names in GROUPS.items():
        yield f"{title}:"
        for name in names:
            yield f"  {name:10}  {summaries[name]}"
        yield f"  {'':10}  such as: {_EXAMPLES[title]}"
        yield ""


def _next_step(here: Path) -> Iterator[str]:
    project = project_around(here)
    if project is None:
        yield "There is no reading list here yet. Start one:"
        yield "  papershelf init DIR"
    elif (project / SITE / "index.html").is_file():
        yield f"Your reading list is in {project}."
        yield f"  open {project / SITE / 'index.html'}"
    else:
        yield f"Your reading list is in {project}. Make its site:"
        yield f"  papershelf build {project}"
