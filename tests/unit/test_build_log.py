"""A build that has nothing to do does nothing, and nothing that matters escapes it."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

from generator.cli import main
from generator.core.build_options import BuildOptions
from generator.incremental import inputs, staleness
from generator.incremental.build_cache import CACHE_FOLDER
from generator.incremental.snapshot import take_snapshot
from generator.pipelines import build as recipe
from generator.pipelines import build_steps
from generator.pipelines.build import build
from generator.pipelines.verify import verify
from generator.system import fingerprints
from generator.system.parallel import Workers
from generator.system.tuning import DEFAULT, Tuning

ALL_OLD = Tuning(clock_tick=-(10**18))
ALL_YOUNG = Tuning(clock_tick=10**18)


def up_to_date(root, options, tuning=DEFAULT):
    snapshot = take_snapshot(root, options, Workers(tuning=tuning))
    return staleness.up_to_date(snapshot, options)


@pytest.fixture
def built(small_project):
    """A project with a site and a build record: the first build imports, the second does not."""
    main(["build", str(small_project), "--quiet"])
    main(["build", str(small_project), "--quiet"])
    assert up_to_date(small_project, BuildOptions())
    return small_project


def page_of(project: Path) -> Path:
    return next((project / "content/papers").glob("lantern*.md"))


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def rewritten(file: Path) -> None:
    before = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def template(root: Path, name: str) -> None:
    (root / "templates" / name).parent.mkdir(parents=True)
    (root / "templates" / name).write_text("x")


def test_build_without_news_loads_no_heavy_module_and_writes_nothing(built):
    before = times(built / "site")
    program = (
        "import sys; from generator.cli import main; code = main(['build', '.']); "
        "heavy = {'jinja2', 'markdown_it', 'yaml', 'lunr', 'dataclasses'}; "
        "print(code, sorted(heavy & {*sys.modules}))"
    )

    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=built,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == "0 []"
    assert re.search(r" 0 written, \d+ kept, 0 removed", run.stderr)
    assert times(built / "site") == before


def test_summary_of_a_build_without_news_counts_what_a_build_counts(built, capsys):
    (built / CACHE_FOLDER / "build_record").unlink()
    main(["build", str(built)])
    output = capsys.readouterr().err
    main(["build", str(built)])

    assert re.sub(r" in .* s", "", capsys.readouterr().err) == re.sub(
        r" in .* s", "", output
    )


def test_touched_files_are_no_news(built):
    for path in built.rglob("*"):
        os.utime(path, (1, 1))

    assert up_to_date(built, BuildOptions())


CHANGES = {
    "a page edited, its size and time as before": lambda root: rewritten(page_of(root)),
    "a page added": lambda root: (root / "content/x.md").write_text(
        "---\ntitle: x\n---\n"
    ),
    "a page deleted": lambda root: page_of(root).unlink(),
    "a page renamed": lambda root: page_of(root).rename(
        root / "content/papers/renamed.md"
    ),
    "settings edited": lambda root: (root / "papershelf.toml").write_text(
        'title = "Other"\n'
    ),
    "settings gone": lambda root: (root / "papershelf.toml").unlink(),
    "a seed added": lambda root: (root / "seeds/new.txt").write_text("x"),
    "an import killed": lambda root: (root / "content/.importing").write_text(
        "x.txt\n"
    ),
    "a template added": lambda root: template(root, "pages/404.html"),
    "an output edited, its size and time as before": lambda root: rewritten(
        root / "site/index.html"
    ),
    "an output deleted": lambda root: (root / "site/feed.xml").unlink(),
    "the manifest deleted": lambda root: (root / "site/.papershelf-manifest").unlink(),
    "the site deleted": lambda root: shutil.rmtree(root / "site"),
    "the cache deleted": lambda root: shutil.rmtree(root / CACHE_FOLDER),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_change_calls_for_a_build(built, change):
    change(built)

    assert up_to_date(built, BuildOptions()) is None


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_change_calls_for_a_build_also_when_files_are_told_by_their_times(
    built, change
):
    up_to_date(built, BuildOptions(), ALL_OLD)
    change(built)

    assert up_to_date(built, BuildOptions(), ALL_OLD) is None


@pytest.mark.parametrize(
    "options",
    [
        {"drafts": True}, {"base_url": "https://b.example/"}, {"strict": True}, {"imports": False},
        {"skip_broken": True}, {"clean": True}, {"output": Path("elsewhere")},
    ],
    ids=str,
)  # fmt: skip
def test_other_options_call_for_a_build(built, options):
    assert up_to_date(built, BuildOptions(**options)) is None


def test_site_named_by_its_folder_is_the_same_site(built):
    assert up_to_date(built, BuildOptions(output=built / "site"))


def test_other_version_of_a_dependency_calls_for_a_build(built, tmp_path, monkeypatch):
    (tmp_path / "path" / "jinja2-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "path")

    assert up_to_date(built, BuildOptions()) is None


def test_every_dependency_of_the_build_is_looked_at():
    needed = [name for name in requires("papershelf") if "extra" not in name]
    names = {re.match(r"[\w-]+", name)[0].replace("-", "_").lower() for name in needed}

    assert names - {"argcomplete"} <= inputs.DEPENDENCIES


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0], lambda data: data[: len(data) // 2], lambda data: b"\xff" + data,
        lambda data: data.replace(b"papers", b"sraper"), lambda data: data + b" ",
    ],
)  # fmt: skip
def test_damaged_build_record_is_no_build_record(built, damage):
    file = built / CACHE_FOLDER / "build_record"
    file.write_bytes(damage(file.read_bytes()))

    assert up_to_date(built, BuildOptions()) is None
    assert main(["build", str(built)]) == 0


@pytest.mark.parametrize("rows", ["[]", "{}", '{"problems": 1}', "null", '"x"'])
def test_build_record_of_another_kind_is_no_build_record(built, rows):
    sealed = fingerprints.content_digest(rows.encode()).encode() + b"\n" + rows.encode()
    (built / CACHE_FOLDER / "build_record").write_bytes(sealed)

    assert up_to_date(built, BuildOptions()) is None


def test_what_a_build_had_to_say_is_said_again(built, capsys):
    page = page_of(built)
    page.write_text(page.read_text() + "\nSee [[nowhere at all]].\n")
    main(["build", str(built)])
    output = capsys.readouterr().err.splitlines()[:-1]

    assert up_to_date(built, BuildOptions())
    main(["build", str(built)])

    assert "link-broken" in output[0]
    assert capsys.readouterr().err.splitlines()[:-1] == output


def test_edit_during_a_build_is_seen_by_the_next(built, monkeypatch):
    write_site = build_steps.write_site

    def edited_meanwhile(*arguments):
        rewritten(page_of(built))
        return write_site(*arguments)

    (built / "content/x.md").write_text("---\ntitle: x\n---\n")
    monkeypatch.setattr(build_steps, "write_site", edited_meanwhile)
    main(["build", str(built)])

    assert up_to_date(built, BuildOptions()) is None


@pytest.mark.parametrize(
    "tuning", [ALL_OLD, ALL_YOUNG], ids=["files are old", "files are young"]
)
def test_edit_before_its_page_is_read_is_in_the_site(built, monkeypatch, tuning):
    shutil.rmtree(built / CACHE_FOLDER)
    page = page_of(built)

    def edited_afterwards(*arguments, **options):
        snapshot = take_snapshot(*arguments, **options)
        with page.open("a") as file:  # after the snapshot, before it is read
            file.write("More words.\n")
        return snapshot

    with monkeypatch.context() as patch:
        patch.setattr(recipe, "take_snapshot", edited_afterwards)
        build(built, BuildOptions(), tuning=tuning)

    # It is remembered as it was read.
    assert not verify(built, BuildOptions())
    assert up_to_date(built, BuildOptions(), tuning)
    rewritten(page)
    assert up_to_date(built, BuildOptions(), tuning) is None


def test_failed_build_leaves_no_record_of_what_it_was_made_from(built):
    page_of(built).write_text("---\ntitle: a: b: c\n---\n")

    assert main(["build", str(built)]) == 1
    assert main(["build", str(built)]) == 1


def test_cache_is_ignored_by_git(built):
    assert (built / CACHE_FOLDER / ".gitignore").read_text() == "*\n"
