"""A new reading list holds what one needs, and is never laid over somebody's files."""

import errno
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.core.config import config_from
from generator.core.errors import PapershelfError
from generator.pipelines.init import _git_source, new_project
from generator.system.folder import Folder

ROOT = Path(__file__).parents[2]


def files_in(root):
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix() for path in paths}


@pytest.fixture
def workflow(tmp_path):
    """The workflow of a new reading list, as GitHub reads it; `on` is true in YAML."""
    new_project(tmp_path / "new")
    text = (tmp_path / "new/.github/workflows/pages.yml").read_text("utf-8")
    return yaml.safe_load(text)


def test_new_project_has_settings_folders_and_workflow(tmp_path):
    root = tmp_path / "papers"

    made = new_project(root)

    assert files_in(root) == set(made.created)
    assert (root / "seeds").is_dir()
    assert (root / "content" / "papers").is_dir()
    config_from((root / "papershelf.toml").read_text("utf-8"), "papershelf.toml")
    for path in made.created:
        assert not re.search("REPOSITORY|VERSION", (root / path).read_text("utf-8"))


def test_commented_settings_of_a_new_project_are_valid_too(tmp_path):
    new_project(tmp_path)
    text = (tmp_path / "papershelf.toml").read_text("utf-8")
    settings = [line.removeprefix("# ") for line in text.split("\n") if " = " in line]

    assert tomllib.loads("\n".join(settings))
    config_from("\n".join(settings), "papershelf.toml")


@pytest.mark.parametrize("name", ["papershelf.toml", ".github/workflows/pages.yml"])
def test_existing_file_stops_init_before_anything_is_written(name, tmp_path):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")

    with pytest.raises(PapershelfError, match="init-exists"):
        new_project(tmp_path)

    assert files_in(tmp_path) == {name}
    assert (tmp_path / name).read_text() == "mine"


def test_file_that_every_repository_has_stays_and_stops_nothing(tmp_path, capsys):
    for name in ("README.md", ".gitignore", "LICENSE"):
        (tmp_path / name).write_text("mine\n")

    assert main(["init", str(tmp_path)]) == 0

    for name in ("README.md", ".gitignore", "LICENSE"):
        assert (tmp_path / name).read_text() == "mine\n"
    assert "papershelf build" in (tmp_path / "PAPERSHELF.md").read_text("utf-8")
    err = capsys.readouterr().err
    assert "kept your README.md" in err
    assert "/site/, /.papershelf-cache/" in err


def test_reading_list_inside_another_is_refused(tmp_path):
    new_project(tmp_path)
    with pytest.raises(PapershelfError, match="in a reading list already"):
        new_project(tmp_path / "content" / "second")


def test_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "papers").write_text("mine")
    with pytest.raises(PapershelfError, match="init-exists"):
        new_project(tmp_path / "papers")


def test_examples_build_and_are_sound(tmp_path, monkeypatch, capsys):
    assert main(["init", str(tmp_path / "p"), "--example"]) == 0
    monkeypatch.chdir(tmp_path / "p")
    capsys.readouterr()

    assert main(["build", "--strict"]) == 0
    assert main(["check", "--strict"]) == 0

    streams = capsys.readouterr()
    assert streams.out == ""
    assert "2 papers, " in streams.err
    assert "warning" not in streams.err
    assert "note" not in streams.err
    page = (tmp_path / "p/site/papers/attention-is-all-you-need.html").read_text(
        "utf-8"
    )
    assert 'href="../papers/bert-pre-training' in page


def test_workflow_publishes_pushes_to_both_usual_branches(workflow):
    assert workflow[True]["push"]["branches"] == ["main", "master"]
    assert "workflow_dispatch" in workflow[True]


def test_workflow_installs_from_the_repository_at_this_version(workflow):
    place = workflow["env"]["PAPERSHELF"]
    assert (
        place
        == f"git+https://github.com/papershelf/papershelf@v{version('papershelf')}"
    )
    commands = [
        step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step
    ]
    assert commands[0] == 'pip install "papershelf @ $PAPERSHELF"'


@pytest.mark.parametrize(
    ("record", "source"),
    [
        (None, None),
        ('{"url": "file:///home/ada/papershelf", "dir_info": {}}', None),
        ('{"url": "file:///x", "vcs_info": {"commit_id": "0a1b"}}', None),
        (
            '{"url": "https://t@git.example/p", "vcs_info": {"commit_id": "0a1b"}}',
            "https://git.example/p@0a1b",
        ),
    ],
)
def test_workflow_installs_the_very_commit_that_this_program_is(record, source):
    assert _git_source(record) == source


def test_our_own_workflows_keep_no_credentials_and_give_no_rights_to_all_jobs():
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        own = yaml.safe_load(file.read_text("utf-8"))
        assert own["permissions"] == {}
        for job in own["jobs"].values():
            for step in job["steps"]:
                name, _, commit = step.get("uses", "actions/x@" + "0" * 40).partition(
                    "@"
                )
                assert re.fullmatch("[0-9a-f]{40}", commit)
                if name == "actions/checkout":
                    assert step["with"]["persist-credentials"] is False


def test_zizmor_finds_nothing_in_any_workflow(tmp_path):
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    assert zizmor, "zizmor is one of the development dependencies"
    new_project(tmp_path / "p")
    places = [ROOT / ".github", tmp_path / "p" / ".github" / "workflows" / "pages.yml"]
    run = subprocess.run(
        [zizmor, "--offline", "--persona=pedantic", *places],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout


def test_only_the_job_that_runs_nothing_of_ours_may_write(workflow):
    assert workflow["permissions"] == {}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert set(build["permissions"].values()) == {"read"}
    assert [step for step in deploy["steps"] if "run" in step] == []
    assert build["steps"][0]["with"]["persist-credentials"] is False


def test_actions_are_pinned(workflow):
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(
                r"actions/[a-z-]+@[0-9a-f]{40}",
                step.get("uses", "actions/x@" + "0" * 40),
            )


@pytest.mark.parametrize("base_url", ["https://ada.github.io/papers/", ""])
def test_commands_of_the_workflow_publish_what_is_sound(
    base_url, workflow, tmp_path, monkeypatch, capsys
):
    root = tmp_path / "list"
    new_project(root, example=True)
    broken = root / "content" / "papers" / "broken.md"
    broken.write_text("---\ntitle: Tea\nrating: 9\n---\n")
    monkeypatch.chdir(root)
    codes = []
    for step in workflow["jobs"]["build"]["steps"]:
        words = shlex.split(step.get("run", ""))
        if words[:1] == ["papershelf"]:
            words = [word.replace("$BASE_URL", base_url) for word in words]
            codes.append((main(words[1:]), step.get("continue-on-error", False)))

    assert codes == [(0, False), (1, True)]
    assert "::error file=content/papers/broken.md,line=3" in capsys.readouterr().out
    assert (root / "site" / "index.html").is_file()
    assert not (root / "site" / "papers" / "broken.html").exists()


def test_folder_beside_a_reading_list_is_not_inside_it(tmp_path, monkeypatch):
    new_project(tmp_path / "one")
    monkeypatch.chdir(tmp_path / "one")

    assert main(["init", "../two", "--quiet"]) == 0


@pytest.mark.posix
@pytest.mark.parametrize("folder", ["lists/new", "old"])
def test_init_that_fails_half_way_leaves_nothing(tmp_path, monkeypatch, capsys, folder):
    (tmp_path / "old").mkdir()
    (tmp_path / "old/mine.txt").write_text("mine")
    added = []
    add = Folder.add

    def add_three(self, path, content):
        if len(added) == 3:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        added.append(path)
        add(self, path, content)

    monkeypatch.setattr(Folder, "add", add_three)

    assert main(["init", str(tmp_path / folder)]) == 1

    assert "No space left on device [init-write]" in capsys.readouterr().err
    assert files_in(tmp_path) == {"old/mine.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
