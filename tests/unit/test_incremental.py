"""A build makes again what is made from something else now, and nothing more."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import jinja2
import pytest

from generator.cli import main
from generator.core.build_options import BuildOptions
from generator.incremental import staleness
from generator.incremental.build_cache import CACHE_FOLDER
from generator.pipelines import build_steps
from generator.pipelines.build import build
from generator.pipelines.verify import verify
from generator.site.output import writer
from generator.system.lock import locked
from generator.system.tuning import Tuning

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))
MANY_PARTS = Tuning(part=3, fork_from=6, page_batch=3)
PAGE = """---
title: Paper {number}
date: 2024-06-{number:02}
source: {{seed: a.txt, position: {number}}}
listed: 2025-12-10
status: to-read
rating:
tags: [even]
---

Words of paper {number}.

## Notes
"""


@pytest.fixture
def project(tmp_path):
    """A built project of twelve papers, five on a page of a list."""
    (tmp_path / "papershelf.toml").write_text(
        "page_size = 5\nbase_url = 'https://a.example/l/'\n"
    )
    (tmp_path / "content").mkdir()
    for number in range(1, 13):
        page(tmp_path, number).write_text(PAGE.format(number=number))
    build(tmp_path, BuildOptions())
    return tmp_path


def page(project, number):
    return project / f"content/paper-{number}.md"


def edit(project, number, before, after):
    file = page(project, number)
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


def refused(*_args, **_options):
    raise AssertionError


def made(report):
    """What was made of the files that tell what they are made from."""
    return {path for path in report.files.digests if path.endswith(".html")}


@pytest.mark.parametrize("options", [{}, {"skip_broken": True}], ids=str)
def test_build_without_news_reads_no_page_and_makes_none(project, options):
    report = build(project, BuildOptions(**options))

    assert len(report.files.kept) > 12
    assert (report.read, made(report), report.files.written) == ((), set(), ())


def test_edited_annotation_makes_its_page_and_those_that_show_it(project):
    edit(project, 7, "rating:", "rating: 4")

    report = build(project, BuildOptions())

    assert report.read == ("content/paper-7.md",)
    assert made(report) == {
        "papers/paper-7.html", "page/2.html", "tags/even/2.html", "statuses/to-read/2.html",
        "years/2024/2.html", "listings/2025-12-10/2.html",
    }  # fmt: skip
    assert made(report) <= set(report.files.written)


def test_edited_title_makes_the_pages_of_its_neighbours_too(project):
    edit(project, 7, "title: Paper 7", "title: Another Title")

    report = build(project, BuildOptions())

    papers = {path for path in made(report) if path.startswith("papers/")}
    assert papers == {f"papers/paper-{number}.html" for number in (6, 7, 8)}


def test_edited_abstract_past_its_excerpt_makes_its_own_page_alone(project):
    long = "word " * 100
    edit(project, 7, "Words of paper 7.", long)
    build(project, BuildOptions())
    edit(project, 7, long, f"{long} and more")

    assert made(build(project, BuildOptions())) == {"papers/paper-7.html"}


def test_link_in_notes_makes_the_page_that_it_leads_to(project):
    edit(project, 7, "## Notes\n", "## Notes\n\nSee [[paper-2]].\n")

    papers = {
        path for path in made(build(project, BuildOptions())) if "papers/" in path
    }

    assert papers == {"papers/paper-7.html", "papers/paper-2.html"}


def test_renamed_goal_of_a_link_makes_the_page_with_the_link_though_its_file_is_as_before(
    project,
):
    edit(project, 7, "## Notes\n", "## Notes\n\nSee [[Paper 2]].\n")
    build(project, BuildOptions())
    page(project, 2).rename(project / "content/renamed.md")

    report = build(project, BuildOptions())

    assert report.read == ("content/renamed.md",)
    assert "papers/paper-7.html" in made(report)


def test_template_makes_the_pages_that_use_it(project):
    (project / "templates/pages").mkdir(parents=True)
    (project / "templates/pages/404.html").write_text("Nothing.")

    report = build(project, BuildOptions())

    assert (report.read, made(report)) == ((), {"404.html"})


def test_template_that_is_named_by_no_word_makes_the_pages_that_may_use_it(project):
    (project / "templates/pages").mkdir(parents=True)
    (project / "templates/pages/404.html").write_text(
        '{% include ["none.html", "own.html"] %}'
    )
    (project / "templates/own.html").write_text("One.")
    build(project, BuildOptions())
    (project / "templates/own.html").write_text("Two.")

    assert made(build(project, BuildOptions())) == {"404.html"}
    assert (project / "site/404.html").read_text() == "Two."


def test_settings_make_all_pages_of_the_site_and_read_none_that_is_not_shown(project):
    pages = {
        path
        for path in build(project, BuildOptions()).files.kept
        if path.endswith(".html")
    }
    (project / "papershelf.toml").write_text("page_size = 5\ntitle = 'Other'\n")

    report = build(project, BuildOptions())

    assert (report.read, made(report)) == ((), pages)


def test_spoiled_file_of_the_site_is_made_again_alone(project):
    (project / "site/papers/paper-3.html").write_text("spoiled")

    report = build(project, BuildOptions())

    assert report.files.written == ("papers/paper-3.html",)
    assert made(report) == {"papers/paper-3.html"}


def test_builds_at_the_same_time_leave_the_site_that_one_of_them_makes(project):
    shutil.rmtree(project / "site")
    command = [sys.executable, "-m", "generator", "build", str(project)]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]

    messages = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], messages
    assert verify(project, BuildOptions()) == ()
    assert build(project, BuildOptions()).files.written == ()


def test_a_build_that_another_one_overtakes_shows_what_that_one_showed(project):
    write_site = build_steps.write_site
    overtaken = []

    def slow(*arguments):
        if not overtaken:
            overtaken.append(True)
            edit(project, 7, "title: Paper 7", "title: Newer")
            (project / "content/paper-8.md").unlink()
            (project / "content/new.md").write_text("---\ntitle: New\n---\n")
            command = [sys.executable, "-m", "generator", "build", str(project)]
            subprocess.run(command, check=True)
        return write_site(*arguments)

    edit(project, 7, "rating:", "rating: 4")
    with patch.object(build_steps, "write_site", slow):
        build(project, BuildOptions())

    assert "Newer" in (project / "site/papers/paper-7.html").read_text()
    assert (project / "site/papers/new.html").exists()
    assert not (project / "site/papers/paper-8.html").exists()
    assert verify(project, BuildOptions()) == ()


def test_annotating_commands_at_the_same_time_keep_each_others_change(project):
    commands = []
    for word in (
        "rate paper-7 4",
        "status paper-7 read",
        "tag paper-7 a",
        "tag paper-7 b",
    ):
        command = [
            sys.executable,
            "-m",
            "generator",
            *word.split(),
            "--project",
            project,
        ]
        commands.append(subprocess.Popen(command, stderr=subprocess.PIPE))
    assert [run.wait() for run in commands] == [0, 0, 0, 0]
    for run in commands:
        run.stderr.close()

    text = (project / "content/paper-7.md").read_text()
    assert "rating: 4" in text
    assert "status: read" in text
    assert sorted(re.findall(r"\b[ab]\b", text.partition("tags:")[2][:20])) == [
        "a",
        "b",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_process_is_started_while_the_site_is_locked(project, monkeypatch, jobs):
    fork = os.fork
    held = []

    @contextmanager
    def noted(folder, **options):
        with locked(folder, **options):
            held.append(folder)
            yield
            held.remove(folder)

    def counted():
        assert not held
        return fork()

    monkeypatch.setattr(writer, "locked", noted)
    monkeypatch.setattr(os, "fork", counted)
    edit(project, 7, "title: Paper 7", "title: Another Title")

    assert build(project, BuildOptions(jobs=jobs), tuning=MANY_PARTS).files.written


def test_an_import_that_another_build_finished_first_brings_its_pages(tmp_path):
    (tmp_path / "papershelf.toml").touch()
    (tmp_path / "seeds").mkdir()
    shutil.copy(SEED, tmp_path / "seeds")
    load_pages = build_steps.load_pages

    def overtaken(root, *arguments):
        pages = load_pages(root, *arguments)
        if not pages.rows:
            subprocess.run(
                [sys.executable, "-m", "generator", "build", str(root)], check=True
            )
        return pages

    with patch.object(build_steps, "load_pages", overtaken):
        report = build(tmp_path, BuildOptions())

    assert report.papers == len(list((tmp_path / "content/papers").glob("*.md"))) > 0
    assert verify(tmp_path, BuildOptions()) == ()


def test_a_page_edited_while_it_is_read_and_changed_back_is_built_again(project):
    edit(project, 7, "title: Paper 7", "title: Saved")
    load_pages = build_steps.load_pages

    def while_edited(*arguments):
        edit(project, 7, "title: Saved", "title: Undone")
        pages = load_pages(*arguments)
        edit(project, 7, "title: Undone", "title: Saved")
        return pages

    with patch.object(build_steps, "load_pages", while_edited):
        build(project, BuildOptions())
    build(project, BuildOptions())

    assert verify(project, BuildOptions()) == ()


@pytest.mark.parametrize("name", ["papershelf.toml", "templates/assets/css/print.css"])
def test_an_input_changed_and_changed_back_during_a_build_is_read_again(project, name):
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    saved = "page_size = 5\n" if name.endswith("toml") else "a { color: red }\n"
    undone = "page_size = 6\n" if name.endswith("toml") else "b { color: red }\n"
    file.write_text(saved)
    write_site = build_steps.write_site
    read_settings = build_steps.read_settings

    def while_edited(*arguments):
        file.write_text(undone)
        return read_settings(*arguments)

    def changed_back(*arguments):
        site = write_site(*arguments)
        file.write_text(saved)
        return site

    with (
        patch.object(build_steps, "read_settings", while_edited),
        patch.object(build_steps, "write_site", changed_back),
    ):
        build(project, BuildOptions())
    build(project, BuildOptions())

    assert verify(project, BuildOptions()) == ()


@pytest.mark.parametrize("name", ["output_log", "build_record", "pages", "search"])
def test_caches_of_two_builds_mixed_leave_no_file_of_the_wrong_one(project, name):
    first = (project / ".papershelf-cache" / name).read_bytes()
    edit(project, 7, "title: Paper 7", "title: Another Title")
    build(project, BuildOptions())
    (project / ".papershelf-cache" / name).write_bytes(first)
    edit(project, 7, "title: Another Title", "title: Paper 7")

    build(project, BuildOptions())

    assert verify(project, BuildOptions()) == ()


def test_clean_makes_all_anew(project):
    report = build(project, BuildOptions(clean=True))

    assert len(report.read) == 12
    assert report.files.kept == ()


def test_verify_finds_that_a_build_from_scratch_makes_the_same(project, capsys):
    edit(project, 7, "rating:", "rating: 4")

    assert main(["build", str(project), "--verify"]) == 0
    assert (
        "verified: a build from scratch makes the same files" in capsys.readouterr().err
    )


def test_verify_tells_each_file_that_a_build_from_scratch_makes_otherwise(
    project, capsys, monkeypatch
):
    def careless(plan, _file):
        return plan._last is None

    monkeypatch.setattr(staleness.RebuildPlan, "is_stale", careless)
    edit(project, 7, "title: Paper 7", "title: Another Title")

    assert main(["build", str(project), "--verify"]) == 1
    output = capsys.readouterr().err
    assert "papers/paper-1.html" not in output
    assert "papers/paper-7.html" in output
    assert "error: a build from scratch makes this file differently" in output


EXPLAINED = {
    "papers/paper-7.html": ["its own file", "content/paper-7.md", "kept"],
    "content/paper-7.md": ["papers/paper-7.html"],
    "site/index.html": ["its papers", "templates and settings"],
    "feed.xml": ["its papers"],
}


def test_our_templates_are_compiled_once_for_all_lists(
    project, tmp_path_factory, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("fresh")))
    shutil.rmtree(project / CACHE_FOLDER)
    other = shutil.copytree(project, tmp_path_factory.mktemp("list") / "other")
    build(project, BuildOptions())
    monkeypatch.setattr(jinja2.Environment, "compile", refused)

    assert build(other, BuildOptions()).pages


def test_templates_are_compiled_once(project, monkeypatch):
    monkeypatch.setattr(jinja2.Environment, "compile", refused)
    edit(project, 7, "rating:", "rating: 4")

    assert "papers/paper-7.html" in made(build(project, BuildOptions()))


@pytest.mark.parametrize("name", EXPLAINED)
def test_explain_says_what_a_file_is_made_from(project, capsys, monkeypatch, name):
    monkeypatch.chdir(project)

    assert main(["explain", name]) == 0

    said = capsys.readouterr().out
    assert [words for words in EXPLAINED[name] if words not in said] == []


def test_explain_says_why_a_page_was_made_and_would_be(project, capsys, monkeypatch):
    monkeypatch.chdir(project)
    edit(project, 7, "rating:", "rating: 4")
    main(["explain", "page/2.html"])
    assert "next time  made: changed: its papers\n" in capsys.readouterr().out

    build(project, BuildOptions())
    main(["explain", "page/2.html"])

    said = capsys.readouterr().out
    assert "last time  made: changed: its papers\n" in said
    assert "next time  kept\n" in said


def test_explain_knows_no_other_file(project, capsys, monkeypatch):
    monkeypatch.chdir(project)

    assert main(["explain", "papers/paper-77.html"]) == 1
    assert "did you mean `papers/paper-7.html`" in capsys.readouterr().err
