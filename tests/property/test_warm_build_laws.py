"""However a project came to be what it is, its site is the one that a cold build makes."""

import os
import secrets
import shutil
import struct
import sys
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.core.build_options import BuildOptions
from generator.incremental.build_cache import CACHE_FOLDER as FOLDER
from generator.pipelines.build import build
from generator.site.search import build_index
from generator.site.search.build_index import IndexOptions
from generator.site.search.settings import LIMITS, IndexLimits
from generator.system.tuning import DEFAULT, Tuning

SMALL = Path(__file__).parents[1] / "golden" / "small"
MANIFEST = ".papershelf-manifest"
MANY_PARTS = Tuning(part=3, fork_from=6, page_batch=3)
"""As if a list of few papers were a long one."""


def pages(root: Path) -> list[Path]:
    return sorted((root / "content").glob("*/*.md"))


def edited(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    page.write_text(page.read_text() + f"\nNote {which}.\n")


def is_free(root: Path, stem: str) -> bool:
    """Whether no page has this address; a second one would be an error."""
    return all(page.stem != stem for page in pages(root))


def added(root: Path, which: int) -> None:
    if is_free(root, f"new-{which}"):
        page = root / f"content/papers/new-{which}.md"
        page.write_text(f"---\ntitle: New {which}\n---\n\nX.\n")


def deleted(root: Path, which: int) -> None:
    if len(pages(root)) > 1:
        pages(root)[which % len(pages(root))].unlink()


def renamed(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    if is_free(root, f"renamed-{which}"):
        page.rename(page.with_name(f"renamed-{which}.md"))


def retagged(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    page.write_text(page.read_text().replace("tags: []", f"tags: [t{which}]"))


def restored(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    times = page.stat()
    front, fence, body = page.read_bytes().rpartition(b"---\n")
    page.write_bytes(front + fence + body.swapcase())
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))


def set_up(root: Path, which: int) -> None:
    forge = f'repository = "https://github.com/a/{which}"\n' if which % 2 else ""
    size = f"page_size = {which % 3 + 1}\n"
    (root / "papershelf.toml").write_text(f'title = "List {which}"\n{forge}{size}')


def templated(root: Path, which: int) -> None:
    (root / "templates/partials").mkdir(parents=True, exist_ok=True)
    (root / "templates/partials/footer.html").write_text(f"<footer>{which}</footer>\n")


def untemplated(root: Path, _which: int) -> None:
    shutil.rmtree(root / "templates", ignore_errors=True)


def retitled(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    page.write_text(
        f"---\ntitle: Title {which % 3}\naliases: [former-{which % 2}]\n---\n\nBody.\n"
    )


def linked(root: Path, which: int) -> None:
    page, goal = (pages(root)[(which * n) % len(pages(root))] for n in (1, 3))
    page.write_text(
        page.read_text() + f"\n## More\n\nSee [[{goal.stem}#More]], [[Title 1]].\n"
    )


def hidden(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    kind = ("draft", "private")[which % 2]
    if f"\n{kind}:" not in page.read_text():
        page.write_text(page.read_text().replace("---\n", f"---\n{kind}: true\n", 1))


def tag_renamed(root: Path, which: int) -> None:
    for page in pages(root):
        page.write_text(page.read_text().replace("tags: [t", f"tags: [u{which}"))


def moved(root: Path, which: int) -> None:
    page = pages(root)[which % len(pages(root))]
    (root / "content/other").mkdir(exist_ok=True)
    page.rename(root / "content/other" / page.name)


def illustrated(root: Path, which: int) -> None:
    """Show a picture that may be there, or not yet."""
    page = pages(root)[which % len(pages(root))]
    page.write_text(
        page.read_text() + f"\n## More\n\n![p](../figures/{which % 3}.png)\n"
    )


def pictured(root: Path, which: int) -> None:
    """Put a picture there, or another in its place."""
    folder = root / f"content/{('figures', 'papers')[which % 2]}"
    folder.mkdir(exist_ok=True)
    header = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", which + 1, 2)
    (folder / f"{which % 3}.png").write_bytes(header + secrets.token_bytes(which % 2))


def unpictured(root: Path, which: int) -> None:
    pictures = sorted((root / "content").rglob("*.png"))
    if pictures:
        pictures[which % len(pictures)].unlink()


def relinked(root: Path, which: int) -> None:
    """Put a folder of pages elsewhere in the project, and a link in its place."""
    if sys.platform == "win32":
        return
    folder = root / "content/papers"
    if folder.is_symlink():
        folder.unlink()
        (root / "vault").rename(folder)
    else:
        folder.rename(root / "vault")
        folder.symlink_to("../vault")
    again = root / f"content/again-{which % 2}"
    if again.is_symlink():
        again.unlink()
    else:
        again.symlink_to("papers")


def spoiled_cache(root: Path, which: int) -> None:
    for file in caches(root):
        data = bytearray(file.read_bytes())
        data[which * 97 % len(data)] ^= 1
        file.write_bytes(data)


def cut_cache(root: Path, which: int) -> None:
    for file in caches(root):
        file.write_bytes(file.read_bytes()[: which * 50])


def lost_cache(root: Path, which: int) -> None:
    found = caches(root)
    if found:
        found[which % len(found)].unlink()


def caches(root: Path) -> list[Path]:
    return sorted(
        path for path in (root / FOLDER).glob("*") if path.name != ".gitignore"
    )


def older_cache(root: Path, _which: int) -> None:
    """Put the cache aside, and back in place of a later one the next time."""
    aside = root / "aside"
    if aside.is_dir():
        shutil.rmtree(root / FOLDER, ignore_errors=True)
        aside.rename(root / FOLDER)
    elif (root / FOLDER).is_dir():
        shutil.copytree(root / FOLDER, aside)


def older_part(root: Path, which: int) -> None:
    """The same with one file of the cache, as builds at the same time may leave it."""
    aside = root / "aside-part"
    found = caches(root)
    if aside.is_dir():
        for file in aside.iterdir():
            (root / FOLDER).mkdir(exist_ok=True)
            file.replace(root / FOLDER / file.name)
        aside.rmdir()
    elif found:
        aside.mkdir()
        shutil.copy(found[which % len(found)], aside)


def older_site(root: Path, _which: int) -> None:
    """The same with the site."""
    aside = root / "old-site"
    if aside.is_dir():
        shutil.rmtree(root / "site")
        aside.rename(root / "site")
    else:
        shutil.copytree(root / "site", aside)


def lost_output(root: Path, which: int) -> None:
    some_output(root, which).unlink()


def some_output(root: Path, which: int) -> Path:
    suffix = ".html" if which % 2 else ".js"
    made = sorted(file for file in (root / "site").rglob(f"*{suffix}"))
    return made[which * 7 % len(made)]


def spoiled_output(root: Path, which: int) -> None:
    file = some_output(root, which)
    times = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def killed(root: Path, which: int) -> None:
    replace = Path.replace
    moves = iter(range(which + 1))

    def dying(self, target):
        if "site" in Path(target).parts and next(moves, None) is None:
            raise KeyboardInterrupt
        return replace(self, target)

    with patch.object(Path, "replace", dying), suppress(KeyboardInterrupt):
        build(root, BuildOptions(), tuning=MANY_PARTS)


def nothing(_root: Path, _which: int) -> None: ...


STEPS = (
    edited, added, deleted, renamed, retagged, restored, retitled, linked, hidden, tag_renamed,
    moved, illustrated, pictured, unpictured, relinked, set_up, templated, untemplated, spoiled_cache, cut_cache, lost_cache, older_cache, older_part,
    older_site, lost_output, spoiled_output, killed, nothing,
)  # fmt: skip

histories = st.lists(
    st.tuples(
        st.lists(st.sampled_from(STEPS), min_size=1, max_size=3), st.integers(0, 9)
    ),
    min_size=1,
    max_size=5,
)


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def cold(root: Path, scratch: Path) -> dict[str, bytes] | None:
    ignore = shutil.ignore_patterns(FOLDER)
    copy = Path(shutil.copytree(root, scratch / "copy", symlinks=True, ignore=ignore))
    try:
        build(copy, BuildOptions(output=scratch / "cold", jobs=1))
        return contents(scratch / "cold")
    finally:
        shutil.rmtree(scratch)


@given(
    histories,
    st.sampled_from([DEFAULT.clock_tick, -(10**18)]),
    st.integers(1, 2),
    st.sampled_from([LIMITS, IndexLimits(one_file=0)]),
)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_warm_site_is_the_cold_site_after_any_history(history, tick, jobs, limits):
    tuning = MANY_PARTS._replace(clock_tick=tick)
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(build_index, "IndexOptions", partial(IndexOptions, limits=limits)),
    ):
        root = Path(shutil.copytree(SMALL, Path(folder) / "small"))
        build(root, BuildOptions(), tuning=tuning)
        for steps, which in history:
            for step in steps:
                step(root, which)
            build(root, BuildOptions(jobs=jobs), tuning=tuning)
            assert contents(root / "site") == cold(root, Path(folder) / "scratch")
