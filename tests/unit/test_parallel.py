"""Work in several processes gives what it gives in one."""

import os
import time

import pytest

from generator.core.errors import PapershelfError, error
from generator.system.parallel import Workers, default_jobs
from generator.system.tuning import Tuning

PART = 8
TUNING = Tuning(part=PART, fork_from=4 * PART)
COUNT = TUNING.fork_from + 3


def map_ranges(work, count, jobs):
    return Workers(jobs=jobs, tuning=TUNING).map_ranges(work, count)


def fork_task(work, jobs, *, count=COUNT, **options):
    return Workers(jobs=jobs, tuning=TUNING).fork(work, count, **options)


def squares(part):
    return [number * number for number in part]


@pytest.mark.parametrize("jobs", [1, 2, 3, 50])
@pytest.mark.parametrize("count", [0, 1, PART, COUNT])
def test_results_come_in_order_for_any_number_of_processes(count, jobs):
    found = [square for part in map_ranges(squares, count, jobs) for square in part]

    assert found == [number * number for number in range(count)]


def test_enough_work_is_done_by_several_processes():
    def slow(_part):
        time.sleep(0.1)
        return os.getpid()

    assert len(set(map_ranges(slow, COUNT, 2)) - {os.getpid()}) == 2


def test_little_work_starts_no_process():
    assert set(map_ranges(lambda _: os.getpid(), PART, 2)) == {os.getpid()}


def test_what_fails_in_a_process_is_raised_with_its_problems():
    def failing(part):
        if PART in part:
            raise error("template-failed", "it fails", path="x.html", line=3)
        return part

    with pytest.raises(PapershelfError) as caught:
        list(map_ranges(failing, COUNT, 2))

    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.line) == (
        "template-failed",
        "x.html",
        3,
    )


def test_of_several_faults_that_of_the_first_part_is_raised():
    def failing(part):
        time.sleep(0.2 if 0 in part else 0)
        raise ValueError(part.start)

    with pytest.raises(ValueError, match=r"^0$"):
        list(map_ranges(failing, COUNT, 2))


def test_who_has_done_its_own_parts_helps_with_those_of_others():
    def slow_at_first(part):
        time.sleep(1 if 0 in part else 0)
        return os.getpid()

    first, *others = map_ranges(slow_at_first, 100 * PART, 2)

    assert first not in others
    assert len(set(others)) == 1


def test_no_two_processes_do_the_same_part():
    workers = Workers(jobs=4, tuning=Tuning(part=1, fork_from=1))

    for _ in range(20):  # a race shows only now and then
        parts = workers.map_ranges(lambda part: part.start, 3000)
        assert parts == [*range(3000)]


def test_parts_of_a_killed_process_are_done_by_its_parent():
    parent = os.getpid()

    def mortal(part):
        if os.getpid() != parent and PART in part:
            os._exit(9)
        return squares(part)

    found = [square for part in map_ranges(mortal, COUNT, 2) for square in part]

    assert found == squares(range(COUNT))


def test_every_machine_has_a_process():
    assert default_jobs() >= 1


def test_work_begun_beside_gives_what_it_gives_here():
    began = fork_task(lambda: (os.getpid(), {"a": [1, None]}), 2)

    process, found = began()
    assert found == {"a": [1, None]}
    assert process != os.getpid()
    assert began() == (process, found)


def test_little_work_is_done_when_it_is_asked_for():
    assert (
        fork_task(os.getpid, 2, count=PART)()
        == fork_task(os.getpid, 1)()
        == os.getpid()
    )


def test_work_that_fails_beside_is_done_here():
    parent = os.getpid()

    def mortal():
        if os.getpid() != parent:
            os._exit(9)
        return "done"

    assert fork_task(mortal, 2)() == "done"


def test_what_cannot_be_sent_is_made_here():
    assert fork_task(lambda: object, 2)() is object


def test_work_is_done_here_where_no_process_may_be_had(monkeypatch):
    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)

    assert fork_task(os.getpid, 2)() == os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_to_be_done_then_is_done_behind_the_back_of_who_asked(jobs, tmp_path):
    began = fork_task(lambda: 7, jobs, then=(tmp_path / "done").touch)

    assert began() == 7
    began.wait()
    began.wait()
    assert (tmp_path / "done").exists()


def test_waiting_does_nothing_again(tmp_path):
    def failing():
        with (tmp_path / "tried").open("a") as tries:
            tries.write("x")
        raise ValueError

    fork_task(failing, 2).wait()

    assert (tmp_path / "tried").read_text() == "x"


def test_parts_for_which_no_process_may_be_had_are_done_here(monkeypatch):
    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)

    assert set(map_ranges(lambda _: os.getpid(), COUNT, 2)) == {os.getpid()}


def test_work_that_nobody_wants_any_more_is_stopped():
    began = fork_task(lambda: time.sleep(100), 2)

    began.stop()
    began.stop()
