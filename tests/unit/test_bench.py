"""The benchmark's papers are good papers, and its rounds find what they look for."""

from dataclasses import replace

import pytest

from bench import report, run, scenarios, summary
from bench.corpus import A_DAY, page, specimens
from bench.measuring import Reading
from bench.scenarios import TITLES, Run, edited
from bench.tools import TOOLS, fresh
from generator.content.reader import read_pages
from generator.core.build_options import BuildOptions
from generator.library.library import library_from_pages
from generator.pipelines.build import build


def test_corpus_is_the_same_each_time_and_small_lists_begin_large_ones():
    assert [*specimens(30)] == [*specimens(40)][:30]
    assert {page(one) for one in specimens(2, first=28)} < {
        page(one) for one in specimens(30)
    }


def test_papershelf_reads_every_paper_as_it_was_meant(tmp_path):
    papers = [*specimens(60)]
    fresh(TOOLS["papershelf"], tmp_path / "list", papers)

    read = read_pages(tmp_path / "list" / "content")

    assert read.problems == ()
    newest_first = sorted(papers, key=lambda one: (-(one.number // A_DAY), one.number))
    shown = library_from_pages(read.items).entries
    assert [entry.summary.slug for entry in shown] == [one.slug for one in newest_first]
    expected = {one.slug: (one.paper.title, one.annotations) for one in papers}
    assert {
        entry.summary.slug: (entry.content.paper.title, entry.content.annotations)
        for entry in shown
    } == expected


@pytest.mark.parametrize("name", TOOLS)
def test_each_tool_has_a_page_for_each_paper(name, tmp_path):
    fresh(TOOLS[name], tmp_path / "list", specimens(3))

    for specimen in specimens(3):
        text = (
            tmp_path / "list" / TOOLS[name].papers / f"{specimen.slug}.md"
        ).read_text("utf-8")
        assert specimen.paper.title in text


def test_renamed_tag_is_gone():
    papers = [*specimens(200)]
    changed = {one.number: one for one in edited("tag", papers)}
    before = {tag for one in papers for tag in one.annotations.tags}
    after = {
        tag for one in papers for tag in changed.get(one.number, one).annotations.tags
    }

    assert after - before == {"a new name"}
    assert len(before - after) == 1


def test_tiny_round_without_peers_finds_no_differing_byte(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(run, "_WARM_UP", 1)
    monkeypatch.setattr(scenarios, "_SETTLED", 0)
    words = ["--sizes=5", "--rounds=1", "--peers=none", f"--work={tmp_path}"]

    assert run.main([*words, "--scenarios=added"]) == 0
    assert "| one paper added" in capsys.readouterr().out


def test_warm_build_that_differs_is_told(tmp_path):
    tool, root = TOOLS["papershelf"], tmp_path / "list"
    fresh(tool, root, specimens(2))
    build(root, BuildOptions())
    (root / "site" / "index.html").write_text("wrong")

    with pytest.raises(
        RuntimeError, match=r"differs from a cold one in 1 files, .*index\.html"
    ):
        scenarios._compare(tool, root, tmp_path / "elsewhere")


def test_ratio_is_of_calm_rounds_and_goals_are_judged():
    calm = Reading(wall=1.0, cpu=1.0, mib=20.0, others=0.0)
    pairs = [
        (replace(calm, wall=0.6), calm),
        (replace(calm, wall=9.0, others=1.0), calm),
    ]
    runs = [
        Run(papers=36, round=number, tool=tool, scenario="unchanged", reading=reading)
        for number, pair in enumerate(pairs)
        for tool, reading in zip(("papershelf", "hugo"), pair, strict=True)
    ]

    ours, hugo = summary.rows(runs)

    assert (ours.wall, ours.ratio, ours.calm, ours.rounds) == (0.6, 0.6, 1, 2)
    assert [(goal.limit, found) for goal, found in ours.goals] == [(0.5, 0.6)]
    assert "≤ 0.5 × **over**" in report.times([ours, hugo])


def test_unequal_work_is_told():
    assert report.is_equal_work(
        {(36, "papershelf"): (56, 36, 154), (36, "hugo"): (56, 36, 154)}
    )
    assert not report.is_equal_work(
        {(36, "papershelf"): (56, 36, 154), (36, "hugo"): (56, 36, 0)}
    )


def test_every_goal_is_of_a_scenario():
    assert {goal.scenario for goal in summary.GOALS} <= set(TITLES)
