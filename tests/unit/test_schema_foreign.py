"""Front matter of other tools, in the shapes that they write it."""

from pathlib import Path

import pytest

from generator.content.page import page_from

CASES = (Path(__file__).parents[1] / "cases" / "notes.txt").read_text("utf-8")


def cases():
    for case in CASES.split("\n======== ")[1:]:
        title, _, rest = case.partition("\n")
        note, _, expected = rest.partition("\n--------\n")
        yield pytest.param(note, expected.strip().split("\n"), id=title)


def shown(value):
    """A value as the cases write it."""
    if isinstance(value, tuple) and not hasattr(value, "isoformat"):
        return " | ".join(map(str, value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@pytest.mark.parametrize(("note", "expected"), list(cases()))
def test_note_is_read_as_its_writer_meant_it(note, expected):
    result = page_from(note.encode(), "content/2024-01-31-a-note.md")

    lines = [
        f"! {problem.headline.partition('.md:')[2]}" for problem in result.problems
    ]
    lines += [f"? {problem.hint}" for problem in result.problems if problem.hint]
    for page in result.items:
        for line in expected:
            name = line.partition(":")[0]
            source = page.annotations if hasattr(page.annotations, name) else page.paper
            source = page if name in ("abstract", "notes") else source
            if line[0] not in "!?":
                lines.append(f"{name}: {shown(getattr(source, name))}".rstrip())
    assert sorted(lines) == sorted(map(str.rstrip, expected))
