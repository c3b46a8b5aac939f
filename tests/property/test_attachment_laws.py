"""A file below `content/` is on the site if and only if a public page shows it."""

import struct
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.build_options import BuildOptions
from generator.library.file_links import ENDINGS
from generator.pipelines.build import build

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 4, 3)
FOLDERS = ["", "papers/", "papers/figs/", "papers/_figs/", "figs/", ".figs/"]
NAMES = ["a.png", "B.PNG", "a b.png", "_a.png", ".a.png", "a.pdf", "a.html", "a", "a#b.png",
         "é.png", "a%20b.png", "index.html", "tea.md.png"]  # fmt: skip
FORMS = ["![x](<{}>)", "[x](<{}>)", "![[{}]]", "[[{}|x]]", "- ![x][r]\n\n[r]: <{}>",
         "[![x](<{}>)](https://a.example/)"]  # fmt: skip
HIDING = ["<!-- {} -->", "`{}`", "%% {} %%", "```\n{}\n```"]
FRONTS = ["", "private: true\n", "draft: true\n", "publish: false\n"]


@st.composite
def projects(draw):
    """Files, and pages with the files that their notes name: `(files, pages)`."""
    places = st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES)).map("".join)
    files = draw(st.lists(places, unique_by=str.casefold, max_size=6))
    pages = []
    for _ in range(draw(st.integers(1, 3))):
        shown = draw(st.lists(st.sampled_from(files), max_size=3)) if files else []
        forms = [draw(st.sampled_from(FORMS)) for _ in shown]
        front = draw(st.sampled_from(FRONTS))
        hiding = draw(st.sampled_from(["{}", "{}", *HIDING]))
        pages.append((shown, forms, front, hiding))
    return files, pages


def is_public(file: str) -> bool:
    """Whether a file may be published at all."""
    is_hidden = any(part[0] in "._" for part in file.split("/"))
    return not is_hidden and file.rpartition(".")[2].lower() in ENDINGS


@given(projects())
@settings(max_examples=60, deadline=None)
def test_a_file_is_on_the_site_if_and_only_if_a_public_page_shows_it(project):
    files, pages = project
    expected = set()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content/papers").mkdir(parents=True)
        for number, file in enumerate(files):
            (root / "content" / file).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / file).write_bytes(PNG + bytes([number]))
        for number, (shown, forms, front, hiding) in enumerate(pages):
            notes = []
            for file, form in zip(shown, forms, strict=True):
                name = file
                if not form.startswith(("![[", "[[")):
                    name = file.replace("%", "%25").replace("#", "%23")
                text = form.replace("{}", f"/{name}").replace("[r]", f"[r{len(notes)}]")
                notes.append(hiding.replace("{}", text))
                if not front and hiding == "{}" and is_public(file):
                    expected.add((number, file))
            text = f"---\ntitle: Page {number}\n{front}---\n\n## Notes\n\n"
            text += "\n\n".join(notes)
            page = root / f"content/papers/page-{number}.md"
            page.write_text(text + "\n", encoding="utf-8")
        build(root, BuildOptions())
        found = set()
        for path in (root / "site").rglob("*"):
            if path.is_file() and path.read_bytes().startswith(PNG):
                number = int(path.parent.name.removeprefix("page-"))
                found.add((number, files[path.read_bytes()[-1]]))
    assert found == expected
