"""What takes long to load is loaded when a page needs it."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from generator import markup
from generator.content.page import page_from, page_text
from generator.core.paper import Paper

text = page_text(Paper(title='"A": b', abstract="One *two* three_four: https://a.org/b_c."))
for page in page_from(f"{text}{sys.argv[1]}".encode(), "content/a.md").items:
    for markdown in (page.abstract, page.notes.removeprefix("## Notes").strip()):
        markup.html(markdown), markup.plain_text(markdown), markup.parse(markdown).links()
print(*sorted({"markdown_it", "yaml"} & {*sys.modules}))
"""


@pytest.mark.parametrize(
    ("notes", "loaded"), [("", ""), ("\n- *one*\n", "markdown_it")]
)
def test_new_page_is_read_and_shown_without_heavy_modules(notes, loaded):
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, notes],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == loaded
